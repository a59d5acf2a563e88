package law

import (
	"errors"

	"motcua/calendar"
	"motcua/internal/clock"
)

// sectorChecks are by procedure and key, and where the law changed over time by
// article too.
func sectorChecks() map[string]check {
	kin := "false false true true true" // nothing, written, certified, kin in writing, certified kin
	return map[string]check{
		"1.001193 limit": sameDayAt15, "1.000656 limit": sameDayAt15, "2.000635 limit": sameDayAt15, "2.000815 limit": sameDayAt15,
		"1.001612 limit": dueAfter("2019-06-13", "2019-06-18"), // 3 working days
		"1.004873 limit": dueAfter("2019-06-13", "2019-06-18"),
		"2.001610 limit": dueAfter("2019-06-13", "2019-06-18"),
		"1.115750 limit": dueAfter("2019-06-13", "2019-06-18"),
		"1.115748 limit": dueAfter("2019-06-03", "2019-07-01"), // 20 working days
		"2.000986 limit": dueAfter("2019-06-03", "2019-07-01"),
		"2.001023 limit": dueAfter("2019-06-03", "2019-06-24"), // 15 working days
		"3.000333 limit": dueAfter("2019-06-03", "2019-06-13"), // 10 days

		"1.004222 limit LCT06 Đ21 k3":    dueAfter("2019-06-03", "2019-06-18"), // 15 days
		"1.004222 limit LCT20 Đ22 k3":    dueAfter("2019-06-03", "2019-06-12"), // 7 working days
		"1.004222 limit QĐ1523 1.004222": dueAfter("2019-06-03", "2019-06-12"),

		"1.001193 free_within": freeFor(60), "1.000656 free_within": freeFor(15),

		"1.013225 supplements":   checkNotices,
		"1.013225 return_notice": checkFirstNotice,
		"1.013225 silence":       silentFor(Resolved.SilentSince, Agreed, "2019-06-18"), // 12 days from the 6th
		"1.004873 silence":       silentFor(Resolved.SilentSince, Declaration, "2019-06-11"),

		"1.001193 applicant_silence": silentFor(Resolved.ApplicantSilentSince, Agreed, "2019-06-07"),
		"1.000656 applicant_silence": silentFor(Resolved.ApplicantSilentSince, Agreed, "2019-06-07"),
		"1.000894 applicant_silence": silentFor(Resolved.ApplicantSilentSince, Agreed, "2019-06-07"),
		"1.004873 applicant_silence": silentFor(Resolved.ApplicantSilentSince, Agreed, "2019-06-07"),
		"2.000635 applicant_silence": silentFor(Resolved.ApplicantSilentSince, Agreed, "2019-06-07"),

		"1.115750 excluded": pauses("financial_assessment", "financial_obligation"),
		"1.115445 excluded": pauses("financial_assessment", "financial_obligation", "violation", "expertise", "posting"),

		"2.000986 promises": checkPromises, "2.001023 promises": checkPromises,
		"2.000986 legs": checkThreeLegs, "2.001023 legs": checkTwoLegs,
		"1.004222 sector_papers": checkSectorPapers,

		"1.001193 proxy": mayAct(kin), "1.000656 proxy": mayAct(kin), "1.004873 proxy": mayAct(kin), "2.000635 proxy": mayAct(kin),
		"1.000894 proxy": mayAct("false false false false false"),
		"2.001610 proxy": mayAct("false true true true true"),
		"3.000333 proxy": checkRecordProxy,
	}
}

func sameDayAt15(c *calendar.Calendar, r Resolved) error {
	mark, _ := r.SameDayMark()
	return errors.Join(
		same("the mark", mark.String(), "15:00"),
		dueOn("at 15:00", c, on("2019-06-17", "15:00"), r.Limit.Value, on("2019-06-17", "17:00")),
		dueOn("at 15:01", c, on("2019-06-17", "15:01"), r.Limit.Value, on("2019-06-18", "17:00")))
}

func dueAfter(received, due string) check {
	return func(c *calendar.Calendar, r Resolved) error {
		return dueOn(string(r.Limit.Article), c, on(received, "09:00"), r.Limit.Value, on(due, "17:00"))
	}
}

func freeFor(days int) check {
	return func(c *calendar.Calendar, r Resolved) error {
		event := clock.MustDate("2019-06-03") // days 15, 16, 60 and 61 are working days or Saturdays after one
		last, err := r.Free(c, event, event.AddDays(days))
		past, err2 := r.Free(c, event, event.AddDays(days+1))
		return errors.Join(err, err2, sameText(string(r.FreeWithin.Article), "true false", last, past))
	}
}

func checkNotices(c *calendar.Calendar, r Resolved) error {
	due, ok, err := r.FurtherNoticeDue(c, on("2026-07-07", "09:00"))
	return errors.Join(err, sameText("QĐ1077 1.013225", "true false true", r.MaySupplement(Resolver, 1), r.MaySupplement(Resolver, 2), ok),
		same("QĐ1077 1.013225 further notice", due, on("2026-07-14", "17:00")))
}

func checkFirstNotice(c *calendar.Calendar, r Resolved) error {
	due, err := r.ReturnNoticeDue(c, on("2026-07-06", "09:00"))
	return errors.Join(err, same("QĐ1077 1.013225 first notice", due.Due, on("2026-07-15", "17:00")))
}

func silentFor(since func(Resolved, *calendar.Calendar, clock.Instant) (clock.Instant, Effect, bool, error), effect Effect, until string) check {
	return func(c *calendar.Calendar, r Resolved) error {
		at, got, ok, err := since(r, c, on("2019-06-06", "09:00"))
		return errors.Join(err, sameText("silence", string(effect)+" true", got, ok), same("silence since", at, on(until, "17:00")))
	}
}

func pauses(ids ...string) check {
	return func(_ *calendar.Calendar, r Resolved) error {
		for _, id := range ids {
			if _, ok := r.Pause(id); !ok {
				return errors.New(id + " is counted")
			}
		}
		return nil
	}
}

func checkPromises(_ *calendar.Calendar, r Resolved) error {
	return same("a promise for each result", r.PromisePerResult(), true)
}

func ready(r Resolved, done ...string) string {
	out := ""
	for _, l := range r.ReadyLegs(done) {
		out += l.ID + " " + l.Limit.String() + "; "
	}
	return out
}

func checkThreeLegs(_ *calendar.Calendar, r Resolved) error {
	return errors.Join(
		same("first", ready(r), "birth same_day 15:00; "),
		same("after the birth", ready(r, "birth"), "residence 15 calendar_day; insurance 10 calendar_day; "),
		same("after all", ready(r, "birth", "residence", "insurance"), ""))
}

func checkTwoLegs(_ *calendar.Calendar, r Resolved) error {
	return errors.Join(
		same("first", ready(r), "birth same_day 15:00; "),
		same("after the birth", ready(r, "birth"), "insurance 10 calendar_day; "))
}

func checkSectorPapers(_ *calendar.Calendar, r Resolved) error {
	receipt, _ := r.SectorPaper("01")
	refusal, _ := r.SectorPaper("03")
	return sameText("QĐ1523 1.004222", "CT04 CT06", receipt.Form, refusal.Form)
}

func mayAct(want string) check {
	return func(_ *calendar.Calendar, r Resolved) error {
		return sameText("who may act", want,
			r.MayAct(Authorisation{}, ""),
			r.MayAct(Authorisation{Written: true}, ""),
			r.MayAct(Authorisation{Written: true, Certified: true}, ""),
			r.MayAct(Authorisation{Written: true, Kin: true}, ""),
			r.MayAct(Authorisation{Written: true, Certified: true, Kin: true}, ""))
	}
}

func checkRecordProxy(c *calendar.Calendar, r Resolved) error {
	return errors.Join(mayAct("false true true true true")(c, r),
		same("LLLTP Đ46 k2 form 2", r.MayAct(Authorisation{Written: true, Certified: true}, "KQ.G01.000199"), false))
}
