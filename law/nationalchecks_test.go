package law

import (
	"errors"
	"strings"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
)

func nationalChecks() map[string]check {
	return map[string]check{
		"transfer_cutoff":        checkTransfer,
		"supplement_limit":       checkSupplement,
		"return_notice":          checkReturnNotice,
		"reschedule_limit":       checkReschedule,
		"reschedule_notice_days": checkRescheduleNotice,
		"dossier_code_scheme":    checkScheme,
		"dossier_daily_maximum":  checkDayFull,
		"paper_set":              checkPapers,
		"national_statuses":      checkStatuses,
		"process_day_hours":      checkProcessHours,
		"slip_fields":            checkSlipFields,
		"register_fields":        checkRegisterFields,
		"secondment_term":        checkTerm,
		"seniority":              checkSeniority,
		"centre_deputies":        checkDeputies,
		"control_deputies":       checkControlDeputies,
		"publication_notice":     checkPublication,
		"publication_shortened":  checkShortened,
		"posting_limits":         checkPosting,
		"review_plan_before":     checkReviewPlan,
		"petition_forwarding":    checkForwarding,
		"service_levels":         checkServiceLevels,
		"level4_share":           checkLevel4,
		"rating_grades":          checkGrades,
		"rating_contents":        checkContents,
		"indicators":             checkIndicators,
		"indicator_points":       checkPoints,
		"indicator_contacts":     checkContacts,
		"indicator_bodies":       checkBodies,
		"whole_process_shares":   checkShares,
		"petition_shares":        checkPetitions,
		"online_shares":          checkOnline,
		"score_decimals":         checkDecimals,
		"official_classes":       checkOfficialClasses,
		"agency_classes":         checkAgencyClasses,
	}
}

func checkTransfer(c *calendar.Calendar, r Resolved) error {
	return errors.Join(
		same("NĐ61 Đ18 k2 at 15:00", r.TransferBy(c, on("2019-06-17", "15:00"), true), on("2019-06-17", "17:00")),
		same("NĐ61 Đ18 k2 at 15:01", r.TransferBy(c, on("2019-06-17", "15:01"), true), on("2019-06-18", "07:30")),
		same("NĐ61 Đ18 k1 online", r.TransferBy(c, on("2019-06-17", "16:30"), false), on("2019-06-17", "16:30")))
}

func checkSupplement(_ *calendar.Calendar, r Resolved) error {
	return sameText("NĐ61 Đ11 k2c", "true false", r.MayRequestSupplement(0), r.MayRequestSupplement(1))
}

func checkReturnNotice(c *calendar.Calendar, r Resolved) error {
	mid, err := r.ReturnNoticeDue(c, on("2019-06-13", "09:00")) // a weekend between
	return errors.Join(err, same("NĐ61 Đ19 k4", mid.Due, on("2019-06-18", "17:00")))
}

func checkReschedule(_ *calendar.Calendar, r Resolved) error {
	return sameText("NĐ61 Đ19 k9", "true false", r.MayReschedule(0), r.MayReschedule(1))
}

func checkRescheduleNotice(_ *calendar.Calendar, r Resolved) error {
	due := clock.MustDate("2019-06-17")
	return sameText("NĐ61 Đ19 k9", "true false", r.RescheduleInTime(due, due.AddDays(-1)), r.RescheduleInTime(due, due))
}

func checkScheme(_ *calendar.Calendar, r Resolved) error {
	return same("TT01 Đ19 k1", code.UnitCode("000.00.12.H26").Scheme(), r.DossierCodeScheme.Value)
}

func checkDayFull(_ *calendar.Calendar, r Resolved) error {
	return sameText("TT01 Đ19 k1", "false true", r.DayFull(9998), r.DayFull(9999))
}

func checkPapers(_ *calendar.Calendar, r Resolved) error {
	sizes := ""
	for _, form := range []string{"01", "02", "03", "04", "05", "06"} {
		p, _ := r.Paper(form)
		sizes += p.Size + " "
	}
	return same("TT01 Đ9 k2", sizes, "A5 A5 A5 A5 A5 A4 ")
}

func checkStatuses(_ *calendar.Calendar, r Resolved) error {
	names := ""
	for n := 1; n <= 10; n++ {
		s, _ := r.Status(n)
		names += s.Vi + "; "
	}
	return same("TT22 Đ4 k3", names, "Mới đăng ký; Được tiếp nhận; Không được tiếp nhận; Đang xử lý; Yêu cầu bổ sung giấy tờ; "+
		"Yêu cầu thực hiện nghĩa vụ tài chính; Công dân yêu cầu rút hồ sơ; Dừng xử lý; Đã xử lý xong; Đã trả kết quả; ")
}

func checkProcessHours(_ *calendar.Calendar, r Resolved) error {
	return same("BLLĐ Đ104 k1, three days", r.ProcessHours(3), 24)
}

func fieldsOf(r Resolved, form string) string {
	var ids []string
	for _, f := range r.Fields(form) {
		ids = append(ids, f.ID)
	}
	return strings.Join(ids, " ")
}

func checkSlipFields(_ *calendar.Calendar, r Resolved) error {
	return errors.Join(
		same("Mẫu 01", fieldsOf(r, "01"), "superior unit number place_date code copy reception applicant address phone email request components sets limit received_at promised_at collection book filer receiver"),
		same("Mẫu 02", fieldsOf(r, "02"), "superior unit number place_date applicant request address phone email items reason contact guide"),
		same("Mẫu 03", fieldsOf(r, "03"), "superior unit place_date applicant address phone email request reason contact filer receiver"),
		same("Mẫu 04", fieldsOf(r, "04"), "agency number place_date addressee address received code promised_at reason apology new_date recipients head"),
		same("Mẫu 05", fieldsOf(r, "05"), "agency place_date code resolver parties handed_at giver taker outcome note"))
}

func checkRegisterFields(_ *calendar.Calendar, r Resolved) error {
	return same("Mẫu 06", fieldsOf(r, "06"), "no code procedure sets applicant contact lead received_at promised_at returned_at channel signature note")
}

func checkTerm(_ *calendar.Calendar, r Resolved) error {
	from := clock.MustDate("2019-07-01")
	for _, level := range []string{"ministry", "province", "district"} {
		err := sameText("NĐ61 Đ11 k4 "+level, "false true true false",
			r.TermAllowed(level, from, clock.MustDate("2019-12-30")), r.TermAllowed(level, from, clock.MustDate("2019-12-31")),
			r.TermAllowed(level, from, clock.MustDate("2021-06-30")), r.TermAllowed(level, from, clock.MustDate("2021-07-01")))
		if err != nil {
			return err
		}
	}
	return same("NĐ61 Đ11 k4 commune", r.TermAllowed("commune", from, from), true)
}

func checkSeniority(_ *calendar.Calendar, r Resolved) error {
	since := clock.MustDate("2016-08-01")
	for _, level := range []string{"ministry", "province", "district"} {
		err := sameText("NĐ61 Đ11 k1b "+level, "false true",
			r.SeniorEnough(level, since, clock.MustDate("2019-07-31")), r.SeniorEnough(level, since, clock.MustDate("2019-08-01")))
		if err != nil {
			return err
		}
	}
	return same("NĐ61 Đ11 k1b commune", r.SeniorEnough("commune", since, since), true)
}

func checkDeputies(_ *calendar.Calendar, r Resolved) error {
	return sameText("NĐ61 Đ10 k2a", "true false", r.DeputiesAllowed(2), r.DeputiesAllowed(3))
}

func checkControlDeputies(_ *calendar.Calendar, r Resolved) error {
	return sameText("TT01 Đ7 k2", "true false", r.ControlDeputyMissing(0), r.ControlDeputyMissing(1))
}

func checkPublication(_ *calendar.Calendar, r Resolved) error {
	effect := clock.MustDate("2026-07-01")
	minister, _ := r.PublishBy(Minister, effect)
	chairman, _ := r.PublishBy(Chairman, effect)
	delegate, _ := r.PublishBy(Delegate, effect)
	return sameText("NĐ63 Đ15", "2026-06-11 2026-06-26 2026-06-26", minister, chairman, delegate)
}

func checkShortened(c *calendar.Calendar, r Resolved) error {
	by, err := r.PublishShortenedBy(c, clock.MustDate("2026-03-09"))
	over, err2 := r.PublishShortenedBy(c, clock.MustDate("2026-03-13")) // a weekend between
	return errors.Join(err, err2, sameText("NĐ63 Đ15 shortened", "2026-03-12 2026-03-16", by, over))
}

func checkPosting(c *calendar.Calendar, r Resolved) error {
	signed := clock.MustDate("2026-03-06")
	minister, _, err := r.PostBy(c, Minister, signed, false)
	chairman, _, err2 := r.PostBy(c, Chairman, signed, false)
	shortened, _, err3 := r.PostBy(c, Chairman, signed, true)
	return errors.Join(err, err2, err3, sameText("NĐ63 Đ24 k2", "2026-03-20 2026-03-13 2026-03-10", minister, chairman, shortened))
}

func checkReviewPlan(_ *calendar.Calendar, r Resolved) error {
	return sameText("NĐ63 Đ30 k3", "true false",
		r.ReviewPlanInTime(2026, clock.MustDate("2026-01-30")), r.ReviewPlanInTime(2026, clock.MustDate("2026-01-31")))
}

func checkForwarding(c *calendar.Calendar, r Resolved) error {
	by, err := r.ForwardPetitionBy(c, clock.MustDate("2026-04-23"))
	return errors.Join(err, same("NĐ20 Đ9 k1d", by, clock.MustDate("2026-05-05")))
}
