package dossier_test

import (
	"context"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/event"
)

// The swap takes away the deltas that the new version holds already.
func TestTheSwapDropsWhatItCounts(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		received(t, town, 2)
		_, err := town.Dossiers.RebuildStatistics(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 2 {
			t.Errorf("%v, want 2 received", got)
		}
		if n := rows(t, town, `SELECT count(*) FROM stat_delta WHERE authority = $1`); n != 0 {
			t.Errorf("%d deltas are counted twice", n)
		}
		clean(t, town)
	})
}

// What has no position in the feed yet is neither in the version swapped in nor in
// the one before: it stays a delta, and is counted once, before and after.
func TestWhatHasNoPositionStaysADelta(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		received(t, town, 2)
		rollUp(t, town.Dossiers)
		target, err := town.Dossiers.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		received(t, town, 1) // not sequenced
		moved, err := town.Dossiers.AddDeltas(ctx)
		if err != nil || moved != 0 {
			t.Fatalf("%d deltas of events without a position were added up: %v", moved, err)
		}
		for done := false; !done; {
			done, err = town.Dossiers.BuildPlaced(ctx, 3)
			if err != nil {
				t.Fatal(err)
			}
		}
		if now, _, position := version(t, town.Dossiers); now != target || position != 4 {
			t.Errorf("version %d at %d is in force", now, position)
		}
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 3 {
			t.Errorf("after the swap %v, want 3 received", got)
		}
		clean(t, town)
		rollUp(t, town.Dossiers)
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 3 {
			t.Errorf("added up %v, want 3 received", got)
		}
		clean(t, town)
	})
}

// What is placed and rolled up into the old version after the builder looked is
// met before the new version is put in force.
func TestWhatIsRolledUpDuringAStepIsNotLost(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		received(t, town, 2)
		rollUp(t, town.Dossiers)
		old, _, _ := version(t, town.Dossiers)
		target, err := town.Dossiers.Begin(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		meanwhile := func() {
			received(t, town, 1)
			err := event.SequenceAll(context.Background(), town.Core.DB, town.Authority(), "events")
			if err != nil {
				t.Fatal(err)
			}
			moved, err := town.Dossiers.AddDeltas(context.Background())
			if err != nil || moved != 2 {
				t.Fatalf("%d deltas moved: %v", moved, err)
			}
		}
		err = town.Dossiers.Interrupted(context.Background(), 100, meanwhile)
		if err != nil {
			t.Fatal(err)
		}
		if now, building, _ := version(t, town.Dossiers); now != old || building != target {
			t.Errorf("version %d is in force and %d under construction: events behind it were left", now, building)
		}
		rollUp(t, town.Dossiers)
		if now, _, _ := version(t, town.Dossiers); now != target {
			t.Errorf("version %d is in force, want %d", now, target)
		}
		if got := total(t, town.Dossiers); got[dossier.CountReceived] != 3 {
			t.Errorf("%v, want 3 received", got)
		}
		clean(t, town)
	})
}

// A builder that was overtaken by another between its look and its transaction
// adds nothing.
func TestAnOvertakenBuilderAddsNothing(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		received(t, town, 3)
		rollUp(t, town.Dossiers)
		other := second(t, town)
		_, err := town.Dossiers.Begin(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		err = town.Dossiers.Interrupted(context.Background(), 4, func() {
			_, err := other.BuildStep(context.Background(), 4)
			if err != nil {
				t.Fatal(err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, position := version(t, other); position != 4 {
			t.Errorf("position %d, want 4", position)
		}
		rollUp(t, other)
		clean(t, town)
	})
}
