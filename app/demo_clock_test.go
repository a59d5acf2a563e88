package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"motcua/internal/clock"
	"motcua/world"
)

func moment(t testing.TB, s string) clock.Instant {
	t.Helper()
	i, err := clock.ParseInstant(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// A new folder runs by the clock asked for, and by real time when none is.
func TestDemoPaceOfANewFolder(t *testing.T) {
	ctx := context.Background()
	asked := moment(t, "2019-06-17 14:59")
	for name, v := range map[string]struct {
		demo Demo
		want pace
	}{
		"nothing said":    {Demo{}, pace{}},
		"real speed":      {Demo{Speed: 1}, pace{}},
		"a clock":         {Demo{Clock: asked}, pace{own: true, start: asked, speed: 1}},
		"clock and speed": {Demo{Clock: asked, Speed: 600}, pace{own: true, start: asked, speed: 600}},
	} {
		v.demo.Dir = t.TempDir()
		got, err := v.demo.pace(ctx)
		if err != nil || got != v.want {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, v.want)
		}
	}
	d := Demo{Dir: t.TempDir(), Speed: 60}
	got, err := d.pace(ctx)
	if err != nil || !got.own || got.speed != 60 || clock.FromTime(time.Now()).Sub(got.start).Abs() > time.Minute {
		t.Errorf("a speed alone starts now: %+v, %v", got, err)
	}
	for _, speed := range []int{-1, MaxSpeed + 1} {
		d.Speed = speed
		_, err := d.pace(ctx)
		if !errors.Is(err, ErrClock) || !strings.Contains(err.Error(), "tốc độ") || !strings.Contains(err.Error(), "the speed") {
			t.Errorf("speed %d: %v", speed, err)
		}
	}
}

// History may not begin before the law: the first clock is that many days after it.
func TestDemoClockBeforeTheLaw(t *testing.T) {
	d := Demo{Dir: t.TempDir(), History: 30}
	if err := d.reachable(moment(t, "2018-07-21 00:00")); err != nil {
		t.Errorf("the first day possible: %v", err)
	}
	err := d.reachable(moment(t, "2018-07-20 23:59"))
	if !errors.Is(err, ErrClock) || !strings.Contains(err.Error(), "2018-07-21") || !strings.Contains(err.Error(), "the earliest clock") || !strings.Contains(err.Error(), "giờ sớm nhất") {
		t.Errorf("a day before: %v", err)
	}
}

// The folder's clock goes on where it was, never before its last event; a clock
// that was chosen before that event is refused.
func TestDemoClockGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("seeds a province")
	}
	ctx := context.Background()
	w, err := world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	made := moment(t, "2019-06-17 14:59")
	d := Demo{Dir: t.TempDir(), History: 1, Seed: 61, Clock: made, Out: io.Discard, Log: slog.New(slog.DiscardHandler)}
	_, err = d.prepare(ctx, w, nil, made)
	if err != nil {
		t.Fatal(err)
	}
	last, err := d.lastEvent(ctx)
	if err != nil || last > made || made.Sub(last) > 24*time.Hour {
		t.Fatalf("the history ends at %s, %v", last, err)
	}
	if source, err := DemoClock(d.Dir); err != nil || source != nil {
		t.Errorf("before its clock ran it has one: %v, %v", source, err)
	}
	err = d.keepClock(clock.NewRunning(made.Add(time.Hour), 60))
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(d.path(demoClock))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	d.Clock = 0
	on, err := d.pace(ctx)
	if err != nil || !on.resumed || on.speed != 60 || on.start < made.Add(time.Hour) || on.start > made.Add(2*time.Hour) {
		t.Errorf("without a word: %+v, %v", on, err)
	}
	d.Speed = 2
	if on, err = d.pace(ctx); err != nil || on.speed != 2 || !on.resumed {
		t.Errorf("at another speed: %+v, %v", on, err)
	}
	err = d.keepClock(clock.NewRunning(last.Add(-time.Hour), 60)) // it was killed before it was written down again
	if err != nil {
		t.Fatal(err)
	}
	if on, err = d.pace(ctx); err != nil || on.start != last {
		t.Errorf("behind its last event it goes on at %s, want %s (%v)", on.start, last, err)
	}
	d.Clock = last.Add(-time.Second)
	_, err = d.pace(ctx)
	if !errors.Is(err, ErrClock) || !strings.Contains(err.Error(), "before the last event") || !strings.Contains(err.Error(), "trước sự kiện cuối") {
		t.Errorf("a second before the last event: %v", err)
	}
	d.Clock = last.Add(time.Hour)
	if on, err = d.pace(ctx); err != nil || on.resumed || on.start != d.Clock {
		t.Errorf("a clock after the last event: %+v, %v", on, err)
	}
	source, err := DemoClock(d.Dir)
	if own, ok := source.(*clock.Running); err != nil || !ok || own.Speed != 1 || own.Now() < last.Add(-time.Hour) {
		t.Errorf("for others: %v, %v", source, err)
	}
}
