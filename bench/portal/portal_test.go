package portal

import (
	"bufio"
	"fmt"
	"io"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"motcua/app"
)

// few procedures are enough to test with.
const few = 5

func TestWhatIsMeasured(t *testing.T) {
	if testing.Short() {
		t.Skip("seeds a province")
	}
	dir := t.TempDir()
	dsn := "sqlite:" + filepath.Join(dir, "portal.db")
	err := Prepare(t.Context(), dsn, dir, few)
	if err != nil {
		t.Fatal(err)
	}
	core, err := app.OpenCore(t.Context(), config(dsn, dir))
	if err != nil {
		t.Fatal(err)
	}
	defer core.DB.Close()
	handler, err := pages(core, nil)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	addr := server.Listener.Addr().String()
	load, err := drive(addr, 2, paths(few), 50*time.Millisecond)
	if err != nil || load.Requests == 0 || load.P99 < load.P50 {
		t.Errorf("load %+v, %v", load, err)
	}
	seen := published(t, core, addr)
	if seen != [3]int{1, 1, 2} {
		t.Errorf("editions before, unseen and seen: %v", seen)
	}
	plain, err := precompressed(handler, few)
	if err != nil {
		t.Fatal(err)
	}
	alone := httptest.NewServer(plain)
	defer alone.Close()
	if err := warm(alone.Listener.Addr().String(), paths(few)); err != nil {
		t.Error(err)
	}
}

// published is the edition a reader sees before a publication, after it and after the
// next look.
func published(t *testing.T, core *app.Core, addr string) (seen [3]int) {
	t.Helper()
	c, err := dial(addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.conn.Close()
	read := func() int {
		err := c.get(path(1), true)
		if err != nil {
			t.Fatal(err)
		}
		k, err := c.edition()
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	seen[0] = read()
	in, told := io.Pipe()
	said, out := io.Pipe()
	go publishing(t.Context(), core, in, out)
	p := &press{in: told, out: bufio.NewReader(said), procedures: few, acked: map[int][]time.Time{}}
	err = p.publish(1)
	if err != nil {
		t.Fatal(err)
	}
	told.Close()
	seen[1] = read()
	_, err = core.Book.Refresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen[2] = read()
	return seen
}

func TestEditionsDifferInTheirTextAlone(t *testing.T) {
	records, err := carried()
	if err != nil {
		t.Fatal(err)
	}
	hashes := map[string]bool{}
	for n := range few {
		for k := 1; k < 3; k++ {
			v, err := edition(records, n, k)
			if err != nil || v.Record.Code != codeOf(n) || v.Number != k {
				t.Fatal(n, k, err)
			}
			hashes[v.Hash] = true
		}
	}
	if len(hashes) != 2*few {
		t.Error(fmt.Sprint(len(hashes), " different editions"))
	}
}
