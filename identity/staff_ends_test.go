package identity_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
)

// A disabled account is out at once and its history says why.
func TestDisabledAtOnce(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		ctx := context.Background()
		account, _, err := b.Add(ctx, b.admin, identity.Add{Login: "Moi.Den", Profile: identity.Profile{FullName: "Vi Thị Mới", Phone: "0205 3 812 345"}, Appointment: b.sent("commune", "2019-06-17", "")})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := b.Add(ctx, b.admin, identity.Add{Login: "moi.den", Profile: identity.Profile{FullName: "Vi Thị Mới"}, Appointment: b.sent("commune", "2019-06-17", "")}); code(err, "login") != fault.CodeAccountTaken {
			t.Errorf("the login twice: %v", err)
		}
		token := b.open(t, account)
		old, _, err := b.Invite(ctx, b.admin, account)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.DisableOfficial(ctx, b.admin, account, ""); code(err, "reason") != fault.CodeFieldRequired {
			t.Errorf("without a reason: %v", err)
		}
		if err := b.DisableOfficial(ctx, b.admin, account, "chuyển công tác"); err != nil {
			t.Fatal(err)
		}
		if _, err := b.session(token); !fault.Is(err, fault.CodeUnauthenticated) {
			t.Errorf("her session: %v", err)
		}
		if _, err := b.town.Activate(ctx, b.Staff.Authority, identity.Activation{Login: "moi.den", Code: string(old), Password: password}); code(err, "password_code") != fault.CodeInvitation {
			t.Errorf("her code: %v", err)
		}
		if on := b.board.Of(b.units["commune"], clock.MustDate("2019-06-17")); len(on) != 0 {
			t.Errorf("the board shows %+v", on)
		}
		if _, _, err := b.Invite(ctx, b.admin, account); !fault.Is(err, fault.CodeAccountDisabled) {
			t.Errorf("invited: %v", err)
		}
		if err := b.Enable(ctx, b.admin, account); err != nil {
			t.Fatal(err)
		}
		if on := b.board.Of(b.units["commune"], clock.MustDate("2019-06-17")); len(on) != 1 || on[0].Phone != "02053812345" {
			t.Errorf("enabled again, the board shows %+v", on)
		}
		acts, err := b.Acts(ctx, b.admin, identity.History{Account: account, Limit: 2})
		if err != nil || len(acts) != 2 || acts[0].Kind != identity.AccountEnabled || acts[1].Kind != identity.AccountDisabled || acts[1].Person["reason"] != "chuyển công tác" {
			t.Fatalf("history %+v, %v", acts, err)
		}
		rest, err := b.Acts(ctx, b.admin, identity.History{Account: account, Limit: 10, Before: acts[1].ID})
		if err != nil || len(rest) != 3 || rest[2].Kind != identity.AccountMade || rest[2].Person["login"] != "moi.den" || rest[2].Facts["login"] != "" {
			t.Errorf("the rest %+v, %v", rest, err)
		}
	})
}

// A code works once, for three days, and tells nothing.
func TestCodeSetsAPasswordOnce(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		ctx := context.Background()
		account := b.official(t, "khanh")
		first, _, err := b.Invite(ctx, b.admin, account)
		if err != nil {
			t.Fatal(err)
		}
		second, until, err := b.Invite(ctx, b.admin, account)
		if err != nil || until.Sub(b.Clock.Now()) != 72*time.Hour {
			t.Fatalf("until %s: %v", until, err)
		}
		set := func(login, typed, password string) error {
			_, err := b.town.Activate(ctx, b.Staff.Authority, identity.Activation{Login: login, Code: typed, Password: password})
			return err
		}
		for name, err := range map[string]error{"the code before": set("khanh", string(first), password), "another's login": set("quantri", string(second), password),
			"no code": set("khanh", "", password), "nobody": set("ai.do", string(second), password)} {
			if code(err, "password_code") != fault.CodeInvitation {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := set("khanh", string(second), "khanh"); code(err, "password") != fault.CodeFieldPassword {
			t.Errorf("a bad password: %v", err)
		}
		results := make([]error, 2)
		var group sync.WaitGroup
		for i := range results {
			group.Go(func() { results[i] = set("KHANH", strings.ToLower(second.Shown()), password) })
		}
		group.Wait()
		if (results[0] == nil) == (results[1] == nil) {
			t.Errorf("used twice at once: %v", results)
		}
		if _, err := b.signIn(identity.Official, "khanh", password); err != nil {
			t.Errorf("signing in: %v", err)
		}
		late, _, err := b.Invite(ctx, b.admin, account)
		if err != nil {
			t.Fatal(err)
		}
		b.Clock.Advance(72 * time.Hour)
		if err := set("khanh", string(late), password); code(err, "password_code") != fault.CodeInvitation {
			t.Errorf("after 72 hours: %v", err)
		}
	})
}

// A post is moved, ended and described, each act in its unit's history.
func TestPostMovesAndEnds(t *testing.T) {
	eachBureau(t, func(t *testing.T, b bureau) {
		ctx, today := context.Background(), clock.MustDate("2019-06-17")
		account := b.official(t, "khanh")
		post, err := b.Grant(ctx, b.admin, account, b.sent("commune", "2019-01-01", ""))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Grant(ctx, b.admin, account, b.sent("commune", "2019-09-01", "")); code(err, "from") != fault.CodePostTwice {
			t.Errorf("twice: %v", err)
		}
		if err := b.Describe(ctx, b.admin, post, identity.Words{VI: "Chuyên viên"}, identity.Words{}); code(err, "field") != fault.CodeFieldRequired {
			t.Errorf("without a field: %v", err)
		}
		if err := b.Describe(ctx, b.admin, post, identity.Words{VI: "Chuyên viên"}, identity.Words{VI: "Đất đai", EN: "Land"}); err != nil {
			t.Fatal(err)
		}
		moved, err := b.Move(ctx, b.admin, post, b.sent("district", "2019-06-18", "2020-06-17"))
		if err != nil {
			t.Fatal(err)
		}
		if p, err := b.session(b.open(t, account)); err != nil || len(p.Actor.Posts) != 1 || p.Actor.Posts[0].Unit != b.units["commune"] {
			t.Errorf("on the last day: %+v, %v", p.Actor, err)
		}
		if err := b.End(ctx, b.admin, moved, today.AddDays(-1), ""); code(err, "reason") != fault.CodeFieldRequired {
			t.Errorf("without a reason: %v", err)
		}
		if err := b.End(ctx, b.admin, post, today.AddDays(30), "nghỉ"); code(err, "last") != fault.CodeFieldDateLate {
			t.Errorf("later than it ends: %v", err)
		}
		b.Clock.Set(clock.At(today.AddDays(1), clock.MustTimeOfDay("08:00")))
		if p, err := b.session(b.open(t, account)); err != nil || len(p.Actor.Posts) != 1 || p.Actor.Posts[0].Unit != b.units["district"] {
			t.Errorf("the next day: %+v, %v", p.Actor, err)
		}
		if err := b.End(ctx, b.admin, post, today, "nghỉ"); !fault.Is(err, fault.CodePostOver) {
			t.Errorf("what is over: %v", err)
		}
		if err := b.End(ctx, b.admin, moved, today, "vi phạm"); err != nil {
			t.Fatal(err) // rights end at once
		}
		if p, err := b.session(b.open(t, account)); err != nil || len(p.Actor.Posts) != 0 {
			t.Errorf("taken at once: %+v, %v", p.Actor, err)
		}
		acts, err := b.Acts(ctx, b.admin, identity.History{Unit: b.units["commune"], Limit: 10})
		if err != nil || len(acts) != 3 || acts[0].Kind != identity.PostMoved || acts[1].Facts["field"] != "Đất đai" || acts[1].Facts["field_was"] != "Hộ tịch" {
			t.Errorf("history of the first unit: %+v, %v", acts, err)
		}
		if list, err := b.InUnit(ctx, b.admin, b.units["district"], 90); err != nil || len(list) != 1 || list[0].On(today.AddDays(1)) != identity.TermEnded {
			t.Errorf("the unit: %+v, %v", list, err)
		}
	})
}
