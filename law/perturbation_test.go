package law

import (
	"errors"
	"fmt"
	"testing"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
)

// probe is a value of the law moved by one step, and the check of behaviour that
// must notice. A value nobody would miss is a value nobody carries out.
type probe struct {
	procedure code.ProcedureCode
	step      func(*Resolved)
	check     func(*calendar.Calendar, Resolved) error
}

func probes() map[string][]probe {
	const birth, business = "1.001193", "1.001612"
	return map[string][]probe{
		"transfer_cutoff": {
			{birth, func(r *Resolved) { r.TransferCutoff.Value++ }, checkTransfer},
			{birth, func(r *Resolved) { r.TransferCutoff.Value-- }, checkTransfer},
		},
		"supplement_limit": {
			{birth, func(r *Resolved) { r.SupplementLimit.Value++ }, checkSupplement},
			{birth, func(r *Resolved) { r.SupplementLimit.Value-- }, checkSupplement},
		},
		"return_notice": {
			{birth, func(r *Resolved) { r.ReturnNotice.Value.Hundredths += 100 }, checkReturnNotice},
			{birth, func(r *Resolved) { r.ReturnNotice.Value.Hundredths -= 100 }, checkReturnNotice},
			{birth, func(r *Resolved) { r.ReturnNotice.Value.Unit = calendar.CalendarDay }, checkReturnNotice},
		},
		"reschedule_limit": {
			{birth, func(r *Resolved) { r.RescheduleLimit.Value++ }, checkReschedule},
			{birth, func(r *Resolved) { r.RescheduleLimit.Value-- }, checkReschedule},
		},
		"reschedule_notice_days": {
			{birth, func(r *Resolved) { r.RescheduleNoticeDays.Value++ }, checkRescheduleNotice},
			{birth, func(r *Resolved) { r.RescheduleNoticeDays.Value-- }, checkRescheduleNotice},
		},
		"dossier_code_scheme":   {{birth, func(r *Resolved) { r.DossierCodeScheme.Value = code.QD20 }, checkScheme}},
		"dossier_daily_maximum": {{birth, func(r *Resolved) { r.DossierDailyMaximum.Value-- }, checkDayFull}},
		"paper_set": {
			{birth, func(r *Resolved) { r.PaperSet.Value = r.PaperSet.Value[:5] }, checkPapers},
			{birth, func(r *Resolved) { r.PaperSet.Value = resized(r.PaperSet.Value) }, checkPapers},
		},
		"national_statuses": {{birth, func(r *Resolved) { r.NationalStatuses.Value = r.NationalStatuses.Value[:9] }, checkStatuses}},
		"limit": {
			{birth, func(r *Resolved) { r.Limit.Value.Mark++ }, checkBirthLimit},
			{birth, func(r *Resolved) { r.Limit.Value.Mark-- }, checkBirthLimit},
			{business, func(r *Resolved) { r.Limit.Value.Hundredths += 100 }, checkBusinessLimit},
			{business, func(r *Resolved) { r.Limit.Value.Hundredths -= 100 }, checkBusinessLimit},
		},
		"free_within": {
			{birth, func(r *Resolved) { r.FreeWithin.Value.Hundredths += 100 }, checkFree},
			{birth, func(r *Resolved) { r.FreeWithin.Value.Hundredths -= 100 }, checkFree},
		},
	}
}

func TestPerturbation(t *testing.T) {
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	all := probes()
	for _, b := range append(national(), sectoral()...) {
		if len(all[b.key]) == 0 {
			t.Errorf("%s: no check would notice a change", b.key)
		}
		for i, p := range all[b.key] {
			r, err := l.Resolve(p.procedure, clock.MustDate("2019-06-17"))
			if err != nil {
				t.Fatal(err)
			}
			if err := p.check(c, r); err != nil {
				t.Errorf("%s: the law as it stands: %v", b.key, err)
			}
			p.step(&r)
			if p.check(c, r) == nil {
				t.Errorf("%s: step %d of %s goes unnoticed", b.key, i, p.procedure)
			}
		}
	}
}

func resized(set []Paper) []Paper {
	out := append([]Paper(nil), set...)
	out[0].Size = "A4"
	return out
}

func on(day, tod string) clock.Instant {
	return clock.At(clock.MustDate(day), clock.MustTimeOfDay(tod))
}

func same(what string, got, want any) error {
	if got != want {
		return fmt.Errorf("%s: %v, want %v", what, got, want)
	}
	return nil
}

func checkTransfer(c *calendar.Calendar, r Resolved) error {
	return errors.Join(
		same("NĐ61 Đ18 k2 at 15:00", r.TransferBy(c, on("2019-06-17", "15:00"), true), on("2019-06-17", "17:00")),
		same("NĐ61 Đ18 k2 at 15:01", r.TransferBy(c, on("2019-06-17", "15:01"), true), on("2019-06-18", "07:30")),
		same("NĐ61 Đ18 k1 online", r.TransferBy(c, on("2019-06-17", "16:30"), false), on("2019-06-17", "16:30")))
}

func checkSupplement(_ *calendar.Calendar, r Resolved) error {
	return errors.Join(
		same("NĐ61 Đ11 k2c first request", r.MayRequestSupplement(0), true),
		same("NĐ61 Đ11 k2c second request", r.MayRequestSupplement(1), false))
}

func checkReturnNotice(c *calendar.Calendar, r Resolved) error {
	mid, err := r.ReturnNoticeDue(c, on("2019-06-13", "09:00")) // a weekend between
	return errors.Join(err, same("NĐ61 Đ19 k4", mid.Due, on("2019-06-18", "17:00")))
}

func checkReschedule(_ *calendar.Calendar, r Resolved) error {
	return errors.Join(
		same("NĐ61 Đ19 k9 first new date", r.MayReschedule(0), true),
		same("NĐ61 Đ19 k9 second new date", r.MayReschedule(1), false))
}

func checkRescheduleNotice(_ *calendar.Calendar, r Resolved) error {
	due := clock.MustDate("2019-06-17")
	return errors.Join(
		same("NĐ61 Đ19 k9 the day before", r.RescheduleInTime(due, due.AddDays(-1)), true),
		same("NĐ61 Đ19 k9 the day itself", r.RescheduleInTime(due, due), false))
}

func checkScheme(_ *calendar.Calendar, r Resolved) error {
	return same("TT01 Đ19 k1", code.UnitCode("000.00.12.H26").Scheme(), r.DossierCodeScheme.Value)
}

func checkDayFull(_ *calendar.Calendar, r Resolved) error {
	return errors.Join(
		same("TT01 Đ19 k1 after 9,998", r.DayFull(9998), false),
		same("TT01 Đ19 k1 after 9,999", r.DayFull(9999), true))
}

func checkPapers(_ *calendar.Calendar, r Resolved) error {
	slip, _ := r.Paper("01")
	book, _ := r.Paper("06")
	return errors.Join(same("TT01 Đ9 k2 Mẫu 01", slip.Size, "A5"), same("TT01 Đ9 k2 Mẫu 06", book.Size, "A4"))
}

func checkStatuses(_ *calendar.Calendar, r Resolved) error {
	returned, _ := r.Status(10)
	return same("TT22 Đ4 k3", returned.Vi, "Đã trả kết quả")
}

func checkBirthLimit(c *calendar.Calendar, r Resolved) error {
	before, err := c.Due(on("2019-06-17", "15:00"), r.Limit.Value)
	after, err2 := c.Due(on("2019-06-17", "15:01"), r.Limit.Value)
	return errors.Join(err, err2,
		same("QĐ163 1.001193 at 15:00", before.Due, on("2019-06-17", "17:00")),
		same("QĐ163 1.001193 at 15:01", after.Due, on("2019-06-18", "17:00")))
}

func checkBusinessLimit(c *calendar.Calendar, r Resolved) error {
	due, err := c.Due(on("2019-06-17", "09:00"), r.Limit.Value)
	return errors.Join(err, same("NĐ78 Đ71 k2", due.Due, on("2019-06-20", "17:00")))
}

func checkFree(c *calendar.Calendar, r Resolved) error {
	born := clock.MustDate("2019-06-03") // day 60 is Friday 02/08/2019
	last, err := r.Free(c, born, born.AddDays(60))
	past, err2 := r.Free(c, born, born.AddDays(61))
	return errors.Join(err, err2, same("LHT Đ15 k1 day 60", last, true), same("LHT Đ15 k1 day 61", past, false))
}
