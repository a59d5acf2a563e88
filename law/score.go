package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Score is a number of points in hundredths: 4.9 points are 490. Its text is
// "4.9".
type Score int

// String is the text form, without noughts at the end.
func (s Score) String() string { return strconv.FormatFloat(float64(s)/100, 'f', -1, 64) }

// MarshalText writes the text form.
func (s Score) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the text form; at most two decimals, none negative.
func (s *Score) UnmarshalText(b []byte) error {
	whole, part, _ := strings.Cut(string(b), ".")
	if whole == "" || len(part) > 2 {
		return fmt.Errorf("law: score %q is not a number with at most two decimals", b)
	}
	n, err := strconv.ParseUint(whole+(part + "00")[:2], 10, 31)
	if err != nil {
		return fmt.Errorf("law: score %q: %w", b, err)
	}
	*s = Score(n)
	return nil
}

// Class is a class of officials or agencies by their total.
type Class struct {
	ID   string `json:"id" yaml:"id"`
	From Score  `json:"from" yaml:"from"` // the least total
	Vi   string `json:"vi" yaml:"vi"`
	En   string `json:"en" yaml:"en"`
}

// maxDecimals is how far a Score can be rounded.
const maxDecimals = 2

// IndicatorScore is the points of all dossiers by their number, rounded half up
// (the text leaves ".x5" open); false without dossiers, since an indicator without
// information is left out (Đ15 k4b).
//
// law: TT01 Đ15 k2a
func (r Regime) IndicatorScore(points, dossiers int) (Score, bool) {
	if dossiers <= 0 {
		return 0, false
	}
	step := 1
	for range maxDecimals - r.ScoreDecimals.Value {
		step *= 10
	}
	return Score((2*points*100 + dossiers*step) / (2 * dossiers * step) * step), true
}

// OfficialTotal adds the indicators that count for an official; what scores lacks
// is left out. (Indicator 6 is collected per dossier and does not count here.)
//
// law: TT01 Đ15 k1a, TT01 Đ15 k2b
func (r Regime) OfficialTotal(scores map[int]Score) Score {
	return r.total(scores, func(i Indicator) bool { return i.Official })
}

// AgencyTotal adds the indicators that count for an agency: those of its
// officials and those scored for the agency itself. What scores lacks is left out.
//
// law: TT01 Đ15 k1b, TT01 Đ15 k2b
func (r Regime) AgencyTotal(scores map[int]Score) Score {
	return r.total(scores, func(i Indicator) bool { return i.Official || slices.Contains(i.Scopes, PerAgency) })
}

func (r Regime) total(scores map[int]Score, counts func(Indicator) bool) Score {
	var sum Score
	for _, i := range r.Indicators.Value {
		if counts(i) {
			sum += scores[i.Number]
		}
	}
	return sum
}

// ClassOfOfficial is how far an official with this total has done the task.
//
// law: TT01 Đ15 k3a
func (r Regime) ClassOfOfficial(total Score) Class { return classOf(r.OfficialClasses.Value, total) }

// ClassOfAgency is the class of an agency with this total.
//
// law: TT01 Đ15 k3b
func (r Regime) ClassOfAgency(total Score) Class { return classOf(r.AgencyClasses.Value, total) }

// classOf finds the first class total reaches; the last one begins at nought.
func classOf(classes []Class, total Score) Class {
	for _, c := range classes {
		if total >= c.From {
			return c
		}
	}
	return Class{}
}
