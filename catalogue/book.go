package catalogue

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"motcua/catalogue/cataloguesql"
	"motcua/internal/clock"
	"motcua/internal/store"
	"motcua/process"
)

// Entry is a procedure of an authority: its published versions and the internal
// processes it is carried out by.
type Entry struct {
	ID        int64
	Code      string
	Versions  []Version // by number
	Processes []NumberedProcess
}

// NumberedProcess is an internal process with its number among the authority's
// versions; a dossier keeps the one it was received under.
type NumberedProcess struct {
	Number int
	process.Definition
}

// VersionAt is the version in force on day d, false when none is yet.
func (e Entry) VersionAt(d clock.Date) (Version, bool) {
	return lastFrom(e.Versions, d, func(v Version) clock.Date { return v.Effective })
}

// Version is the version with that number.
func (e Entry) Version(number int) (Version, bool) {
	i := slices.IndexFunc(e.Versions, func(v Version) bool { return v.Number == number })
	if i < 0 {
		return Version{}, false
	}
	return e.Versions[i], true
}

// ProcessAt is the process new dossiers follow on day d.
func (e Entry) ProcessAt(d clock.Date) (NumberedProcess, bool) {
	return lastFrom(e.Processes, d, func(p NumberedProcess) clock.Date { return p.EffectiveFrom })
}

// Process is the process with that number.
func (e Entry) Process(number int) (NumberedProcess, bool) {
	i := slices.IndexFunc(e.Processes, func(p NumberedProcess) bool { return p.Number == number })
	if i < 0 {
		return NumberedProcess{}, false
	}
	return e.Processes[i], true
}

func lastFrom[T any](all []T, d clock.Date, from func(T) clock.Date) (found T, ok bool) {
	for _, one := range all {
		if !from(one).After(d) {
			found, ok = one, true
		}
	}
	return found, ok
}

// Book is the catalogue of an authority, held in memory.
type Book struct{ entries map[int64]*Entry }

// Entry is the procedure with that id.
func (b *Book) Entry(id int64) (Entry, bool) {
	e, ok := b.entries[id]
	if !ok {
		return Entry{}, false
	}
	return *e, true
}

// ByCode is the procedure with that code. Codes are not unique in the national
// data (data/README); the first published wins and is the one carried here.
func (b *Book) ByCode(code string) (Entry, bool) {
	for _, e := range b.Entries() {
		if e.Code == code {
			return e, true
		}
	}
	return Entry{}, false
}

// Entries is every procedure, by code.
func (b *Book) Entries() []Entry {
	out := make([]Entry, 0, len(b.entries))
	for _, e := range b.entries {
		out = append(out, *e)
	}
	slices.SortFunc(out, func(x, y Entry) int { return cmp.Or(cmp.Compare(x.Code, y.Code), cmp.Compare(x.ID, y.ID)) })
	return out
}

// LoadBook reads the catalogue of an authority and refuses a stored version
// whose text does not have its hash.
func LoadBook(ctx context.Context, db *store.DB, authority int32) (*Book, error) {
	b := &Book{entries: map[int64]*Entry{}}
	err := db.View(ctx, authority, func(tx *store.Tx) error {
		q := cataloguesql.New(tx)
		err := b.loadVersions(ctx, q, authority)
		if err != nil {
			return err
		}
		return b.loadProcesses(ctx, q, authority)
	})
	return b, err
}

func (b *Book) loadVersions(ctx context.Context, q *cataloguesql.Queries, authority int32) error {
	rows, err := q.Versions(ctx, authority)
	if err != nil {
		return err
	}
	for _, r := range rows {
		from, err := clock.ParseDate(r.EffectiveFrom)
		if err != nil {
			return fmt.Errorf("catalogue: version %d of %s: %w", r.Version, r.Code, err)
		}
		v, err := OpenVersion(int(r.Version), from, r.Record, r.Hash)
		if err != nil {
			return err
		}
		e, ok := b.entries[r.ID]
		if !ok {
			e = &Entry{ID: r.ID, Code: r.Code}
			b.entries[r.ID] = e
		}
		e.Versions = append(e.Versions, v)
	}
	return nil
}

func (b *Book) loadProcesses(ctx context.Context, q *cataloguesql.Queries, authority int32) error {
	rows, err := q.Processes(ctx, authority)
	if err != nil {
		return err
	}
	for _, r := range rows {
		d, err := process.Parse([]byte(r.Definition), fmt.Sprintf("process %d version %d", r.Procedure, r.Version))
		if err != nil {
			return err
		}
		e, ok := b.entries[r.Procedure]
		if !ok {
			return fmt.Errorf("catalogue: a process of the unknown procedure %d", r.Procedure)
		}
		e.Processes = append(e.Processes, NumberedProcess{Number: int(r.Version), Definition: d})
	}
	return nil
}

// Publish writes the first version of a procedure and returns its id. It shows
// after the book is loaded again.
func Publish(ctx context.Context, tx *store.Tx, v Version) (int64, error) {
	id := tx.NewID()
	q := cataloguesql.New(tx)
	err := q.InsertProcedure(ctx, cataloguesql.InsertProcedureParams{Authority: tx.Authority, ID: id,
		Code: v.Record.Code, PortalID: v.Record.PortalID})
	if err != nil {
		return 0, err
	}
	return id, q.InsertVersion(ctx, cataloguesql.InsertVersionParams{Authority: tx.Authority, Procedure: id, Version: int32(v.Number),
		EffectiveFrom: v.Effective.String(), Hash: v.Hash, Record: v.Canonical, PublishedAt: int64(tx.Now)})
}

// AddProcess writes an internal process of a procedure as text.
func AddProcess(ctx context.Context, tx *store.Tx, procedure int64, number int, from clock.Date, text string) error {
	return cataloguesql.New(tx).InsertProcess(ctx, cataloguesql.InsertProcessParams{Authority: tx.Authority, Procedure: procedure,
		Version: int32(number), EffectiveFrom: from.String(), Definition: text})
}
