package identity

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// NewOfficial is an official's account: made by the authority, never by herself.
type NewOfficial struct {
	Login    string // a-z, 0-9, dot, dash, underscore; at most 64
	Password string // "" leaves the account without sign-in by password
	Profile  Profile
}

var officialForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

func officialLogin(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// CreateOfficial makes an official's account and returns its number; it has no
// rights before GrantPost. Faults: invalid with a fault per field (fields as of
// NewCitizen).
func (s *Service) CreateOfficial(ctx context.Context, authority int32, n NewOfficial) (int64, error) {
	faults := fault.New(fault.CodeInvalid)
	login := officialLogin(n.Login)
	if !officialForm.MatchString(login) {
		faults.OnField("login", fault.CodeFieldName)
	}
	hash := ""
	if n.Password != "" && !goodPassword(n.Password, login) {
		faults.OnField("password", fault.CodeFieldPassword)
	}
	p, faults := n.Profile.normalised(faults)
	if len(faults.Fields) > 0 {
		return 0, faults
	}
	if n.Password != "" {
		hash = s.hasher.compute(n.Password)
	}
	return s.insertAccount(ctx, authority, Official, login, hash, p)
}

// GrantPost gives an official a role in a unit from the first to the last day of
// the term, both included; a zero to is open-ended (communes, NĐ61 Đ11 k4). It
// returns the post's id. Faults: not_found when there is no such official.
func (s *Service) GrantPost(ctx context.Context, authority int32, account, unit int64, role authz.Role, from, to clock.Date) (int64, error) {
	if !role.Official() {
		return 0, fmt.Errorf("identity: role %q is not held by post", role)
	}
	if from.IsZero() || !to.IsZero() && to.Before(from) {
		return 0, fmt.Errorf("identity: a post from %q to %q has no term", from, to)
	}
	return s.GrantAs(ctx, authority, account, Appointment{Unit: unit, Role: role, From: from, To: to})
}

// GrantAs is GrantPost with what the board shows. No rule of terms is asked: for a
// world's own people, which it checks itself.
func (s *Service) GrantAs(ctx context.Context, authority int32, account int64, a Appointment) (int64, error) {
	var id int64
	err := s.db.Update(ctx, authority, func(tx *store.Tx) error {
		_, err := epoch.Take(ctx, tx, epoch.People)
		if err != nil {
			return err
		}
		id = tx.NewID()
		row, err := identitysql.New(tx).AccountByID(ctx, identitysql.AccountByIDParams{Authority: authority, ID: account})
		if errors.Is(err, sql.ErrNoRows) || err == nil && Kind(row.Kind) != Official {
			return fault.New(fault.CodeNotFound)
		}
		if err != nil {
			return err
		}
		return insertPost(ctx, tx, id, account, a, 0)
	})
	return id, err
}

// EndPost makes last the last day of a post. Faults: not_found.
func (s *Service) EndPost(ctx context.Context, authority int32, post int64, last clock.Date) error {
	return s.db.Update(ctx, authority, func(tx *store.Tx) error {
		_, err := epoch.Take(ctx, tx, epoch.People)
		if err != nil {
			return err
		}
		q := identitysql.New(tx.Expecting(1, fault.New(fault.CodeNotFound)))
		return q.EndPost(ctx, identitysql.EndPostParams{Authority: authority, ID: post, TermTo: last.String()})
	})
}

// Person is an account with the name to show.
type Person struct {
	Account int64
	Name    string
}

// Officials is who holds role in unit today, oldest account first: whom a leader
// may assign (NĐ61 Đ19 k1).
func (s *Service) Officials(ctx context.Context, authority int32, unit int64, role authz.Role) ([]Person, error) {
	var people []Person
	err := s.db.View(ctx, authority, func(tx *store.Tx) error {
		rows, err := identitysql.New(tx).OfficialsInForce(ctx, identitysql.OfficialsInForceParams{Authority: authority,
			Unit: unit, Role: string(role), TermFrom: tx.Now.Date().String()})
		if err != nil {
			return err
		}
		for i, row := range rows {
			if i > 0 && rows[i-1].ID == row.ID {
				continue // two posts that overlap, as when a term is renewed early
			}
			p, err := s.openProfile(authority, row.ID, row.Profile)
			if err != nil {
				return err
			}
			people = append(people, Person{Account: row.ID, Name: p.FullName})
		}
		return nil
	})
	return people, err
}

// Holds reports whether account may sign in and has role in unit on the day of
// tx: whom a leader may name, read in the transaction that names him.
func Holds(ctx context.Context, tx *store.Tx, account, unit int64, role authz.Role) (bool, error) {
	return HoldsOn(ctx, tx, account, unit, tx.Now.Date(), role)
}

// HoldsOn is Holds on a day, of one of several roles.
func HoldsOn(ctx context.Context, tx *store.Tx, account, unit int64, day clock.Date, roles ...authz.Role) (bool, error) {
	for _, role := range roles {
		posts, err := identitysql.New(tx).HoldsPost(ctx, identitysql.HoldsPostParams{Authority: tx.Authority, Account: account,
			Unit: unit, Role: string(role), TermFrom: day.String()})
		if err != nil || len(posts) > 0 {
			return len(posts) > 0, err
		}
	}
	return false, nil
}
