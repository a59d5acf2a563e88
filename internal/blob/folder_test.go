package blob_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"motcua/internal/blob"
)

func folder(t testing.TB) (*blob.Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "files")
	f, err := blob.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, dir
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestAFolderKeepsBlobs(t *testing.T) {
	ctx := context.Background()
	f, dir := folder(t)
	for _, name := range []string{"37/2019-06-17/b", "37/2019-06-17/a", "37/2019-06-18/c"} {
		err := f.Write(ctx, name, text(name))
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := f.Open(ctx, "37/2019-06-17/a")
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err != nil || string(got) != "37/2019-06-17/a" {
		t.Errorf("read %q, %v", got, err)
	}
	names, err := f.List(ctx, "37/2019-06-17")
	if err != nil || !slices.Equal(names, []string{"a", "b"}) {
		t.Errorf("listed %v, %v", names, err)
	}
	if names, err := f.List(ctx, ""); err != nil || !slices.Equal(names, []string{"37"}) {
		t.Errorf("listed %v, %v", names, err)
	}
	if names, err := f.List(ctx, "38"); err != nil || len(names) != 0 {
		t.Errorf("listed %v, %v of nothing", names, err)
	}
	info, err := os.Stat(filepath.Join(dir, "37/2019-06-17/a"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	for range 2 {
		err = f.Delete(ctx, "37/2019-06-17/a")
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = f.Open(ctx, "37/2019-06-17/a")
	if !errors.Is(err, blob.ErrNone) {
		t.Errorf("a deleted blob: %v", err)
	}
}

// A write that fails stores nothing; one that was cut off by the end of the program
// is found and deleted.
func TestAnUnfinishedWriteIsNoBlob(t *testing.T) {
	ctx, failed := context.Background(), errors.New("the sender left")
	f, dir := folder(t)
	err := f.Write(ctx, "37/d/x", func(w io.Writer) error { return errors.Join(text("half")(w), failed) })
	if !errors.Is(err, failed) {
		t.Errorf("a failing write: %v", err)
	}
	if names, _ := f.List(ctx, "37/d"); len(names) != 0 {
		t.Errorf("it left %v", names)
	}
	err = os.WriteFile(filepath.Join(dir, "37/d/y.part"), []byte("half"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Open(ctx, "37/d/y"); !errors.Is(err, blob.ErrNone) {
		t.Errorf("half a blob opens: %v", err)
	}
	if names, _ := f.List(ctx, "37/d"); !slices.Equal(names, []string{"y"}) {
		t.Errorf("listed %v", names)
	}
	if err := f.Delete(ctx, "37/d/y"); err != nil {
		t.Error(err)
	}
	if names, _ := f.List(ctx, "37/d"); len(names) != 0 {
		t.Errorf("left %v", names)
	}
}

func TestNoNameLeadsOut(t *testing.T) {
	ctx := context.Background()
	f, dir := folder(t)
	err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret"), []byte("x"), 0o600)
	if err == nil {
		err = os.Symlink("../secret", filepath.Join(dir, "link"))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "..", "../secret", "/etc/passwd", "a/../b", "a//b", "A", "a.b", "a\x00", "link"} {
		_, errOpen := f.Open(ctx, name)
		errWrite := f.Write(ctx, name+"/x", text("x"))
		if errOpen == nil || errWrite == nil {
			t.Errorf("%q: open %v, write %v", name, errOpen, errWrite)
		}
	}
}
