package identity_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

const password = "quê hương là chùm khế ngọt"

// town is an authority with its service.
type town struct {
	testkit.Bench
	*identity.Service
	ring *seal.Ring
}

func eachEngine(t *testing.T, fn func(t *testing.T, b town)) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		ring := seal.NewRing()
		ring.Add(b.Authority, seal.NewKey())
		ring.Add(b.Authority+5000, seal.NewKey())
		fn(t, town{Bench: b, Service: identity.New(b.DB, ring), ring: ring})
	})
}

func (b town) register(t *testing.T, login string) int64 {
	t.Helper()
	account, err := b.Register(context.Background(), b.Authority, identity.NewCitizen{Login: login, Password: password,
		Profile: identity.Profile{FullName: "Nguyễn Thị Mai", PersonNumber: "020 190 001234"}})
	if err != nil {
		t.Fatal(err)
	}
	return account
}

func (b town) official(t *testing.T, login string) int64 {
	t.Helper()
	account, err := b.CreateOfficial(context.Background(), b.Authority, identity.NewOfficial{Login: login,
		Profile: identity.Profile{FullName: "Hoàng Văn " + strings.ToUpper(login)}})
	if err != nil {
		t.Fatal(err)
	}
	return account
}

func (b town) unit(t *testing.T) int64 {
	t.Helper()
	id := b.DB.NewID()
	err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(context.Background(), `INSERT INTO unit (authority, id, level, kind, place, gso_code, valid_from, valid_to)
			VALUES ($1, $2, 'province', 'one_stop', 'onestop', '', '2018-06-21', '')`, tx.Authority, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (b town) signIn(kind identity.Kind, login, password string) (identity.Token, error) {
	return b.SignIn(context.Background(), b.Authority, identity.Attempt{Kind: kind, Login: login, Password: password})
}

func (b town) open(t *testing.T, account int64) identity.Token {
	t.Helper()
	token, err := b.OpenSession(context.Background(), b.Authority, account)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func (b town) session(token identity.Token) (identity.Principal, error) {
	return b.Session(context.Background(), b.Authority, token)
}

func (b town) cell(t *testing.T, into any, query string, args ...any) {
	t.Helper()
	err := b.DB.View(context.Background(), b.Authority, func(tx *store.Tx) error {
		return tx.QueryRowContext(context.Background(), query, append([]any{b.Authority}, args...)...).Scan(into)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func wantFault(t *testing.T, what string, err error, code fault.Code) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("%s: got %v, want %s", what, err, code)
	}
}

func TestACitizenRegistersAndSignsIn(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		account := b.register(t, "+84 912.345.678")
		token, err := b.signIn(identity.Citizen, "0912 345 678", password)
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.session(token)
		if err != nil {
			t.Fatal(err)
		}
		want := identity.Profile{FullName: "Nguyễn Thị Mai", PersonNumber: "020190001234", Phone: "0912345678", Language: "vi"}
		if p.Account != account || p.Kind != identity.Citizen || p.Profile != want || p.Actor.Kind != authz.KindCitizen || p.Actor.Account != account {
			t.Errorf("principal %+v", p)
		}
		var profile []byte
		b.cell(t, &profile, `SELECT profile FROM account WHERE authority = $1 AND id = $2`, account)
		if bytes.Contains(profile, []byte("Mai")) || bytes.Contains(profile, []byte("020190001234")) {
			t.Error("the stored profile can be read")
		}
		var hash []byte
		b.cell(t, &hash, `SELECT token_hash FROM session WHERE authority = $1 AND account = $2`, account)
		if len(hash) != 32 || bytes.Contains(hash, []byte(token)) || len(token) != 43 {
			t.Errorf("token %q stored as %x", token, hash)
		}
	})
}

func TestRegistrationFaults(t *testing.T) {
	b := townOn(t)
	b.register(t, "0912345678")
	good := identity.Profile{FullName: "Trần Văn Bình"}
	for _, c := range []struct {
		name  string
		new   identity.NewCitizen
		field string
		code  fault.Code
	}{
		{"no login", identity.NewCitizen{Password: password, Profile: good}, "login", fault.CodeFieldRequired},
		{"no phone", identity.NewCitizen{Login: "12345", Password: password, Profile: good}, "login", fault.CodeFieldPhone},
		{"no e-mail", identity.NewCitizen{Login: "mai@", Password: password, Profile: good}, "login", fault.CodeFieldEmail},
		{"display name", identity.NewCitizen{Login: "Mai <mai@example.vn>", Password: password, Profile: good}, "login", fault.CodeFieldEmail},
		{"taken in another spelling", identity.NewCitizen{Login: "+84912345678", Password: password, Profile: good}, "login", fault.CodeAccountTaken},
		{"short password", identity.NewCitizen{Login: "0912345679", Password: "ngắn", Profile: good}, "password", fault.CodeFieldPassword},
		{"one character", identity.NewCitizen{Login: "0912345679", Password: "aaaaaaaaaa", Profile: good}, "password", fault.CodeFieldPassword},
		{"password is the login", identity.NewCitizen{Login: "0912345679", Password: "0912345679", Profile: good}, "password", fault.CodeFieldPassword},
		{"no name", identity.NewCitizen{Login: "0912345679", Password: password}, "full_name", fault.CodeFieldRequired},
		{"digits in a name", identity.NewCitizen{Login: "0912345679", Password: password, Profile: identity.Profile{FullName: "B1nh"}}, "full_name", fault.CodeFieldName},
		{"long name", identity.NewCitizen{Login: "0912345679", Password: password, Profile: identity.Profile{FullName: strings.Repeat("ơ", 151)}}, "full_name", fault.CodeFieldTooLong},
		{"ten digits", identity.NewCitizen{Login: "0912345679", Password: password, Profile: identity.Profile{FullName: "Bình", PersonNumber: "1234567890"}}, "person_number", fault.CodeFieldPersonNo},
		{"second phone", identity.NewCitizen{Login: "a@b.vn", Password: password, Profile: identity.Profile{FullName: "Bình", Phone: "01"}}, "phone", fault.CodeFieldPhone},
		{"second e-mail", identity.NewCitizen{Login: "0912345679", Password: password, Profile: identity.Profile{FullName: "Bình", Email: "x"}}, "email", fault.CodeFieldEmail},
		{"long residence", identity.NewCitizen{Login: "0912345679", Password: password, Profile: identity.Profile{FullName: "Bình", Residence: strings.Repeat("ơ", 501)}}, "residence", fault.CodeFieldTooLong},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := b.Register(context.Background(), b.Authority, c.new)
			f := fault.As(err)
			if err == nil || f.Code != fault.CodeInvalid || len(f.Fields) != 1 || f.Fields[0].Name != c.field || f.Fields[0].Code != c.code {
				t.Errorf("got %v, want invalid with %s=%s", err, c.field, c.code)
			}
		})
	}
}

// townOn is a town on SQLite, for what does not touch the database's differences.
func townOn(t *testing.T) town {
	b := testkit.Open(t, store.SQLite)
	ring := seal.NewRing()
	ring.Add(b.Authority, seal.NewKey())
	return town{Bench: b, Service: identity.New(b.DB, ring), ring: ring}
}

func TestAnAuthorityKnowsItsOwnOnly(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		other := b.Authority + 5000
		account := b.register(t, "0912345678")
		token := b.open(t, account)
		_, err := b.Session(context.Background(), other, token)
		wantFault(t, "session", err, fault.CodeUnauthenticated)
		_, err = b.SignIn(context.Background(), other, identity.Attempt{Kind: identity.Citizen, Login: "0912345678", Password: password})
		wantFault(t, "sign-in", err, fault.CodeSignInFailed)
		_, err = b.OpenSession(context.Background(), other, account)
		wantFault(t, "open session", err, fault.CodeNotFound)
		_, err = b.Profile(context.Background(), other, account)
		wantFault(t, "profile", err, fault.CodeNotFound)
		_, err = b.Register(context.Background(), other, identity.NewCitizen{Login: "0912345678", Password: password, Profile: identity.Profile{FullName: "Mai"}})
		if err != nil {
			t.Errorf("the same phone at another authority: %v", err)
		}
	})
}

func TestProfilesAreBoundToTheirAccountAndSurviveANewKey(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		ctx := context.Background()
		mai, lan := b.register(t, "0912345678"), b.register(t, "0912345679")
		b.ring.Add(b.Authority, seal.NewKey())
		p, err := b.Profile(ctx, b.Authority, mai)
		if err != nil || p.FullName != "Nguyễn Thị Mai" {
			t.Fatalf("after the authority's key was replaced: %+v, %v", p, err)
		}
		p.FullName, p.Language = "Nguyễn Thị Mai Hoa", "en"
		err = b.UpdateProfile(ctx, b.Authority, mai, p)
		if err != nil {
			t.Fatal(err)
		}
		names, err := b.Names(ctx, b.Authority, mai, lan, mai, 0, 12345)
		if err != nil || len(names) != 2 || names[mai] != "Nguyễn Thị Mai Hoa" || names[lan] != "Nguyễn Thị Mai" {
			t.Errorf("names %v, %v", names, err)
		}
		wantFault(t, "profile of nobody", b.UpdateProfile(ctx, b.Authority, 12345, p), fault.CodeNotFound)
		err = b.DB.Update(ctx, b.Authority, func(tx *store.Tx) error {
			_, err := tx.ExecContext(ctx, `UPDATE account SET profile = (SELECT profile FROM account WHERE authority = $1 AND id = $2) WHERE authority = $1 AND id = $3`,
				tx.Authority, mai, lan)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		p, err = b.Profile(ctx, b.Authority, lan)
		if err == nil {
			t.Errorf("a profile moved to another account opened: %+v", p)
		}
	})
}

func TestPostsEndWithTheirTerm(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		ctx := context.Background()
		unit, khanh, substitute := b.unit(t), b.official(t, "khanh"), b.official(t, "luc")
		today := testkit.Start.Date()
		_, err := b.GrantPost(ctx, b.Authority, khanh, unit, authz.CounterOfficial, today, today.AddDays(1))
		if err != nil {
			t.Fatal(err)
		}
		holders := func() (names []string) {
			people, err := b.Officials(ctx, b.Authority, unit, authz.CounterOfficial)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range people {
				names = append(names, p.Name)
			}
			return names
		}
		check := func(day string, account int64, want bool) {
			t.Helper()
			b.Clock.Set(clock.At(clock.MustDate(day), clock.MustTimeOfDay("09:00")))
			p, err := b.session(b.open(t, account))
			if err != nil {
				t.Fatal(err)
			}
			got := authz.Check(p.Actor, authz.DossierReceive, authz.Object{Unit: unit, Units: []int64{unit}}) == nil
			if got != want {
				t.Errorf("%s: may receive = %v, want %v (posts %v)", day, got, want, p.Actor.Posts)
			}
		}
		check("2019-06-16", khanh, false)
		check("2019-06-17", khanh, true)
		check("2019-06-18", khanh, true)
		if got := holders(); len(got) != 1 || got[0] != "Hoàng Văn KHANH" {
			t.Errorf("holders on the last day: %v", got)
		}
		check("2019-06-19", khanh, false)
		post, err := b.GrantPost(ctx, b.Authority, substitute, unit, authz.CounterOfficial, clock.MustDate("2019-06-19"), clock.Date{})
		if err != nil {
			t.Fatal(err)
		}
		check("2019-06-19", substitute, true) // NĐ61 Đ12 k8: the same day
		if got := holders(); len(got) != 1 || got[0] != "Hoàng Văn LUC" {
			t.Errorf("holders after the term: %v", got)
		}
		err = b.EndPost(ctx, b.Authority, post, clock.MustDate("2019-06-20"))
		if err != nil {
			t.Fatal(err)
		}
		check("2019-06-21", substitute, false)
		wantFault(t, "end of no post", b.EndPost(ctx, b.Authority, 1, today), fault.CodeNotFound)
		_, err = b.GrantPost(ctx, b.Authority, b.register(t, "0912345678"), unit, authz.Leader, today, clock.Date{})
		wantFault(t, "a post for a citizen", err, fault.CodeNotFound)
		_, err = b.GrantPost(ctx, b.Authority, khanh, unit, authz.Citizen, today, clock.Date{})
		if err == nil {
			t.Error("the role citizen was given as a post")
		}
		_, err = b.GrantPost(ctx, b.Authority, khanh, unit, authz.Leader, today, today.AddDays(-1))
		if err == nil {
			t.Error("a term that ends before it begins was taken")
		}
	})
}
