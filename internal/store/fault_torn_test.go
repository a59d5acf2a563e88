package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"motcua/internal/fault"
	"motcua/internal/store"
)

// page is the size of SQLite's pages; a commit of the torn tests spans several.
const page = 4096

// numbered writes pair i, each row larger than a page.
func numbered(f file, i int) error {
	ctx := context.Background()
	return f.db.Update(ctx, authority, func(tx *store.Tx) error {
		for _, half := range []string{"one", "two"} {
			_, err := tx.ExecContext(ctx, `INSERT INTO regime (authority, hash, text) VALUES ($1, $2, $3)`,
				tx.Authority, fmt.Sprintf("%05d %s", i, half), body(i))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func body(i int) string { return strings.Repeat(fmt.Sprintf("%05d", i), page/4) }

// commits is how many of the numbered pairs a file holds. It fails unless they
// are a prefix of what was committed, each whole and with its own text.
func commits(db *store.DB) (n int, err error) {
	ctx := context.Background()
	err = db.View(ctx, authority, func(tx *store.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT hash, text FROM regime WHERE authority = $1 ORDER BY hash`, authority)
		if err != nil {
			return err
		}
		defer rows.Close()
		for n = 0; rows.Next(); n++ {
			var hash, text string
			err = rows.Scan(&hash, &text)
			if err != nil {
				return err
			}
			half := []string{"one", "two"}[n%2]
			if want := fmt.Sprintf("%05d %s", n/2, half); hash != want || text != body(n/2) {
				return fmt.Errorf("row %d is %q with %d bytes, want %q", n, hash, len(text), want)
			}
		}
		return rows.Err()
	})
	if err == nil && n%2 != 0 {
		err = errors.New("half a transaction")
	}
	return n / 2, err
}

// A power cut leaves the log torn anywhere: cut off, or with a garbled tail. What
// is found again is a prefix of the commits, each whole, and it can be written.
func TestFaultSQLiteTornLog(t *testing.T) {
	const before, during = 3, 16
	f := newTempFile(t)
	for i := range before {
		err := numbered(f, i)
		if err != nil {
			t.Fatal(err)
		}
	}
	writer(t, f, "PRAGMA wal_checkpoint(TRUNCATE)")
	writer(t, f, "PRAGMA wal_autocheckpoint = 0") // the log alone changes while it is copied
	writing := make(chan error, 1)
	enough := make(chan struct{})
	go func() {
		for i := before; i < before+during; i++ {
			err := numbered(f, i)
			if err != nil {
				writing <- err
				return
			}
			if i == before+during/2 {
				close(enough)
			}
		}
		writing <- nil
	}()
	<-enough
	main, live := read(t, f.path), read(t, f.path+"-wal") // in the middle of a commit, maybe
	err := <-writing
	if err != nil {
		t.Fatal(err)
	}
	all := read(t, f.path+"-wal")
	r := rand.New(rand.NewPCG(61, 2018))
	trials := 12
	if testing.Short() {
		trials = 3
	}
	check := func(what string, wal []byte, least, most int) int {
		t.Helper()
		n, err := reopened(t, main, wal)
		if err != nil || n < least || n > most {
			t.Errorf("%s: %d commits (%d to %d are right), %v", what, n, least, most, err)
		}
		return n
	}
	last := before + during
	check("whole", all, last, last)
	check("copied while it was written", live, before+during/2, last)
	for range trials {
		at := r.IntN(len(all))
		whole := check(fmt.Sprintf("cut at %d", at), all[:at], before, last)
		garbled := bytes.Clone(all)
		for i := at; i < len(garbled); i++ {
			garbled[i] = byte(r.Uint32())
		}
		check(fmt.Sprintf("garbled from %d", at), garbled, whole, whole)
		flipped := bytes.Clone(all)
		flipped[at] ^= 1 << r.IntN(8)
		check(fmt.Sprintf("a bit flipped at %d", at), flipped, before, last)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// reopened counts the commits of a copy, writes to it and counts again.
func reopened(t *testing.T, main, wal []byte) (int, error) {
	t.Helper()
	db, err := opened(t, main, wal)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	n, err := commits(db)
	if err != nil {
		return n, err
	}
	err = numbered(file{db: db}, n)
	if err != nil {
		return n, err
	}
	again, err := commits(db)
	if err == nil && again != n+1 {
		err = fmt.Errorf("%d commits after another one", again)
	}
	return n, err
}

func opened(t *testing.T, main, wal []byte) (*store.DB, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "torn.db")
	for name, data := range map[string][]byte{path: main, path + "-wal": wal} {
		err := os.WriteFile(name, data, 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
	return store.Open(context.Background(), store.Config{DSN: "sqlite:" + path, Relaxed: true})
}

// A garbled page of the file itself is told, whatever page it is: nobody gets a
// wrong answer and nothing panics. (A changed byte inside of a text is none of
// SQLite's business: the chains of events find it.)
func TestFaultSQLiteGarbledPage(t *testing.T) {
	f := newTempFile(t)
	ctx := context.Background()
	const pairs = 300 // their rows fill leaves; none needs a page of its own
	err := f.db.Update(ctx, authority, func(tx *store.Tx) (err error) {
		for i := range pairs {
			err = errors.Join(err, pair(ctx, tx, fmt.Sprintf("%05d", i)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	writer(t, f, "PRAGMA wal_checkpoint(TRUNCATE)")
	whole := read(t, f.path)
	r := rand.New(rand.NewPCG(61, 2018))
	told := 0
	for at := 0; at < len(whole); at += page {
		for name, spoil := range map[string]func([]byte){
			"random": func(p []byte) {
				for i := range p {
					p[i] = byte(r.Uint32())
				}
			},
			"empty": func(p []byte) { clear(p) },
		} {
			data := bytes.Clone(whole)
			spoil(data[at : at+page])
			err := used(ctx, t, data, 2*pairs)
			if err != nil {
				told++
			}
			if err != nil && !fault.Is(err, fault.CodeUnavailable) {
				t.Errorf("%s page %d: %v", name, at/page, err)
			}
		}
	}
	if told < 10 {
		t.Errorf("only %d garbled pages were told", told)
	}
	for _, size := range []int{99, page - 1, page, len(whole) - page, len(whole) - 1} {
		err := used(ctx, t, whole[:size], 2*pairs)
		if !fault.Is(err, fault.CodeUnavailable) {
			t.Errorf("cut at %d of %d: %v", size, len(whole), err)
		}
	}
}

// used opens a file, reads all of it and writes; it fails with the first error.
func used(ctx context.Context, t *testing.T, main []byte, want int) error {
	t.Helper()
	db, err := opened(t, main, nil)
	if err != nil {
		return err
	}
	defer db.Close()
	n := 0
	err = db.View(ctx, authority, func(tx *store.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT hash, text FROM regime WHERE authority = $1 ORDER BY hash`, authority)
		if err != nil {
			return err
		}
		defer rows.Close()
		for ; rows.Next(); n++ {
			var hash, text string
			err = rows.Scan(&hash, &text)
			if err != nil {
				return err
			}
			if hash[:5] != fmt.Sprintf("%05d", n/2) || text != "x" {
				t.Errorf("row %d came as %q %q without a word", n, hash, text)
			}
		}
		return rows.Err()
	})
	if err == nil && n != want {
		t.Errorf("%d rows came instead of %d without a word", n, want)
	}
	if err != nil {
		return err
	}
	return db.Update(ctx, authority, func(tx *store.Tx) error { return pair(ctx, tx, "zzz") })
}
