package office

import (
	"context"
	"encoding/json"
	"slices"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/office/officesql"
)

// SetDay makes a day what edit says, for the authority or a unit. It is SetDays of
// one edit.
func SetDay(ctx context.Context, tx *store.Tx, edit Edit) error {
	return SetDays(ctx, tx, []Edit{edit})
}

// SetDays makes days what edits say, all or none: both days of a swap, or the
// confirmed list of a year (calendar.Propose). The whole list that results is
// checked within tx, which must make no other edit.
//
// It fails with the fault invalid, each field at its own fault: day, kind, name,
// decision, note; with several edits "days.2.decision". A day that the rows below
// make another kind of day already has two meanings; make it Plain first.
func SetDays(ctx context.Context, tx *store.Tx, list []Edit) error {
	f, list := fault.New(fault.CodeInvalid), slices.Clone(list)
	for i := range list {
		list[i] = list[i].clean()
		list[i].complete(f, prefix(list, i))
	}
	if len(f.Fields) > 0 {
		return f
	}
	_, err := epoch.Take(ctx, tx, epoch.Calendar) // editors stand in line: each checks the list the one before has left
	if err != nil {
		return err
	}
	err = wholeList(ctx, tx, list)
	if err != nil {
		return err
	}
	return insert(ctx, tx, list)
}

// RemoveDay takes the edit of a day back: the day is again what it is without it.
// It fails with the fault calendar.no_edit when there is none.
func RemoveDay(ctx context.Context, tx *store.Tx, unit int64, day clock.Date, actor int64) error {
	_, err := epoch.Take(ctx, tx, epoch.Calendar) // editors stand in line: each checks the list the one before has left
	if err != nil {
		return err
	}
	days, err := readDays(ctx, tx)
	if err != nil {
		return err
	}
	if last, is := days[unit][day]; !is || last.Kind == Withdrawn {
		return fault.New(fault.CodeCalendarNoEdit, "day", day.String()).OnField("day", fault.CodeCalendarNoEdit, "day", day.String())
	}
	return insert(ctx, tx, []Edit{{Unit: unit, Day: day, Kind: Withdrawn, Actor: actor}})
}

// ConfirmDay makes the carried row of a day count, which does not for want of a
// seen document: decision names it. It fails with the fault
// calendar.nothing_to_confirm when the day has no such row, and as SetDay.
func ConfirmDay(ctx context.Context, tx *store.Tx, day clock.Date, decision string, actor int64) error {
	carried, err := calendar.DefaultDays()
	if err != nil {
		return err
	}
	for _, d := range carried {
		if d.Date != day || d.Basis.Confirmed() {
			continue
		}
		edit := Edit{Day: day, Kind: d.Kind, Name: d.Name, Decision: decision, Actor: actor}
		if d.Kind == calendar.HolidayUnconfirmed {
			edit.Kind = calendar.Holiday
		}
		return SetDay(ctx, tx, edit)
	}
	return fault.New(fault.CodeCalendarSettled, "day", day.String()).OnField("day", fault.CodeCalendarSettled, "day", day.String())
}

func insert(ctx context.Context, tx *store.Tx, list []Edit) error {
	q := officesql.New(tx)
	for _, e := range list {
		err := q.InsertEntry(ctx, officesql.InsertEntryParams{
			Authority: tx.Authority, ID: tx.NewID(), Unit: e.Unit, Day: e.Day.String(), Kind: string(e.Kind),
			Name: e.Name, Decision: e.Decision, Note: e.Note, Actor: e.Actor, At: int64(tx.Now)})
		if err != nil {
			return err
		}
	}
	return nil
}

// SetHours gives a unit opening hours from a day on; with nil hours it follows its
// parents again. It fails with the fault invalid: valid_from, decision, and for
// the hours shifts, saturday, seasons.0, seasons.0.shifts.
func SetHours(ctx context.Context, tx *store.Tx, edit HoursEdit) error {
	edit.Decision = clean(edit.Decision)
	f := fault.New(fault.CodeInvalid)
	if !edit.From.Valid() {
		f.OnField("valid_from", fault.CodeFieldDate)
	}
	text(f, "decision", edit.Decision, true, decisionMax)
	var stored []byte
	if edit.Hours != nil {
		onHours(f, edit.Hours.Check())
		var err error
		stored, err = json.Marshal(edit.Hours)
		if err != nil {
			return err
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	_, err := epoch.Take(ctx, tx, epoch.Calendar) // editors stand in line: each checks the list the one before has left
	if err != nil {
		return err
	}
	return officesql.New(tx).InsertHours(ctx, officesql.InsertHoursParams{
		Authority: tx.Authority, ID: tx.NewID(), Unit: edit.Unit, ValidFrom: edit.From.String(), Hours: string(stored),
		Decision: edit.Decision, Actor: edit.Actor, At: int64(tx.Now)})
}
