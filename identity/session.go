package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"time"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/limit"
	"motcua/internal/store"
)

// Token is the secret a session is known by: 32 random bytes in base64url.
type Token string

func (t Token) hash() []byte {
	sum := sha256.Sum256([]byte(t))
	return sum[:]
}

// Attempt is a try to sign in.
type Attempt struct {
	Kind     Kind
	Login    string // as typed
	Password string
	Address  string // remote address, for the rate limit; "" is not limited
}

// SignIn opens a session for the right password. Faults: sign_in_failed without
// telling whether login or password was wrong, after the same work; too_many
// with "seconds".
func (s *Service) SignIn(ctx context.Context, authority int32, a Attempt) (Token, error) {
	login := canonicalLogin(a.Kind, a.Login)
	key := accountKey(authority, a.Kind, login)
	err := s.limits.take(key, limit.Address(a.Address))
	if err != nil {
		return "", err
	}
	var row identitysql.AccountByLoginRow
	err = s.db.View(ctx, authority, func(tx *store.Tx) (err error) {
		row, err = identitysql.New(tx).AccountByLogin(ctx, identitysql.AccountByLoginParams{Authority: authority, Kind: string(a.Kind), Login: login})
		return err
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	known := err == nil && row.PasswordHash != "" && row.DisabledAt == 0 && len(a.Password) <= PasswordMax
	if !known {
		row.PasswordHash, a.Password = s.decoy(), ""
	}
	right, err := s.hasher.matches(a.Password, row.PasswordHash)
	if err != nil {
		return "", err
	}
	if !known || !right {
		return "", fault.New(fault.CodeSignInFailed)
	}
	s.limits.giveBack(key)
	return s.OpenSession(ctx, authority, row.ID)
}

// OpenSession opens a session without a password: for one-click entry of the
// demo and for tokens handed to scripts; callers must have decided that it may
// be. Faults: not_found when there is no such account or it was disabled.
func (s *Service) OpenSession(ctx context.Context, authority int32, account int64) (Token, error) {
	raw := make([]byte, 32)
	rand.Read(raw)
	token := Token(base64.RawURLEncoding.EncodeToString(raw))
	err := s.db.Update(ctx, authority, func(tx *store.Tx) error {
		q := identitysql.New(tx)
		row, err := q.AccountByID(ctx, identitysql.AccountByIDParams{Authority: authority, ID: account})
		if errors.Is(err, sql.ErrNoRows) || err == nil && row.DisabledAt != 0 {
			return fault.New(fault.CodeNotFound)
		}
		if err != nil {
			return err
		}
		return q.InsertSession(ctx, identitysql.InsertSessionParams{Authority: authority, TokenHash: token.hash(), Account: account,
			CreatedAt: int64(tx.Now), ExpiresAt: int64(tx.Now.Add(LifeOf(Kind(row.Kind)).Whole))})
	})
	return token, err
}

// touchEvery bounds how often a session's last use is written.
const touchEvery = time.Minute

// Session is who the token stands for, with the posts in force today. Faults:
// unauthenticated for an unknown token; session_expired when it ended by time,
// and then Account and Kind still say whose it was.
func (s *Service) Session(ctx context.Context, authority int32, token Token) (Principal, error) {
	var rows []identitysql.SessionByTokenRow
	var now clock.Instant
	err := s.db.Read(ctx, authority, func(tx *store.Tx) (err error) {
		now = tx.Now
		rows, err = identitysql.New(tx).SessionByToken(ctx, identitysql.SessionByTokenParams{Authority: authority, TokenHash: token.hash(), TermFrom: now.Date().String()})
		return err
	})
	if err != nil {
		return Principal{}, err
	}
	if len(rows) == 0 || rows[0].DisabledAt != 0 {
		return Principal{}, fault.New(fault.CodeUnauthenticated)
	}
	row := rows[0] // the same in all but the post
	p := Principal{Account: row.Account, Kind: Kind(row.Kind), Login: row.Login, Expires: clock.Instant(row.ExpiresAt)}
	if now >= p.Expires || now.Sub(clock.Instant(row.SeenAt)) >= LifeOf(p.Kind).Idle {
		return Principal{Account: p.Account, Kind: p.Kind}, fault.New(fault.CodeSessionExpired)
	}
	p.Actor = actor(p, rows)
	p.Profile, err = s.openProfile(authority, p.Account, row.Profile)
	if err != nil {
		return Principal{}, err
	}
	if now.Sub(clock.Instant(row.SeenAt)) >= touchEvery {
		s.touch(ctx, authority, token)
	}
	return p, nil
}

// touchWithin bounds how long a page waits for the mark of its session's last
// use, touchesAtOnce how many marks may be under way.
const (
	touchWithin   = 250 * time.Millisecond
	touchesAtOnce = 8
)

// touch writes the last use. A database that can only be read, or that others
// write to, must not hold up the reading: the page is worth more than the mark,
// and the next request tries again.
func (s *Service) touch(ctx context.Context, authority int32, token Token) {
	select {
	case s.touching <- struct{}{}:
	default:
		return
	}
	marked := make(chan struct{})
	go func() {
		defer func() { <-s.touching; close(marked) }()
		_ = s.db.Update(context.WithoutCancel(ctx), authority, func(tx *store.Tx) error {
			return identitysql.New(tx).TouchSession(ctx, identitysql.TouchSessionParams{Authority: authority, TokenHash: token.hash(), SeenAt: int64(tx.Now)})
		})
	}()
	select {
	case <-marked:
	case <-time.After(touchWithin):
	}
}

func actor(p Principal, rows []identitysql.SessionByTokenRow) authz.Actor {
	a := authz.Actor{Kind: string(p.Kind), Account: p.Account}
	for _, post := range rows {
		if post.Role == "" || p.Kind != Official {
			continue // no post is in force
		}
		a.Posts = append(a.Posts, authz.Post{Unit: post.Unit, Role: authz.Role(post.Role)})
	}
	return a
}

// SignOut ends the session of token; an unknown token is no fault.
func (s *Service) SignOut(ctx context.Context, authority int32, token Token) error {
	return s.db.Update(ctx, authority, func(tx *store.Tx) error {
		return identitysql.New(tx).DeleteSession(ctx, identitysql.DeleteSessionParams{Authority: authority, TokenHash: token.hash()})
	})
}

// keepEnded is how long an ended session is remembered, so that a form posted
// too late is given back to its own person only.
const keepEnded = 24 * time.Hour

// SweepSessions forgets sessions that ended a day ago: a periodic job's work.
func (s *Service) SweepSessions(ctx context.Context, authority int32) error {
	return s.db.Update(ctx, authority, func(tx *store.Tx) error {
		return identitysql.New(tx).DeleteEndedSessions(ctx, identitysql.DeleteEndedSessionsParams{Authority: authority, ExpiresAt: int64(tx.Now.Add(-keepEnded))})
	})
}
