package agency

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"motcua/agency/agencysql"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/store"
)

// Load reads the structure of an authority; false when it has none yet.
func Load(ctx context.Context, db *store.DB, authority int32) (*Directory, bool, error) {
	d := &Directory{Authority: authority, units: map[int64]Unit{}, children: map[int64][]int64{}, texts: map[textKey]string{}}
	found := true
	err := db.View(ctx, authority, func(tx *store.Tx) error {
		q := agencysql.New(tx)
		var err error
		d.Code, err = q.CodeOfAuthority(ctx, authority)
		if errors.Is(err, sql.ErrNoRows) {
			found = false
			return nil
		}
		if err != nil {
			return err
		}
		err = d.loadUnits(ctx, q)
		if err != nil {
			return err
		}
		return d.loadTexts(ctx, q)
	})
	return d, found, err
}

func (d *Directory) loadUnits(ctx context.Context, q *agencysql.Queries) error {
	rows, err := q.Units(ctx, d.Authority)
	if err != nil {
		return err
	}
	for _, r := range rows {
		d.units[r.ID] = Unit{ID: r.ID, Parent: r.Parent.Int64, Level: r.Level, Kind: r.Kind, Place: Place(r.Place), GSO: r.GsoCode}
		d.children[r.Parent.Int64] = append(d.children[r.Parent.Int64], r.ID)
	}
	codes, err := q.UnitCodes(ctx, d.Authority)
	if err != nil {
		return err
	}
	for _, c := range codes {
		from, to, err := span(c.ValidFrom, c.ValidTo)
		if err != nil {
			return fmt.Errorf("agency: code %s of unit %d: %w", c.Code, c.Unit, err)
		}
		u := d.units[c.Unit]
		u.Codes = append(u.Codes, Code{Scheme: c.Scheme, Code: code.UnitCode(c.Code), From: from, To: to})
		d.units[c.Unit] = u
	}
	return nil
}

func span(from, to string) (f, t clock.Date, err error) {
	err = errors.Join(f.UnmarshalText([]byte(from)), t.UnmarshalText([]byte(to)))
	return f, t, err
}

func (d *Directory) loadTexts(ctx context.Context, q *agencysql.Queries) error {
	rows, err := q.Texts(ctx, d.Authority)
	for _, r := range rows {
		d.texts[textKey{r.Object, Field(r.Field), r.Language}] = r.Value
	}
	return err
}

// Create writes a new authority.
func Create(ctx context.Context, tx *store.Tx, code string) error {
	return agencysql.New(tx).InsertAuthority(ctx, agencysql.InsertAuthorityParams{
		Authority: tx.Authority, Code: code, CreatedAt: int64(tx.Now)})
}

// Add writes a unit with its codes, in force from a day on. Parents come first.
func Add(ctx context.Context, tx *store.Tx, u Unit, from clock.Date) error {
	q := agencysql.New(tx)
	err := q.InsertUnit(ctx, agencysql.InsertUnitParams{Authority: tx.Authority, ID: u.ID,
		Parent: sql.NullInt64{Int64: u.Parent, Valid: u.Parent != 0}, Level: u.Level, Kind: u.Kind, Place: string(u.Place),
		GsoCode: u.GSO, ValidFrom: from.String()})
	if err != nil {
		return err
	}
	for _, c := range u.Codes {
		err := q.InsertUnitCode(ctx, agencysql.InsertUnitCodeParams{Authority: tx.Authority, Unit: u.ID,
			Scheme: c.Scheme, Code: string(c.Code), ValidFrom: c.From.String(), ValidTo: c.To.String()})
		if err != nil {
			return err
		}
	}
	return nil
}

// SetText writes a text of a unit in a language.
func SetText(ctx context.Context, tx *store.Tx, unit int64, f Field, language, value string) error {
	return setText(ctx, tx, unitObject(unit), f, language, value)
}

func setText(ctx context.Context, tx *store.Tx, object string, f Field, language, value string) error {
	if value == "" {
		return nil
	}
	return agencysql.New(tx).InsertText(ctx, agencysql.InsertTextParams{Authority: tx.Authority,
		Object: object, Field: string(f), Language: language, Value: value})
}
