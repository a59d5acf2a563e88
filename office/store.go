package office

import (
	"context"
	"encoding/json"
	"fmt"

	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/office/officesql"
)

func entries(ctx context.Context, tx *store.Tx) ([]Entry, error) {
	rows, err := officesql.New(tx).Entries(ctx, tx.Authority)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(rows))
	for i, r := range rows {
		day, err := clock.ParseDate(r.Day)
		if err != nil {
			return nil, fmt.Errorf("office: calendar_entry %d: %w", r.ID, err)
		}
		out[i] = Entry{ID: r.ID, At: clock.Instant(r.At), Edit: Edit{
			Unit: r.Unit, Day: day, Kind: Kind(r.Kind), Name: r.Name, Decision: r.Decision, Note: r.Note, Actor: r.Actor}}
	}
	return out, nil
}

func readDays(ctx context.Context, tx *store.Tx) (map[int64]edits, error) {
	rows, err := entries(ctx, tx)
	if err != nil {
		return nil, err
	}
	out := map[int64]edits{}
	for _, r := range rows {
		err := check(r.Edit)
		if err != nil && r.Kind != Withdrawn {
			return nil, fmt.Errorf("office: calendar_entry %d: %w", r.ID, err)
		}
		if out[r.Unit] == nil {
			out[r.Unit] = edits{}
		}
		out[r.Unit][r.Day] = r.Edit
	}
	return out, nil
}

func hoursEntries(ctx context.Context, tx *store.Tx) ([]HoursEntry, error) {
	rows, err := officesql.New(tx).Hours(ctx, tx.Authority)
	if err != nil {
		return nil, err
	}
	out := make([]HoursEntry, len(rows))
	for i, r := range rows {
		from, err := clock.ParseDate(r.ValidFrom)
		if err != nil {
			return nil, fmt.Errorf("office: office_hours %d: %w", r.ID, err)
		}
		hours, err := parseHours(r.Hours)
		if err != nil {
			return nil, fmt.Errorf("office: office_hours %d: %w", r.ID, err)
		}
		out[i] = HoursEntry{ID: r.ID, At: clock.Instant(r.At), HoursEdit: HoursEdit{
			Unit: r.Unit, From: from, Hours: hours, Decision: r.Decision, Actor: r.Actor}}
	}
	return out, nil
}

func readHours(ctx context.Context, tx *store.Tx) (map[int64]spans, error) {
	rows, err := hoursEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	out := map[int64]spans{}
	for _, r := range rows {
		if out[r.Unit] == nil {
			out[r.Unit] = spans{}
		}
		out[r.Unit][r.From] = r.Hours
	}
	return out, nil
}

// parseHours reads the JSON of stored hours; "" is none of its own.
func parseHours(text string) (*Hours, error) {
	if text == "" {
		return nil, nil
	}
	var h Hours
	err := json.Unmarshal([]byte(text), &h)
	if err != nil {
		return nil, err
	}
	return &h, h.Check()
}

// History is every edit of days of an authority, oldest first.
func History(ctx context.Context, db *store.DB, authority int32) ([]Entry, error) {
	var out []Entry
	err := db.View(ctx, authority, func(tx *store.Tx) (err error) {
		out, err = entries(ctx, tx)
		return err
	})
	return out, err
}

// HoursHistory is every edit of hours of an authority, oldest first.
func HoursHistory(ctx context.Context, db *store.DB, authority int32) ([]HoursEntry, error) {
	var out []HoursEntry
	err := db.View(ctx, authority, func(tx *store.Tx) (err error) {
		out, err = hoursEntries(ctx, tx)
		return err
	})
	return out, err
}
