package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/law"
	"motcua/vector"
)

// demoClock is the file in a demonstration's folder that says where its clock was.
// A demonstration in real time has none.
const demoClock = "clock.json"

// MaxSpeed bounds how much faster than real a demonstration's clock runs: the ten
// minutes of a process's reservation of ids (internal/store) must last long enough
// for a command, which at this speed is a second.
const MaxSpeed = 600

// keepEvery is how often, in real time, the folder learns where the clock is.
const keepEvery = 5 * time.Second

// ErrClock reports a clock that a demonstration cannot run by; the error it wraps
// says why in both languages.
var ErrClock = errors.New("--clock, --speed")

// keptClock is where the clock was, and how fast it ran.
type keptClock struct {
	At    string `json:"at"` // RFC 3339 with its offset and microseconds
	Speed int    `json:"speed"`
}

func (k keptClock) instant() (clock.Instant, error) {
	t, err := time.Parse(time.RFC3339Nano, k.At)
	return clock.FromTime(t), err
}

// pace is what a demonstration runs by: real time, or a clock of its own.
type pace struct {
	own     bool
	start   clock.Instant
	speed   int
	resumed bool // it goes on where the folder's clock was
}

func clockError(vi, en string, args ...any) error {
	return fmt.Errorf("%w: %s / %s", ErrClock, fmt.Sprintf(vi, args...), fmt.Sprintf(en, args...))
}

// pace settles the clock: the one asked for, else the folder's, else real time.
// Nothing may happen before what happened already, so a clock before the last
// event is refused, and one that is resumed goes on behind it.
func (d Demo) pace(ctx context.Context) (pace, error) {
	if d.Speed < 0 || d.Speed > MaxSpeed {
		return pace{}, clockError("tốc độ phải là số nguyên từ 1 đến %d", "the speed must be a whole number from 1 to %d", MaxSpeed)
	}
	was, found, err := d.readClock()
	if err != nil {
		return pace{}, err
	}
	if d.Clock == 0 && !found && d.Speed <= 1 {
		return pace{}, nil
	}
	last, err := d.lastEvent(ctx)
	if err != nil {
		return pace{}, err
	}
	p := pace{own: true, start: d.Clock, speed: max(1, d.Speed)}
	switch {
	case d.Clock != 0:
	case found:
		p.resumed = true
		p.start, err = was.instant()
		if err != nil {
			return pace{}, fmt.Errorf("app: %s: %w", d.path(demoClock), err)
		}
		p.start = max(p.start, last)
		if d.Speed == 0 {
			p.speed = max(1, was.Speed)
		}
	default:
		p.start = clock.System{}.Now()
	}
	if p.start < last {
		return pace{}, clockError("giờ %s trước sự kiện cuối của bản dùng thử trong %s (%s); sự kiện không lùi được, hãy chọn giờ sau đó hoặc --dir khác",
			"the clock %s is before the last event of the demonstration in %s (%s); events cannot go back, choose a later one or another --dir",
			shownTime(p.start), d.Dir, shownTime(last))
	}
	return p, nil
}

// DemoClock is the clock of the demonstration in dir, at the speed of real time
// from where it was left: for whoever opens its database while it stands still. nil
// is real time.
func DemoClock(dir string) (clock.Source, error) {
	was, found, err := Demo{Dir: dir}.readClock()
	if err != nil || !found {
		return nil, err
	}
	at, err := was.instant()
	return clock.NewRunning(at, 1), err
}

// source is the clock to run by; nil is the machine's.
func (p pace) source() clock.Source {
	if !p.own {
		return nil
	}
	return clock.NewRunning(p.start, p.speed)
}

// now is when the demonstration begins.
func (p pace) now() clock.Instant {
	if p.own {
		return p.start
	}
	return clock.System{}.Now()
}

// run lets the services live with a clock of their own, and says which it is. A
// lease lasts a real minute at every speed: it is renewed by the machine's time.
func (d Demo) run(core *Core, p pace) error {
	own := core.ownClock()
	if own == nil {
		return nil
	}
	core.Jobs.Lease *= time.Duration(own.Speed)
	how := "starts at"
	if p.resumed {
		how = "goes on at"
	}
	fmt.Fprintf(d.Out, "clock     %s %s, %d times real speed (not real time)\n", how, shownTime(p.start), own.Speed)
	return d.keepClock(own)
}

// reachable refuses a beginning whose history would be older than the law: no
// decree carried was in force then, and nothing could be promised.
func (d Demo) reachable(begin clock.Instant) error {
	timeline, err := law.Load()
	if err != nil {
		return err
	}
	first, oldest := vector.FirstDay(timeline), begin.Date().AddDays(-d.History)
	if !oldest.Before(first) {
		return nil
	}
	return clockError("với %d ngày quá khứ, bản dùng thử sẽ bắt đầu ngày %s; trước %s chưa có Nghị định 61/2018/NĐ-CP, nên giờ sớm nhất là %s",
		"with %d days of history the demonstration would begin on %s; before %s there was no Decree 61/2018/NĐ-CP, so the earliest clock is %s",
		d.History, oldest, first, first.AddDays(d.History))
}

func (d Demo) readClock() (keptClock, bool, error) {
	var k keptClock
	raw, err := os.ReadFile(d.path(demoClock))
	if errors.Is(err, os.ErrNotExist) {
		return k, false, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &k)
	}
	return k, err == nil, err
}

// keepClock writes where the clock is, whole or not at all.
func (d Demo) keepClock(c *clock.Running) error {
	raw, err := json.Marshal(keptClock{At: c.Now().Time().Format(time.RFC3339Nano), Speed: c.Speed})
	if err != nil {
		return err
	}
	err = os.WriteFile(d.path(demoClock+".new"), append(raw, '\n'), 0o600)
	if err != nil {
		return err
	}
	return os.Rename(d.path(demoClock+".new"), d.path(demoClock))
}

// keepClocks writes where the clock is until ctx ends: a demonstration that is
// killed goes on at most that much behind, and never before its last event.
func (d Demo) keepClocks(ctx context.Context, c *clock.Running) error {
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		err := d.keepClock(c)
		if err != nil {
			return err
		}
	}
}

// lastEvent is when the last event of the folder's demonstration happened; 0 when
// the folder is new.
func (d Demo) lastEvent(ctx context.Context) (clock.Instant, error) {
	k, err := readKept(d.Dir)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	dsn := dsnIn(d.Dir, k.DB)
	if file, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		_, err := os.Stat(file)
		if errors.Is(err, os.ErrNotExist) {
			return 0, nil
		}
	}
	db, err := store.Open(ctx, store.Config{DSN: dsn, ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var at clock.Instant
	err = db.View(ctx, demoAuthority, func(tx *store.Tx) error {
		at, err = event.LastAt(ctx, tx)
		return err
	})
	return at, err
}

func shownTime(i clock.Instant) string { return i.Time().Format("2006-01-02 15:04:05") }
