package store

import (
	"context"
	"errors"
	"fmt"

	"motcua/internal/clock"
	"motcua/internal/store/storesql"
)

// claim takes a number; when another process is faster it looks again.
func (s *seat) claim(ctx context.Context) error {
	s.work.Lock()
	defer s.work.Unlock()
	if s.closed {
		return errClosed
	}
	for range nodeMask {
		err := s.take(ctx)
		if !errors.Is(err, errTaken) && !errors.Is(err, ErrDuplicate) {
			return err
		}
	}
	return errTaken
}

func (s *seat) take(ctx context.Context) error {
	var found storesql.NodesRow
	var until clock.Instant
	err := s.db.update(ctx, s.authority, func(tx *Tx) error {
		q := storesql.New(tx.Expecting(1, errTaken))
		rows, err := q.Nodes(ctx, s.authority)
		if err != nil {
			return err
		}
		var known bool
		found, known, err = s.db.choose(rows, tx.Now)
		if err != nil {
			return fmt.Errorf("store: authority %d: %w", s.authority, err)
		}
		until = max(tx.Now, s.db.ids.reached(), clock.Instant(found.ReservedUntil)).Add(reserved)
		if !known {
			return q.InsertNode(ctx, storesql.InsertNodeParams{Authority: s.authority, Node: found.Node, Owner: s.owner, ReservedUntil: int64(until)})
		}
		return q.TakeNode(ctx, storesql.TakeNodeParams{Authority: s.authority, Node: found.Node, Owner: s.owner, ReservedUntil: int64(until),
			Owner_2: found.Owner, ReservedUntil_2: found.ReservedUntil}) // as it was found
	})
	if err != nil {
		return err
	}
	s.db.ids.skip(clock.Instant(found.ReservedUntil))
	_, term := s.number()
	s.hold(int64(found.Node), term+1, until)
	return nil
}

// choose picks the number to take: SQLite's only one; else one given back, else
// one never used, else the one that ran out the longest ago. known says that it
// has a row.
func (db *DB) choose(rows []storesql.NodesRow, now clock.Instant) (number storesql.NodesRow, known bool, err error) {
	if db.engine == SQLite {
		for _, r := range rows {
			if r.Node == 0 {
				return r, true, nil // the lock on the file proves that its owner is gone
			}
		}
		return number, false, nil
	}
	return free(rows, now)
}

// free is choose for PostgreSQL. rows are in the order of their numbers.
func free(rows []storesql.NodesRow, now clock.Instant) (number storesql.NodesRow, known bool, err error) {
	oldest := storesql.NodesRow{ReservedUntil: int64(now)}
	soonest := clock.Instant(1<<63 - 1)
	unused := int32(1)
	for _, r := range rows {
		if r.Owner == "" {
			return r, true, nil
		}
		if r.Node == unused {
			unused++
		}
		if r.ReservedUntil < oldest.ReservedUntil {
			oldest = r
		}
		soonest = min(soonest, clock.Instant(r.ReservedUntil))
	}
	switch {
	case unused <= nodeMask:
		return storesql.NodesRow{Node: unused}, false, nil
	case oldest.Owner != "":
		return oldest, true, nil
	}
	return number, false, fmt.Errorf("all %d numbers of processes are in use; the first runs out at %s", nodeMask, soonest)
}
