package identity

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"motcua/identity/identitysql"
	"motcua/internal/clock"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// ActKind is what was done to people, posts and counters. Kinds are stored and
// never reused with another meaning.
type ActKind string

// The kinds.
const (
	AccountMade      ActKind = "account.made"
	AccountEdited    ActKind = "account.edited"
	AccountDisabled  ActKind = "account.disabled"
	AccountEnabled   ActKind = "account.enabled"
	AccountInvited   ActKind = "account.invited"
	AccountActivated ActKind = "account.activated"
	PostGranted      ActKind = "post.granted"
	PostCovered      ActKind = "post.covered"
	PostProlonged    ActKind = "post.prolonged"
	PostEnded        ActKind = "post.ended"
	PostMoved        ActKind = "post.moved"
	PostDescribed    ActKind = "post.described"
	CounterOpened    ActKind = "counter.opened"
	CounterChanged   ActKind = "counter.changed"
	CounterSeated    ActKind = "counter.seated"
	CounterClosed    ActKind = "counter.closed"
)

// ActKinds is every kind, for those who have words for them.
func ActKinds() []ActKind {
	return []ActKind{AccountMade, AccountEdited, AccountDisabled, AccountEnabled, AccountInvited, AccountActivated, PostGranted, PostCovered,
		PostProlonged, PostEnded, PostMoved, PostDescribed, CounterOpened, CounterChanged, CounterSeated, CounterClosed}
}

// Act is one administrative act: who did what to whom. Acts are only added.
type Act struct {
	ID      int64
	At      clock.Instant
	Actor   int64
	Unit    int64 // 0 for what concerns an account alone
	Account int64 // 0 for what concerns a counter alone
	Post    int64
	Counter int64
	Kind    ActKind
	Facts   map[string]string // without personal data; absent is absent
	Person  map[string]string // what tells of a person, and reasons in free words: sealed
}

// Record writes an act within the transaction that carries it out; ID and At are
// those of the transaction.
func (s *Service) Record(ctx context.Context, tx *store.Tx, a Act) error {
	id := tx.NewID()
	facts, err := json.Marshal(filledIn(a.Facts))
	if err != nil {
		return err
	}
	person := []byte{}
	if told := filledIn(a.Person); len(told) > 0 {
		plain, err := json.Marshal(told)
		if err != nil {
			return err
		}
		person, err = s.ring.SealEnvelope(tx.Authority, plain, actPlace(tx.Authority, id))
		if err != nil {
			return err
		}
	}
	return identitysql.New(tx).InsertAct(ctx, identitysql.InsertActParams{Authority: tx.Authority, ID: id, At: int64(tx.Now), Actor: a.Actor,
		Unit: a.Unit, Account: a.Account, Post: a.Post, Counter: a.Counter, Kind: string(a.Kind), Facts: string(facts), Person: person})
}

func actPlace(authority int32, id int64) []byte { return seal.Place(authority, id, "admin_act") }

// filledIn is the entries that say something.
func filledIn(m map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range m {
		if v != "" {
			out[k] = v
		}
	}
	return out
}

// History says whose acts are read and how far.
type History struct {
	Unit, Account int64 // one of them
	Before        int64 // acts older than this one; 0: from the latest
	Limit         int32
}

// acts reads a page of the history, latest first.
func (s *Service) acts(ctx context.Context, tx *store.Tx, h History) ([]Act, error) {
	if h.Before == 0 {
		h.Before = math.MaxInt64
	}
	q := identitysql.New(tx)
	var rows []identitysql.ActsOfUnitRow
	if h.Unit != 0 {
		of, err := q.ActsOfUnit(ctx, identitysql.ActsOfUnitParams{Authority: tx.Authority, Unit: h.Unit, ID: h.Before, Limit: h.Limit})
		if err != nil {
			return nil, err
		}
		rows = of
	} else {
		of, err := q.ActsOfAccount(ctx, identitysql.ActsOfAccountParams{Authority: tx.Authority, Account: h.Account, ID: h.Before, Limit: h.Limit})
		if err != nil {
			return nil, err
		}
		for _, r := range of {
			rows = append(rows, identitysql.ActsOfUnitRow(r))
		}
	}
	out := make([]Act, len(rows))
	for i, r := range rows {
		var err error
		out[i], err = s.openAct(tx.Authority, r)
		if err != nil {
			return nil, fmt.Errorf("identity: admin_act %d: %w", r.ID, err)
		}
	}
	return out, nil
}

func (s *Service) openAct(authority int32, r identitysql.ActsOfUnitRow) (Act, error) {
	a := Act{ID: r.ID, At: clock.Instant(r.At), Actor: r.Actor, Unit: r.Unit, Account: r.Account, Post: r.Post, Counter: r.Counter, Kind: ActKind(r.Kind)}
	err := json.Unmarshal([]byte(r.Facts), &a.Facts)
	if err != nil || len(r.Person) == 0 {
		return a, err
	}
	plain, err := s.ring.OpenEnvelope(r.Person, actPlace(authority, r.ID))
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(plain, &a.Person)
}
