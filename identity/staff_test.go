package identity_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/law"
)

// bureau is an authority with an administrator, and units at three levels.
type bureau struct {
	town
	*identity.Staff
	admin authz.Actor
	units map[string]int64 // by level
	board *identity.Board
}

func eachBureau(t *testing.T, fn func(t *testing.T, b bureau)) {
	t.Helper()
	timeline, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	eachEngine(t, func(t *testing.T, town town) {
		ctx := context.Background()
		b := bureau{town: town, units: map[string]int64{}}
		places := map[int64]identity.Place{}
		for _, level := range []string{"province", "district", "commune", "office"} {
			id := town.unit(t)
			b.units[level] = id
			places[id] = identity.Place{Level: strings.Replace(level, "office", "province", 1), OneStop: level != "office"}
		}
		b.board, err = identity.LoadBoard(ctx, town.Service, town.Authority)
		if err != nil {
			t.Fatal(err)
		}
		b.Staff = &identity.Staff{Service: town.Service, Authority: town.Bench.Authority, Law: timeline, Security: slog.New(slog.DiscardHandler),
			Place:   func(unit int64) (identity.Place, bool) { p, ok := places[unit]; return p, ok },
			Changed: func(ctx context.Context) { _, _ = b.board.Refresh(ctx) }}
		account, err := town.CreateOfficial(ctx, town.Bench.Authority, identity.NewOfficial{Login: "quantri", Password: password, Profile: identity.Profile{FullName: "Hứa Minh Khôi"}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = town.GrantPost(ctx, town.Bench.Authority, account, b.units["office"], authz.Administrator, clock.MustDate("2018-06-21"), clock.Date{})
		if err != nil {
			t.Fatal(err)
		}
		b.admin = authz.Actor{Kind: authz.KindOfficial, Account: account, Posts: []authz.Post{{Unit: b.units["office"], Role: authz.Administrator}}}
		b.Clock.Set(clock.At(clock.MustDate("2019-06-17"), clock.MustTimeOfDay("09:00")))
		fn(t, b)
	})
}

// sent is an appointment to the one-stop unit of a level, right in all but the term.
func (b bureau) sent(level, from, to string) identity.Appointment {
	a := identity.Appointment{Unit: b.units[level], Role: authz.CounterOfficial, From: clock.MustDate(from), Since: clock.MustDate("2010-01-01"),
		Title: identity.Words{VI: "Công chức Tư pháp – Hộ tịch", EN: "Civil-status official"}, Field: identity.Words{VI: "Hộ tịch"}, Decision: "12/QĐ-UBND"}
	if to != "" {
		a.To = clock.MustDate(to)
	}
	return a
}

// code is the fault of a field; "" when it has none.
func code(err error, field string) fault.Code {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	for _, x := range f.Fields {
		if x.Name == field {
			return x.Code
		}
	}
	return ""
}

// NĐ61 Đ11 k4: terms of 6 to 24 months each time where the article names the level,
// also for the whole of a term that is prolonged.
func TestV28SecondmentTermND61D11k4(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		ctx := context.Background()
		for i, v := range []struct {
			level, to string
			allowed   bool
		}{{"province", "2019-12-31", true}, {"province", "2019-11-30", false}, {"province", "2021-06-30", true}, {"province", "2021-07-31", false},
			{"province", "", false}, {"district", "2019-11-30", false}, {"commune", "2019-11-30", true}, {"commune", "2021-07-31", true}, {"commune", "", true}} {
			account := b.official(t, "han-"+string(rune('a'+i)))
			post, err := b.Grant(ctx, b.admin, account, b.sent(v.level, "2019-07-01", v.to))
			if (err == nil) != v.allowed || !v.allowed && code(err, "to") != fault.CodePostTerm {
				t.Errorf("%s to %q: %v", v.level, v.to, err)
			}
			if v.level != "province" || v.to != "2019-12-31" {
				continue
			}
			if err := b.Prolong(ctx, b.admin, post, clock.MustDate("2021-07-31"), ""); code(err, "to") != fault.CodePostTerm {
				t.Errorf("prolonged to 25 months: %v", err)
			}
			if err := b.Prolong(ctx, b.admin, post, clock.MustDate("2019-12-31"), ""); code(err, "to") != fault.CodePostOrder {
				t.Errorf("prolonged by nothing: %v", err)
			}
			if err := b.Prolong(ctx, b.admin, post, clock.MustDate("2021-06-30"), "13/QĐ-UBND"); err != nil {
				t.Errorf("prolonged to 24 months: %v", err)
			}
		}
		// The article speaks of one-stop units: a specialist elsewhere has no term.
		a := b.sent("office", "2019-07-01", "2019-08-01")
		if _, err := b.Grant(ctx, b.admin, b.official(t, "khac"), a); code(err, "role") != fault.CodePostPlace {
			t.Errorf("a counter official without a counter: %v", err)
		}
		a.Role = authz.Specialist
		if _, err := b.Grant(ctx, b.admin, b.official(t, "chuyenmon"), a); err != nil {
			t.Errorf("a specialist for a month: %v", err)
		}
	})
}

// NĐ61 Đ11 k1b: three years in the field above the communes.
func TestV30SeniorityND61D11k1(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		for i, v := range []struct {
			level, since string
			want         fault.Code
		}{{"province", "2016-08-01", fault.CodePostSeniority}, {"province", "2016-07-01", ""}, {"district", "2016-08-01", fault.CodePostSeniority}, {"district", "", fault.CodePostSeniority},
			{"commune", "2016-08-01", ""}, {"commune", "", ""}, {"commune", "2019-06-18", fault.CodeFieldDateFuture}} {
			a := b.sent(v.level, "2019-07-01", "2020-06-30")
			a.Since = clock.Date{}
			if v.since != "" {
				a.Since = clock.MustDate(v.since)
			}
			_, err := b.Grant(context.Background(), b.admin, b.official(t, "nien-"+string(rune('a'+i))), a)
			if code(err, "since") != v.want || v.want == "" && err != nil {
				t.Errorf("%s since %q: %v", v.level, v.since, err)
			}
		}
	})
}

// NĐ61 Đ12 k8, Đ11 k4: a substitute has no term of months and the same rights on the
// same day, and none behind her last day.
func TestSubstituteSameDayND61D12k8(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		ctx := context.Background()
		away, other := b.official(t, "di.vang"), b.official(t, "thay.the")
		post, err := b.Grant(ctx, b.admin, away, b.sent("province", "2019-01-01", "2019-12-31"))
		if err != nil {
			t.Fatal(err)
		}
		today := clock.MustDate("2019-06-17")
		head := authz.Actor{Kind: authz.KindOfficial, Account: 1, Posts: []authz.Post{{Unit: b.units["province"], Role: authz.OneStopHead}}}
		elsewhere := authz.Actor{Kind: authz.KindOfficial, Account: 1, Posts: []authz.Post{{Unit: b.units["district"], Role: authz.OneStopHead}}}
		cover := identity.Cover{Post: post, Account: other, From: today, To: today.AddDays(2), Since: clock.MustDate("2012-01-01")}
		if _, err := b.Cover(ctx, elsewhere, cover); !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("the head of another unit: %v", err)
		}
		for field, wrong := range map[string]identity.Cover{
			"account": {Post: post, Account: away, From: today, To: today, Since: cover.Since},
			"to":      {Post: post, Account: other, From: today, To: clock.MustDate("2020-01-01"), Since: cover.Since},
			"from":    {Post: post, Account: other, From: today.AddDays(-1), To: today, Since: cover.Since},
			"since":   {Post: post, Account: other, From: today, To: today},
		} {
			if _, err := b.Cover(ctx, head, wrong); code(err, field) == "" {
				t.Errorf("wrong %s: %v", field, err)
			}
		}
		token := b.open(t, other)
		if p, err := b.session(token); err != nil || len(p.Actor.Posts) != 0 {
			t.Fatalf("before: %+v, %v", p.Actor, err)
		}
		if _, err := b.Cover(ctx, head, cover); err != nil {
			t.Fatal(err)
		}
		p, err := b.session(token)
		if err != nil || len(p.Actor.Posts) != 1 || p.Actor.Posts[0] != (authz.Post{Unit: b.units["province"], Role: authz.CounterOfficial}) {
			t.Errorf("the same day: %+v, %v", p.Actor, err)
		}
		if on := b.board.Of(b.units["province"], today); len(on) != 2 || !on[1].Cover || on[1].Title.VI != "Công chức Tư pháp – Hộ tịch" {
			t.Errorf("the board of the day: %+v", on)
		}
		b.Clock.Set(clock.At(today.AddDays(3), clock.MustTimeOfDay("00:00")))
		if p, err := b.session(b.open(t, other)); err != nil || len(p.Actor.Posts) != 0 {
			t.Errorf("after the last day: %+v, %v", p.Actor, err)
		}
	})
}

// Who ends the last administrator, or her own term, could not undo it.
func TestLastAdministratorStays(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		ctx := context.Background()
		own, err := b.Someone(ctx, b.admin, b.admin.Account)
		if err != nil || len(own.Posts) != 1 {
			t.Fatalf("%+v, %v", own, err)
		}
		post, today := own.Posts[0].ID, clock.MustDate("2019-06-17")
		refused := func(what string) {
			t.Helper()
			if err := b.DisableOfficial(ctx, b.admin, b.admin.Account, "nghỉ hưu"); !fault.Is(err, fault.CodePostLast) {
				t.Errorf("%s: disabled with %v", what, err)
			}
			if err := b.End(ctx, b.admin, post, today, "nghỉ hưu"); !fault.Is(err, fault.CodePostLast) {
				t.Errorf("%s: ended with %v", what, err)
			}
		}
		refused("alone")
		second := b.official(t, "quantri.hai")
		term := identity.Appointment{Unit: b.units["office"], Role: authz.Administrator, From: today, To: clock.MustDate("2019-12-31"), Title: identity.Words{VI: "Quản trị"}}
		other, err := b.Grant(ctx, b.admin, second, term)
		if err != nil {
			t.Fatal(err)
		}
		refused("the other cannot sign in")
		invitation, _, err := b.Invite(ctx, b.admin, second)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.town.Activate(ctx, b.Staff.Authority, identity.Activation{Login: "quantri.hai", Code: invitation.Shown(), Password: password}); err != nil {
			t.Fatal(err)
		}
		refused("the other's term ends sooner")
		if err := b.Prolong(ctx, b.admin, other, clock.Date{}, ""); err != nil {
			t.Fatal(err)
		}
		// Each ends the other at the same time: one of them is left.
		two := authz.Actor{Kind: authz.KindOfficial, Account: second, Posts: []authz.Post{{Unit: b.units["office"], Role: authz.Administrator}}}
		var group sync.WaitGroup
		results := make([]error, 2)
		group.Go(func() { results[0] = b.DisableOfficial(ctx, b.admin, second, "nghỉ") })
		group.Go(func() { results[1] = b.DisableOfficial(ctx, two, b.admin.Account, "nghỉ") })
		group.Wait()
		if (results[0] == nil) == (results[1] == nil) {
			t.Errorf("both or none: %v", results)
		}
	})
}

// NĐ61 Đ10 k2a: one head, and at a centre two deputies at most.
func TestOneHeadAndTwoDeputiesND61D10k2(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		ctx := context.Background()
		head := b.sent("province", "2019-07-01", "2020-12-31")
		head.Role = authz.OneStopHead
		for i, v := range []struct {
			deputy bool
			want   fault.Code
		}{{false, ""}, {false, fault.CodePostHead}, {true, ""}, {true, ""}, {true, fault.CodePostDeputies}} {
			a := head
			a.Deputy = v.deputy
			_, err := b.Grant(ctx, b.admin, b.official(t, "dung-dau-"+string(rune('a'+i))), a)
			if code(err, "role") != v.want || v.want == "" && err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if name := b.board.Head(b.units["province"], clock.MustDate("2019-07-01")); name != "Hoàng Văn DUNG-DAU-A" {
			t.Errorf("the head is %q", name)
		}
		list := b.board.Of(b.units["province"], clock.MustDate("2019-07-01"))
		if len(list) != 3 || list[0].Deputy || !list[1].Deputy {
			t.Errorf("the board: %+v", list)
		}
	})
}

// Who may not, changes nothing and is told nothing.
func TestStaffIsTheAdministrators(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		ctx, commune := context.Background(), b.units["commune"]
		account := b.official(t, "khanh")
		post, err := b.Grant(ctx, b.admin, account, b.sent("commune", "2019-01-01", ""))
		if err != nil {
			t.Fatal(err)
		}
		before, err := b.Acts(ctx, b.admin, identity.History{Unit: commune, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		of := func(role authz.Role, unit int64) authz.Actor {
			return authz.Actor{Kind: authz.KindOfficial, Account: account, Posts: []authz.Post{{Unit: unit, Role: role}}}
		}
		for name, actor := range map[string]authz.Actor{"counter": of(authz.CounterOfficial, commune), "head": of(authz.OneStopHead, commune), "leader": of(authz.Leader, commune), "citizen": {Kind: authz.KindCitizen, Account: account}} {
			_, grant := b.Grant(ctx, actor, account, b.sent("commune", "2019-01-01", ""))
			_, move := b.Move(ctx, actor, post, b.sent("district", "2019-07-01", "2020-06-30"))
			_, _, invite := b.Invite(ctx, actor, account)
			_, _, add := b.Add(ctx, actor, identity.Add{Login: "x", Profile: identity.Profile{FullName: "X"}, Appointment: b.sent("commune", "2019-07-01", "")})
			_, someone := b.Someone(ctx, actor, account)
			for i, err := range []error{grant, move, invite, add, someone, b.End(ctx, actor, post, clock.MustDate("2019-06-17"), "x"),
				b.Prolong(ctx, actor, post, clock.MustDate("2021-06-17"), ""), b.DisableOfficial(ctx, actor, account, "x"), b.Enable(ctx, actor, account),
				b.Edit(ctx, actor, account, "X", "", ""), b.Describe(ctx, actor, post, identity.Words{VI: "X"}, identity.Words{VI: "X"})} {
				if !fault.Is(err, fault.CodeForbidden) && !fault.Is(err, fault.CodeNotFound) {
					t.Errorf("%s, act %d: %v", name, i, err)
				}
			}
			_, err := b.InUnit(ctx, actor, commune, 0)
			if (err == nil) != (name == "head") {
				t.Errorf("%s sees the unit: %v", name, err)
			}
		}
		if _, err := b.InUnit(ctx, of(authz.OneStopHead, b.units["district"]), commune, 0); !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("the head of another unit: %v", err)
		}
		after, err := b.Acts(ctx, b.admin, identity.History{Unit: commune, Limit: 10})
		if err != nil || len(after) != len(before) {
			t.Errorf("refused acts left %d lines, before %d (%v)", len(after), len(before), err)
		}
	})
}
