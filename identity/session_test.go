package identity_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

func TestSignInTellsNothing(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		b.register(t, "mai@example.vn")
		disabled := b.register(t, "0912345670")
		err := b.Disable(context.Background(), b.Authority, disabled)
		if err != nil {
			t.Fatal(err)
		}
		b.official(t, "khanh")
		for name, try := range map[string][3]string{
			"wrong password":                 {"citizen", "mai@example.vn", "wrong password"},
			"no password":                    {"citizen", "mai@example.vn", ""},
			"unknown login":                  {"citizen", "lan@example.vn", password},
			"not even a login":               {"citizen", "???", password},
			"disabled account":               {"citizen", "0912345670", password},
			"a citizen at the desk":          {"official", "mai@example.vn", password},
			"official without password":      {"official", "khanh", ""},
			"password longer than ever kept": {"citizen", "mai@example.vn", strings.Repeat("a", 300)},
		} {
			token, err := b.signIn(identity.Kind(try[0]), try[1], try[2])
			if token != "" || err == nil || err.Error() != string(fault.CodeSignInFailed) {
				t.Errorf("%s: token %q, error %v", name, token, err)
			}
		}
		_, err = b.signIn(identity.Citizen, "MAI@Example.vn", password)
		if err != nil {
			t.Errorf("e-mail in capitals: %v", err)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		ctx := context.Background()
		mai, khanh := b.register(t, "0912345678"), b.official(t, "khanh")
		for _, c := range []struct {
			account     int64
			idle, whole time.Duration
		}{{mai, 30 * time.Minute, 12 * time.Hour}, {khanh, 60 * time.Minute, 10 * time.Hour}} {
			b.Clock.Set(testkit.Start)
			unused, used := b.open(t, c.account), b.open(t, c.account)
			for at := time.Duration(0); at < c.whole; at += c.idle - time.Minute {
				b.Clock.Set(testkit.Start.Add(at))
				p, err := b.session(used)
				if err != nil || p.Expires != testkit.Start.Add(c.whole) {
					t.Fatalf("used session after %s: %+v, %v", at, p, err)
				}
			}
			b.Clock.Set(testkit.Start.Add(c.idle - time.Microsecond))
			copied, err := b.session(unused)
			if err != nil || copied.Account != c.account {
				t.Fatalf("just before the idle end: %v", err)
			}
			b.Clock.Set(testkit.Start.Add(2*c.idle - time.Microsecond))
			p, err := b.session(unused)
			wantFault(t, "idle end", err, fault.CodeSessionExpired)
			if p.Account != c.account || p.Actor.Kind != "" || p.Profile.FullName != "" {
				t.Errorf("an ended session tells %+v", p)
			}
			b.Clock.Set(testkit.Start.Add(c.whole))
			_, err = b.session(used)
			wantFault(t, "whole end", err, fault.CodeSessionExpired)
		}
		b.Clock.Advance(27 * time.Hour) // a day after the later of the two whole ends
		fresh := b.open(t, mai)
		err := b.SweepSessions(ctx, b.Authority)
		if err != nil {
			t.Fatal(err)
		}
		var n int
		b.cell(t, &n, `SELECT count(*) FROM session WHERE authority = $1`)
		if n != 1 {
			t.Errorf("%d sessions after the sweep, want the fresh one", n)
		}
		err = b.SignOut(ctx, b.Authority, fresh)
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.session(fresh)
		wantFault(t, "signed out", err, fault.CodeUnauthenticated)
		open := b.open(t, mai)
		err = b.Disable(ctx, b.Authority, mai)
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.session(open)
		wantFault(t, "disabled", err, fault.CodeUnauthenticated)
		_, err = b.OpenSession(ctx, b.Authority, mai)
		wantFault(t, "session of a disabled account", err, fault.CodeNotFound)
	})
}

// Disable deletes sessions; one opened at the same instant must not slip through.
func TestADisabledAccountHasNoSessionEvenIfOneIsLeft(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		token := b.open(t, b.register(t, "0912345678"))
		err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
			_, err := tx.ExecContext(context.Background(), `UPDATE account SET disabled_at = 1 WHERE authority = $1`, tx.Authority)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.session(token)
		wantFault(t, "session", err, fault.CodeUnauthenticated)
	})
}

func TestLastUseIsWrittenOnceAMinute(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		token := b.open(t, b.register(t, "0912345678"))
		for _, c := range []struct{ at, want time.Duration }{
			{59 * time.Second, 0}, {60 * time.Second, 60 * time.Second}, {119 * time.Second, 60 * time.Second}, {120 * time.Second, 120 * time.Second},
		} {
			b.Clock.Set(testkit.Start.Add(c.at))
			_, err := b.session(token)
			if err != nil {
				t.Fatal(err)
			}
			var seen int64
			b.cell(t, &seen, `SELECT seen_at FROM session WHERE authority = $1`)
			if got := clock.Instant(seen).Sub(testkit.Start); got != c.want {
				t.Errorf("after %s seen_at stands at %s, want %s", c.at, got, c.want)
			}
		}
	})
}

// A page is read while the mark of its session's last use cannot be written:
// another transaction has the row, on SQLite the one writer.
func TestReadingDoesNotWaitForTheMark(t *testing.T) {
	eachEngine(t, func(t *testing.T, b town) {
		token := b.open(t, b.register(t, "0912345678"))
		b.Clock.Advance(2 * time.Minute)
		held, release, over := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		go func() {
			over <- b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error {
				var seen int64
				err := tx.QueryRowContext(context.Background(), `SELECT seen_at FROM session WHERE authority = $1 FOR UPDATE`, b.Authority).Scan(&seen)
				close(held)
				<-release
				return err
			})
		}()
		<-held
		read := make(chan error, 1)
		go func() {
			_, err := b.session(token)
			read <- err
		}()
		select {
		case err := <-read:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Error("the reading waits for the mark")
		}
		close(release)
		err := <-over
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestGuessingIsSlowed(t *testing.T) {
	b := townOn(t)
	b.register(t, "0912345678")
	b.register(t, "0912345679")
	for range 10 {
		_, err := b.signIn(identity.Citizen, "0912345678", "wrong password")
		wantFault(t, "guess", err, fault.CodeSignInFailed)
	}
	_, err := b.signIn(identity.Citizen, "0912 345 678", password)
	wantFault(t, "eleventh try, in another spelling", err, fault.CodeTooMany)
	if args := fault.As(err).Args; len(args) != 2 || args[0] != "seconds" || args[1] != 30 {
		t.Errorf("too_many says %v, want seconds 30", args)
	}
	_, err = b.signIn(identity.Citizen, "0912345679", password)
	if err != nil {
		t.Errorf("another account: %v", err)
	}
	b.Clock.Advance(30 * time.Second)
	_, err = b.signIn(identity.Citizen, "0912345678", password)
	if err != nil {
		t.Errorf("after half a minute: %v", err)
	}
	_, err = b.signIn(identity.Citizen, "0912345678", "wrong password")
	wantFault(t, "a right password gives the tries back", err, fault.CodeSignInFailed)
}

// Who is refused by her address must not use up somebody's account: else anybody
// could keep anybody from signing in, from one address.
func TestARefusedAddressUsesUpNobodysAttempts(t *testing.T) {
	b := townOn(t)
	b.register(t, "0912345678")
	from := func(address, login, password string) error {
		_, err := b.SignIn(context.Background(), b.Authority, identity.Attempt{Kind: identity.Citizen, Login: login, Password: password, Address: address})
		return err
	}
	for i := range 60 { // unknown logins of one address, each with a bucket of its own
		wantFault(t, "guess", from("203.0.113.5", fmt.Sprintf("nobody%d@example.vn", i), "wrong password"), fault.CodeSignInFailed)
	}
	for range 20 {
		wantFault(t, "guess of a refused address", from("203.0.113.5", "0912345678", "wrong password"), fault.CodeTooMany)
	}
	err := from("203.0.113.6", "0912345678", password)
	if err != nil {
		t.Errorf("she herself, from elsewhere: %v", err)
	}
}

func TestRegisteringIsSlowedPerAddress(t *testing.T) {
	b := townOn(t)
	try := func(address string) error {
		_, err := b.Register(context.Background(), b.Authority, identity.NewCitizen{Address: address})
		return err
	}
	for range 60 {
		wantFault(t, "try", try("203.0.113.5"), fault.CodeInvalid)
	}
	wantFault(t, "sixty-first", try("203.0.113.5"), fault.CodeTooMany)
	wantFault(t, "another address", try("203.0.113.6"), fault.CodeInvalid)
	b.Clock.Advance(time.Second)
	wantFault(t, "a second later", try("203.0.113.5"), fault.CodeInvalid)
	wantFault(t, "and no more", try("203.0.113.5"), fault.CodeTooMany)
}
