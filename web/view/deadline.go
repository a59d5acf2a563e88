package view

import (
	"time"

	"motcua/calendar"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/web/ui"
)

// DeadlineOf is how a time limit stands at now: running, or judged once the work
// was done (done not 0). Due soon is on the due day and the working day before.
func DeadlineOf(c ui.Ctx, cal *calendar.Calendar, now, due, done clock.Instant) ui.DeadlineData {
	switch {
	case due == 0:
		return ui.DeadlineData{State: ui.Neutral, Text: c.T("view.deadline.none")}
	case done != 0:
		return judged(c, cal, due, done)
	case now > due:
		return ui.DeadlineData{State: ui.Late, Text: overdue(c, cal, now, due)}
	}
	d := ui.DeadlineData{State: ui.OnTime, Text: left(c, cal, now, due)}
	if cal.WorkingDaysBetween(now.Date(), due.Date()) <= 1 {
		d.State = ui.DueSoon
	}
	return d
}

func judged(c ui.Ctx, cal *calendar.Calendar, due, done clock.Instant) ui.DeadlineData {
	switch dossier.Judge(done, due) {
	case dossier.Late:
		return ui.DeadlineData{State: ui.Late, Text: overdue(c, cal, done, due)}
	case dossier.Early:
		return ui.DeadlineData{State: ui.OnTime, Word: c.T("view.deadline.early"), Text: c.T("view.deadline.done", "at", c.ShortDateTime(done), "due", c.ShortDateTime(due))}
	}
	return ui.DeadlineData{State: ui.OnTime, Text: c.T("view.deadline.done", "at", c.ShortDateTime(done), "due", c.ShortDateTime(due))}
}

func overdue(c ui.Ctx, cal *calendar.Calendar, at, due clock.Instant) string {
	days := cal.WorkingDaysBetween(due.Date(), at.Date())
	if days == 0 {
		return c.T("view.deadline.over_now", "due", c.ShortDateTime(due))
	}
	return c.T("view.deadline.over", "n", days, "due", c.ShortDateTime(due))
}

// left is the time that remains in working days, on the last day in hours of
// office time.
func left(c ui.Ctx, cal *calendar.Calendar, now, due clock.Instant) string {
	days := cal.WorkingDaysBetween(now.Date(), due.Date())
	if days > 0 {
		return c.T("view.deadline.days", "n", days, "due", c.ShortDateTime(due))
	}
	minutes := officeMinutes(cal, now, due)
	if minutes < 60 {
		return c.T("view.deadline.minutes", "n", minutes, "due", c.ShortDateTime(due))
	}
	return c.T("view.deadline.hours", "n", minutes/60, "due", c.ShortDateTime(due))
}

// officeMinutes is the office time between two moments of one day, rounded down.
func officeMinutes(cal *calendar.Calendar, from, to clock.Instant) int {
	var total time.Duration
	for _, s := range cal.Shifts(to.Date()) {
		begin, end := max(from, clock.At(to.Date(), s.From)), min(to, clock.At(to.Date(), s.To))
		if begin < end {
			total += end.Sub(begin)
		}
	}
	return int(total.Minutes())
}
