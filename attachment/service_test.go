package attachment_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/attachment"
	"motcua/authz"
	"motcua/internal/clamd"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/sandbox"
)

const component = "p1/1/1/1"

// eicar is a harmless PDF with the string that every scanner knows in a remark.
func eicar() []byte {
	return bytes.Replace(page(""), []byte("xref"), []byte("%X5O!P%@AP[4\\PZX54(P^)7CC)7}$"+"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*\nxref"), 1)
}

// scanned gives a town a scanner.
func scanned(t *testing.T, town apptest.Town) *sandbox.Server {
	t.Helper()
	s, err := sandbox.New(sandbox.Config{SMTPAddr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0", ScanAddr: "127.0.0.1:0",
		KeyFile: filepath.Join(t.TempDir(), "key")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	client, err := clamd.New("tcp:"+s.ScanAddr(), 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	town.Files.Scanner = client
	return s
}

func add(t testing.TB, town apptest.Town, who authz.Actor, draft int64, name string, data []byte) attachment.File {
	t.Helper()
	f, err := town.Files.Add(t.Context(), who, draft, attachment.Given{Component: component, Name: name, Body: bytes.NewReader(data)})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func draft(t testing.TB, town apptest.Town, who authz.Actor) int64 {
	t.Helper()
	id, err := town.Draft(who, town.Commune, 3)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func submit(t testing.TB, town apptest.Town, who authz.Actor, draft int64) int64 {
	t.Helper()
	id, err := town.Dossiers.Submit(t.Context(), who, draft, true)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func drain(t testing.TB, town apptest.Town) {
	t.Helper()
	_, err := town.Jobs.Drain(t.Context())
	if err != nil {
		t.Fatal(err)
	}
}

func files(t testing.TB, town apptest.Town, who authz.Actor, dossier int64, action authz.Action) []attachment.File {
	t.Helper()
	all, err := town.Dossiers.FilesOf(t.Context(), who, dossier, action)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// read opens a file as somebody and gives its text, or why not.
func read(t testing.TB, town apptest.Town, who authz.Actor, id int64) ([]byte, error) {
	t.Helper()
	_, text, err := town.Dossiers.OpenFile(t.Context(), who, id)
	if err != nil {
		return nil, err
	}
	defer text.Close()
	data, err := io.ReadAll(text)
	return data, err
}

// blobs is the paths of all blobs of a town.
func blobs(t testing.TB, town apptest.Town) (all []string) {
	t.Helper()
	err := filepath.WalkDir(town.FilesDir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func verified(t testing.TB, town apptest.Town, want ...string) {
	t.Helper()
	got, err := town.Files.Verify(t.Context())
	if err != nil || len(got) != len(want) {
		t.Fatalf("verified %v, %v; want %d", got, err, len(want))
	}
	for i, m := range got {
		if !strings.Contains(m.String(), want[i]) {
			t.Errorf("%s; want %q", m, want[i])
		}
	}
}

// A file goes from the draft to the dossier, is looked at, read by who takes part and
// by nobody else, each reading logged; it stands nowhere in clear, and the dossier's
// key is the end of it.
func TestAFileFromTheDraftToItsErasure(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := t.Context()
		scanned(t, town)
		lan, phuc, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Phuc), town.Login(t, apptest.Counter)
		id := draft(t, town, lan)
		text := page("/Title (Lăng Thị Mai Lan)")
		f := add(t, town, lan, id, `C:\Ảnh\giấy chứng sinh.pdf`, text)
		if f.State != attachment.Quarantined || f.Name != "giấy chứng sinh.pdf" || f.Size != int64(len(text)) {
			t.Errorf("added %+v", f)
		}
		for _, path := range blobs(t, town) {
			raw, err := os.ReadFile(path)
			if err != nil || bytes.Contains(raw, []byte("%PDF")) || bytes.Contains(raw, []byte("Lan")) || strings.Contains(path, "sinh") {
				t.Errorf("%s stands in clear, %v", path, err)
			}
		}
		if got, err := read(t, town, lan, f.ID); err != nil || !bytes.Equal(got, text) {
			t.Errorf("her own, before it was looked at: %d bytes, %v", len(got), err)
		}
		for name, who := range map[string]authz.Actor{"another citizen": phuc, "the counter": counter, "nobody": {}} {
			if _, err := read(t, town, who, f.ID); err == nil {
				t.Errorf("%s reads a file of a draft", name)
			}
		}
		if _, err := town.Files.Add(ctx, phuc, id, attachment.Given{Component: component, Name: "x", Body: bytes.NewReader(text)}); !fault.Is(err, fault.CodeDraftGone) {
			t.Errorf("another adds: %v", err)
		}
		if err := town.Files.Remove(ctx, phuc, id, f.ID); !fault.Is(err, fault.CodeDraftGone) {
			t.Errorf("another removes: %v", err)
		}
		verified(t, town)

		dossier := submit(t, town, lan, id)
		verified(t, town)
		if _, err := read(t, town, counter, f.ID); !fault.Is(err, fault.CodeFileQuarantined) {
			t.Errorf("the counter, before it was looked at: %v", err)
		}
		drain(t, town)
		if all := files(t, town, lan, dossier, authz.DossierViewOwn); len(all) != 1 || all[0].State != attachment.Clean || all[0].Name != f.Name {
			t.Errorf("her files: %+v", all)
		}
		for name, who := range map[string]authz.Actor{"the one who filed": lan, "the counter": counter} {
			if got, err := read(t, town, who, f.ID); err != nil || !bytes.Equal(got, text) {
				t.Errorf("%s: %d bytes, %v", name, len(got), err)
			}
		}
		for name, login := range map[string]string{"another citizen": apptest.Phuc, "the specialist, before receipt": apptest.Specialist,
			"another commune's counter": "tiepnhan.dongdang", "the administrator": apptest.Admin} {
			if _, err := read(t, town, town.Login(t, login), f.ID); !fault.Is(err, fault.CodeNotFound) && !fault.Is(err, fault.CodeForbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		readers, err := town.Dossiers.Readers(ctx, lan, dossier, 10)
		if err != nil || len(readers) != 1 || readers[0].Action != authz.FileRead || readers[0].Account != counter.Account {
			t.Errorf("readings: %+v, %v", readers, err)
		}
		if _, err := town.Files.Add(ctx, lan, id, attachment.Given{Component: component, Name: "x", Body: bytes.NewReader(text)}); !fault.Is(err, fault.CodeDraftGone) {
			t.Errorf("added after filing: %v", err)
		}
		erase(t, town, dossier)
		if _, err := read(t, town, counter, f.ID); !fault.Is(err, fault.CodeKeyDestroyed) {
			t.Errorf("after its key was destroyed: %v", err)
		}
		if all := files(t, town, lan, dossier, authz.DossierViewOwn); len(all) != 1 || all[0].Name != "" {
			t.Errorf("her files after erasure: %+v", all)
		}
		verified(t, town)
	})
}

func exec(t testing.TB, town apptest.Town, text string, args ...any) {
	t.Helper()
	err := town.Bench.DB.Update(t.Context(), town.Authority(), func(tx *store.Tx) error {
		_, err := tx.ExecContext(t.Context(), text, append([]any{town.Authority()}, args...)...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// erase destroys the key of a dossier.
func erase(t testing.TB, town apptest.Town, dossier int64) {
	t.Helper()
	exec(t, town, `UPDATE data_key SET wrapped = $3, destroyed_at = 1 WHERE authority = $1 AND dossier = $2`, dossier, []byte{})
}

// An adding that fails leaves nothing, and what verify looks at is held against rows
// and bytes that somebody damaged.
func TestVerifyNamesEveryDamage(t *testing.T) {
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		ctx := t.Context()
		lan := town.Login(t, apptest.Lan)
		id := draft(t, town, lan)
		for _, data := range [][]byte{[]byte("<svg/>"), bytes.Repeat([]byte("%PDF-"), 3*attachment.MB)} {
			if _, err := town.Files.Add(ctx, lan, id, attachment.Given{Component: component, Name: "giay.pdf", Body: bytes.NewReader(data)}); err == nil {
				t.Error("accepted")
			}
		}
		if n := len(blobs(t, town)); n != 0 {
			t.Errorf("refused files left %d blobs", n)
		}
		first, second := add(t, town, lan, id, "1.pdf", page("")), add(t, town, lan, id, "2.pdf", page("/Lang (vi)"))
		verified(t, town)
		exec(t, town, `UPDATE attachment SET size = size + 1 WHERE authority = $1 AND id = $2`, first.ID)
		verified(t, town, "its row says")
		exec(t, town, `UPDATE attachment SET size = size - 1, digest = $3 WHERE authority = $1 AND id = $2`, first.ID, []byte("x"))
		verified(t, town, "not what was handed in")
		for _, path := range blobs(t, town) {
			if err := os.Truncate(path, 40); err != nil {
				t.Fatal(err)
			}
		}
		verified(t, town, seal.ErrOpen.Error(), seal.ErrOpen.Error())
		for _, path := range blobs(t, town) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		verified(t, town, "none of that name", "none of that name")
		exec(t, town, `UPDATE attachment SET wrapped = (SELECT wrapped FROM attachment WHERE authority = $1 AND id = $3) WHERE authority = $1 AND id = $2`, second.ID, first.ID)
		verified(t, town, "none of that name", seal.ErrOpen.Error()) // a key moved to another row
		exec(t, town, `DELETE FROM attachment WHERE authority = $1 AND id = $2`, second.ID)
		exec(t, town, `DELETE FROM draft WHERE authority = $1 AND id = $2`, id)
		verified(t, town, fmt.Sprintf("its draft %d is not there", id))
	})
}

// Requests that bring files are few at once, of one person and of all.
func TestAddingIsBounded(t *testing.T) {
	town := apptest.New(t)
	var ends []func()
	for i := range 4 {
		done, err := town.Files.Begin(1)
		if err != nil {
			t.Fatalf("request %d of one person: %v", i+1, err)
		}
		ends = append(ends, done)
	}
	if _, err := town.Files.Begin(1); !fault.Is(err, fault.CodeBusy) {
		t.Errorf("a fifth request of one person: %v", err)
	}
	others := 0
	for ; others < 100; others++ {
		done, err := town.Files.Begin(int64(2 + others))
		if err != nil {
			break
		}
		ends = append(ends, done)
	}
	if others != 28 {
		t.Errorf("%d others beside her, want 28", others)
	}
	for _, done := range ends {
		done()
	}
	if done, err := town.Files.Begin(1); err != nil {
		t.Errorf("after all have ended: %v", err)
	} else {
		done()
	}
}
