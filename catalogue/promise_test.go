package catalogue

import (
	"strings"
	"testing"

	"motcua/calendar"
)

func TestPromiseLimits(t *testing.T) {
	day := func(n Quantity, u Unit) Limit { return Limit{Quantity: 2 * n, Unit: u} }
	direct := func(l Limit, note string) Channel { return Channel{Method: Direct, Limit: l, Note: note} }
	one := func(code string, l Limit) Case { return Case{Code: code, Limit: l} }
	for name, c := range map[string]struct {
		record Record
		code   string
		limit  calendar.Limit
		state  PromiseState
	}{
		"working days":          {Record{Channels: []Channel{direct(day(3, UnitWorkingDay), "03 ngày làm việc")}}, "", calendar.WorkingDays(3), Countable},
		"half days":             {Record{Channels: []Channel{direct(Limit{5, UnitWorkingDay}, "")}}, "", calendar.Limit{Unit: calendar.WorkingDay, Hundredths: 250}, Countable},
		"hours":                 {Record{Channels: []Channel{direct(day(8, UnitHour), "")}}, "", calendar.OfficeHours(8), Countable},
		"no record of it":       {Record{}, "", calendar.Limit{}, Unstated},
		"other":                 {Record{Channels: []Channel{direct(day(1, UnitOther), "")}}, "", calendar.Limit{}, SeeText},
		"months":                {Record{Channels: []Channel{direct(day(6, UnitMonth), "")}}, "", calendar.Months(6), Countable},
		"half a month":          {Record{Channels: []Channel{direct(Limit{3, UnitMonth}, "")}}, "", calendar.Limit{}, SeeText},
		"hours of the clock":    {Record{Channels: []Channel{direct(day(24, UnitHour), "trong vòng 24 giờ")}}, "", calendar.Limit{}, SeeText},
		"many office hours":     {Record{Channels: []Channel{direct(day(24, UnitHour), "24 giờ làm việc")}}, "", calendar.OfficeHours(24), Countable},
		"part of a day":         {Record{Channels: []Channel{direct(Limit{5, UnitDay}, "")}}, "", calendar.Limit{}, SeeText},
		"unit against text":     {Record{Channels: []Channel{direct(day(20, UnitDay), "không quá 20 ngày làm việc")}}, "", calendar.Limit{}, Contradicts},
		"number in words":       {Record{Channels: []Channel{direct(day(7, UnitDay), "07 (bảy) Ngày  làm việc")}}, "", calendar.Limit{}, Contradicts},
		"another number":        {Record{Channels: []Channel{direct(day(20, UnitDay), "20 ngày; bổ sung trong 120 ngày làm việc")}}, "", calendar.CalendarDays(20), Countable},
		"text of days":          {Record{Channels: []Channel{direct(day(18, UnitWorkingDay), "18 ngày, kể từ ngày nhận đủ")}}, "", calendar.Limit{}, Contradicts},
		"both in the text":      {Record{Channels: []Channel{direct(day(5, UnitWorkingDay), "5 ngày làm việc, trong 5 ngày đó")}}, "", calendar.WorkingDays(5), Countable},
		"the only case":         {Record{Channels: []Channel{direct(day(1, UnitOther), "")}, Cases: []Case{one("a", day(2, UnitWorkingDay))}}, "", calendar.WorkingDays(2), Countable},
		"two cases, none taken": {Record{Channels: []Channel{direct(day(1, UnitOther), "")}, Cases: []Case{one("a", day(2, UnitDay)), one("b", day(3, UnitDay))}}, "", calendar.Limit{}, SeeText},
		"a case taken":          {Record{Channels: []Channel{direct(day(1, UnitOther), "")}, Cases: []Case{one("a", day(2, UnitDay)), one("b", day(3, UnitDay))}}, "b", calendar.CalendarDays(3), Countable},
		"a case unknown":        {Record{Channels: []Channel{direct(day(1, UnitDay), "")}}, "b", calendar.Limit{}, Unstated},
		"no case agrees":        {Record{Channels: []Channel{direct(day(10, UnitDay), "")}, Cases: []Case{one("a", day(10, UnitWorkingDay))}}, "a", calendar.Limit{}, Contradicts},
		"two limits of one way": {Record{Channels: []Channel{direct(day(2, UnitDay), ""), direct(day(3, UnitDay), "")}}, "", calendar.Limit{}, SeeText},
	} {
		limit, state := c.record.PromiseLimit(Direct, c.code)
		if limit != c.limit || state != c.state {
			t.Errorf("%s: %v, %s, want %v, %s", name, limit, state, c.limit, c.state)
		}
	}
}

func TestTheInterlinkedBirthProcedurePromisesNoDate(t *testing.T) {
	records, err := LoadSome("2.000986")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"", "2.000986.01"} {
		limit, state := records[0].PromiseLimit(Direct, code)
		if !limit.IsZero() || state != Contradicts {
			t.Errorf("case %q: %v, %s", code, limit, state)
		}
	}
}

func TestChoices(t *testing.T) {
	paper := func(names ...string) []Item {
		var out []Item
		for _, n := range names {
			out = append(out, Item{Name: n, Originals: 1})
		}
		return out
	}
	for name, c := range map[string]struct {
		group Group
		want  string
	}{
		"a group":             {Group{"Một trong các giấy tờ sau:", paper("A", "B")}, "Một trong các giấy tờ sau|A|B"},
		"an item":             {Group{"", paper("X", "- Bản sao một trong những giấy tờ sau: A; B hoặc C. Trường hợp mất thì khai")}, "Bản sao một trong những giấy tờ sau|A|B hoặc C"},
		"marks before commas": {Group{"", paper("Một trong các tài liệu sau: + A, a; + B;")}, "Một trong các tài liệu sau|A, a|B"},
		"or":                  {Group{"", paper("Chứng nhận A; hoặc cam kết B")}, "|Chứng nhận A|cam kết B"},
		"within brackets":     {Group{"", paper("Giấy A (nếu có; hoặc B)")}, ""},
		"form of one paper":   {Group{"", paper("Bản chính hoặc bản sao Giấy A")}, ""},
		"a note":              {Group{"", []Item{{Name: "Một trong các giấy tờ sau: A; B"}}}, ""},
		"acts, not papers":    {Group{"", paper("Không thực hiện một trong các hành vi sau: A; B")}, ""},
	} {
		got := ""
		for _, choice := range (Record{Groups: []Group{c.group}}).Choices() {
			got += choice.Lead
			for _, o := range choice.Options {
				got += "|" + o.Text
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestNoWordOfAChoiceIsInvented holds over every carried record.
func TestNoWordOfAChoiceIsInvented(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the whole pack")
	}
	records, err := Load()
	if err != nil || len(records) != 5670 {
		t.Fatalf("%d records (%v)", len(records), err)
	}
	found, states := 0, map[PromiseState]int{}
	for _, r := range records {
		for _, c := range r.Choices() {
			found++
			for _, o := range c.Options {
				item := tidy(r.Groups[c.Group-1].Items[o.Item-1].Name)
				if !strings.Contains(item, o.Text) {
					t.Errorf("%s: option %q is not in %q", r.Code, o.Text, item)
				}
			}
		}
		for _, m := range []Method{Online, Postal, Direct} {
			_, state := r.PromiseLimit(m, "")
			states[state]++
		}
	}
	t.Logf("%d choices, promises %v", found, states)
	if found < 150 || states[Contradicts] < 60 || states[Countable] < 5000 {
		t.Errorf("%d choices, promises %v", found, states)
	}
}
