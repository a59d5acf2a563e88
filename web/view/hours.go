package view

import (
	"fmt"
	"strings"

	"motcua/calendar"
	"motcua/web/ui"
)

// Hours is opening hours in words: of working days, of each season, of a Saturday
// on which only the counter is open.
func Hours(c ui.Ctx, h calendar.Hours) string {
	lines := []string{c.T("view.hours.week", "shifts", shifts(h.Shifts))}
	for _, s := range h.Seasons {
		lines = append(lines, c.T("view.hours.season", "from", monthDay(s.From), "to", monthDay(s.To), "shifts", shifts(s.Shifts)))
	}
	if len(h.Saturday) > 0 {
		lines = append(lines, c.T("view.hours.saturday", "shifts", shifts(h.Saturday)))
	}
	return strings.Join(lines, "; ")
}

// shifts is "07:30–11:30, 13:30–17:00".
func shifts(list []calendar.Shift) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.From.String() + "–" + s.To.String()
	}
	return strings.Join(out, ", ")
}

// monthDay is a day of every year as people write it: "16/04".
func monthDay(m calendar.MonthDay) string { return fmt.Sprintf("%02d/%02d", m.Day, int(m.Month)) }
