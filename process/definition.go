// Package process holds internal processes (TT01 Đ8): the steps a dossier walks
// through inside the agency, who takes each, and how long it may take.
//
// A Definition is read from strict YAML, checked once and never changed. It knows
// nothing of a calendar: hours here are the working hours of the process, 8 to
// the day, which is another measure than a hall's opening hours.
package process

import "motcua/internal/clock"

// HoursPerDay turns days of a legal limit into hours of a process. It is a value
// of its own, the one internal processes are written with (8 giờ = 1 ngày), and
// must not be derived from office hours: those total 7.5 hours by default and
// move with the season. MinutesPerDay is the same in minutes.
const (
	HoursPerDay   = 8
	MinutesPerDay = HoursPerDay * 60
)

// Definition is one version of the internal process of a procedure.
type Definition struct {
	Procedure     string     // national code of the procedure
	Version       string     // as the approving authority numbers it
	EffectiveFrom clock.Date // first day on which new dossiers follow it
	Source        string     // the decision or model it comes from
	Steps         []Step     // in the order of work, at least two

	// BookAtReturn says that the applicant signs the register book when taking the
	// result (civil status: the parent signs the book of births).
	BookAtReturn bool
	// OnTheSpot says that the result comes while the applicant waits: the slip is
	// printed on demand only (NĐ61 Đ17 k4).
	OnTheSpot bool

	file string
}

// Step is one piece of work in one pair of hands.
type Step struct {
	ID       string // stable: events and assignments refer to it
	NameVi   string
	NameEn   string
	Unit     Unit
	Role     Role
	Minutes  int    // working minutes allowed, 0 when the step has no limit of its own
	Needs    []Need // what must be known before the step can end
	Book     Book   // the step ends with the next number of this book; "" with none
	Form     string // what the official enters, as a form of its own; "" with none
	EndsWith Ending

	line int
}

// Name is the name of the step in lang ("en"); every other value gives Vietnamese.
func (s Step) Name(lang string) string {
	if lang == "en" {
		return s.NameEn
	}
	return s.NameVi
}

// Unit is the kind of unit the step is done in.
type Unit string

// The kinds of units.
const (
	OneStop    Unit = "onestop"    // Bộ phận Một cửa (NĐ61 Đ3 k3)
	Division   Unit = "division"   // the specialised division, or official of a commune
	Leadership Unit = "leadership" // the head of the authority and the deputies
)

// Role is the post the step is given to.
type Role string

// The roles.
const (
	CounterOfficial Role = "counter_official"
	Specialist      Role = "specialist"
	Leader          Role = "leader"
)

// Ending is the act that ends a step.
type Ending string

// The endings.
const (
	Transfer Ending = "transfer" // handed on by the one-stop unit (NĐ61 Đ18)
	Complete Ending = "complete" // the work is done, the next step begins
	Approve  Ending = "approve"  // a leader signs the result (NĐ61 Đ19)
	Deliver  Ending = "deliver"  // the result goes to the one-stop unit (NĐ61 Đ20)
)

// Need is something a step cannot end without.
type Need string

// PersonNumber is the personal number of the person the result is about; at birth
// registration it comes from the population database.
const PersonNumber Need = "person_number"

// Book is a register book (sổ): its numbers run from 1 through the year in each unit.
type Book string

// The books.
const (
	Births         Book = "births"         // Sổ đăng ký khai sinh (TT15/2015 [M])
	Deaths         Book = "deaths"         // Sổ đăng ký khai tử (TT15/2015 [M])
	Extracts       Book = "extracts"       // Sổ cấp bản sao trích lục hộ tịch (TT15/2015 [M])
	Certifications Book = "certifications" // Sổ chứng thực bản sao (NĐ23/2015 Đ13 [M])
	Households     Book = "households"     // Sổ đăng ký hộ kinh doanh (NĐ78/2015 [M])
)

// Books lists them.
func Books() []Book { return []Book{Births, Deaths, Extracts, Certifications, Households} }

// AtOneStop reports that the one-stop unit handles the dossier itself: the process
// begins with its work and not with a hand-over (NĐ61 Đ17 k5).
func (d Definition) AtOneStop() bool {
	return len(d.Steps) > 0 && d.Steps[0].Unit == OneStop && d.Steps[0].EndsWith == Complete
}

// Has reports whether the step needs n.
func (s Step) Has(n Need) bool {
	for _, one := range s.Needs {
		if one == n {
			return true
		}
	}
	return false
}

func (d Definition) index(id string) int {
	for i, s := range d.Steps {
		if s.ID == id {
			return i
		}
	}
	return -1
}

// Step is the step called id.
func (d Definition) Step(id string) (Step, bool) {
	i := d.index(id)
	if i < 0 {
		return Step{}, false
	}
	return d.Steps[i], true
}

// First is the step a received dossier begins with. A parsed definition has one.
func (d Definition) First() Step { return d.Steps[0] }

// Signing is the step in which a leader signs. A parsed definition has one.
func (d Definition) Signing() (Step, bool) {
	for _, s := range d.Steps {
		if s.EndsWith == Approve {
			return s, true
		}
	}
	return Step{}, false
}

// After is the step that follows id; false after the last one and for a step the
// process does not have.
func (d Definition) After(id string) (Step, bool) {
	i := d.index(id)
	if i < 0 || i+1 == len(d.Steps) {
		return Step{}, false
	}
	return d.Steps[i+1], true
}

// Progress is how many steps are behind a dossier that stands at step id, out of
// how many. For a step the process does not have, nothing is behind it.
func (d Definition) Progress(id string) (done, total int) {
	return max(d.index(id), 0), len(d.Steps)
}

// TotalMinutes is the sum of the limits of all steps, in working minutes.
func (d Definition) TotalMinutes() int {
	total := 0
	for _, s := range d.Steps {
		total += s.Minutes
	}
	return total
}
