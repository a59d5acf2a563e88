package law

import (
	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
)

// national is the keys every day must have a value for.
func national() []binding { return append(nationalOfFormat1(), nationalSinceFormat2()...) }

func nationalOfFormat1() []binding {
	return []binding{
		bind("transfer_cutoff", func(r *Resolved) *Value[clock.TimeOfDay] { return &r.TransferCutoff }, timeOfDay),
		bind("supplement_limit", func(r *Resolved) *Value[int] { return &r.SupplementLimit }, positive),
		bind("return_notice", func(r *Resolved) *Value[calendar.Limit] { return &r.ReturnNotice }, calendar.Limit.Check),
		bind("reschedule_limit", func(r *Resolved) *Value[int] { return &r.RescheduleLimit }, positive),
		bind("reschedule_notice_days", func(r *Resolved) *Value[int] { return &r.RescheduleNoticeDays }, positive),
		bind("dossier_code_scheme", func(r *Resolved) *Value[code.Scheme] { return &r.DossierCodeScheme }, scheme),
		bind("dossier_daily_maximum", func(r *Resolved) *Value[int] { return &r.DossierDailyMaximum }, dailyMaximum),
		bind("paper_set", func(r *Resolved) *Value[[]Paper] { return &r.PaperSet }, papers),
		bind("national_statuses", func(r *Resolved) *Value[[]Status] { return &r.NationalStatuses }, statuses),
	}
}

func nationalSinceFormat2() []binding {
	return []binding{
		bind("process_day_hours", func(r *Resolved) *Value[int] { return &r.ProcessDayHours }, positive),
		bind("slip_fields", func(r *Resolved) *Value[[]Form] { return &r.SlipFields }, forms),
		bind("register_fields", func(r *Resolved) *Value[[]Field] { return &r.RegisterFields }, fields),
		bind("secondment_term", func(r *Resolved) *Value[Term] { return &r.SecondmentTerm }, term),
		bind("seniority", func(r *Resolved) *Value[Seniority] { return &r.Seniority }, seniority),
		bind("centre_deputies", func(r *Resolved) *Value[int] { return &r.CentreDeputies }, positive),
		bind("control_deputies", func(r *Resolved) *Value[int] { return &r.ControlDeputies }, positive),
		bind("publication_notice", func(r *Resolved) *Value[NoticeDays] { return &r.PublicationNotice }, noticeDays),
		bind("publication_shortened", func(r *Resolved) *Value[calendar.Limit] { return &r.PublicationShortened }, calendarDays),
		bind("posting_limits", func(r *Resolved) *Value[Posting] { return &r.PostingLimits }, posting),
		bind("review_plan_before", func(r *Resolved) *Value[MonthDay] { return &r.ReviewPlanBefore }, monthDay),
		bind("petition_forwarding", func(r *Resolved) *Value[calendar.Limit] { return &r.PetitionForwarding }, calendar.Limit.Check),
		bind("service_levels", func(r *Resolved) *Value[[]ServiceLevel] { return &r.ServiceLevels }, serviceLevels),
		bind("level4_share", func(r *Resolved) *Value[int] { return &r.Level4Share }, percent),
		bind("rating_grades", func(r *Resolved) *Value[[]Grade] { return &r.RatingGrades }, grades),
		bind("rating_contents", func(r *Resolved) *Value[[]RatingContent] { return &r.RatingContents }, ratingContents),
		bind("indicators", func(r *Resolved) *Value[[]Indicator] { return &r.Indicators }, indicators),
		bind("indicator_points", func(r *Resolved) *Value[Points] { return &r.IndicatorPoints }, points),
		bind("indicator_contacts", func(r *Resolved) *Value[Band] { return &r.IndicatorContacts }, countBand),
		bind("indicator_bodies", func(r *Resolved) *Value[Band] { return &r.IndicatorBodies }, countBand),
		bind("whole_process_shares", func(r *Resolved) *Value[[]LevelShare] { return &r.WholeProcessShares }, levelShares),
		bind("petition_shares", func(r *Resolved) *Value[Band] { return &r.PetitionShares }, shareBand),
		bind("online_shares", func(r *Resolved) *Value[OnlineShares] { return &r.OnlineShares }, onlineShares),
		bind("score_decimals", func(r *Resolved) *Value[int] { return &r.ScoreDecimals }, decimals),
		bind("official_classes", func(r *Resolved) *Value[[]Class] { return &r.OfficialClasses }, classes),
		bind("agency_classes", func(r *Resolved) *Value[[]Class] { return &r.AgencyClasses }, classes),
	}
}

// sectoral is the keys a sector may fix for a procedure. Its return notice wins
// over the general one ("trừ trường hợp pháp luật chuyên ngành có quy định",
// NĐ61 Đ19 k4).
func sectoral() []binding { return append(sectoralOfFormat1(), sectoralSinceFormat2()...) }

func sectoralOfFormat1() []binding {
	return []binding{
		bindOptional("limit", func(r *Resolved) **Value[calendar.Limit] { return &r.Limit }, calendar.Limit.Check),
		bindOptional("free_within", func(r *Resolved) **Value[calendar.Limit] { return &r.FreeWithin }, calendarDays),
		bind("return_notice", func(r *Resolved) *Value[calendar.Limit] { return &r.ReturnNotice }, calendar.Limit.Check),
	}
}

func sectoralSinceFormat2() []binding {
	return []binding{
		bindOptional("supplements", func(r *Resolved) **Value[Supplements] { return &r.Supplements }, supplements),
		bindOptional("silence", func(r *Resolved) **Value[Silence] { return &r.Silence }, silence),
		bindOptional("applicant_silence", func(r *Resolved) **Value[Silence] { return &r.ApplicantSilence }, silence),
		bindOptional("excluded", func(r *Resolved) **Value[[]Interval] { return &r.Excluded }, intervals),
		bindOptional("promises", func(r *Resolved) **Value[Promises] { return &r.Promises }, promises),
		bindOptional("sector_papers", func(r *Resolved) **Value[[]SectorPaper] { return &r.SectorPapers }, sectorPapers),
		bindOptional("proxy", func(r *Resolved) **Value[Proxy] { return &r.Proxy }, proxy),
		bindOptional("legs", func(r *Resolved) **Value[[]Leg] { return &r.Legs }, legs),
	}
}
