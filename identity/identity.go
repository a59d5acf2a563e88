// Package identity knows who people are: accounts of citizens and officials,
// the posts officials hold and for how long, passwords and sessions.
//
// A profile is personal: it stands sealed in its row. A session is a random
// token of which only the hash is stored. Rights are never stored in a session:
// each request reads the posts in force on that day, so that they end with their
// term (NĐ61 Đ11 k4) and a substitute has them the same day (NĐ61 Đ12 k8).
package identity

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"motcua/authz"
	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/epoch"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// Kind is the kind of an account; a person who is both has two accounts.
type Kind string

// The kinds of account.
const (
	Citizen  Kind = authz.KindCitizen
	Official Kind = authz.KindOfficial
)

// Profile is what is known of a person. It is sealed at rest.
type Profile struct {
	FullName     string `json:"full_name"`
	PersonNumber string `json:"person_number,omitempty"` // 9 digits (CMND) or 12 (CCCD, định danh)
	Phone        string `json:"phone,omitempty"`         // 0xxxxxxxxx
	Email        string `json:"email,omitempty"`
	Residence    string `json:"residence,omitempty"`
	Language     string `json:"language,omitempty"` // "vi" or "en"; messages are written in it
}

// Principal is a signed-in person.
type Principal struct {
	Account int64
	Kind    Kind
	Login   string
	Actor   authz.Actor
	Profile Profile
	Expires clock.Instant // end of the session, used or not
}

// Life is how long sessions last: Idle without a request, Whole in any case.
type Life struct{ Idle, Whole time.Duration }

// LifeOf is the life of sessions of a kind: citizens often sit at shared
// machines, officials at their own through a working day.
func LifeOf(kind Kind) Life {
	if kind == Official {
		return Life{Idle: 60 * time.Minute, Whole: 10 * time.Hour}
	}
	return Life{Idle: 30 * time.Minute, Whole: 12 * time.Hour}
}

// Service makes accounts and sessions of the authorities whose keys are in its
// ring. It is safe for use by many goroutines.
type Service struct {
	db     *store.DB
	ring   *seal.Ring
	hasher *hasher
	limits *limits
	// touching holds a place for each mark of a session's last use under way.
	touching chan struct{}
	decoy    func() string // hash that stands in for a missing account
}

// New is a service over db; profiles are sealed by keys of ring.
func New(db *store.DB, ring *seal.Ring) *Service {
	h := newHasher()
	return &Service{db: db, ring: ring, hasher: h, limits: newLimits(db.Clock()), touching: make(chan struct{}, touchesAtOnce),
		decoy: sync.OnceValue(func() string { return h.compute("no account has this password") })}
}

// insertAccount seals the profile and writes the row. Faults: account.taken on
// the field login.
func (s *Service) insertAccount(ctx context.Context, authority int32, kind Kind, login, hash string, p Profile) (int64, error) {
	var id int64
	err := s.db.Update(ctx, authority, func(tx *store.Tx) error {
		id = tx.NewID()
		sealed, err := s.sealProfile(authority, id, p)
		if err != nil {
			return err
		}
		return identitysql.New(tx).InsertAccount(ctx, identitysql.InsertAccountParams{Authority: authority, ID: id,
			Kind: string(kind), Login: login, PasswordHash: hash, Profile: sealed, CreatedAt: int64(tx.Now)})
	})
	if errors.Is(err, store.ErrDuplicate) {
		return 0, fault.New(fault.CodeInvalid).OnField("login", fault.CodeAccountTaken)
	}
	return id, err
}

// Profile is the profile of an account. Faults: not_found.
func (s *Service) Profile(ctx context.Context, authority int32, account int64) (Profile, error) {
	var row identitysql.AccountByIDRow
	err := s.db.View(ctx, authority, func(tx *store.Tx) (err error) {
		row, err = identitysql.New(tx).AccountByID(ctx, identitysql.AccountByIDParams{Authority: authority, ID: account})
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return Profile{}, fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return Profile{}, err
	}
	return s.openProfile(authority, account, row.Profile)
}

// UpdateProfile replaces the profile of an account; its login stays. Faults:
// invalid with a fault per field.
func (s *Service) UpdateProfile(ctx context.Context, authority int32, account int64, p Profile) error {
	p, faults := p.normalised(fault.New(fault.CodeInvalid))
	if len(faults.Fields) > 0 {
		return faults
	}
	sealed, err := s.sealProfile(authority, account, p)
	if err != nil {
		return err
	}
	return s.db.Update(ctx, authority, func(tx *store.Tx) error {
		q := identitysql.New(tx.Expecting(1, fault.New(fault.CodeNotFound)))
		return q.UpdateProfile(ctx, identitysql.UpdateProfileParams{Authority: authority, ID: account, Profile: sealed})
	})
}

// Names is the full name of each account that exists: for pages that show who
// did what. The result is keyed by account.
func (s *Service) Names(ctx context.Context, authority int32, accounts ...int64) (map[int64]string, error) {
	names := make(map[int64]string, len(accounts))
	err := s.db.View(ctx, authority, func(tx *store.Tx) error {
		q := identitysql.New(tx)
		for _, id := range accounts {
			if _, known := names[id]; known || id == 0 {
				continue
			}
			row, err := q.AccountByID(ctx, identitysql.AccountByIDParams{Authority: authority, ID: id})
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			p, err := s.openProfile(authority, id, row.Profile)
			if err != nil {
				return err
			}
			names[id] = p.FullName
		}
		return nil
	})
	return names, err
}

// Disable ends an account: its sessions end at once and no new one begins.
func (s *Service) Disable(ctx context.Context, authority int32, account int64) error {
	return s.db.Update(ctx, authority, func(tx *store.Tx) error {
		_, err := epoch.Take(ctx, tx, epoch.People)
		if err != nil {
			return err
		}
		q := identitysql.New(tx)
		err = q.DisableAccount(ctx, identitysql.DisableAccountParams{Authority: authority, ID: account, DisabledAt: int64(tx.Now)})
		if err != nil {
			return err
		}
		return q.DeleteSessionsOf(ctx, identitysql.DeleteSessionsOfParams{Authority: authority, Account: account})
	})
}
