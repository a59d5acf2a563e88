package agency

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"motcua/agency/agencysql"
	"motcua/authz"
	"motcua/code"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// Counter is a place at a one-stop unit where officials receive people: one for a
// field or several (NĐ61 Đ13 k2b).
type Counter struct {
	ID, Unit int64
	Number   int32 // as on its sign; among the open counters of a unit it is there once
	Name     identity.Words
	Sectors  []string   // fields served, as the catalogue names them
	From, To clock.Date // days on which it is open; To zero: without end
	Seated   int64      // account of who sits there on the day asked for; 0: nobody
}

// OpenOn reports whether the counter is open on a day.
func (c Counter) OpenOn(day clock.Date) bool {
	return !c.From.After(day) && (c.To.IsZero() || !c.To.Before(day))
}

// over reports whether the counter is closed for good.
func (c Counter) over(today clock.Date) bool { return !c.To.IsZero() && c.To.Before(today) }

// Bounds of a counter.
const (
	counterNumberMax  = 999
	counterNameMax    = 100
	counterSectorsMax = 60
)

// check notes what is wrong with a counter by itself, at number, name, name_en,
// sectors.
func (c Counter) check(f *fault.Error) {
	if c.Number < 1 || c.Number > counterNumberMax {
		f.OnField("number", fault.CodeFieldNumber, "min", 1, "max", counterNumberMax)
	}
	if c.Name.VI == "" {
		f.OnField("name", fault.CodeFieldRequired)
	}
	for _, text := range [...]struct{ field, value string }{{"name", c.Name.VI}, {"name_en", c.Name.EN}} {
		if utf8.RuneCountInString(text.value) > counterNameMax {
			f.OnField(text.field, fault.CodeFieldTooLong, "max", counterNameMax)
		}
	}
	if len(c.Sectors) == 0 {
		f.OnField("sectors", fault.CodeFieldRequired)
	}
	if len(c.Sectors) > counterSectorsMax {
		f.OnField("sectors", fault.CodeFieldChoice)
	}
}

func (c *Counter) tidy() {
	c.Name.VI, c.Name.EN = tidy(c.Name.VI), tidy(c.Name.EN)
	c.Sectors = slices.Clone(c.Sectors)
	slices.Sort(c.Sectors)
	c.Sectors = slices.Compact(c.Sectors)
}

func tidy(s string) string { return strings.Join(strings.Fields(code.Normalize(s)), " ") }

// Counters keeps the counters of an authority's one-stop units. Every act is checked
// against the matrix and is one transaction with its line of history.
type Counters struct {
	DB       *store.DB
	Units    *Directory
	Identity *identity.Service
	Security *slog.Logger
}

func (s *Counters) carryOut(ctx context.Context, actor authz.Actor, what identity.ActKind, fn func(tx *store.Tx, q *agencysql.Queries) error) error {
	err := s.DB.Update(ctx, s.Units.Authority, func(tx *store.Tx) error {
		_, err := epoch.Take(ctx, tx, epoch.People) // who changes people and counters stands in line
		if err != nil {
			return err
		}
		return fn(tx, agencysql.New(tx))
	})
	if err == nil {
		s.Security.Warn("counters changed", "action", string(authz.CountersEdit), "actor_kind", actor.Kind, "actor", actor.Account, "what", string(what))
	}
	return err
}

// may checks that the unit is a one-stop unit and the actor may act there.
func (s *Counters) may(actor authz.Actor, act authz.Action, unit int64) error {
	err := authz.Check(actor, act, authz.Object{Unit: unit})
	if err != nil {
		return err
	}
	if u, known := s.Units.Unit(unit); !known || u.Place != OneStop {
		return fault.New(fault.CodeNotFound)
	}
	return nil
}

// CountersOf is every counter a one-stop unit ever had, by number, with who sits
// there on a day: read within a transaction, for who assigns work to counters.
func CountersOf(ctx context.Context, tx *store.Tx, unit int64, day clock.Date) ([]Counter, error) {
	q := agencysql.New(tx)
	rows, err := q.CountersOfUnit(ctx, agencysql.CountersOfUnitParams{Authority: tx.Authority, Unit: unit})
	if err != nil {
		return nil, err
	}
	out := make([]Counter, len(rows))
	for i, r := range rows {
		out[i], err = counterOf(agencysql.CounterRow(r))
		if err != nil {
			return nil, err
		}
		out[i].Seated, err = seatedOn(ctx, tx, out[i], day)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func counterOf(r agencysql.CounterRow) (Counter, error) {
	c := Counter{ID: r.ID, Unit: r.Unit, Number: r.Number, Name: identity.Words{VI: r.Name, EN: r.NameEn}}
	var err error
	c.From, c.To, err = span(r.OpenFrom, r.OpenTo)
	if err == nil {
		err = json.Unmarshal([]byte(r.Sectors), &c.Sectors)
	}
	if err != nil {
		return c, fmt.Errorf("agency: counter %d: %w", r.ID, err)
	}
	return c, nil
}

// seatedOn is who sits at a counter on a day: the last to be seated, while she has a
// post in the unit.
func seatedOn(ctx context.Context, tx *store.Tx, c Counter, day clock.Date) (int64, error) {
	account, err := agencysql.New(tx).SeatOn(ctx, agencysql.SeatOnParams{Authority: tx.Authority, Counter: c.ID, ValidFrom: day.String()})
	if errors.Is(err, sql.ErrNoRows) || err == nil && account == 0 {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	works, err := identity.HoldsOn(ctx, tx, account, c.Unit, day, authz.CounterOfficial, authz.OneStopHead)
	if !works {
		return 0, err
	}
	return account, err
}

// Of is every counter a one-stop unit ever had, with who sits there today. Faults:
// those of authz.Check, not_found.
func (s *Counters) Of(ctx context.Context, actor authz.Actor, unit int64) (list []Counter, err error) {
	err = s.may(actor, authz.PeopleView, unit)
	if err != nil {
		return nil, err
	}
	err = s.DB.View(ctx, s.Units.Authority, func(tx *store.Tx) (err error) {
		list, err = CountersOf(ctx, tx, unit, tx.Now.Date())
		return err
	})
	return list, err
}

// One is a counter with who sits there today, for who may change it. Faults: those of
// authz.Check, not_found.
func (s *Counters) One(ctx context.Context, actor authz.Actor, id int64) (c Counter, err error) {
	err = s.DB.View(ctx, s.Units.Authority, func(tx *store.Tx) (err error) {
		c, err = s.one(ctx, tx, actor, id)
		return err
	})
	return c, err
}

func (s *Counters) one(ctx context.Context, tx *store.Tx, actor authz.Actor, id int64) (Counter, error) {
	q := agencysql.New(tx)
	row, err := q.Counter(ctx, agencysql.CounterParams{Authority: tx.Authority, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return Counter{}, fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return Counter{}, err
	}
	err = s.may(actor, authz.CountersEdit, row.Unit)
	if err != nil {
		return Counter{}, err
	}
	c, err := counterOf(row)
	if err == nil {
		c.Seated, err = seatedOn(ctx, tx, c, tx.Now.Date())
	}
	return c, err
}

// Open opens a counter from c.From on and returns it. Faults: not_found; invalid on
// number, name, name_en, sectors, from.
func (s *Counters) Open(ctx context.Context, actor authz.Actor, c Counter) (int64, error) {
	c.tidy()
	err := s.carryOut(ctx, actor, identity.CounterOpened, func(tx *store.Tx, q *agencysql.Queries) error {
		err := s.may(actor, authz.CountersEdit, c.Unit)
		if err != nil {
			return err
		}
		f := fault.New(fault.CodeInvalid)
		c.check(f)
		if !c.From.Valid() {
			f.OnField("from", fault.CodeFieldDate)
		}
		err = s.beside(ctx, tx, f, c)
		if err != nil {
			return err
		}
		c.ID = tx.NewID()
		sectors, err := json.Marshal(c.Sectors)
		if err != nil {
			return err
		}
		err = q.InsertCounter(ctx, agencysql.InsertCounterParams{Authority: tx.Authority, ID: c.ID, Unit: c.Unit, Number: c.Number, Name: c.Name.VI,
			NameEn: c.Name.EN, Sectors: string(sectors), OpenFrom: c.From.String()})
		if err != nil {
			return err
		}
		return s.record(ctx, tx, actor, identity.CounterOpened, c, map[string]string{"from": c.From.String()})
	})
	return c.ID, err
}

// beside notes a number that another counter has which is not closed for good, and
// returns f when anything is wrong.
func (s *Counters) beside(ctx context.Context, tx *store.Tx, f *fault.Error, c Counter) error {
	others, err := CountersOf(ctx, tx, c.Unit, tx.Now.Date())
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.ID != c.ID && o.Number == c.Number && !o.over(tx.Now.Date()) {
			f.OnField("number", fault.CodeCounterTaken, "number", c.Number)
			break
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

func (s *Counters) record(ctx context.Context, tx *store.Tx, actor authz.Actor, kind identity.ActKind, c Counter, more map[string]string) error {
	facts := map[string]string{"number": strconv.Itoa(int(c.Number)), "name": c.Name.VI, "sectors": strings.Join(c.Sectors, "; ")}
	for k, v := range more {
		facts[k] = v
	}
	return s.Identity.Record(ctx, tx, identity.Act{Kind: kind, Actor: actor.Account, Unit: c.Unit, Account: c.Seated, Counter: c.ID, Facts: facts})
}

// still is a counter that can be changed. Faults: those of One, counter.over.
func (s *Counters) still(ctx context.Context, tx *store.Tx, actor authz.Actor, id int64) (Counter, error) {
	c, err := s.one(ctx, tx, actor, id)
	if err == nil && c.over(tx.Now.Date()) {
		err = fault.New(fault.CodeCounterOver)
	}
	return c, err
}

// Change gives a counter another number, name or fields. Faults: those of One,
// counter.over; invalid as of Open.
func (s *Counters) Change(ctx context.Context, actor authz.Actor, next Counter) error {
	next.tidy()
	return s.carryOut(ctx, actor, identity.CounterChanged, func(tx *store.Tx, q *agencysql.Queries) error {
		was, err := s.still(ctx, tx, actor, next.ID)
		if err != nil {
			return err
		}
		next.Unit = was.Unit
		f := fault.New(fault.CodeInvalid)
		next.check(f)
		err = s.beside(ctx, tx, f, next)
		if err != nil {
			return err
		}
		sectors, err := json.Marshal(next.Sectors)
		if err != nil {
			return err
		}
		err = q.ChangeCounter(ctx, agencysql.ChangeCounterParams{Authority: tx.Authority, ID: next.ID, Number: next.Number, Name: next.Name.VI,
			NameEn: next.Name.EN, Sectors: string(sectors)})
		if err != nil {
			return err
		}
		return s.record(ctx, tx, actor, identity.CounterChanged, next, map[string]string{"number_was": strconv.Itoa(int(was.Number)),
			"name_was": was.Name.VI, "sectors_was": strings.Join(was.Sectors, "; ")})
	})
}

// Seat says who sits at a counter from a day on, today or later; account 0: nobody.
// She has a post in the unit on that day. Faults: those of One, counter.over; invalid
// on account and from.
func (s *Counters) Seat(ctx context.Context, actor authz.Actor, id, account int64, from clock.Date) error {
	return s.carryOut(ctx, actor, identity.CounterSeated, func(tx *store.Tx, q *agencysql.Queries) error {
		c, err := s.still(ctx, tx, actor, id)
		if err != nil {
			return err
		}
		f := fault.New(fault.CodeInvalid)
		switch today := tx.Now.Date(); {
		case !from.Valid():
			f.OnField("from", fault.CodeFieldDate)
		case from.Before(today):
			f.OnField("from", fault.CodePostPast, "first", today)
		case !c.To.IsZero() && from.After(c.To):
			f.OnField("from", fault.CodeFieldDateLate, "last", c.To)
		case account != 0:
			works, err := identity.HoldsOn(ctx, tx, account, c.Unit, from, authz.CounterOfficial, authz.OneStopHead)
			if err != nil {
				return err
			}
			if !works {
				f.OnField("account", fault.CodeFieldChoice)
			}
		}
		if len(f.Fields) > 0 {
			return f
		}
		err = q.InsertSeat(ctx, agencysql.InsertSeatParams{Authority: tx.Authority, Counter: id, ValidFrom: from.String(), ID: tx.NewID(), Account: account})
		if err != nil {
			return err
		}
		c.Seated = account
		return s.record(ctx, tx, actor, identity.CounterSeated, c, map[string]string{"from": from.String()})
	})
}

// Close makes last the last day of a counter; its number can be given anew after it.
// Faults: those of One, counter.over; invalid on last.
func (s *Counters) Close(ctx context.Context, actor authz.Actor, id int64, last clock.Date) error {
	return s.carryOut(ctx, actor, identity.CounterClosed, func(tx *store.Tx, q *agencysql.Queries) error {
		c, err := s.still(ctx, tx, actor, id)
		if err != nil {
			return err
		}
		f := fault.New(fault.CodeInvalid)
		switch yesterday := tx.Now.Date().AddDays(-1); {
		case !last.Valid():
			f.OnField("last", fault.CodeFieldDate)
		case last.Before(yesterday):
			f.OnField("last", fault.CodePostPast, "first", yesterday)
		}
		if len(f.Fields) > 0 {
			return f
		}
		err = q.CloseCounter(ctx, agencysql.CloseCounterParams{Authority: tx.Authority, ID: id, OpenTo: last.String()})
		if err != nil {
			return err
		}
		c.Seated = 0
		return s.record(ctx, tx, actor, identity.CounterClosed, c, map[string]string{"to": last.String()})
	})
}
