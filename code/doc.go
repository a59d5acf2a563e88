// Package code holds the identifiers people and agencies write down: dossier,
// agency, unit, sector and procedure codes, personal numbers, telephone numbers; the
// list of level-1 bodies; and the two forms of text, Normalize for keeping and Fold
// for searching.
//
// A value of one of these types that came out of its Parse function is well
// formed; the methods rely on it and give zero values for anything else.
package code
