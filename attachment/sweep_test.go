package attachment_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/attachment"
	"motcua/authz"
	"motcua/internal/blob"
	"motcua/internal/fault"
)

// Removed and discarded files open for nobody at once, their bytes go after; a blob
// that never got a row goes too, and nothing else does.
func TestSweeping(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := t.Context()
		lan := town.Login(t, apptest.Lan)
		id, other := draft(t, town, lan), draft(t, town, lan)
		keep, gone := add(t, town, lan, id, "keep.pdf", page("")), add(t, town, lan, id, "gone.pdf", page(""))
		add(t, town, lan, other, "other.pdf", page(""))
		for range 2 {
			if err := town.Files.Remove(ctx, lan, id, gone.ID); err != nil {
				t.Fatal(err)
			}
		}
		if err := town.Files.Remove(ctx, lan, id, 1); !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("a file that never was: %v", err)
		}
		if _, err := read(t, town, lan, gone.ID); !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("a removed file: %v", err)
		}
		if err := town.Dossiers.Discard(ctx, lan, other); err != nil {
			t.Fatal(err)
		}
		drain(t, town)
		if n := len(blobs(t, town)); n != 2 {
			t.Errorf("%d blobs after discarding, want 2", n)
		}
		killBetween(t, town, lan, id)
		if n := len(blobs(t, town)); n != 3 {
			t.Errorf("%d blobs after a crash, want 3", n)
		}
		sweep(t, town, 0)
		if n := len(blobs(t, town)); n != 3 {
			t.Errorf("%d blobs after a sweep on the same day, want 3: somebody may be adding them", n)
		}
		sweep(t, town, 2)
		if n := len(blobs(t, town)); n != 1 {
			t.Errorf("%d blobs after two days, want 1", n)
		}
		if got, err := read(t, town, lan, keep.ID); err != nil || len(got) == 0 {
			t.Errorf("what was kept: %v", err)
		}
		if _, err := town.Files.Add(ctx, lan, id, attachment.Given{Component: component, Name: "x", Body: bytes.NewReader(page(""))}); err != nil {
			t.Error(err)
		}
		verified(t, town)
	})
}

func sweep(t testing.TB, town apptest.Town, days int) {
	t.Helper()
	town.Bench.Clock.Advance(time.Duration(days) * 24 * time.Hour)
	if err := town.Files.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// dies is a store whose process ends once a blob is written.
type dies struct {
	blob.Store
	end func()
}

func (d dies) Write(ctx context.Context, name string, fill func(io.Writer) error) error {
	err := d.Store.Write(ctx, name, fill)
	d.end()
	return err
}

func (d dies) Delete(context.Context, string) error { return errors.New("the process has ended") }

// killBetween ends an adding after its blob was written, before its row is.
func killBetween(t testing.TB, town apptest.Town, who authz.Actor, draft int64) {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	whole := town.Files.Blobs
	town.Files.Blobs = dies{whole, end}
	_, err := town.Files.Add(ctx, who, draft, attachment.Given{Component: component, Name: "x.pdf", Body: bytes.NewReader(page(""))})
	town.Files.Blobs = whole
	if err == nil {
		t.Fatal("it was added although its process ended")
	}
}
