package agency_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"

	"motcua/agency"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// desk is a one-stop unit with an official whose post lasts ten days.
type desk struct {
	*agency.Counters
	stop, committee, account int64
}

func newDesk(t *testing.T, b testkit.Bench) desk {
	t.Helper()
	ctx := context.Background()
	d := desk{stop: b.DB.NewID(), committee: b.DB.NewID()}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
		err := agency.Create(ctx, tx, "H37")
		if err != nil {
			return err
		}
		err = agency.Add(ctx, tx, agency.Unit{ID: d.committee, Level: "commune", Place: agency.Leadership}, clock.MustDate("2018-01-01"))
		if err != nil {
			return err
		}
		return agency.Add(ctx, tx, agency.Unit{ID: d.stop, Parent: d.committee, Level: "commune", Place: agency.OneStop}, clock.MustDate("2018-01-01"))
	}))
	units, _, err := agency.Load(ctx, b.DB, b.Authority)
	must(err)
	ring := seal.NewRing()
	ring.Add(b.Authority, seal.NewKey())
	people := identity.New(b.DB, ring)
	d.Counters = &agency.Counters{DB: b.DB, Units: units, Identity: people, Security: slog.New(slog.DiscardHandler)}
	d.account, err = people.CreateOfficial(ctx, b.Authority, identity.NewOfficial{Login: "khanh", Profile: identity.Profile{FullName: "Hoàng Văn Khánh"}})
	must(err)
	today := b.Clock.Now().Date()
	_, err = people.GrantPost(ctx, b.Authority, d.account, d.stop, authz.CounterOfficial, today, today.AddDays(10))
	must(err)
	return d
}

// NĐ61 Đ13 k2b: counters of a one-stop unit, each number once among the open ones,
// also when two are opened at the same time; who sits there has a post on the day.
func TestCountersND61D13k2(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		ctx := context.Background()
		s, today := newDesk(t, b), b.Clock.Now().Date()
		stop, committee, account := s.stop, s.committee, s.account
		admin := authz.Actor{Kind: authz.KindOfficial, Account: 9, Posts: []authz.Post{{Unit: committee, Role: authz.Administrator}}}
		own := authz.Actor{Kind: authz.KindOfficial, Account: 8, Posts: []authz.Post{{Unit: stop, Role: authz.OneStopHead}}}
		c := agency.Counter{Unit: stop, Number: 1, Name: identity.Words{VI: " Hộ  tịch "}, Sectors: []string{"Hộ tịch", "Chứng thực", "Hộ tịch"}, From: today}
		if _, err := s.Open(ctx, own, c); !fault.Is(err, fault.CodeForbidden) {
			t.Errorf("the head opens a counter: %v", err)
		}
		elsewhere := c
		elsewhere.Unit = committee
		if _, err := s.Open(ctx, admin, elsewhere); !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("a counter at a committee: %v", err)
		}
		ids, errs := make([]int64, 2), make([]error, 2)
		var group sync.WaitGroup
		for i := range ids {
			group.Go(func() { ids[i], errs[i] = s.Open(ctx, admin, c) })
		}
		group.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("one number, opened twice at once: %v", errs)
		}
		id := ids[0]
		if errs[0] != nil {
			id = ids[1]
		}
		if err := s.Seat(ctx, admin, id, account, today.AddDays(11)); fault.As(err).Fields == nil {
			t.Errorf("seated behind her term: %v", err)
		}
		if err := s.Seat(ctx, admin, id, account, today); err != nil {
			t.Fatal(err)
		}
		list, err := s.Of(ctx, own, stop)
		if err != nil || len(list) != 1 || list[0].Seated != account || list[0].Name.VI != "Hộ tịch" || len(list[0].Sectors) != 2 || !list[0].OpenOn(today) || list[0].OpenOn(today.AddDays(-1)) {
			t.Errorf("%+v, %v", list, err)
		}
		b.Clock.Set(clock.At(today.AddDays(11), clock.MustTimeOfDay("08:00")))
		if list, err := s.Of(ctx, admin, stop); err != nil || list[0].Seated != 0 {
			t.Errorf("after her term: %+v, %v", list, err)
		}
		if err := s.Close(ctx, admin, id, today.AddDays(10)); err != nil {
			t.Fatal(err)
		}
		if err := s.Change(ctx, admin, agency.Counter{ID: id, Number: 2, Name: c.Name, Sectors: c.Sectors}); !fault.Is(err, fault.CodeCounterOver) {
			t.Errorf("a closed counter is changed: %v", err)
		}
		c.From = today.AddDays(11)
		if _, err := s.Open(ctx, admin, c); err != nil {
			t.Errorf("the number anew: %v", err)
		}
	})
}
