package catalogue

import (
	"slices"

	"motcua/internal/clock"
	"motcua/process"
)

// Entry is a procedure of an authority: its editions, where it is listed, and the
// internal processes it is carried out by. It is read only.
type Entry struct {
	ID          int64
	Code        string
	PortalID    string
	Editions    []Edition // by number
	Listings    []Listing // where it stands, here or at the ministry
	Withdrawals []Withdrawal
	Processes   []NumberedProcess
	Confirmed   []Confirmation

	// Changed is the epoch of the last change of the procedure: whatever the entry
	// shows is another under another number.
	Changed int64
}

// Edition is a version as memory holds it: its record is opened when needed.
type Edition struct {
	Procedure int64
	Number    int
	Effective clock.Date
	Hash      string
	Card      Card
	Published clock.Instant // when it was written: of a version and a withdrawal of one day the later holds
}

// Listing says that an authority publishes a procedure at a level.
type Listing struct {
	Level   string // id of the level in the world, or Unclear
	Body    int64  // the unit that carries it out; 0: every committee of the level
	Basis   string // what the level rests on: detail, words, hand, own
	OneStop bool   // received at the one-stop units of the level
	// Vertical is the id of the vertical body that receives it, "police"; "": none.
	Vertical string
}

// Unclear is the level of a procedure whose level nothing tells.
const Unclear = "unclear"

// Ministry is the level whose procedures are the ministry's alone: an authority shows
// them and counts none of them.
const Ministry = "ministry"

// Own is what search knows as the unit of every procedure that is handled in the
// authority, at whichever of its levels (NĐ63 Đ13 k2a): counted once, however many
// levels it stands at.
const Own = "own"

// IsOwn reports whether the procedure is handled at one of the authority's levels.
func (e Entry) IsOwn() bool {
	return slices.ContainsFunc(e.Listings, func(l Listing) bool { return l.Level != Unclear && l.Level != Ministry })
}

// Withdrawal is the end of a procedure (NĐ63 Đ14 k2c). A version in force from a
// later day begins it again.
type Withdrawal struct {
	From     clock.Date
	Decision string
	At       clock.Instant // when it was written
}

// Confirmation is an official's word that a published fee is right.
type Confirmation struct {
	Version  int
	Line     int   // of Record.FeeLines, from 1
	Amount   int64 // đồng
	Document string
	Actor    int64
	At       clock.Instant
}

// NumberedProcess is an internal process with its number among the authority's
// versions; a dossier keeps the one it was received under.
type NumberedProcess struct {
	Number int
	process.Definition
}

// Standing is what a procedure is on a day.
type Standing string

// The standings.
const (
	InForce   Standing = "in_force"
	NotYet    Standing = "not_yet"   // its first version is of a later day
	Withdrawn Standing = "withdrawn" // ended by decision
)

// At is the edition that holds on day d and how the procedure stands then. Before
// the first edition it is that one, not yet in force; after a withdrawal the last
// that was in force.
func (e Entry) At(d clock.Date) (Edition, Standing) {
	last, ok := lastFrom(e.Editions, d, func(v Edition) clock.Date { return v.Effective })
	if !ok {
		if len(e.Editions) == 0 {
			return Edition{}, NotYet
		}
		return e.Editions[0], NotYet
	}
	ended, ok := lastFrom(e.Withdrawals, d, func(w Withdrawal) clock.Date { return w.From })
	if ok && ended.ends(last) {
		return last, Withdrawn
	}
	return last, InForce
}

// ends reports whether w ended e: it is of a later day, or of the same and written
// after it.
func (w Withdrawal) ends(e Edition) bool {
	return w.From.After(e.Effective) || w.From == e.Effective && w.At > e.Published
}

// Ended reports that the last that was published of e is its withdrawal, be it of the
// past or of a day to come.
func (e Entry) Ended() bool {
	n := len(e.Withdrawals)
	return n > 0 && e.Withdrawals[n-1].ends(e.Newest())
}

// EditionAt is the edition in force on day d, false when none is.
func (e Entry) EditionAt(d clock.Date) (Edition, bool) {
	v, standing := e.At(d)
	return v, standing == InForce
}

func (e Entry) inForce(d clock.Date) bool {
	_, ok := e.EditionAt(d)
	return ok
}

// Edition is the edition with that number.
func (e Entry) Edition(number int) (Edition, bool) {
	i := slices.IndexFunc(e.Editions, func(v Edition) bool { return v.Number == number })
	if i < 0 {
		return Edition{}, false
	}
	return e.Editions[i], true
}

// Newest is the edition with the highest number, in force or not.
func (e Entry) Newest() Edition {
	if len(e.Editions) == 0 {
		return Edition{}
	}
	return e.Editions[len(e.Editions)-1]
}

// ListedAt is the listing of e at a level.
func (e Entry) ListedAt(level string) (Listing, bool) {
	i := slices.IndexFunc(e.Listings, func(l Listing) bool { return l.Level == level })
	if i < 0 {
		return Listing{}, false
	}
	return e.Listings[i], true
}

// ConfirmedFee is the last confirmation of a fee line of a version.
func (e Entry) ConfirmedFee(version, line int) (Confirmation, bool) {
	for i := len(e.Confirmed) - 1; i >= 0; i-- {
		if e.Confirmed[i].Version == version && e.Confirmed[i].Line == line {
			return e.Confirmed[i], true
		}
	}
	return Confirmation{}, false
}

// Unconfirmed is how many published charges of a version no official has confirmed.
func (e Entry) Unconfirmed(v Edition) int {
	n := 0
	for line := 1; line <= v.Card.Fees; line++ {
		if _, ok := e.ConfirmedFee(v.Number, line); !ok {
			n++
		}
	}
	return n
}

// ProcessAt is the process new dossiers follow on day d.
func (e Entry) ProcessAt(d clock.Date) (NumberedProcess, bool) {
	return lastFrom(e.Processes, d, func(p NumberedProcess) clock.Date { return p.EffectiveFrom })
}

// Process is the process with that number.
func (e Entry) Process(number int) (NumberedProcess, bool) {
	i := slices.IndexFunc(e.Processes, func(p NumberedProcess) bool { return p.Number == number })
	if i < 0 {
		return NumberedProcess{}, false
	}
	return e.Processes[i], true
}

func lastFrom[T any](all []T, d clock.Date, from func(T) clock.Date) (found T, ok bool) {
	for _, one := range all {
		if !from(one).After(d) {
			found, ok = one, true
		}
	}
	return found, ok
}
