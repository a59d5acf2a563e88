package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"motcua/calendar/lunar"
	"motcua/internal/clock"
)

// The years Propose knows the law of: from the first Tết under the Labour Code of
// 2012 (Đ115, five days of Tết) to where the lunar calendar ends. From secondCode
// on, the Code of 2019 gives a second day for the National Day.
const (
	proposeFrom = 2014
	secondCode  = 2021
)

// Propose is the days off the Labour Code gives in year, for an operator to
// confirm: the fixed days, Tết as the last day of the old lunar year and four of
// the new, Giỗ Tổ, the National Day with one day beside it, and a substitute
// weekday for each that falls on a weekend. Swaps are decided each year and are
// never proposed. Rows are Computed and in order of days; there are none outside
// 2014 to lunar.Last.
//
// The choices are the operator's, and Note says so: the law leaves the plan of Tết
// and the side of the National Day to the announcement of the year. What is
// proposed is what 2018 to 2027 had.
//
// law: BLLĐ19 Đ112 k1, BLLĐ19 Đ111 k3
func Propose(year int) []Day {
	if year < proposeFrom || year > lunar.Last {
		return nil
	}
	p := proposal{year: year, off: map[clock.Date]bool{}}
	p.newYear()
	p.tet()
	p.ancestors()
	p.holiday(clock.Date{Year: year, Month: time.April, Day: 30}, "Ngày Chiến thắng", "")
	p.holiday(clock.Date{Year: year, Month: time.May, Day: 1}, "Ngày Quốc tế lao động", "")
	p.nationalDay()
	p.substitutes()
	slices.SortFunc(p.days, func(a, b Day) int { return cmp.Compare(0, a.Date.DaysUntil(b.Date)) })
	return p.days
}

type proposal struct {
	year int
	days []Day
	off  map[clock.Date]bool
	// tetFrom and tetTo are the days of Tết.
	tetFrom, tetTo clock.Date
}

func (p *proposal) source() string {
	if p.year < secondCode {
		return "Bộ luật Lao động 2012 Đ.115"
	}
	return "Bộ luật Lao động 2019 Đ.112"
}

// holiday adds a day; two holidays on one day (Giỗ Tổ may fall on 30 April) are
// one row, since the law gives nothing for that.
func (p *proposal) holiday(d clock.Date, name, note string) {
	for i := range p.days {
		if p.days[i].Date == d {
			p.days[i].Name += "; " + name
			return
		}
	}
	p.off[d] = true
	p.days = append(p.days, Day{Date: d, Name: name, Kind: Holiday, Basis: Computed, Source: p.source(), Note: note})
}

func (p *proposal) newYear() {
	p.holiday(clock.Date{Year: p.year, Month: time.January, Day: 1}, "Tết Dương lịch", "")
}

func (p *proposal) tet() {
	first, err := lunar.TetDay(p.year)
	if err != nil {
		return // the range of Propose lies within that of lunar
	}
	const note = "dự kiến 1 ngày cuối năm và 4 ngày đầu năm; phương án do thông báo nghỉ Tết quyết định"
	p.tetFrom, p.tetTo = first.AddDays(-1), first.AddDays(3)
	p.holiday(p.tetFrom, "Giao thừa (ngày cuối tháng Chạp)", note)
	for n := range 4 {
		p.holiday(first.AddDays(n), fmt.Sprintf("Mùng %d Tết", n+1), note)
	}
}

func (p *proposal) ancestors() {
	d, err := lunar.ToSolar(lunar.Date{Year: p.year, Month: 3, Day: 10})
	if err != nil {
		return // as in tet
	}
	p.holiday(d, "Giỗ Tổ Hùng Vương (10/3 âm lịch)", "")
}

// nationalDay takes the neighbour that 2021 to 2027 took on the same weekday of
// 2 September: the day after on Monday (2024) and Thursday (2021, 2027), the day
// before on Tuesday (2025), Wednesday (2026), Friday (2022) and Saturday (2023).
// There was no Sunday; either side then gives the same days without work.
func (p *proposal) nationalDay() {
	d := clock.Date{Year: p.year, Month: time.September, Day: 2}
	p.holiday(d, "Quốc khánh", "")
	if p.year < secondCode {
		return
	}
	beside, other := d.AddDays(1), d.AddDays(-1)
	switch d.Weekday() {
	case time.Tuesday, time.Wednesday, time.Friday, time.Saturday:
		beside, other = other, beside
	}
	p.holiday(beside, "Quốc khánh (ngày liền kề)",
		fmt.Sprintf("ngày liền kề dự kiến; phương án khác: %02d/%02d", other.Day, int(other.Month)))
}

// substitutes gives a weekday for every holiday on a weekend: the next that is no
// day off; for a Saturday of Tết the last before Tết, as in all years since 2018.
func (p *proposal) substitutes() {
	slices.SortFunc(p.days, func(a, b Day) int { return cmp.Compare(0, a.Date.DaysUntil(b.Date)) })
	for _, h := range slices.Clone(p.days) {
		if !weekend(h.Date) {
			continue
		}
		at, step := h.Date, 1
		if p.inTet(h.Date) && h.Date.Weekday() == time.Saturday {
			at, step = p.tetFrom, -1
		}
		for weekend(at) || p.off[at] {
			at = at.AddDays(step)
		}
		p.off[at] = true
		name, _, _ := strings.Cut(h.Name, " (")
		p.days = append(p.days, Day{Date: at, Name: "Nghỉ bù " + name, Kind: CompensatoryOff, Basis: Computed,
			Source: "nghỉ bù ngày lễ trùng ngày nghỉ hằng tuần", Note: "dự kiến"})
	}
}

func (p *proposal) inTet(d clock.Date) bool { return !d.Before(p.tetFrom) && !d.After(p.tetTo) }
