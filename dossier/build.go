package dossier

import (
	"context"
	"fmt"

	"motcua/dossier/dossiersql"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/store"
)

const (
	// buildBatch is how many events one step of building counts.
	buildBatch = 1000
	// dropBatch is how many rows of a former version one transaction deletes.
	dropBatch = 5000
)

// RebuildStatistics counts everything again from the events into a new version
// and puts that in force; it goes on with one that was begun. Figures are served
// from the version in force meanwhile. It returns the new version.
func (s *Service) RebuildStatistics(ctx context.Context) (int32, error) {
	target, err := s.begin(ctx)
	if err != nil {
		return 0, err
	}
	return target, s.build(ctx)
}

// begin starts a version, or finds the one under construction.
func (s *Service) begin(ctx context.Context) (int32, error) {
	err := s.createProjection(ctx)
	if err != nil {
		return 0, err
	}
	var target int32
	err = s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		p, err := lockProjection(ctx, tx)
		if err != nil {
			return err
		}
		rule := s.counting().Rule
		if max(p.version, p.building)/perRule > rule {
			return fmt.Errorf("dossier: statistics are counted by rule %d already, this program's is %d", max(p.version, p.building)/perRule, rule)
		}
		p = p.begun(rule)
		target = p.building
		return setProjection(ctx, tx, p)
	})
	return target, err
}

// build carries the version under construction to the end of the feed and puts it
// in force. Deltas are added up between the steps, so that they do not heap up
// while much is built.
func (s *Service) build(ctx context.Context) error {
	for {
		// The first program rolled events up before they had a place in the feed. What
		// it counted is dropped at the swap, so it must be met before: a sequencer that
		// is at it is waited for.
		err := event.CatchUp(ctx, s.DB, s.authority(), s.feed())
		if err != nil {
			return err
		}
		done, err := s.buildStep(ctx, buildBatch)
		if err != nil {
			return err
		}
		if done {
			return s.dropFormer(ctx)
		}
		_, err = s.addDeltas(ctx)
		if err != nil {
			return err
		}
	}
}

// buildStep counts at most limit events behind the position of the version under
// construction. It reads and folds in a snapshot, and only then locks and adds, in
// one short transaction with the new position: a step that is killed left no
// trace, and of two builders at one position the second adds nothing. done says
// that nothing is under construction any more.
func (s *Service) buildStep(ctx context.Context, limit int) (done bool, err error) {
	seen, err := s.look(ctx, limit)
	if err != nil || !s.builds(seen.from) {
		return err == nil, err
	}
	return false, s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error { return s.advance(ctx, tx, seen) })
}

// stretch is what the feed counts between two positions of a version.
type stretch struct {
	from, to projected
	sums     map[Count]int64
}

// look reads the next stretch of the version under construction.
func (s *Service) look(ctx context.Context, limit int) (seen stretch, err error) {
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		seen.from, err = projection(ctx, tx)
		seen.to = seen.from
		if err != nil || !s.builds(seen.from) {
			return err
		}
		entries, err := event.FollowFeed(ctx, tx, s.feed(), seen.from.position, limit)
		if err != nil || len(entries) == 0 {
			return err
		}
		seen.to.position = entries[len(entries)-1].Position
		seen.sums, err = s.count(ctx, tx, seen.from.position, entries)
		return err
	})
	return seen, err
}

// builds reports whether p has a version under construction that is this
// program's to build.
func (s *Service) builds(p projected) bool { return p.building/perRule == s.counting().Rule }

// advance adds what was seen, and swaps when the feed has nothing behind it: what
// was placed since the look may have been rolled up into the version in force.
func (s *Service) advance(ctx context.Context, tx *store.Tx, seen stretch) error {
	now, err := lockProjection(ctx, tx)
	if err != nil || now != seen.from {
		return err // another builder counted these
	}
	err = addStatistics(ctx, tx, seen.from.building, seen.sums)
	if err != nil {
		return err
	}
	rest, err := event.FollowFeed(ctx, tx, s.feed(), seen.to.position, 1)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return setProjection(ctx, tx, seen.to)
	}
	return s.swap(ctx, tx, seen.to)
}

// swap puts the version under construction in force. Everything rolled up so far
// stood in the feed when the row was locked, hence is counted in it; of the deltas
// those of later events stay.
func (s *Service) swap(ctx context.Context, tx *store.Tx, p projected) error {
	q := dossiersql.New(tx)
	err := q.DropCountedDeltas(ctx, dossiersql.DropCountedDeltasParams{Authority: tx.Authority, Feed: s.feed(), Position: p.position})
	if err != nil {
		return err
	}
	err = q.DropTotals(ctx, tx.Authority)
	if err != nil {
		return err
	}
	return setProjection(ctx, tx, p.swapped())
}

// count adds up what the entries behind a position count. The state behind each
// event is folded from the beginning of its dossier, whose chain is read once.
func (s *Service) count(ctx context.Context, tx *store.Tx, after int64, entries []event.Entry) (map[Count]int64, error) {
	wanted := make(map[event.Entry]bool, len(entries))
	for _, e := range entries {
		wanted[event.Entry{Dossier: e.Dossier, Seq: e.Seq}] = true
	}
	rows, err := dossiersql.New(tx).ChainsOfSpan(ctx, dossiersql.ChainsOfSpanParams{Authority: tx.Authority, Feed: s.feed(),
		After: after, Last: entries[len(entries)-1].Position})
	if err != nil {
		return nil, err
	}
	sums, counted := map[Count]int64{}, 0
	var state State
	for _, r := range rows {
		f, err := Decode(recordOf(r), nil)
		if err != nil {
			return nil, err
		}
		if state.ID != f.Dossier {
			state = State{}
		}
		state = state.Apply(f)
		if !wanted[event.Entry{Dossier: f.Dossier, Seq: f.Seq}] {
			continue
		}
		counted++
		for _, d := range s.counting().Deltas(state, f) {
			sums[Count{d.Unit, d.Day.String(), d.Metric}] += d.N
		}
	}
	if counted != len(entries) {
		return nil, fmt.Errorf("dossier: %d of the %d events behind position %d of the feed exist", counted, len(entries), after)
	}
	return sums, nil
}

func recordOf(r dossiersql.ChainsOfSpanRow) event.Record {
	return event.Record{Dossier: r.Dossier, Seq: r.Seq, Kind: event.Kind(r.Kind), Version: int(r.Version), At: clock.Instant(r.At),
		Actor: event.Actor{Kind: r.ActorKind, Account: r.Actor}, Unit: r.Unit, Payload: []byte(r.Payload)}
}

// dropFormer deletes what stands under versions before the one in force.
func (s *Service) dropFormer(ctx context.Context) error {
	for {
		version, some, err := s.former(ctx)
		if err != nil || !some {
			return err
		}
		err = s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
			return dossiersql.New(tx).DropFormer(ctx, dossiersql.DropFormerParams{Authority: tx.Authority, Version: version, Batch: dropBatch})
		})
		if err != nil {
			return err
		}
	}
}

// former reports the version in force and whether rows of one before it are left.
func (s *Service) former(ctx context.Context) (version int32, some bool, err error) {
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		p, err := projection(ctx, tx)
		if err != nil {
			return err
		}
		version = p.version
		rows, err := dossiersql.New(tx).SomeFormer(ctx, dossiersql.SomeFormerParams{Authority: tx.Authority, Version: version})
		some = len(rows) > 0
		return err
	})
	return version, some, err
}
