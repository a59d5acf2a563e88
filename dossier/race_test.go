package dossier_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"motcua/app/apptest"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/fault"
)

// TT01 Đ19 k1: two hundred receipts of one unit at once are numbered 1 to 200.
func TestTwoHundredReceiptsAtOnce(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		const n = 200
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		ids := make([]int64, n)
		for i := range ids {
			ids[i] = town.File(t, lan, uint64(i+1))
		}
		codes, errs := make([]string, n), make([]error, n)
		var wg sync.WaitGroup
		for i, id := range ids {
			wg.Go(func() {
				st, err := town.Dossiers.Do(context.Background(), counter, id, 1, dossier.Receive{})
				codes[i], errs[i] = st.Code, err
			})
		}
		wg.Wait()
		slices.Sort(codes)
		for i, c := range codes {
			if want := fmt.Sprintf("000.23.21.H37-190617-%04d", i+1); c != want || errs[i] != nil {
				t.Fatalf("code %d is %q, want %s (error %v)", i+1, c, want, errs[i])
			}
		}
		clean(t, town)
	})
}

// Two officials receive one dossier at the same moment: one does, the other is
// told that it changed, and one code is used.
func TestOneDossierReceivedByTwo(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		second := counter
		second.Account++ // a colleague with the same post
		for seed := range 20 {
			id := town.File(t, lan, uint64(seed+1))
			errs := make(chan error, 2)
			go func() { _, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{}); errs <- err }()
			go func() { _, err := town.Dossiers.Do(ctx, second, id, 1, dossier.Receive{}); errs <- err }()
			a, b := <-errs, <-errs
			if (a == nil) == (b == nil) || a != nil && !fault.Is(a, fault.CodeStale) || b != nil && !fault.Is(b, fault.CodeStale) {
				t.Fatalf("received by two: %v and %v", a, b)
			}
		}
		clean(t, town)
	})
}

// NĐ61 Đ26 k2b: the ordinal has four digits; the 10,000th of a day is refused,
// reported, and changes nothing.
func TestTenThousandthOfADayIsRefused(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := context.Background()
		lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
		id := town.File(t, lan, 1)
		var alarm bytes.Buffer
		town.Dossiers.Security = slog.New(slog.NewTextHandler(&alarm, nil))
		setCounter(t, town, code.MaxOrdinal)
		_, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{})
		if !fault.Is(err, fault.CodeDayFull) {
			t.Fatalf("the 10,000th: %v", err)
		}
		if !strings.Contains(alarm.String(), "used up") {
			t.Errorf("no alarm: %q", alarm.String())
		}
		if last := counterOf(t, town); last != code.MaxOrdinal {
			t.Errorf("the refused receipt left the counter at %d", last)
		}
		setCounter(t, town, 0)
		st, err := town.Dossiers.Do(ctx, counter, id, 1, dossier.Receive{})
		if err != nil || !strings.HasSuffix(st.Code, "-0001") {
			t.Errorf("afterwards: %q, %v", st.Code, err)
		}
		clean(t, town)
	})
}
