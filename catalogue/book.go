package catalogue

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"motcua/catalogue/cataloguesql"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/search"
)

// Book is the catalogue of an authority in memory. What it shows at one moment
// belongs together; Refresh puts a newer whole in its place. It is safe for
// concurrent use.
type Book struct {
	db        *store.DB
	authority int32
	shelf     atomic.Pointer[Shelf]
	refresh   sync.Mutex
	opened    opened
}

// Shelf is the catalogue as of one epoch and day. It never changes.
type Shelf struct {
	Epoch  int64
	Day    clock.Date    // whose procedures in force Index finds
	Index  *search.Index // of what is in force; ids are those of entries
	byID   map[int64]*Entry
	byCode map[string]*Entry
	sorted []Entry
}

// LoadBook reads the catalogue of an authority.
func LoadBook(ctx context.Context, db *store.DB, authority int32) (*Book, error) {
	b := &Book{db: db, authority: authority}
	b.shelf.Store(&Shelf{Epoch: -1})
	_, err := b.Refresh(ctx)
	return b, err
}

// Shelf is the catalogue as it is now: for callers that ask several things which
// must agree.
func (b *Book) Shelf() *Shelf { return b.shelf.Load() }

// Epoch is the number of the last change the book knows.
func (b *Book) Epoch() int64 { return b.Shelf().Epoch }

// Entry is the procedure with that id.
func (b *Book) Entry(id int64) (Entry, bool) { return b.Shelf().Entry(id) }

// ByCode is the procedure with that code.
func (b *Book) ByCode(code string) (Entry, bool) { return b.Shelf().ByCode(code) }

// Entries is every procedure, by code. Callers must not change it.
func (b *Book) Entries() []Entry { return b.Shelf().sorted }

// Entry is the procedure with that id.
func (s *Shelf) Entry(id int64) (Entry, bool) { return found(s.byID[id]) }

// ByCode is the procedure with that code. Codes are not unique in the national data
// (data/PROVENANCE.md), and one may be published anew under another portal id: the one
// in force on the shelf's day stands for the code, of several the first by id.
func (s *Shelf) ByCode(code string) (Entry, bool) { return found(s.byCode[code]) }

func found(e *Entry) (Entry, bool) {
	if e == nil {
		return Entry{}, false
	}
	return *e, true
}

// Entries is every procedure, by code. Callers must not change it.
func (s *Shelf) Entries() []Entry { return s.sorted }

// Refresh looks whether the authority's catalogue or the day changed and takes the
// changes in; it reports whether it did.
func (b *Book) Refresh(ctx context.Context) (bool, error) {
	b.refresh.Lock()
	defer b.refresh.Unlock()
	old := b.Shelf()
	now, err := b.epochNow(ctx)
	day := b.db.Clock().Now().Date()
	if err != nil || now == old.Epoch && day == old.Day {
		return false, err
	}
	var changed map[int64]*Entry
	err = b.db.View(ctx, b.authority, func(tx *store.Tx) (err error) {
		changed, err = entriesSince(ctx, tx, old.Epoch)
		return err
	})
	if err != nil {
		return false, err
	}
	b.shelf.Store(old.with(now, day, changed))
	return true, nil
}

func (b *Book) epochNow(ctx context.Context) (n int64, err error) {
	err = b.db.Read(ctx, b.authority, func(tx *store.Tx) error {
		n, err = epoch.Read(ctx, tx, epoch.Catalogue)
		return err
	})
	return n, err
}

// with is s with the changed entries in the place of what they were.
func (s *Shelf) with(epoch int64, day clock.Date, changed map[int64]*Entry) *Shelf {
	next := &Shelf{Epoch: epoch, Day: day, byID: maps.Clone(s.byID), byCode: make(map[string]*Entry, len(s.byID)+len(changed))}
	if next.byID == nil {
		next.byID = make(map[int64]*Entry, len(changed))
	}
	maps.Copy(next.byID, changed)
	next.sorted = make([]Entry, 0, len(next.byID))
	for _, e := range next.byID {
		next.sorted = append(next.sorted, *e)
	}
	slices.SortFunc(next.sorted, func(x, y Entry) int { return cmp.Or(cmp.Compare(x.Code, y.Code), cmp.Compare(x.ID, y.ID)) })
	for _, e := range next.sorted {
		named := next.byCode[e.Code]
		if named == nil || !named.inForce(day) && e.inForce(day) {
			next.byCode[e.Code] = next.byID[e.ID]
		}
	}
	next.Index = next.index(s, changed)
	return next
}

// Open is an edition with its record, read when it is not known yet.
func (b *Book) Open(ctx context.Context, e Edition) (Version, error) {
	v, ok := b.opened.get(e)
	if ok {
		return v, nil
	}
	err := b.db.Read(ctx, b.authority, func(tx *store.Tx) (err error) {
		v, err = b.OpenIn(ctx, tx, e)
		return err
	})
	return v, err
}

// OpenIn is Open inside a transaction, on its connection.
func (b *Book) OpenIn(ctx context.Context, tx *store.Tx, e Edition) (Version, error) {
	v, ok := b.opened.get(e)
	if ok {
		return v, nil
	}
	row, err := cataloguesql.New(tx).Record(ctx, cataloguesql.RecordParams{Authority: b.authority, Procedure: e.Procedure, Version: int32(e.Number)})
	if errors.Is(err, sql.ErrNoRows) {
		return Version{}, fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return Version{}, err
	}
	if row.Hash != e.Hash {
		return Version{}, fmt.Errorf("catalogue: version %d of procedure %d has another hash than it was published with", e.Number, e.Procedure)
	}
	v, err = OpenVersion(e.Number, e.Effective, row.Record, row.Hash)
	if err == nil {
		b.opened.put(e, v)
	}
	return v, err
}
