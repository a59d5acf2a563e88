package catalogue

import (
	"regexp"
	"strings"

	"motcua/calendar"
)

// PromiseState says whether a promised date may be counted from the published
// limit of a record.
type PromiseState string

// The states.
const (
	Countable   PromiseState = "countable"
	SeeText     PromiseState = "see_text"    // the record refers to its text, has several limits for one way of filing, or a unit no calendar here counts
	Contradicts PromiseState = "contradicts" // unit and text, or channel and cases, say different limits
	Unstated    PromiseState = "unstated"    // the record gives no limit
)

// PromiseLimit is the limit a dossier filed by method promises under the case with
// that code ("" when the record has none, or the applicant chose none), in the form
// the calendar counts. The limit is zero unless the state is Countable: where the
// record contradicts itself no date may be promised from it.
//
// A case goes before its channel. Without a chosen case the only case of a record
// stands in for a channel that refers to the text.
func (r Record) PromiseLimit(method Method, caseCode string) (calendar.Limit, PromiseState) {
	channel, clash := r.channelLimit(method)
	chosen, known := r.caseLimit(caseCode)
	if caseCode == "" && !channel.ForDeadline() && len(r.Cases) == 1 {
		chosen, known = r.Cases[0].Limit, true
	}
	limit := channel
	switch {
	case r.limitsContradict(method):
		return calendar.Limit{}, Contradicts
	case clash:
		return calendar.Limit{}, SeeText
	case caseCode != "" && !known:
		return calendar.Limit{}, Unstated
	case known:
		limit = chosen
	}
	if limit.Unit == UnitUnstated {
		return calendar.Limit{}, Unstated
	}
	counted, ok := limit.Calendar()
	if !ok || limit.Unit == UnitHour && limit.Quantity > 2*officeDay && !r.ofOfficeHours(method) {
		return calendar.Limit{}, SeeText
	}
	return counted, Countable
}

// officeDay is the most hours that are surely hours of office time: "24 HOUR" of a
// record may be hours of the clock, or the 15:00 of a same-day rule put into the
// field, and only its text tells.
const officeDay = 8

// ofOfficeHours reports whether a channel of method says "giờ làm việc".
func (r Record) ofOfficeHours(method Method) bool {
	for _, c := range r.Channels {
		if c.Method == method && strings.Contains(strings.ToLower(c.TimeText+" "+c.Note), "giờ làm việc") {
			return true
		}
	}
	return false
}

// channelLimit is the limit of the channels of a method; clash when they differ,
// and then only the text says which is whose.
func (r Record) channelLimit(method Method) (limit Limit, clash bool) {
	first := true
	for _, c := range r.Channels {
		if c.Method != method {
			continue
		}
		clash = clash || !first && c.Limit != limit
		limit, first = c.Limit, false
	}
	return limit, clash
}

func (r Record) caseLimit(code string) (Limit, bool) {
	for _, c := range r.Cases {
		if c.Code == code && code != "" {
			return c.Limit, true
		}
	}
	return Limit{}, false
}

// limitsContradict reports whether a channel of method contradicts its own text, or
// all the cases of the record.
func (r Record) limitsContradict(method Method) bool {
	for _, c := range r.Channels {
		if c.Method == method && (c.TextUnit() != UnitUnstated || r.CasesContradict(c)) {
			return true
		}
	}
	return false
}

// CasesContradict reports that c states a limit to count, each case does too, and
// none of them is that of c.
func (r Record) CasesContradict(c Channel) bool {
	if !c.Limit.ForDeadline() || len(r.Cases) == 0 {
		return false
	}
	for _, one := range r.Cases {
		if !one.Limit.ForDeadline() || one.Limit == c.Limit {
			return false
		}
	}
	return true
}

// daysInText is a number of days in a text, perhaps with the number in words
// behind it, and whether they are working days.
var daysInText = regexp.MustCompile(`(?i)(\d+(?:[.,]\d+)?)\s*(?:\([^)]*\)\s*)?ngày(\s+làm\s+việc)?`)

// TextUnit is the unit that the channel's own text gives the very number of its
// limit where the limit has the other kind of day: WORKING_DAY when the record has
// 20 DAY and the text "20 ngày làm việc", DAY the other way round, and UnitUnstated
// when text and unit agree or the text does not have the number. A text that gives
// the number with both kinds contradicts DAY only, since "ngày" may be short for
// what was said before.
func (c Channel) TextUnit() Unit {
	if c.Limit.Unit != UnitDay && c.Limit.Unit != UnitWorkingDay {
		return UnitUnstated
	}
	working, plain := false, false
	for _, m := range daysInText.FindAllStringSubmatch(c.TimeText+"\n"+c.Note, -1) {
		n, err := ParseQuantity(strings.Replace(m[1], ",", ".", 1))
		if err != nil || n != c.Limit.Quantity {
			continue
		}
		working = working || m[2] != ""
		plain = plain || m[2] == ""
	}
	switch {
	case c.Limit.Unit == UnitDay && working:
		return UnitWorkingDay
	case c.Limit.Unit == UnitWorkingDay && plain && !working:
		return UnitDay
	}
	return UnitUnstated
}

// Calendar is l as the calendar counts it; false for what must not be counted
// (ForDeadline) and for parts of a calendar day or month.
func (l Limit) Calendar() (calendar.Limit, bool) {
	if !l.ForDeadline() {
		return calendar.Limit{}, false
	}
	out := calendar.Limit{Hundredths: int(l.Quantity) * 50}
	switch l.Unit {
	case UnitWorkingDay:
		out.Unit = calendar.WorkingDay
	case UnitDay:
		out.Unit = calendar.CalendarDay
	case UnitHour:
		out.Unit = calendar.Hour
	case UnitMonth:
		out.Unit = calendar.Month
	default:
		return calendar.Limit{}, false
	}
	return out, out.Check() == nil
}
