package view

import (
	"strings"
	"testing"

	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/web/ui"
)

func TestDeadlineOf(t *testing.T) {
	due := at("2019-06-17", "17:00")
	for name, v := range map[string]struct {
		now, due, done clock.Instant
		state          ui.State
		vi, en         string
	}{
		"none":           {now: due, state: ui.Neutral, vi: "Thời hạn tính từ khi hồ sơ được tiếp nhận", en: "The limit runs from receipt"},
		"two days":       {now: at("2019-06-13", "09:00"), due: due, state: ui.OnTime, vi: "còn 2 ngày làm việc (đến 17:00 17/06/2019)", en: "2 working days left (until 17:00 17/06/2019)"},
		"over a weekend": {now: at("2019-06-14", "09:00"), due: due, state: ui.DueSoon, vi: "còn 1 ngày làm việc (đến 17:00 17/06/2019)", en: "1 working day left (until 17:00 17/06/2019)"},
		"hours, no noon": {now: at("2019-06-17", "10:30"), due: due, state: ui.DueSoon, vi: "còn 4 giờ làm việc (đến 17:00 17/06/2019)", en: "4 office hours left (until 17:00 17/06/2019)"},
		"minutes":        {now: at("2019-06-17", "16:20"), due: due, state: ui.DueSoon, vi: "còn 40 phút làm việc (đến 17:00 17/06/2019)", en: "40 minutes of office time left (until 17:00 17/06/2019)"},
		"at the moment":  {now: due, due: due, state: ui.DueSoon, vi: "còn 0 phút làm việc (đến 17:00 17/06/2019)", en: "0 minutes of office time left (until 17:00 17/06/2019)"},
		"just over":      {now: due + 1, due: due, state: ui.Late, vi: "quá hạn từ 17:00 17/06/2019", en: "overdue since 17:00 17/06/2019"},
		"late":           {now: at("2019-06-19", "08:00"), due: due, state: ui.Late, vi: "quá 2 ngày làm việc (hẹn 17:00 17/06/2019)", en: "2 working days late (due 17:00 17/06/2019)"},
		"done on time":   {now: at("2020-01-02", "08:00"), due: due, done: at("2019-06-17", "16:00"), state: ui.OnTime, vi: "xong 16:00 17/06/2019 (hẹn 17:00 17/06/2019)", en: "done 16:00 17/06/2019 (promised 17:00 17/06/2019)"},
		"done late":      {now: at("2020-01-02", "08:00"), due: due, done: at("2019-06-18", "08:00"), state: ui.Late, vi: "quá 1 ngày làm việc (hẹn 17:00 17/06/2019)", en: "1 working day late (due 17:00 17/06/2019)"},
	} {
		cal := defaultCalendar(t)
		for l, want := range map[i18n.Lang]string{i18n.VI: v.vi, i18n.EN: v.en} {
			got := DeadlineOf(ctxIn(t, l), cal, v.now, v.due, v.done)
			if got.State != v.state || got.Text != want {
				t.Errorf("%s in %s: %s %q, want %s %q", name, l, got.State, got.Text, v.state, want)
			}
		}
	}
	early := DeadlineOf(ctxIn(t, i18n.VI), defaultCalendar(t), due, due, at("2019-06-14", "10:00"))
	if early.State != ui.OnTime || early.Word != "Trước hạn" {
		t.Errorf("done early: %+v", early)
	}
}

// TestTraceV6 is ten working days from Monday 03/06/2019: the day of receipt,
// four days off, ten days counted.
func TestTraceV6(t *testing.T) {
	tr := Trace(ctxIn(t, i18n.VI), epoch(t, at("2019-06-03", "09:00"), "10 working_day"))
	if len(tr.Lines) != 1+15+1 {
		t.Fatalf("%d lines", len(tr.Lines))
	}
	counts := map[string]int{}
	for _, l := range tr.Lines {
		for _, word := range []string{"Ngày làm việc thứ", "Không tính: ngày nghỉ cuối tuần", "Không tính: ngày tiếp nhận"} {
			if strings.HasPrefix(l.Text, word) {
				counts[word]++
			}
		}
	}
	if counts["Ngày làm việc thứ"] != 10 || counts["Không tính: ngày nghỉ cuối tuần"] != 4 || counts["Không tính: ngày tiếp nhận"] != 1 {
		t.Errorf("counts %v", counts)
	}
	if l := tr.Lines[1]; l.When != "thứ Hai, 03/06/2019" || l.Basis != "BLDS Đ147 k2" {
		t.Errorf("day of receipt: %+v", l)
	}
	if l := tr.Lines[15]; l.When != "thứ Hai, 17/06/2019" || l.Text != "Ngày làm việc thứ 10" {
		t.Errorf("last day: %+v", l)
	}
	if first, last := tr.Lines[0], tr.Lines[16]; first.Text != "Tiếp nhận hồ sơ; thời hạn giải quyết: 10 ngày làm việc" || first.Basis != "QĐ163 1.001193" || last.When != "17:00, thứ Hai 17/06/2019" {
		t.Errorf("ends: %+v, %+v", first, last)
	}
}

func TestTraceSaysWhy(t *testing.T) {
	for name, v := range map[string]struct {
		received clock.Instant
		limit    string
		want     []string // texts after the first line
		basis    map[int]string
	}{
		"after the mark of the day": {at("2019-06-17", "15:30"), "same_day 15:00", []string{"Not counted: received after the day’s cut-off", "Day of the result", "The result is due"}, map[int]string{1: "QĐ163 1.001193"}},
		"after hours":               {at("2019-06-17", "18:30"), "same_day 15:00", []string{"Not counted: received after office hours", "Day of the result", "The result is due"}, nil},
		"a holiday and a swap":      {at("2019-04-26", "09:00"), "1 working_day", []string{"Not counted: the day of receipt", "Not counted: weekend", "Not counted: weekend"}, nil},
		"moved from a day off": {at("2019-06-14", "09:00"), "1 calendar_day", []string{"Not counted: the day of receipt", "Day 1 (weekend)", "Not counted: weekend",
			"Not counted: the last day was a day off, so the limit ends on this working day; no day is added", "The result is due"}, map[int]string{4: "BLDS Đ148 k5"}},
		"a year without holidays": {at("2031-06-02", "09:00"), "1 working_day", []string{"Not counted: the day of receipt", "Working day 1", "The result is due",
			"The holidays of this year are not announced yet: the date may have to move."}, nil},
	} {
		tr := Trace(ctxIn(t, i18n.EN), epoch(t, v.received, v.limit))
		for i, want := range v.want {
			if got := tr.Lines[i+1].Text; got != want {
				t.Errorf("%s: line %d %q, want %q", name, i+1, got, want)
			}
		}
		for i, want := range v.basis {
			if got := tr.Lines[i].Basis; got != want {
				t.Errorf("%s: basis of line %d %q, want %q", name, i, got, want)
			}
		}
	}
}
