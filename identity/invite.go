package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"errors"
	"strings"
	"time"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/limit"
	"motcua/internal/store"
)

// InvitationLife is how long a code to set a password is worth anything.
const InvitationLife = 72 * time.Hour

// codeLength in characters of base 32: 80 bits, so that a plain hash keeps it.
const codeLength = 16

// Code is what an official sets her password with, once: shown once to who invites
// her, stored as a hash.
type Code string

// Shown is the code in groups of four, as it is read aloud and typed.
func (c Code) Shown() string {
	var groups []string
	for i := 0; i < len(c); i += 4 {
		groups = append(groups, string(c[i:min(i+4, len(c))]))
	}
	return strings.Join(groups, "-")
}

// hash is of the code as typed: capitals, gaps and dashes do not matter.
func (c Code) hash() []byte {
	sum := sha256.Sum256([]byte(strings.ToUpper(separators.Replace(strings.TrimSpace(string(c))))))
	return sum[:]
}

// Invite makes a code for an official to set her password with, in place of any
// before. Her password, if she has one, stays until then. Faults: not_found,
// account.disabled.
func (s *Staff) Invite(ctx context.Context, actor authz.Actor, account int64) (Code, clock.Instant, error) {
	code := Code(rand.Text()[:codeLength])
	var until clock.Instant
	err := s.carryOut(ctx, actor, AccountInvited, func(c change) error {
		err := everywhere(actor)
		if err != nil {
			return err
		}
		err = c.working(account)
		if err != nil {
			return err
		}
		until = c.tx.Now.Add(InvitationLife)
		err = c.q.ReplaceInvitation(ctx, identitysql.ReplaceInvitationParams{Authority: c.tx.Authority, Account: account, CodeHash: code.hash(),
			CreatedAt: int64(c.tx.Now), ExpiresAt: int64(until)})
		if err != nil {
			return err
		}
		return c.record(Act{Kind: AccountInvited, Account: account})
	})
	if err != nil {
		return "", 0, err
	}
	return code, until, nil
}

// Activation is an official setting her password with a code.
type Activation struct {
	Login, Code, Password string // as typed
	Address               string // remote address, for the rate limit
}

// Activate sets the password, ends every session of before and opens one. Faults:
// too_many; invalid with account.invitation on password_code, which does not tell whether
// login, code or its age is wrong, or field.password on password.
func (s *Service) Activate(ctx context.Context, authority int32, a Activation) (Token, error) {
	login := officialLogin(a.Login)
	key := accountKey(authority, Official, login)
	err := s.limits.take(key, limit.Address(a.Address))
	if err != nil {
		return "", err
	}
	if !goodPassword(a.Password, login) {
		return "", fault.New(fault.CodeInvalid).OnField("password", fault.CodeFieldPassword)
	}
	wrong := fault.New(fault.CodeInvalid).OnField("password_code", fault.CodeInvitation)
	hash := Code(a.Code).hash()
	var account int64
	err = s.db.View(ctx, authority, func(tx *store.Tx) (err error) {
		account, err = invited(ctx, tx, login, hash)
		return err
	})
	if err == nil && account == 0 {
		err = wrong
	}
	if err != nil {
		return "", err
	}
	password := s.hasher.compute(a.Password) // after the code: it costs memory
	err = s.db.Update(ctx, authority, func(tx *store.Tx) error {
		still, err := invited(ctx, tx, login, hash)
		if err != nil {
			return err
		}
		if still != account {
			return wrong
		}
		once := identitysql.New(tx.Expecting(1, wrong)) // of two at once, one
		err = once.UseInvitation(ctx, identitysql.UseInvitationParams{Authority: authority, Account: account, CodeHash: hash})
		if err != nil {
			return err
		}
		err = once.SetPassword(ctx, identitysql.SetPasswordParams{Authority: authority, ID: account, PasswordHash: password})
		if err != nil {
			return err
		}
		err = identitysql.New(tx).DeleteSessionsOf(ctx, identitysql.DeleteSessionsOfParams{Authority: authority, Account: account})
		if err != nil {
			return err
		}
		return s.Record(ctx, tx, Act{Kind: AccountActivated, Actor: account, Account: account})
	})
	if err != nil {
		return "", err
	}
	s.limits.giveBack(key)
	return s.OpenSession(ctx, authority, account)
}

// invited is the account that a login and the hash of a code stand for now; 0: none.
func invited(ctx context.Context, tx *store.Tx, login string, hash []byte) (int64, error) {
	q := identitysql.New(tx)
	row, err := q.AccountByLogin(ctx, identitysql.AccountByLoginParams{Authority: tx.Authority, Kind: string(Official), Login: login})
	if errors.Is(err, sql.ErrNoRows) || err == nil && row.DisabledAt != 0 {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	in, err := q.Invitation(ctx, identitysql.InvitationParams{Authority: tx.Authority, Account: row.ID})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil || int64(tx.Now) >= in.ExpiresAt || subtle.ConstantTimeCompare(in.CodeHash, hash) != 1 {
		return 0, err
	}
	return row.ID, nil
}
