package attachment

import (
	"cmp"

	"motcua/internal/fault"
)

// Limits of what may be handed in; zero values are the defaults. An authority shows
// them beside the picker (TT32/2017 Đ8 k3).
type Limits struct {
	FileBytes  int64 // of one file as sent; 10 MB
	DraftBytes int64 // of all files of an application as kept; 100 MB
	PerPaper   int   // files of one paper; 10
	Pixels     int64 // of an image; 50 million
}

// OrDefault fills in what is not set.
func (l Limits) OrDefault() Limits {
	return Limits{
		FileBytes: cmp.Or(l.FileBytes, 10*MB), DraftBytes: cmp.Or(l.DraftBytes, 100*MB),
		PerPaper: cmp.Or(l.PerPaper, 10), Pixels: cmp.Or(l.Pixels, 50_000_000),
	}
}

// MB is a megabyte as pages state limits, in bytes.
const MB = 1_000_000

// State is how far a file is.
type State string

// The states, as stored.
const (
	Quarantined State = "quarantined" // nobody has looked at it yet
	Clean       State = "clean"
	Infected    State = "infected"  // its bytes are destroyed
	Unscanned   State = "unscanned" // there was no scanner
	Removed     State = "removed"   // by who added it, while it was a draft
)

// Here reports whether there is a file to be read, now or after the scan.
func (s State) Here() bool { return s == Quarantined || s == Clean || s == Unscanned }

// Readable refuses what an official may not open: file.quarantined, file.infected;
// not_found for what is not there any more.
func (s State) Readable() error {
	switch s {
	case Clean, Unscanned:
		return nil
	case Quarantined:
		return fault.New(fault.CodeFileQuarantined)
	case Infected:
		return fault.New(fault.CodeFileInfected)
	}
	return fault.New(fault.CodeNotFound)
}

// Room refuses one more file for a paper beside those that are there: file.too_many,
// file.draft_full. size is of the file in bytes.
func (l Limits) Room(there []File, component string, size int64) error {
	l = l.OrDefault()
	n, sum := 0, size
	for _, f := range there {
		if !f.State.Here() {
			continue
		}
		sum += f.Size
		if f.Component == component {
			n++
		}
	}
	switch {
	case n >= l.PerPaper:
		return fault.New(fault.CodeFileTooMany, "n", l.PerPaper)
	case sum > l.DraftBytes:
		return fault.New(fault.CodeFileDraftFull, "mb", l.DraftBytes/MB)
	}
	return nil
}
