package calendar_test

import (
	"testing"
	"time"

	"motcua/calendar"
	"motcua/internal/clock"
)

func standard(t testing.TB) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at reads "2006-01-02 15:04:05" on the office clock.
func at(t testing.TB, s string) clock.Instant {
	t.Helper()
	p, err := time.ParseInLocation(time.DateTime, s, clock.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return clock.FromTime(p)
}

func show(i clock.Instant) string { return i.Time().Format(time.DateTime) }

var threePM = clock.MustTimeOfDay("15:00")

// law: NĐ61 Đ18 k1, NĐ61 Đ18 k2, NĐ61 Đ18 k3
func TestTransferBy(t *testing.T) {
	for _, v := range []struct {
		name, received string
		direct         bool
		want           string
	}{
		{"V1 NĐ61 Đ18 k2 before 15:00: within the day", "2019-06-17 14:59:00", true, "2019-06-17 17:00:00"},
		{"V2 NĐ61 Đ18 k2 at 15:00:00: within the day", "2019-06-17 15:00:00", true, "2019-06-17 17:00:00"},
		{"V2 NĐ61 Đ18 k2 at 15:00:01: next morning", "2019-06-17 15:00:01", true, "2019-06-18 07:30:00"},
		{"V3 NĐ61 Đ18 k2 Friday 15:01: Monday morning", "2019-06-14 15:01:00", true, "2019-06-17 07:30:00"},
		{"V4 NĐ61 Đ18 k2 before Tết: first morning after", "2019-02-01 15:20:00", true, "2019-02-11 07:30:00"},
		{"V5 NĐ61 Đ18 k1 online 16:30: at once", "2019-06-17 16:30:00", false, "2019-06-17 16:30:00"},
		{"V5 NĐ61 Đ18 k1 online on a Sunday: at once", "2019-06-16 20:00:00", false, "2019-06-16 20:00:00"},
		{"NĐ61 Đ18 k3 other agency's dossier, before opening", "2019-06-17 06:00:00", true, "2019-06-17 17:00:00"},
		{"NĐ61 Đ18 k2 Saturday: Monday morning", "2019-06-15 08:00:00", true, "2019-06-17 07:30:00"},
		{"NĐ61 Đ18 k2 make-up Saturday is a working day", "2019-05-04 09:00:00", true, "2019-05-04 17:00:00"},
	} {
		t.Run(v.name, func(t *testing.T) {
			got := show(standard(t).TransferBy(at(t, v.received), v.direct, threePM))
			if got != v.want {
				t.Errorf("received %s: transfer by %s, want %s", v.received, got, v.want)
			}
		})
	}
}

func TestTransferByLateCutoff(t *testing.T) {
	c := standard(t)
	got := c.TransferBy(at(t, "2019-06-17 17:30:00"), true, clock.MustTimeOfDay("18:00"))
	if want := at(t, "2019-06-18 07:30:00"); got != want {
		t.Errorf("received after hours under a late cut-off: %s, want %s", show(got), show(want))
	}
}

// law: NĐ61 Đ19 k4
func TestDue(t *testing.T) {
	for _, v := range []struct {
		name, received string
		limit          string
		want           string
	}{
		{"V6 BLDS Đ147 k2 ten working days", "2019-06-03 09:00:00", "10 working_day", "2019-06-17 17:00:00"},
		{"V7 BLDS Đ147 k2 Giỗ Tổ on a Sunday is off on Monday", "2019-04-10 09:00:00", "3 working_day", "2019-04-16 17:00:00"},
		{"V8 BLDS Đ147 k2 swap: the Saturday counts", "2019-04-26 09:00:00", "3 working_day", "2019-05-04 17:00:00"},
		{"V9 BLDS Đ147 k2 over Tết", "2019-01-31 09:00:00", "5 working_day", "2019-02-14 17:00:00"},
		{"V10 BLDS Đ147 k2 over New Year", "2019-12-27 09:00:00", "3 working_day", "2020-01-02 17:00:00"},
		{"V11 NĐ61 Đ19 k4 last day of the return notice", "2019-06-03 09:00:00", "3 working_day", "2019-06-06 17:00:00"},
		{"V12 NĐ61 Đ19 k4 counted anew from the full dossier", "2019-06-13 09:00:00", "10 working_day", "2019-06-27 17:00:00"},
		{"NĐ61 Đ18 k2 receipt after 15:00 starts no later", "2019-06-03 16:59:00", "10 working_day", "2019-06-17 17:00:00"},
		{"BLDS Đ147 k2 received on a Sunday", "2019-06-02 09:00:00", "1 working_day", "2019-06-03 17:00:00"},
		{"BLDS Đ148 k5 calendar days ending on a Saturday", "2019-06-03 09:00:00", "12 calendar_day", "2019-06-17 17:00:00"},
		{"BLDS Đ148 k5 calendar days ending on a working day", "2019-06-03 09:00:00", "14 calendar_day", "2019-06-17 17:00:00"},
		{"BLDS Đ148 k5 calendar days ending on a holiday", "2019-04-28 09:00:00", "2 calendar_day", "2019-05-02 17:00:00"},
		{"half a working day is half its office time", "2019-06-03 09:00:00", "2.5 working_day", "2019-06-06 11:15:00"},
		{"8.5 working days end in the ninth", "2019-06-03 09:00:00", "8.5 working_day", "2019-06-14 11:15:00"},
		{"half a day over a swap is half of the make-up Saturday", "2019-04-26 09:00:00", "2.5 working_day", "2019-05-04 11:15:00"},
		{"BLDS Đ148 k3 the corresponding day", "2019-06-03 09:00:00", "2 month", "2019-08-05 17:00:00"}, // 3 August is a Saturday: k5
		{"BLDS Đ148 k3 the corresponding day is worked", "2019-06-17 09:00:00", "1 month", "2019-07-17 17:00:00"},
		{"BLDS Đ148 k3 no 29, 30, 31 February", "2019-01-31 09:00:00", "1 month", "2019-02-28 17:00:00"},
		{"BLDS Đ148 k3 a leap year has a 29 February", "2023-12-31 09:00:00", "2 month", "2024-02-29 17:00:00"},
		{"BLDS Đ148 k3 no 31 June, which is a Sunday then", "2019-05-31 09:00:00", "1 month", "2019-07-01 17:00:00"},
		{"BLDS Đ148 k5 a month that ends in Tết", "2019-01-07 09:00:00", "1 month", "2019-02-11 17:00:00"},
		{"less than a day", "2019-06-03 09:00:00", "0.9 working_day", "2019-06-04 16:15:00"},
		{"a part is rounded up to the minute", "2019-06-03 09:00:00", "0.33 working_day", "2019-06-04 09:59:00"},
		{"hours within a shift", "2019-06-03 08:10:30", "2 hour", "2019-06-03 10:10:30"},
		{"hours over noon", "2019-06-03 11:00:00", "1.5 hour", "2019-06-03 14:30:00"},
		{"hours end with the shift, not at the next", "2019-06-03 10:30:00", "1 hour", "2019-06-03 11:30:00"},
		{"hours received after hours", "2019-06-14 18:00:00", "1 hour", "2019-06-17 08:30:00"},
		{"eight hours are more than the day's 7.5", "2019-06-03 07:00:00", "8 hour", "2019-06-04 08:00:00"},
	} {
		t.Run(v.name, func(t *testing.T) {
			l, err := calendar.ParseLimit(v.limit)
			if err != nil {
				t.Fatal(err)
			}
			r, err := standard(t).Due(at(t, v.received), l)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(r.Due); got != v.want {
				t.Errorf("received %s, %s: due %s, want %s\n%+v", v.received, v.limit, got, v.want, r.Counted)
			}
		})
	}
}

func TestDueSameDay(t *testing.T) {
	for _, v := range []struct{ name, received, want string }{
		{"before opening: same day", "2019-06-17 06:00:00", "2019-06-17 17:00:00"},
		{"in the morning", "2019-06-17 08:00:00", "2019-06-17 17:00:00"},
		{"over noon", "2019-06-17 12:00:00", "2019-06-17 17:00:00"},
		{"at 15:00:00: same day", "2019-06-17 15:00:00", "2019-06-17 17:00:00"},
		{"at 15:00:01: next working day", "2019-06-17 15:00:01", "2019-06-18 17:00:00"},
		{"after hours", "2019-06-17 19:00:00", "2019-06-18 17:00:00"},
		{"Friday after the mark", "2019-06-14 15:30:00", "2019-06-17 17:00:00"},
		{"Saturday", "2019-06-15 09:00:00", "2019-06-17 17:00:00"},
		{"Monday 07:30 is not behind Saturday's", "2019-06-17 07:30:00", "2019-06-17 17:00:00"},
		{"holiday before a swap", "2019-04-28 09:00:00", "2019-05-02 17:00:00"},
		{"make-up Saturday", "2019-05-04 09:00:00", "2019-05-04 17:00:00"},
		{"make-up Saturday after the mark", "2019-05-04 15:01:00", "2019-05-06 17:00:00"},
	} {
		t.Run(v.name, func(t *testing.T) {
			r, err := standard(t).Due(at(t, v.received), calendar.SameDayMark(threePM))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(r.Due); got != v.want {
				t.Errorf("received %s: due %s, want %s", v.received, got, v.want)
			}
		})
	}
}
