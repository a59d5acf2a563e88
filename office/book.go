package office

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/store"
)

// Parents names the unit whose calendar a unit follows where it has none of its
// own: a division follows its agency. 0 ends the chain; an agency should, since a
// closed district office closes no commune.
type Parents func(unit int64) int64

// longestChain bounds a chain of parents, so that a circle in the data ends.
const longestChain = 16

// Book is the calendars of an authority as of the last Refresh. It is safe for
// concurrent use; a Calendar it gave out stays as it was.
type Book struct {
	db        *store.DB
	authority int32
	parents   Parents
	carried   []calendar.Day
	refresh   sync.Mutex // one reads the rows at a time, so that no older edition wins
	current   atomic.Pointer[edition]
}

// edition is the calendars at one epoch.
type edition struct {
	epoch    int64
	rows     []calendar.Day // carried, with the authority's edits
	standard *calendar.Calendar
	days     map[int64]edits
	hours    map[int64]spans
	units    sync.Map // int64 to *calendar.Calendar, of units that differ
}

// Load reads the calendars of an authority; parents may be nil. The error says
// that the database did not answer, or which stored row cannot be read.
func Load(ctx context.Context, db *store.DB, authority int32, parents Parents) (*Book, error) {
	carried, err := calendar.DefaultDays()
	if err != nil {
		return nil, err
	}
	if parents == nil {
		parents = func(int64) int64 { return 0 }
	}
	b := &Book{db: db, authority: authority, parents: parents, carried: carried}
	_, err = b.Refresh(ctx)
	return b, err
}

// Refresh takes up the edits committed since, and tells whether there were any.
func (b *Book) Refresh(ctx context.Context) (bool, error) {
	var now int64
	err := b.db.Read(ctx, b.authority, func(tx *store.Tx) (err error) {
		now, err = epoch.Read(ctx, tx, epoch.Calendar)
		return err
	})
	if old := b.current.Load(); err != nil || old != nil && old.epoch == now {
		return false, err
	}
	b.refresh.Lock()
	defer b.refresh.Unlock()
	next, err := b.read(ctx)
	if err != nil {
		return false, err
	}
	old := b.current.Swap(next)
	return old == nil || old.epoch != next.epoch, nil
}

// read is epoch and rows of one state of the database.
func (b *Book) read(ctx context.Context) (*edition, error) {
	var e *edition
	err := b.db.View(ctx, b.authority, func(tx *store.Tx) error {
		now, err := epoch.Read(ctx, tx, epoch.Calendar)
		if err != nil {
			return err
		}
		days, err := readDays(ctx, tx)
		if err != nil {
			return err
		}
		hours, err := readHours(ctx, tx)
		if err != nil {
			return err
		}
		e, err = newEdition(now, b.carried, days, hours)
		return err
	})
	return e, err
}

func newEdition(number int64, carried []calendar.Day, days map[int64]edits, hours map[int64]spans) (*edition, error) {
	e := &edition{epoch: number, days: days, hours: hours}
	e.rows = over(carried, days[0])
	c, err := calendar.New(e.rows, calendar.DefaultHours())
	if err != nil {
		return nil, fmt.Errorf("office: the days of the authority: %w", err)
	}
	e.standard, err = c.WithPeriods(periods([]spans{hours[0]}))
	return e, err
}

// Epoch is the number of the edits the book knows, for what is kept beside it.
func (b *Book) Epoch() int64 { return b.current.Load().epoch }

// Default is the calendar of the authority itself.
func (b *Book) Default() *calendar.Calendar { return b.current.Load().standard }

// For is the calendar of unit: the carried days, the authority's edits, those of
// its parents from afar to near and its own; its own hours, or its nearest
// parent's, or the authority's, or calendar.DefaultHours. A unit that differs in
// nothing shares the calendar of Default.
func (b *Book) For(unit int64) *calendar.Calendar {
	e := b.current.Load()
	if c, ok := e.units.Load(unit); ok {
		return c.(*calendar.Calendar)
	}
	c := e.compile(b.chain(unit))
	e.units.Store(unit, c)
	return c
}

// chain is unit and those it follows, nearest first, without the authority.
func (b *Book) chain(unit int64) []int64 {
	var chain []int64
	for ; unit != 0 && len(chain) < longestChain; unit = b.parents(unit) {
		chain = append(chain, unit)
	}
	return chain
}

func (e *edition) compile(chain []int64) *calendar.Calendar {
	rows, own := e.rows, false
	hours := make([]spans, 0, len(chain)+1)
	for i := range chain {
		if far := e.days[chain[len(chain)-1-i]]; len(far) > 0 {
			rows, own = over(rows, far), true
		}
		if near := e.hours[chain[i]]; len(near) > 0 {
			hours = append(hours, near)
		}
	}
	if !own && len(hours) == 0 {
		return e.standard
	}
	c := e.standard
	if own {
		// Rows were checked one by one when read, and a day has one edit.
		if mine, err := calendar.New(rows, calendar.DefaultHours()); err == nil {
			c = mine
		}
	}
	mine, err := c.WithPeriods(periods(append(hours, e.hours[0])))
	if err != nil {
		return c // hours were checked when read
	}
	return mine
}

// Gap is what an operator has to mend in a year within reach.
type Gap struct {
	Year        int
	Missing     bool           // the holidays of the year are not known: dates are provisional
	Unconfirmed []calendar.Day // rows that do not count yet
}

// Gaps is the years of today and next whose list is missing or has rows that wait
// for an operator.
func (b *Book) Gaps(today clock.Date) []Gap {
	c := b.Default()
	var gaps []Gap
	for _, year := range []int{today.Year, today.Year + 1} {
		g := Gap{Year: year, Missing: !c.Covers(year)}
		for _, d := range c.Unconfirmed() {
			if d.Date.Year == year {
				g.Unconfirmed = append(g.Unconfirmed, d)
			}
		}
		if g.Missing || len(g.Unconfirmed) > 0 {
			gaps = append(gaps, g)
		}
	}
	return gaps
}
