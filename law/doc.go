// Package law holds what a decree fixes and another decree may change, as dated
// values with instrument and article, and above them the rules a sector's law
// sets for single procedures.
//
// The values are embedded YAML, checked by Load: instruments/ for what holds for
// every procedure, sectors/ for single ones, worlds/ for which instruments are
// replaced where (LoadToday), articles.yaml for the articles they cite. Each value
// has a small pure function on Regime or Resolved that carries it out; whether the
// product asks for it is another matter (Provision.Recorded).
//
// A dossier resolves its law once, at receipt, and keeps the hash of that
// text for ever; nothing printed under it is ever recomputed under another.
package law
