package job_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"motcua/internal/job"
	"motcua/internal/store"
)

func (s *shop) parked(t testing.TB, dismissed bool, behind job.Place, limit int) []job.Parked {
	t.Helper()
	page, err := s.ParkedJobs(context.Background(), dismissed, behind, limit)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// A job that can never succeed is parked in the end and stands where an operator
// sees it, without the names its carrier gave; she runs it again or puts it away.
func TestAPoisonJobIsParkedAndShown(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx, broken := context.Background(), true
		s.Handlers["poison"] = func(context.Context, job.Job) (func(*store.Tx) error, error) {
			if broken {
				panic("550 <lan.tran@example.vn> 0912 345 678: unknown")
			}
			return nil, nil
		}
		s.enqueue(t, job.New{Kind: "poison", Key: "7/1"}, job.New{Kind: "say", Key: "healthy"})
		for i := range job.MaxAttempts {
			if len(s.parked(t, false, job.Place{}, 10)) != 0 {
				t.Fatalf("parked after %d attempts", i)
			}
			s.drain(t)
			s.Bench.Clock.Advance(job.Delay(i + 1))
		}
		since := s.Bench.Clock.Now().Add(-job.Delay(job.MaxAttempts))
		page := s.parked(t, false, job.Place{}, 10)
		if len(page) != 1 || page[0].Kind != "poison" || page[0].Key != "7/1" || page[0].Attempts != job.MaxAttempts || page[0].Since != since {
			t.Fatalf("shown as %+v, parked since %s", page, since)
		}
		if want := "panic: 550 <[address]> [number]: unknown"; page[0].Error != want {
			t.Errorf("the error is %q, want %q", page[0].Error, want)
		}
		tallies, err := s.Tallies(ctx)
		if want := []job.Tally{{Kind: "poison", State: "parked", N: 1}, {Kind: "say", State: "done", N: 1}}; err != nil || !slices.Equal(tallies, want) {
			t.Errorf("tallies %v, %v", tallies, err)
		}
		id := page[0].ID
		if s.PutAway(ctx, id, 5, "  ") == nil {
			t.Error("put away without a reason")
		}
		err = s.PutAway(ctx, id, 5, "Người nhận lan.tran@example.vn đã rút hồ sơ")
		if err != nil || s.count(t, "dismissed") != 1 || s.count(t, "parked") != 0 || len(s.parked(t, false, job.Place{}, 10)) != 0 {
			t.Fatalf("put away: %v", err)
		}
		away := s.parked(t, true, job.Place{}, 10)
		if len(away) != 1 || away[0].Operator != 5 || away[0].OperatedAt != s.Bench.Clock.Now() || away[0].Dismissal != "Người nhận [address] đã rút hồ sơ" {
			t.Errorf("put away as %+v", away)
		}
		if err := s.PutAway(ctx, id, 6, "again"); !errors.Is(err, job.ErrNotParked) {
			t.Errorf("put away twice: %v", err)
		}
		broken = false
		err = s.RunAgain(ctx, id, 6)
		if err != nil || !s.Queue.Woken() {
			t.Fatalf("run again: %v", err)
		}
		if r := s.row(t, "7/1"); r.State != "ready" || r.Attempt != 0 || r.RunAt != s.Bench.Clock.Now() {
			t.Errorf("to be run again: %+v", r)
		}
		s.drain(t)
		if s.count(t, "done") != 2 || s.count(t, "dismissed") != 0 {
			t.Error("the mended job was not done")
		}
		if err := s.RunAgain(ctx, id, 6); !errors.Is(err, job.ErrNotParked) {
			t.Errorf("a done job was run again: %v", err)
		}
	})
}

// Pages of the parked meet end to end, also among those of one moment, and show
// nothing of another authority.
func TestPagesOfTheParkedMeetEndToEnd(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var want []string
		for i := range 23 {
			if i%5 == 0 {
				s.Bench.Clock.Advance(time.Second)
			}
			s.enqueue(t, job.New{Kind: "unknown", Key: fmt.Sprint(i)})
			s.drain(t)
			want = append(want, fmt.Sprint(i))
		}
		other := open(s.Bench.Again())
		other.enqueue(t, job.New{Kind: "unknown", Key: "of others"})
		other.drain(t)
		slices.Reverse(want)
		var got []string
		var behind job.Place
		for {
			page := s.parked(t, false, behind, 4)
			for _, p := range page {
				got, behind = append(got, p.Key), job.Place{Since: p.Since, ID: p.ID}
			}
			if len(page) < 4 {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("met %v", got)
		}
	})
}

// What was done long ago is swept, in batches; what waits, is parked or was done
// lately stays.
func TestSweepDeletesWhatWasDoneLongAgo(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := context.Background()
		wanted := func() bool {
			t.Helper()
			w, err := s.SweepWanted(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return w
		}
		old := make([]job.New, 2300)
		for i := range old {
			old[i] = job.New{Kind: "say", Key: fmt.Sprint("old", i)}
		}
		s.enqueue(t, append(old, job.New{Kind: "unknown", Key: "parked"}, job.New{Kind: "say", Key: "waits", At: s.Bench.Clock.Now().Add(1000 * time.Hour)})...)
		s.steal(t, `UPDATE job SET state = 'parked', run_at = CAST($2 AS bigint) * 0 + 1 WHERE authority = $1 AND unique_key = 'parked'`)
		s.finishAll(t)
		s.Bench.Clock.Advance(30*24*time.Hour - time.Second)
		s.enqueue(t, job.New{Kind: "say", Key: "new"})
		s.drain(t)
		if wanted() {
			t.Error("wanted a day too early")
		}
		s.Bench.Clock.Advance(2 * time.Second)
		if !wanted() {
			t.Error("not wanted when it is time")
		}
		err := s.Sweep(ctx)
		if err != nil || s.count(t, "done") != 1 || s.count(t, "parked") != 1 || s.count(t, "ready") != 1 || wanted() {
			t.Errorf("left: %d done, %d parked, %d ready, %v", s.count(t, "done"), s.count(t, "parked"), s.count(t, "ready"), err)
		}
	})
}

// finishAll marks what is due as done without running it.
func (s *shop) finishAll(t testing.TB) {
	t.Helper()
	err := s.Bench.DB.Update(context.Background(), s.Bench.Authority, func(tx *store.Tx) error {
		_, err := tx.ExecContext(context.Background(), `UPDATE job SET state = 'done' WHERE authority = $1 AND state = 'ready' AND run_at <= $2`, tx.Authority, int64(tx.Now))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
