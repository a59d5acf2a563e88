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

	// Inherited: the instrument has been replaced, and the rule of its successor
	// is not known; the value goes on for want of it.
	Inherited bool `json:"inherited,omitempty"`
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

	ProcessDayHours Value[int]       `json:"process_day_hours"` // working hours of a day of an internal process
	SlipFields      Value[[]Form]    `json:"slip_fields"`       // what Mẫu 01–05 hold
	RegisterFields  Value[[]Field]   `json:"register_fields"`   // the columns of Mẫu 06
	SecondmentTerm  Value[Term]      `json:"secondment_term"`   // of officials sent to a one-stop unit
	Seniority       Value[Seniority] `json:"seniority"`         // in the field, of officials sent to a one-stop unit
	CentreDeputies  Value[int]       `json:"centre_deputies"`   // deputy directors of a centre, at most
	ControlDeputies Value[int]       `json:"control_deputies"`  // of them, leaders of the procedure-control division

	PublicationNotice    Value[NoticeDays]     `json:"publication_notice"`    // days before a procedure takes effect
	PublicationShortened Value[calendar.Limit] `json:"publication_shortened"` // after a text of the shortened route
	PostingLimits        Value[Posting]        `json:"posting_limits"`        // to enter a decision into the national database
	ReviewPlanBefore     Value[MonthDay]       `json:"review_plan_before"`    // the plan of a year is sent before this day of it
	PetitionForwarding   Value[calendar.Limit] `json:"petition_forwarding"`   // of a petition that another agency handles

	ServiceLevels  Value[[]ServiceLevel]  `json:"service_levels"`  // 1 to 4
	Level4Share    Value[int]             `json:"level4_share"`    // per cent filed online, to raise a service from 3 to 4
	RatingGrades   Value[[]Grade]         `json:"rating_grades"`   // best first
	RatingContents Value[[]RatingContent] `json:"rating_contents"` // what a user of a service rates

	Indicators         Value[[]Indicator]  `json:"indicators"`           // the nine
	IndicatorPoints    Value[Points]       `json:"indicator_points"`     // of each indicator
	IndicatorContacts  Value[Band]         `json:"indicator_contacts"`   // indicator 3: contacts with the one-stop unit
	IndicatorBodies    Value[Band]         `json:"indicator_bodies"`     // indicator 4: bodies contacted
	WholeProcessShares Value[[]LevelShare] `json:"whole_process_shares"` // indicator 5: per cent of procedures handled whole
	PetitionShares     Value[Band]         `json:"petition_shares"`      // indicator 8: per cent of petitions in time
	OnlineShares       Value[OnlineShares] `json:"online_shares"`        // indicator 9
	ScoreDecimals      Value[int]          `json:"score_decimals"`       // to which an indicator is rounded
	OfficialClasses    Value[[]Class]      `json:"official_classes"`     // of officials, best first
	AgencyClasses      Value[[]Class]      `json:"agency_classes"`       // of agencies, best first
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

// ProcessHours is how many working hours a step of days days of an internal
// process has. It is no statement about office time, which differs per unit.
//
// law: BLLĐ12 Đ104 k1, BLLĐ19 Đ105 k1
func (r Regime) ProcessHours(days int) int { return days * r.ProcessDayHours.Value }
