package identity

import (
	"context"
	"sync"
	"sync/atomic"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/store"
)

// Board is who works at the one-stop units of an authority, as everybody may read it
// (NĐ61 Đ9 k7): names, titles, fields and telephones, and nothing of how somebody
// signs in. It is kept in memory, follows the changes of people (Refresh) and is safe
// for many goroutines.
type Board struct {
	service   *Service
	authority int32
	refresh   sync.Mutex
	current   atomic.Pointer[boardEdition]
}

type boardEdition struct {
	epoch int64
	units map[int64][]Listed
}

// Listed is a line of the board.
type Listed struct {
	Role     authz.Role
	Deputy   bool
	Cover    bool // stands in for somebody who is away
	Name     string
	Phone    string // "" when none is known
	Title    Words
	Field    Words
	from, to clock.Date
}

// LoadBoard reads the board of an authority.
func LoadBoard(ctx context.Context, s *Service, authority int32) (*Board, error) {
	b := &Board{service: s, authority: authority}
	_, err := b.Refresh(ctx)
	return b, err
}

// Refresh takes up the changes committed since, and tells whether there were any.
// Number and lines are of one state of the database; one reads at a time, so that no
// older edition wins.
func (b *Board) Refresh(ctx context.Context) (bool, error) {
	b.refresh.Lock()
	defer b.refresh.Unlock()
	old := b.current.Load()
	var next *boardEdition
	err := b.service.db.View(ctx, b.authority, func(tx *store.Tx) error {
		now, err := epoch.Read(ctx, tx, epoch.People)
		if err == nil && (old == nil || old.epoch != now) {
			next, err = b.read(ctx, tx, now)
		}
		return err
	})
	if err != nil || next == nil {
		return false, err
	}
	b.current.Store(next)
	return true, nil
}

func (b *Board) read(ctx context.Context, tx *store.Tx, number int64) (*boardEdition, error) {
	rows, err := identitysql.New(tx).PostsOfOneStops(ctx, identitysql.PostsOfOneStopsParams{Authority: b.authority, TermTo: tx.Now.Date().String()})
	posts, err := allPosted(b.service, b.authority, rows, err)
	if err != nil {
		return nil, err
	}
	e := &boardEdition{epoch: number, units: map[int64][]Listed{}}
	for _, p := range posts {
		e.units[p.Unit] = append(e.units[p.Unit], Listed{Role: p.Role, Deputy: p.Deputy, Cover: p.CoverOf != 0, Name: p.Profile.FullName,
			Phone: p.Profile.Phone, Title: p.Title, Field: p.Field, from: p.From, to: p.To})
	}
	return e, nil
}

// Epoch is the number of the changes the board knows.
func (b *Board) Epoch() int64 { return b.current.Load().epoch }

// Of is who works at a one-stop unit on a day: the head, deputies, then officials.
func (b *Board) Of(unit int64, day clock.Date) []Listed {
	var out []Listed
	for _, l := range b.current.Load().units[unit] {
		if !l.from.After(day) && (l.to.IsZero() || !l.to.Before(day)) {
			out = append(out, l)
		}
	}
	return out
}

// Head is who heads a one-stop unit on a day; "" when nobody does.
func (b *Board) Head(unit int64, day clock.Date) string {
	for _, l := range b.Of(unit, day) {
		if l.Role == authz.OneStopHead && !l.Deputy && !l.Cover {
			return l.Name
		}
	}
	return ""
}
