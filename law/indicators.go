package law

// Scope says for what an indicator is scored.
type Scope string

// The scopes.
const (
	PerDossier Scope = "dossier" // TT01 Đ14 k1
	PerAgency  Scope = "agency"  // TT01 Đ14 k2: one-stop unit or agency
)

// Indicator is one of the nine by which the handling of procedures is assessed.
type Indicator struct {
	Number   int     `json:"number" yaml:"number"`
	Scopes   []Scope `json:"scopes" yaml:"scopes"`
	Official bool    `json:"official,omitempty" yaml:"official"` // counts for officials (Đ15 k1a)
	Vi       string  `json:"vi" yaml:"vi"`
	En       string  `json:"en" yaml:"en"`
}

// Points is what an indicator gives in its upper two bands; the lowest gives none.
type Points struct {
	Full int `json:"full" yaml:"full"`
	Part int `json:"part" yaml:"part"`
}

// Band is the bound of the upper two bands of an indicator, in its own measure.
type Band struct {
	Full int `json:"full" yaml:"full"`
	Part int `json:"part" yaml:"part"`
}

// LevelShare is a share of procedures, in per cent, for a level of the
// administration.
type LevelShare struct {
	Level   string `json:"level" yaml:"level"`
	Percent int    `json:"percent" yaml:"percent"`
}

// OnlineShares is the bounds of indicator 9, in per cent.
type OnlineShares struct {
	Procedures int `json:"procedures" yaml:"procedures"` // eligible procedures served at level 3 or 4, for full points
	Full       int `json:"full" yaml:"full"`             // dossiers filed online
	Part       int `json:"part" yaml:"part"`
}

// Scored reports whether indicator n is scored for scope.
//
// law: TT01 Đ14 k1, TT01 Đ14 k2
func (r Regime) Scored(n int, scope Scope) bool {
	for _, i := range r.Indicators.Value {
		for _, s := range i.Scopes {
			if i.Number == n && s == scope {
				return true
			}
		}
	}
	return false
}

// TimePoints are the points of a time spent against the time allowed, in the same
// unit: of the whole dossier (indicator 1) or of one agency (indicator 2).
//
// law: TT01 Đ13 k1, TT01 Đ13 k2
func (r Regime) TimePoints(spent, allowed int64) int {
	switch {
	case spent < allowed:
		return r.IndicatorPoints.Value.Full
	case spent == allowed:
		return r.IndicatorPoints.Value.Part
	default:
		return 0
	}
}

// ContactPoints are the points of indicator 3 for so many contacts with the
// one-stop unit, online ones too. Contacts that the filer's own fault caused are
// left out by the caller: the text takes them from the lowest band only and does
// not say where they belong.
//
// law: TT01 Đ13 k3
func (r Regime) ContactPoints(contacts int) int {
	return r.upTo(contacts, r.IndicatorContacts.Value)
}

// BodyPoints are the points of indicator 4 for so many bodies contacted, one of
// them the one-stop unit or not; hosts are the bodies among them that the law
// makes hold a site check or council. One body that is not the one-stop unit is
// in no band of the text: that is read as the lowest and reported as false.
//
// law: TT01 Đ13 k4
func (r Regime) BodyPoints(bodies, hosts int, oneStop bool) (int, bool) {
	points := r.upTo(bodies-hosts, r.IndicatorBodies.Value)
	if points == r.IndicatorPoints.Value.Part && !oneStop {
		return 0, false
	}
	return points, true
}

func (r Regime) upTo(n int, b Band) int {
	switch {
	case n <= b.Full:
		return r.IndicatorPoints.Value.Full
	case n <= b.Part:
		return r.IndicatorPoints.Value.Part
	default:
		return 0
	}
}

// WholeProcessPoints are the points of indicator 5 for a one-stop unit of level
// that handles whole of the listed procedures from receipt to approval; received:
// every procedure that has no exemption (NĐ61 Đ14 k5) is received and returned
// there.
//
// law: TT01 Đ13 k5
func (r Regime) WholeProcessPoints(level string, whole, listed int, received bool) int {
	for _, s := range r.WholeProcessShares.Value {
		if s.Level == level && atLeast(whole, listed, s.Percent) {
			return r.IndicatorPoints.Value.Full
		}
	}
	if received {
		return r.IndicatorPoints.Value.Part
	}
	return 0
}

// PublicityPoints are the points of indicator 6 for procedures made public
// rightly, fully and in time by posting, by electronic means, or both.
//
// law: TT01 Đ13 k6
func (r Regime) PublicityPoints(posted, electronic bool) int {
	switch {
	case posted && electronic:
		return r.IndicatorPoints.Value.Full
	case posted || electronic:
		return r.IndicatorPoints.Value.Part
	default:
		return 0
	}
}

// AttitudePoints are the points of indicator 7 for a dossier that took spent of
// the time allowed and drew petitions about conduct; petitions found wrong or
// slander are not counted. Late without a petition is in no band of the text:
// that is read as the lowest and reported as false.
//
// law: TT01 Đ13 k7
func (r Regime) AttitudePoints(spent, allowed int64, petitions int) (int, bool) {
	if petitions > 0 {
		return 0, true
	}
	return r.TimePoints(spent, allowed), spent <= allowed
}

// PetitionPoints are the points of indicator 8 for petitions received, of which
// inTime were handled in time and prolonged were drawn out.
//
// law: TT01 Đ13 k8
func (r Regime) PetitionPoints(received, inTime, prolonged int) int {
	b := r.PetitionShares.Value
	switch {
	case received == 0:
		return r.IndicatorPoints.Value.Full
	case prolonged > 0 || !atLeast(inTime, received, b.Part):
		return 0
	case atLeast(inTime, received, b.Full):
		return r.IndicatorPoints.Value.Full
	default:
		return r.IndicatorPoints.Value.Part
	}
}

// OnlineYear is what indicator 9 counts.
type OnlineYear struct {
	Served, Eligible int // procedures at level 3 or 4, of those fit for it
	Online, Dossiers int // dossiers filed online, of all
	Failed           int // online dossiers not handled, or handled late
}

// OnlinePoints are the points of indicator 9. Many dossiers online but too few
// procedures is in no band of the text: that is read as the middle one and
// reported as false.
//
// law: TT01 Đ13 k9
func (r Regime) OnlinePoints(y OnlineYear) (int, bool) {
	s := r.OnlineShares.Value
	many := atLeast(y.Online, y.Dossiers, s.Full)
	switch {
	case y.Failed > 0 || y.Served == 0 || !atLeast(y.Online, y.Dossiers, s.Part):
		return 0, true
	case many && atLeast(y.Served, y.Eligible, s.Procedures):
		return r.IndicatorPoints.Value.Full, true
	default:
		return r.IndicatorPoints.Value.Part, !many
	}
}
