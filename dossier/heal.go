package dossier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"motcua/code"
	"motcua/dossier/dossiersql"
	"motcua/internal/event"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// healBatch is how many dossiers one snapshot looks at.
const healBatch = 200

// Healing is what a rebuild of rows and work lists did.
type Healing struct {
	Dossiers int        // looked at
	Healed   int        // written anew
	Left     []Mismatch // what the events cannot mend: the events themselves, and keys
}

// RebuildWorklist holds every dossier's row, listed name and open work against
// its events, as Verify does, and writes those that differ anew from the events.
// Commands go on meanwhile: a dossier is looked at again and written under the
// lock of its row.
func (s *Service) RebuildWorklist(ctx context.Context) (Healing, error) {
	var h Healing
	var last int64
	for {
		ids, damaged, err := s.examine(ctx, last)
		if err != nil {
			return h, err
		}
		for _, id := range damaged {
			healed, left, err := s.heal(ctx, id)
			if err != nil {
				return h, fmt.Errorf("dossier: rebuild %d: %w", id, err)
			}
			h.Left = append(h.Left, left...)
			if healed {
				h.Healed++
			}
		}
		h.Dossiers += len(ids)
		if len(ids) < healBatch {
			return h, nil
		}
		last = ids[len(ids)-1]
	}
}

// examine reads the dossiers behind an id and says which differ from their events.
func (s *Service) examine(ctx context.Context, after int64) (ids, damaged []int64, err error) {
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		ids, err = dossiersql.New(tx).DossiersWithEvents(ctx, dossiersql.DossiersWithEventsParams{Authority: tx.Authority, Dossier: after, Limit: healBatch})
		if err != nil {
			return err
		}
		for _, id := range ids {
			_, found, err := s.differences(ctx, tx, id)
			if err != nil {
				return err
			}
			if len(found) > 0 {
				damaged = append(damaged, id)
			}
		}
		return nil
	})
	return ids, damaged, err
}

// differences is a dossier's chain and what does not follow from it.
func (s *Service) differences(ctx context.Context, tx *store.Tx, id int64) ([]event.Record, []Mismatch, error) {
	chain, err := event.OfDossier(ctx, tx, id)
	if err != nil || len(chain) == 0 {
		return nil, nil, err
	}
	v := s.verifier()
	err = v.dossier(ctx, tx, chain)
	return chain, v.Mismatches, err
}

// heal writes one dossier anew, unless its events or its key are damaged: then
// nothing may be derived from them, and it is left as it stands.
func (s *Service) heal(ctx context.Context, id int64) (healed bool, left []Mismatch, err error) {
	err = s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		healed, left = false, nil
		_, err := readRow(ctx, tx, id, true)
		if err != nil && !errors.Is(err, sql.ErrNoRows) { // a lost row has no lock, and no command finds it
			return err
		}
		chain, found, err := s.differences(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, m := range found {
			if m.Table == "event" || m.Table == "data_key" {
				left = append(left, m)
			}
		}
		if len(found) == 0 || len(left) > 0 {
			return nil
		}
		healed = true
		return s.rewrite(ctx, tx, chain)
	})
	return healed, left, err
}

// rewrite derives row, listed name, the mark of a void code and open work from an undamaged chain. Of an
// erased dossier the personal parts stay as they are.
func (s *Service) rewrite(ctx context.Context, tx *store.Tx, chain []event.Record) error {
	id, last := chain[0].Dossier, chain[len(chain)-1]
	v := s.verifier()
	key, err := v.key(ctx, tx, id)
	if err != nil {
		return err
	}
	state, person, ok := v.fold(fmt.Sprint(id), chain, key)
	if !ok {
		return fmt.Errorf("dossier: events of %d do not fold: %v", id, v.Mismatches)
	}
	l := loaded{state: state, person: person, erased: key == nil, head: event.Head{Seq: last.Seq, At: last.At, Hash: last.Hash}}
	q := dossiersql.New(tx)
	err = s.rewriteRow(ctx, q, tx, l, key)
	if err != nil {
		return err
	}
	err = markVoid(ctx, tx, state)
	if err != nil {
		return err
	}
	err = q.DeleteWork(ctx, dossiersql.DeleteWorkParams{Authority: tx.Authority, Dossier: id})
	if err != nil {
		return err
	}
	return s.writeWork(ctx, q, tx, State{}, state)
}

func (s *Service) rewriteRow(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, l loaded, key *seal.Key) error {
	r, err := row(tx.Authority, l)
	if err != nil {
		return err
	}
	if l.erased {
		r.Person, err = sealedPerson(ctx, q, tx.Authority, l.state.ID)
	} else {
		r.Person, err = sealPerson(*key, tx.Authority, l.state.ID, l.person)
	}
	if err != nil {
		return err
	}
	err = q.RewriteDossier(ctx, dossiersql.RewriteDossierParams(r))
	if err != nil || l.erased {
		return err
	}
	name := l.person.Applicant.Name
	return q.RewritePerson(ctx, dossiersql.RewritePersonParams{Authority: tx.Authority, Dossier: l.state.ID, Name: name, NameFolded: code.Fold(name)})
}

// sealedPerson is the personal part as stored, empty when the row is lost.
func sealedPerson(ctx context.Context, q *dossiersql.Queries, authority int32, id int64) ([]byte, error) {
	rows, err := q.SealedPerson(ctx, dossiersql.SealedPersonParams{Authority: authority, ID: id})
	if err != nil || len(rows) == 0 {
		return []byte{}, err
	}
	return rows[0], nil
}
