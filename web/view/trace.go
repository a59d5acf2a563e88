package view

import (
	"fmt"
	"strconv"
	"strings"

	"motcua/calendar"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/web/ui"
)

// Trace is "why this date": the receipt with the limit and its article, every
// day to the due moment, counted or not and why, and the due moment.
func Trace(c ui.Ctx, e dossier.Epoch) ui.TraceData {
	limit, _ := calendar.ParseLimit(e.Limit) // a stored epoch holds a limit that was counted
	t := ui.TraceData{Summary: c.T("view.trace.summary"), Lines: []ui.TraceLine{
		{When: c.DateTime(e.Start), Text: c.T("view.trace.start", "limit", Limit(c, limit)), Basis: e.Article},
	}}
	for _, d := range e.Counted {
		t.Lines = append(t.Lines, ui.TraceLine{When: c.Date(d.Date), Text: day(c, d, limit.Unit), Basis: basis(d, e, limit.Unit)})
	}
	t.Lines = append(t.Lines, ui.TraceLine{When: c.DateTime(e.Due), Text: c.T("view.trace.due")})
	if e.Provisional {
		t.Lines = append(t.Lines, ui.TraceLine{Text: c.T("view.trace.provisional")})
	}
	return t
}

// day is one day of a reckoning in words.
func day(c ui.Ctx, d calendar.CountedDay, unit calendar.Unit) string {
	why := Reason(c, d.Reason)
	if !d.Counts {
		return c.T("view.trace.skipped", "why", why)
	}
	counted := c.T("view.trace.counted."+string(unit), "n", d.Ordinal)
	switch {
	case d.Reason.Kind == calendar.WorkingWeekday:
		return counted
	case d.Reason.Kind == calendar.MakeUpWorkday, unit == calendar.CalendarDay, unit == calendar.Month:
		return c.T("view.trace.counted_too", "counted", counted, "why", why)
	}
	return counted
}

// basis is the article a day rests on; days off rest on the calendar itself.
func basis(d calendar.CountedDay, e dossier.Epoch, unit calendar.Unit) string {
	switch d.Reason.Kind {
	case calendar.ReceiptDay:
		return "BLDS Đ147 k2"
	case calendar.Moved:
		return "BLDS Đ148 k5"
	case calendar.AfterMark:
		return e.Article
	}
	return ""
}

// Reason is why a day is worked, off, counted or skipped, in words, with the
// announced name of the holiday or swap.
func Reason(c ui.Ctx, r calendar.Reason) string {
	text := c.T("view.reason." + string(r.Kind))
	if r.Name == "" {
		return text
	}
	return c.T("view.reason_named", "reason", text, "name", r.Name)
}

// Limit is a time limit in words; "" for none.
func Limit(c ui.Ctx, l calendar.Limit) string {
	if l.IsZero() {
		return ""
	}
	if l.Unit == calendar.SameDay {
		return c.T("view.limit.same_day", "mark", mark(c.Lang, l.Mark))
	}
	return c.T("view.limit."+string(l.Unit), "n", amount(c.Lang, l.Hundredths), "day", l.PerDay)
}

// mark is a time of day within a sentence: "15 giờ", "15 giờ 30", in English "15:00".
func mark(l i18n.Lang, t clock.TimeOfDay) string {
	switch {
	case l != i18n.VI:
		return t.String()
	case t.Minute() == 0:
		return fmt.Sprintf("%d giờ", t.Hour())
	}
	return fmt.Sprintf("%d giờ %02d", t.Hour(), t.Minute())
}

// amount is hundredths as a decimal, with the comma in Vietnamese.
func amount(l i18n.Lang, hundredths int) string {
	text := strconv.Itoa(hundredths / 100)
	if part := hundredths % 100; part != 0 {
		text += "." + strings.TrimRight(strconv.Itoa(100 + part)[1:], "0")
	}
	if l == i18n.VI {
		return strings.ReplaceAll(text, ".", ",")
	}
	return text
}
