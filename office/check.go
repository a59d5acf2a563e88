package office

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// Lengths in characters.
const (
	nameMax     = 200
	decisionMax = 200
	noteMax     = 2000
)

func clean(s string) string { return strings.TrimSpace(code.Normalize(s)) }

func (e Edit) clean() Edit {
	e.Name, e.Decision, e.Note = clean(e.Name), clean(e.Decision), clean(e.Note)
	return e
}

// prefix is what stands before the field names of edit i of a list.
func prefix(list []Edit, i int) string {
	if len(list) == 1 {
		return ""
	}
	return "days." + strconv.Itoa(i) + "."
}

// complete notes what an edit lacks, each at its field.
func (e Edit) complete(f *fault.Error, prefix string) {
	if !e.Day.Valid() {
		f.OnField(prefix+"day", fault.CodeFieldDate)
	}
	if !editable(e.Kind) {
		f.OnField(prefix+"kind", fault.CodeFieldChoice)
	}
	text(f, prefix+"name", e.Name, e.Kind != Plain, nameMax)
	text(f, prefix+"decision", e.Decision, true, decisionMax)
	text(f, prefix+"note", e.Note, false, noteMax)
}

func text(f *fault.Error, field, value string, required bool, most int) {
	switch {
	case required && value == "":
		f.OnField(field, fault.CodeFieldRequired)
	case utf8.RuneCountInString(value) > most:
		f.OnField(field, fault.CodeFieldTooLong, "max", most)
	}
}

// check refuses an edit that cannot be a row of a calendar, alone.
func check(e Edit) error {
	if e.Kind == Plain {
		return nil
	}
	_, err := calendar.New([]calendar.Day{e.row()}, calendar.DefaultHours())
	return err
}

// wholeList checks the list that results for the unit of each edit: the rows below
// stay, so a day they make another kind of day has two meanings.
func wholeList(ctx context.Context, tx *store.Tx, list []Edit) error {
	carried, err := calendar.DefaultDays()
	if err != nil {
		return err
	}
	days, err := readDays(ctx, tx)
	if err != nil {
		return err
	}
	byUnit := map[int64][]Edit{}
	for _, e := range list {
		byUnit[e.Unit] = append(byUnit[e.Unit], e)
	}
	for unit, own := range byUnit {
		below := carried
		if unit != 0 {
			below = over(carried, days[0])
		}
		_, err := calendar.New(resulting(below, days[unit], own), calendar.DefaultHours())
		if err != nil {
			return refused(list, err)
		}
	}
	return nil
}

// resulting is the rows below with the unit's earlier edits and the new ones, but
// nothing replaced silently: of a day that is edited anew, only a row of the same
// kind, an unconfirmed one and the unit's own earlier edit give way.
func resulting(below []calendar.Day, earlier edits, list []Edit) []calendar.Day {
	kinds, rest := map[clock.Date]Kind{}, edits{}
	for day, e := range earlier {
		rest[day] = e
	}
	for _, e := range list {
		kinds[e.Day] = e.Kind
		// An own edit of that day stood before, so the rows below were judged then.
		if was, is := earlier[e.Day]; is && was.Kind != Withdrawn {
			rest[e.Day] = Edit{Day: e.Day, Kind: Plain}
		}
	}
	rows := over(below, rest)
	kept := rows[:0:0]
	for _, d := range rows {
		if kind, edited := kinds[d.Date]; !edited || kind != Plain && kind != d.Kind {
			kept = append(kept, d)
		}
	}
	for _, e := range list {
		if e.Kind != Plain {
			kept = append(kept, e.row())
		}
	}
	return kept
}

// refused is the fault of a list that calendar.New refused, at the field of the
// edit that is wrong.
func refused(list []Edit, err error) error {
	bad, ok := errors.AsType[*calendar.DayError](err)
	if !ok {
		return err
	}
	field, code := "day", fault.CodeFieldDate
	switch bad.Problem {
	case calendar.TwoMeanings:
		code = fault.CodeCalendarTwoMeanings
	case calendar.NoDecision:
		field, code = "decision", fault.CodeCalendarNoDecision
	case calendar.NotWeekend:
		code = fault.CodeCalendarNotWeekend
	case calendar.NotWeekday:
		code = fault.CodeCalendarNotWeekday
	}
	f := fault.Wrap(err, fault.CodeInvalid)
	for i, e := range list {
		if e.Day == bad.Day.Date {
			return f.OnField(prefix(list, i)+field, code, "day", bad.Day.Date.String(), "other", bad.Other.Name)
		}
	}
	return err // a row that was there before: not what the editor can mend
}

func onHours(f *fault.Error, err error) {
	bad, ok := errors.AsType[*calendar.HoursError](err)
	if !ok {
		return
	}
	code := fault.CodeCalendarShift
	switch bad.Problem {
	case calendar.NoShift:
		code = fault.CodeFieldRequired
	case calendar.BadSeason, calendar.SeasonsOverlap:
		code = fault.CodeCalendarSeason
	}
	f.OnField(bad.Field, code, "text", bad.Text)
}
