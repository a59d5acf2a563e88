package law

import (
	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
)

// Value is a value of the law with the article that fixes it and the day from
// which it has held.
type Value[T any] struct {
	Value   T          `json:"value"`
	Article Article    `json:"article"`
	From    clock.Date `json:"from"`
}

// Regime is the law that holds for every procedure on one day. Its slices are
// shared: read them, do not write to them.
type Regime struct {
	TransferCutoff       Value[clock.TimeOfDay] `json:"transfer_cutoff"`        // direct receipts after it are transferred next morning
	SupplementLimit      Value[int]             `json:"supplement_limit"`       // supplement requests the receiver may make
	ReturnNotice         Value[calendar.Limit]  `json:"return_notice"`          // from receipt, to return a dossier for supplement
	RescheduleLimit      Value[int]             `json:"reschedule_limit"`       // how often a promised date may be moved
	RescheduleNoticeDays Value[int]             `json:"reschedule_notice_days"` // calendar days before the promised date
	DossierCodeScheme    Value[code.Scheme]     `json:"dossier_code_scheme"`    // scheme of the unit within a dossier code
	DossierDailyMaximum  Value[int]             `json:"dossier_daily_maximum"`  // dossiers per unit and day
	PaperSet             Value[[]Paper]         `json:"paper_set"`              // Mẫu 01–06
	NationalStatuses     Value[[]Status]        `json:"national_statuses"`      // shown on portal and one-stop alike
}

// Paper is a form of the one-stop procedure (biểu mẫu).
type Paper struct {
	Form string `json:"form" yaml:"form"` // "01"
	Vi   string `json:"vi" yaml:"vi"`
	En   string `json:"en" yaml:"en"`
	Size string `json:"size" yaml:"size"` // A5 or A4
}

// Status is a status of a dossier as every portal shows it.
type Status struct {
	Number int    `json:"number" yaml:"number"`
	Vi     string `json:"vi" yaml:"vi"`
	En     string `json:"en" yaml:"en"`
}

// TransferBy is when a dossier received at received must have been transferred
// (see calendar.Calendar.TransferBy).
//
// law: NĐ61 Đ18 k2
func (r Regime) TransferBy(c *calendar.Calendar, received clock.Instant, direct bool) clock.Instant {
	return c.TransferBy(received, direct, r.TransferCutoff.Value)
}

// MayRequestSupplement reports whether the receiver, having asked asked times,
// may ask again.
//
// law: NĐ61 Đ11 k2c
func (r Regime) MayRequestSupplement(asked int) bool { return asked < r.SupplementLimit.Value }

// ReturnNoticeDue is by when the deciding agency must give notice that it returns
// a dossier received at received for supplement.
//
// law: NĐ61 Đ19 k4
func (r Regime) ReturnNoticeDue(c *calendar.Calendar, received clock.Instant) (calendar.Reckoning, error) {
	return c.Due(received, r.ReturnNotice.Value)
}

// MayReschedule reports whether a promised date moved done times may be moved
// again.
//
// law: NĐ61 Đ19 k9
func (r Regime) MayReschedule(done int) bool { return done < r.RescheduleLimit.Value }

// RescheduleInTime reports whether a notice of day notice is early enough for a
// dossier due on day due. "01 ngày" is read as a calendar day: a Sunday is in
// time for a Monday.
//
// law: NĐ61 Đ19 k9
func (r Regime) RescheduleInTime(due, notice clock.Date) bool {
	return notice.DaysUntil(due) >= r.RescheduleNoticeDays.Value
}

// DayFull reports whether a unit that has numbered issued dossiers today can
// number no more.
//
// law: TT01 Đ19 k1
func (r Regime) DayFull(issued int) bool { return issued >= r.DossierDailyMaximum.Value }

// Paper is the form numbered form ("01").
//
// law: TT01 Đ9 k1, TT01 Đ9 k2
func (r Regime) Paper(form string) (Paper, bool) {
	for _, p := range r.PaperSet.Value {
		if p.Form == form {
			return p, true
		}
	}
	return Paper{}, false
}

// Status is the national status numbered n.
//
// law: TT22 Đ4 k3
func (r Regime) Status(n int) (Status, bool) {
	for _, s := range r.NationalStatuses.Value {
		if s.Number == n {
			return s, true
		}
	}
	return Status{}, false
}
