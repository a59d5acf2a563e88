package racetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"motcua/internal/fault"
	"motcua/internal/job"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

// oneAccount: one login registered in both processes is one account, and the
// other is told that it is taken.
func oneAccount(t *testing.T, f *fleet) {
	for round := range 3 {
		login := fmt.Sprintf("0912%06d", round)
		part := []op{{Do: "register", Text: login}}
		got := slices.Concat(f.race(t, part, part)...)
		if (got[0].Error == "") == (got[1].Error == "") || got[0].Fault+got[1].Fault != fault.CodeAccountTaken {
			t.Errorf("registered twice: %+v and %+v", got[0], got[1])
		}
		if n := f.number(t, `SELECT count(*) FROM account WHERE authority = $1 AND login = $2`, login); n != 1 {
			t.Errorf("%d accounts of %s", n, login)
		}
	}
}

// differentIDs: the clocks of all processes stand at one moment, and no id is
// made twice.
func differentIDs(t *testing.T, f *fleet) {
	const each = 20_000
	part := many(4, func(int) op { return op{Do: "ids", N: each / 4} })
	var ids []int64
	for _, r := range slices.Concat(f.race(t, part, part)...) {
		if r.Error != "" {
			t.Errorf("ids: %s", r.Error)
		}
		ids = append(ids, r.IDs...)
	}
	slices.Sort(ids)
	if n := len(ids); n != 2*each || len(slices.Compact(ids)) != n {
		t.Errorf("%d different ids of %d", len(slices.Compact(ids)), n)
	}
	nodes := map[int]bool{}
	for _, c := range f.children {
		nodes[c.node] = true
	}
	if len(nodes) != len(f.children) || nodes[0] {
		t.Errorf("numbers of processes: %v", nodes)
	}
}

// jobsOnce: several workers in each process; each job is claimed once and its
// effect is there once, as are the messages of all that happened so far.
func jobsOnce(t *testing.T, f *fleet) {
	const n = 400
	ctx := context.Background()
	queue := job.NewQueue()
	err := f.DB.Update(ctx, f.Authority, func(tx *store.Tx) error {
		for i := range n {
			err := queue.Enqueue(ctx, tx, job.New{Kind: markJob, Key: fmt.Sprint(i)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	drain := many(3, func(int) op { return op{Do: "drain"} })
	for _, r := range slices.Concat(append(f.race(t, drain, drain), f.race(t, drain[:1])...)...) {
		if r.Error != "" {
			t.Errorf("drain: %s", r.Error)
		}
	}
	if done := f.number(t, `SELECT count(*) FROM job WHERE authority = $1 AND kind = $2 AND state = 'done' AND attempt = 1`, markJob); done != n {
		t.Errorf("%d of %d jobs were done at the first attempt", done, n)
	}
	if effects := f.number(t, `SELECT count(*) FROM idempotency WHERE authority = $1 AND key LIKE $2`, effect+"%"); effects != n {
		t.Errorf("%d effects of %d jobs", effects, n)
	}
	if left := f.number(t, `SELECT count(*) FROM job WHERE authority = $1 AND state <> 'done'`); left != 0 {
		t.Errorf("%d jobs are left", left)
	}
	told := f.number(t, `SELECT count(*) FROM event WHERE authority = $1 AND kind IN ('dossier.submitted', 'dossier.received', 'dossier.voided')`)
	messages := f.number(t, `SELECT count(*) FROM inbox_message WHERE authority = $1`)
	distinct := f.number(t, `SELECT count(*) FROM (SELECT DISTINCT dossier, template FROM inbox_message WHERE authority = $1) m`)
	if told == 0 || messages != told || distinct != told {
		t.Errorf("%d messages, %d different, of %d events", messages, distinct, told)
	}
	clean(t, f)
}

// periodsOnce: whenever it is due, one worker of one process does the period's
// work, and nobody else meanwhile.
func periodsOnce(t *testing.T, f *fleet) {
	const rounds = 5
	before := f.number(t, `SELECT count(*) FROM idempotency WHERE authority = $1 AND key LIKE $2`, ran+"%")
	for round := range rounds {
		later(t, f, testkit.Start.Add(time.Duration(round+1)*time.Hour))
		drain := many(3, func(int) op { return op{Do: "drain"} })
		for _, r := range slices.Concat(f.race(t, drain, drain)...) {
			if r.Error != "" {
				t.Errorf("drain: %s", r.Error)
			}
		}
	}
	later(t, f, testkit.Start)
	if n := f.number(t, `SELECT count(*) FROM idempotency WHERE authority = $1 AND key LIKE $2`, ran+"%"); n != before+rounds {
		t.Errorf("it ran %d times in %d rounds", n-before, rounds)
	}
	if n := f.number(t, `SELECT count(*) FROM idempotency WHERE authority = $1 AND key LIKE $2`, overlap+"%"); n != 0 {
		t.Errorf("two were in it %d times", n)
	}
	clean(t, f)
}
