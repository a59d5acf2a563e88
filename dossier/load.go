package dossier

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// loaded is a dossier in hand: its state, its personal part and the key of it.
type loaded struct {
	state  State
	person Person
	sealed []byte // the personal part while it was not needed yet; nil once it is open
	key    seal.Key
	erased bool // the key was destroyed: no personal word can be read any more
	head   event.Head
}

const (
	placeKey    = "data key"
	placePerson = "person"
	placeDraft  = "draft"
)

// load reads a dossier, locking its row for a change. A change finds the personal
// part sealed: most do not need it (opened).
func (s *Service) load(ctx context.Context, tx *store.Tx, id int64, lock bool) (loaded, error) {
	row, err := readRow(ctx, tx, id, lock)
	if errors.Is(err, sql.ErrNoRows) {
		return loaded{}, fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return loaded{}, err
	}
	l := loaded{head: event.Head{Seq: row.Version, At: clock.Instant(row.ChangedAt), Hash: row.Head}, erased: row.DestroyedAt != 0}
	err = json.Unmarshal([]byte(row.State), &l.state)
	if err != nil {
		return loaded{}, fmt.Errorf("dossier: state of %d: %w", id, err)
	}
	if l.erased {
		if lock {
			return loaded{}, fault.New(fault.CodeKeyDestroyed)
		}
		return l, nil
	}
	l.key, err = s.Ring.Unwrap(row.WrappingKey, row.Wrapped, seal.Place(tx.Authority, id, placeKey))
	if err != nil {
		return loaded{}, fmt.Errorf("dossier: key of %d: %w", id, err)
	}
	l.sealed = row.Person
	if lock {
		return l, nil
	}
	return l.opened(tx.Authority)
}

// opened is l with its personal part open.
func (l loaded) opened(authority int32) (loaded, error) {
	if l.sealed == nil {
		return l, nil
	}
	var err error
	l.person, err = openPerson(l.key, authority, l.state.ID, l.sealed)
	l.sealed = nil
	return l, err
}

func readRow(ctx context.Context, tx *store.Tx, id int64, lock bool) (dossiersql.LoadDossierRow, error) {
	q := dossiersql.New(tx)
	if !lock {
		return q.LoadDossier(ctx, dossiersql.LoadDossierParams{Authority: tx.Authority, ID: id})
	}
	row, err := q.LockDossier(ctx, dossiersql.LockDossierParams{Authority: tx.Authority, ID: id})
	return dossiersql.LoadDossierRow(row), err
}

func openPerson(key seal.Key, authority int32, id int64, sealed []byte) (Person, error) {
	var p Person
	plain, err := key.Open(sealed, seal.Place(authority, id, placePerson))
	if err != nil {
		return p, fmt.Errorf("dossier: person of %d: %w", id, err)
	}
	return p, json.Unmarshal(plain, &p)
}

func sealPerson(key seal.Key, authority int32, id int64, p Person) ([]byte, error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	return key.Seal(plain, seal.Place(authority, id, placePerson)), nil
}
