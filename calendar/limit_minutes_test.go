package calendar_test

import (
	"testing"

	"motcua/calendar"
	"motcua/internal/clock"
)

func TestProcessMinutesOfALimit(t *testing.T) {
	for _, v := range []struct {
		limit calendar.Limit
		want  int
	}{
		{calendar.WorkingDays(3), 1440},
		{calendar.Limit{Unit: calendar.WorkingDay, Hundredths: 250}, 1200},
		{calendar.CalendarDays(7), 2400},
		{calendar.Months(1), 21 * 480},
		{calendar.OfficeHours(4), 240},
		{calendar.ProcessHours(90, 8), 90},
		{calendar.Limit{Unit: calendar.SameDay, Mark: clock.MustTimeOfDay("15:00")}, 480},
		{calendar.Limit{}, 0},
	} {
		if got := v.limit.ProcessMinutes(8); got != v.want {
			t.Errorf("%s: %d minutes, want %d", v.limit, got, v.want)
		}
	}
}
