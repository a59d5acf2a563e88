package dossier

import (
	"context"

	"motcua/internal/clock"
	"motcua/internal/store"
)

// What tests of the versions of statistics look at from outside.

// Begin starts a version, or finds the one under construction.
func (s *Service) Begin(ctx context.Context) (int32, error) { return s.begin(ctx) }

// BuildStep places waiting events and counts at most limit of them.
func (s *Service) BuildStep(ctx context.Context, limit int) (bool, error) {
	err := s.sequence(ctx)
	if err != nil {
		return false, err
	}
	return s.buildStep(ctx, limit)
}

// Interrupted is BuildStep with something that happens between its look and its
// transaction.
func (s *Service) Interrupted(ctx context.Context, limit int, meanwhile func()) error {
	seen, err := s.look(ctx, limit)
	if err != nil {
		return err
	}
	meanwhile()
	return s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error { return s.advance(ctx, tx, seen) })
}

// BuildPlaced is BuildStep without placing anything.
func (s *Service) BuildPlaced(ctx context.Context, limit int) (bool, error) {
	return s.buildStep(ctx, limit)
}

// AddDeltas is the roll-up without placing anything.
func (s *Service) AddDeltas(ctx context.Context) (int, error) { return s.addDeltas(ctx) }

// Version is the one in force, the one under construction and its position.
func (s *Service) Version(ctx context.Context) (version, building int32, position int64, err error) {
	err = s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		p, err := projection(ctx, tx)
		version, building, position = p.version, p.building, p.position
		return err
	})
	return version, building, position, err
}

// GiveADay has the law of a day give n numbers to each unit.
func (s *Service) GiveADay(procedure string, day clock.Date, n int) {
	t := s.termsAt(procedure, day)
	t.DailyMaximum = n
	s.terms.Store(termsKey{procedure, day}, t)
}
