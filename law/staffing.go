package law

import (
	"slices"

	"motcua/internal/clock"
)

// Term is how long an official is sent to a one-stop unit, each time.
type Term struct {
	MinMonths int      `json:"min_months" yaml:"min_months"`
	MaxMonths int      `json:"max_months" yaml:"max_months"`
	Levels    []string `json:"levels" yaml:"levels"` // of the administration it binds
}

// Seniority is what an official sent to a one-stop unit must have served in the
// field.
type Seniority struct {
	Years  int      `json:"years" yaml:"years"`
	Levels []string `json:"levels" yaml:"levels"` // of the administration it binds
}

// TermAllowed reports whether an official may be sent to a one-stop unit of level
// from the day from up to and including to. Levels the article does not name
// (communes) are free. A substitute under Đ12 k8 has no term: do not ask.
//
// law: NĐ61 Đ11 k4
func (r Regime) TermAllowed(level string, from, to clock.Date) bool {
	t := r.SecondmentTerm.Value
	if !slices.Contains(t.Levels, level) {
		return !to.Before(from)
	}
	after := to.AddDays(1)
	return !after.Before(from.AddMonths(t.MinMonths)) && !after.After(from.AddMonths(t.MaxMonths))
}

// SeniorEnough reports whether one who has worked in the field since the day
// since may be sent to a one-stop unit of level on day on.
//
// law: NĐ61 Đ11 k1b
func (r Regime) SeniorEnough(level string, since, on clock.Date) bool {
	s := r.Seniority.Value
	return !slices.Contains(s.Levels, level) || !on.Before(since.AddMonths(12*s.Years))
}

// DeputiesAllowed reports whether a centre may have n deputy directors.
//
// law: NĐ61 Đ10 k2a
func (r Regime) DeputiesAllowed(n int) bool { return n >= 0 && n <= r.CentreDeputies.Value }

// ControlDeputyMissing reports whether a centre of whose deputies n lead the
// procedure-control division lacks one. The text does not void the appointment:
// it is a warning.
//
// law: TT01 Đ7 k2
func (r Regime) ControlDeputyMissing(n int) bool { return n < r.ControlDeputies.Value }
