package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/attachment"
	"motcua/catalogue"
	"motcua/internal/clamd"
)

const onePage = "%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"

// fileWithPaper files a dossier with a file of its first paper, and gives both numbers.
func (o office) fileWithPaper(t *testing.T, name string) (dossier, file int64) {
	t.Helper()
	lan := o.Login(t, apptest.Lan)
	draft, err := o.Draft(lan, o.Commune, 5)
	if err != nil {
		t.Fatal(err)
	}
	entry, _ := o.Book.ByCode("1.001193")
	var key catalogue.ComponentKey
	version, err := o.Book.Open(t.Context(), entry.Newest())
	if err == nil {
		key = version.Papers()[0].Key
	}
	if err != nil {
		t.Fatal(err)
	}
	f, err := o.Files.Add(t.Context(), lan, draft, attachment.Given{Component: key.String(), Name: name, Body: strings.NewReader(onePage)})
	if err == nil {
		dossier, err = o.Dossiers.Submit(t.Context(), lan, draft, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dossier, f.ID
}

// TestFilesStandBesideTheirPapers: to be opened once they were looked at, by who takes
// part; the reading is logged and shown to the applicant.
func TestFilesStandBesideTheirPapers(t *testing.T) {
	o := open(t)
	silent, err := clamd.New("tcp:127.0.0.1:1", time.Second)
	if err != nil {
		t.Fatal(err)
	}
	o.Files.Scanner = silent
	dossier, file := o.fileWithPaper(t, "giấy chứng sinh.pdf")
	path := "/can-bo/tep/" + itoa(file)
	counter := o.as(t, apptest.Counter)
	waiting := counter.ok("/can-bo/ho-so/" + itoa(dossier))
	waiting.has("giấy chứng sinh.pdf", "đang chờ kiểm tra mã độc")
	if waiting.Find(`a[href="`+path+`"]`).Length() != 0 {
		t.Error("a file nobody has looked at can be opened")
	}
	refused := counter.get(path)
	if refused.Status != http.StatusConflict {
		t.Errorf("asked for all the same: %d", refused.Status)
	}
	refused.has("Tệp đang chờ kiểm tra mã độc")

	o.Files.Scanner = nil
	o.Bench.Clock.Advance(time.Minute)
	if _, err := o.Jobs.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	counter.cookie("lang", "en")
	page := counter.ok("/can-bo/ho-so/" + itoa(dossier))
	page.has("not scanned for malicious software", "this authority has no scanner")
	if page.Find(`a[href="`+path+`"]`).Length() != 1 {
		t.Error("the file has no link")
	}
	got := counter.get(path)
	if got.Status != http.StatusOK {
		t.Fatalf("the counter: %d", got.Status)
	}
	for login, want := range map[string]int{apptest.Specialist: http.StatusNotFound, "tiepnhan.dongdang": http.StatusNotFound, apptest.Admin: http.StatusForbidden} {
		if a := o.as(t, login).get(path); a.Status != want {
			t.Errorf("%s: %d, want %d", login, a.Status, want)
		}
	}
	if a := o.anybody(t).get(path); a.Status != http.StatusUnauthorized {
		t.Errorf("nobody signed in: %d", a.Status)
	}
	readers, err := o.Dossiers.Readers(t.Context(), o.Login(t, apptest.Lan), dossier, 10)
	if err != nil || len(readers) != 3 || readers[0].Action != "file.read" {
		t.Errorf("readings: %+v, %v", readers, err)
	}
}
