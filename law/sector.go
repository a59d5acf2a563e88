package law

import (
	"slices"

	"motcua/calendar"
	"motcua/internal/clock"
)

// Sector is what only the law of a sector fixes for a procedure. nil: it fixes
// none, and the general law and the published version of the procedure hold.
type Sector struct {
	Limit            *Value[calendar.Limit] `json:"limit,omitempty"`             // wins over the published record
	FreeWithin       *Value[calendar.Limit] `json:"free_within,omitempty"`       // of the event, for filing without charge
	Supplements      *Value[Supplements]    `json:"supplements,omitempty"`       // per stage
	Silence          *Value[Silence]        `json:"silence,omitempty"`           // of an agency asked for its opinion or for facts
	ApplicantSilence *Value[Silence]        `json:"applicant_silence,omitempty"` // of an applicant asked to confirm
	Excluded         *Value[[]Interval]     `json:"excluded,omitempty"`          // time that no limit counts
	Promises         *Value[Promises]       `json:"promises,omitempty"`          // one promised date, or one per result
	SectorPapers     *Value[[]SectorPaper]  `json:"sector_papers,omitempty"`     // instead of those of the general set
	Proxy            *Value[Proxy]          `json:"proxy,omitempty"`             // who may act for the applicant
	Legs             *Value[[]Leg]          `json:"legs,omitempty"`              // of an interlinked procedure
}

// Supplements is how often each stage may ask for a supplement; 0: the sector
// fixes no number for it.
type Supplements struct {
	Receiver int            `json:"receiver,omitempty" yaml:"receiver"`
	Resolver int            `json:"resolver,omitempty" yaml:"resolver"`
	Further  calendar.Limit `json:"further" yaml:"further"` // for each notice of the resolver after its first, from the supplement
}

// Stage is who asks for a supplement. The two are counted apart: NĐ61 Đ11 k2c
// binds the receiver, Đ19 k4 is the resolving agency's own return.
type Stage string

// The stages.
const (
	Receiver Stage = "receiver"
	Resolver Stage = "resolver"
)

// Effect is what silence leads to.
type Effect string

// The effects.
const (
	Agreed      Effect = "agreed"      // the one asked is deemed to have agreed
	Declaration Effect = "declaration" // the applicant's own declaration takes the answer's place
)

// Silence is what follows when the one asked has not answered.
type Silence struct {
	After  calendar.Limit `json:"after" yaml:"after"` // from the request
	Effect Effect         `json:"effect" yaml:"effect"`
}

// Interval is time that no limit of the procedure counts.
type Interval struct {
	ID string `json:"id" yaml:"id"` // "financial_obligation"
	Vi string `json:"vi" yaml:"vi"`
	En string `json:"en" yaml:"en"`
}

// Promises says how many dates a receipt promises.
type Promises string

// The ways to promise.
const (
	Single    Promises = "single"
	PerResult Promises = "per_result" // "hẹn trả kết quả từng loại việc"
)

// SectorPaper is a form of the sector that is used instead of one of the general
// set.
type SectorPaper struct {
	Form    string `json:"form" yaml:"form"`       // "CT04"
	Instead string `json:"instead" yaml:"instead"` // "01"
	Vi      string `json:"vi" yaml:"vi"`
	En      string `json:"en" yaml:"en"`
}

// Proxy is who may act for the applicant.
type Proxy struct {
	Rule      ProxyRule `json:"rule" yaml:"rule"`
	KinExempt bool      `json:"kin_exempt,omitempty" yaml:"kin_exempt"` // near kin need no certification
	Except    []string  `json:"except,omitempty" yaml:"except"`         // codes of results nobody else may ask for
}

// ProxyRule is what an authorisation needs.
type ProxyRule string

// The rules.
const (
	InPerson  ProxyRule = "in_person" // nobody may act for the applicant
	Written   ProxyRule = "written"   // an authorisation in writing is enough
	Certified ProxyRule = "certified" // it must be certified (chứng thực)
)

// Leg is the work of one agency in an interlinked procedure.
type Leg struct {
	ID    string         `json:"id" yaml:"id"`
	Vi    string         `json:"vi" yaml:"vi"`
	En    string         `json:"en" yaml:"en"`
	Limit calendar.Limit `json:"limit" yaml:"limit"`
	After []string       `json:"after,omitempty" yaml:"after"` // legs that must be done before it
}

// MaySupplement reports whether stage, having asked asked times, may ask again.
// The receiver is bound by the general law where the sector is silent; the
// resolving agency only by its sector.
//
// law: NĐ61 Đ11 k2c, NĐ61 Đ19 k4
func (r Resolved) MaySupplement(stage Stage, asked int) bool {
	own := Supplements{}
	if r.Supplements != nil {
		own = r.Supplements.Value
	}
	if stage == Resolver {
		return own.Resolver == 0 || asked < own.Resolver
	}
	if own.Receiver > 0 {
		return asked < own.Receiver
	}
	return r.MayRequestSupplement(asked)
}

// FurtherNoticeDue is by when the resolving agency must say that a supplement
// received at received is not enough; false when the sector fixes no time.
func (r Resolved) FurtherNoticeDue(c *calendar.Calendar, received clock.Instant) (clock.Instant, bool, error) {
	if r.Supplements == nil || r.Supplements.Value.Further.IsZero() {
		return 0, false, nil
	}
	due, err := c.Due(received, r.Supplements.Value.Further)
	return due.Due, true, err
}

// SilentSince is from when the silence of an agency asked at asked has its effect,
// and which; false when silence has none, as in NĐ61 Đ19 k5.
//
// law: NĐ61 Đ19 k5
func (r Resolved) SilentSince(c *calendar.Calendar, asked clock.Instant) (clock.Instant, Effect, bool, error) {
	return silentSince(c, asked, r.Silence)
}

// ApplicantSilentSince is SilentSince for an applicant asked to confirm.
func (r Resolved) ApplicantSilentSince(c *calendar.Calendar, asked clock.Instant) (clock.Instant, Effect, bool, error) {
	return silentSince(c, asked, r.ApplicantSilence)
}

func silentSince(c *calendar.Calendar, asked clock.Instant, rule *Value[Silence]) (clock.Instant, Effect, bool, error) {
	if rule == nil {
		return 0, "", false, nil
	}
	last, err := c.Due(asked, rule.Value.After)
	return last.Due, rule.Value.Effect, true, err
}

// Pause is the interval named id if the limits of the procedure do not count it.
func (r Resolved) Pause(id string) (Interval, bool) {
	if r.Excluded == nil {
		return Interval{}, false
	}
	for _, i := range r.Excluded.Value {
		if i.ID == id {
			return i, true
		}
	}
	return Interval{}, false
}

// SameDayMark is the time up to which a receipt is due on the same day; false for
// a procedure that is not of the same day.
func (r Resolved) SameDayMark() (clock.TimeOfDay, bool) {
	if r.Limit == nil || r.Limit.Value.Unit != calendar.SameDay {
		return 0, false
	}
	return r.Limit.Value.Mark, true
}

// PromisePerResult reports whether the receipt promises a date for each result.
func (r Resolved) PromisePerResult() bool { return r.Promises != nil && r.Promises.Value == PerResult }

// SectorPaper is the form of the sector used instead of the general form.
func (r Resolved) SectorPaper(form string) (SectorPaper, bool) {
	if r.SectorPapers == nil {
		return SectorPaper{}, false
	}
	for _, p := range r.SectorPapers.Value {
		if p.Instead == form {
			return p, true
		}
	}
	return SectorPaper{}, false
}

// Authorisation is what a proxy shows.
type Authorisation struct {
	Written, Certified bool
	Kin                bool // grandparent, parent, child, spouse or sibling of the applicant
}

// MayAct reports whether a proxy with authorisation a may act for the applicant
// who asks for result (a code of the published record, or "").
//
// law: NĐ61 Đ6 k2
func (r Resolved) MayAct(a Authorisation, result string) bool {
	own := Proxy{Rule: Written}
	if r.Proxy != nil {
		own = r.Proxy.Value
	}
	if own.Rule == InPerson || slices.Contains(own.Except, result) || !a.Written {
		return false
	}
	return own.Rule == Written || a.Certified || a.Kin && own.KinExempt
}

// ReadyLegs is the legs that can begin once those named in done are done, in the
// order of the law; those done are not among them.
func (r Resolved) ReadyLegs(done []string) []Leg {
	if r.Legs == nil {
		return nil
	}
	var out []Leg
	for _, l := range r.Legs.Value {
		waits := func(id string) bool { return !slices.Contains(done, id) }
		if waits(l.ID) && !slices.ContainsFunc(l.After, waits) {
			out = append(out, l)
		}
	}
	return out
}
