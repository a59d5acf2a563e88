// Package view is what the surfaces share above the page kit: the frame of a
// page for citizens and for officials (Site), and the words, clocks, timelines
// and papers of a dossier. It reads no store and no clock; whoever shows a
// dossier has already been allowed to.
package view
