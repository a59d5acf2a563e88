// Package search finds procedures by what people type: without marks, with tones
// written either way (hòa, hoà), with i for y (đăng kí), with typing errors, by
// everyday names ("sổ đỏ"), by code or a part of one.
//
// An Index is a value: it never changes, any number of goroutines may read it,
// and With makes the next one out of it and a handful of changed documents, so
// that a catalogue is republished without a gap. An index that grew by With
// answers exactly as one built afresh of the same documents.
//
// Everything is counted in words, the runs of letters and digits between other
// characters: syllables, in Vietnamese. Two forms of a word are kept. The folded
// one (code.Fold, y written i after a consonant) decides what is found; the
// written one (tone apart from the letter that carries it) decides what is first.
package search
