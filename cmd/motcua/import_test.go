package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"motcua/catalogue"
	"motcua/catalogue/pack"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
)

func engines(t *testing.T, fn func(t *testing.T, d database)) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) { fn(t, installation(t, engine)) })
	}
}

// book is the catalogue as a new process reads it.
func (d database) book(t *testing.T) (book *catalogue.Book, runs []catalogue.Run) {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, store.Config{DSN: d.DB})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	book, err = catalogue.LoadBook(ctx, db, d.Authority)
	if err == nil {
		runs, err = book.Runs(ctx, 0, 100)
	}
	if err != nil {
		t.Fatal(err)
	}
	return book, runs
}

// say runs an import and returns what it printed.
func (c importProcedures) say() (string, error) {
	var out bytes.Buffer
	err := c.Run(&run{ctx: context.Background(), out: &out, log: slog.New(slog.DiscardHandler)})
	return out.String(), err
}

func (c importProcedures) must(t *testing.T, want ...string) {
	t.Helper()
	said, err := c.say()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		if !strings.Contains(said, w) {
			t.Errorf("it says %q, want %q", said, w)
		}
	}
}

func record(n int, name string) string {
	return fmt.Sprintf(`{"code":"1.90000%d","executing":[{"name":"Ủy ban nhân dân cấp xã"}],"levels":["xa"],"name":%q,"portal_id":"p%d","type":"STANDARD"}`, n, name, n)
}

// packOf writes a pack; its header says how many records want it says.
func packOf(t *testing.T, complete bool, want int, records ...string) string {
	t.Helper()
	head := fmt.Sprintf(`{"format":%q,"title":"Thử","source":"kiểm thử","crawled":"2026-07-18","complete":%t,"records":%d}`, pack.Format, complete, want)
	return write(t, []byte(head+"\n"+strings.Join(records, "\n")+"\n"))
}

func write(t *testing.T, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pack.jsonl")
	err := os.WriteFile(path, text, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(text) // into memory
	err = z.Close()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What a corrupt file says and where; nothing of it is taken.
func TestCorruptFilesAreRefused(t *testing.T) {
	engines(t, func(t *testing.T, d database) {
		_, before := d.book(t)
		whole := zipped(t, packOf(t, false, 2, record(1, "Một"), record(2, "Hai")))
		bad := strings.Replace(record(2, "Hai"), `"levels":["xa"]`, `"levels":[xa]`, 1)
		column := strings.Index(bad, "[xa]") + 2 - len("Ủy ban nhân dân cấp xã") + len([]rune("Ủy ban nhân dân cấp xã"))
		for name, c := range map[string]struct{ file, place, kind, vi string }{
			"bad JSON":      {packOf(t, false, 2, record(1, "Một"), bad), fmt.Sprintf(":3:%d: 1.900002: ", column), "syntax", "không phải JSON hợp lệ"},
			"truncated":     {write(t, whole[:len(whole)-20]), ":", "truncated", "tệp bị cắt giữa chừng"},
			"unknown key":   {packOf(t, false, 1, strings.Replace(record(1, "Một"), `"type"`, `"typ"`, 1)), ":2:", "unknown_key", "khóa không có trong định dạng"},
			"too few":       {packOf(t, false, 3, record(1, "Một"), record(2, "Hai")), ":4: ", "count", "số bản ghi không đúng"},
			"too many":      {packOf(t, false, 1, record(1, "Một"), record(2, "Hai")), ":3: ", "count", "số bản ghi không đúng"},
			"no such level": {packOf(t, false, 1, strings.Replace(record(1, "Một"), `["xa"]`, `["huyen"]`, 1)), ":2:", "record", "1.900001: levels[0]: bản ghi không nhận được"},
		} {
			said, err := importProcedures{File: c.file, Lang: "vi", database: d}.say()
			if err == nil || said != "" {
				t.Errorf("%s: taken, says %q", name, said)
				continue
			}
			for _, want := range []string{c.file + c.place, "(" + c.kind + ": ", c.vi, "Nothing was changed"} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%s: %v, want %q", name, err, want)
				}
			}
		}
		book, after := d.book(t)
		if _, ok := book.ByCode("1.900001"); ok || len(after) != len(before) {
			t.Error("a refused file left something")
		}
	})
}

func TestImportStepByStep(t *testing.T) {
	engines(t, func(t *testing.T, d database) {
		first := importProcedures{File: packOf(t, false, 2, record(1, "Một"), record(2, "Hai")), From: "2026-01-01", Lang: "vi", database: d}
		dry := first
		dry.DryRun = true
		_, before := d.book(t)
		dry.must(t, "Xem trước", "2 bản ghi: 2 mới")
		book, runs := d.book(t)
		if _, ok := book.ByCode("1.900001"); ok || len(runs) != len(before) {
			t.Fatal("a dry run wrote something")
		}
		first.Report = filepath.Join(t.TempDir(), "report.csv")
		first.must(t, "2 bản ghi: 2 mới, 0 thay đổi", "Chất lượng dữ liệu: ", "(no_promulgating)", "Đã ghi báo cáo")
		text, err := os.ReadFile(first.Report)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil || len(rows) < 5 {
			t.Errorf("%d rows in the report, %v", len(rows), err)
		}
		first.must(t, "Không có gì thay đổi: tệp này đã nhập")

		second := importProcedures{File: packOf(t, false, 2, record(1, "Một, sửa đổi"), record(2, "Hai")), From: "2026-02-01", Lang: "en", database: d}
		second.must(t, "2 records: 0 added, 1 changed, 1 unchanged")
		book, _ = d.book(t)
		e, _ := book.ByCode("1.900001")
		if v, _ := e.EditionAt(clock.MustDate("2026-02-01")); v.Number != 2 || v.Card.Name != "Một, sửa đổi" || len(e.Editions) != 2 {
			t.Errorf("editions %+v", e.Editions)
		}
		if v, _ := e.EditionAt(clock.MustDate("2026-01-31")); v.Number != 1 {
			t.Errorf("version %d on the day before", v.Number)
		}
		if l, ok := e.ListedAt("commune"); !ok || l.Basis != "detail" {
			t.Errorf("listings %+v", e.Listings)
		}

		last := importProcedures{File: packOf(t, true, 1, record(1, "Một, sửa đổi")), From: "2026-03-01", Lang: "vi", database: d}
		said, err := last.say()
		if !fault.Is(err, fault.CodeImportWithdraws) || said != "" {
			t.Errorf("a complete file without most procedures: %v, %q", err, said)
		}
		last.Force = true
		last.must(t, "bãi bỏ")
		book, _ = d.book(t)
		e, _ = book.ByCode("1.900002")
		if _, standing := e.At(clock.MustDate("2026-03-01")); standing != catalogue.Withdrawn {
			t.Errorf("what a complete file lacks is %s", standing)
		}
	})
}

// TestImportRefusesWhatCannotBe: days and tables that are none are refused before
// anything is opened; a SQLite file in use names both ways out.
func TestImportRefusesWhatCannotBe(t *testing.T) {
	file := packOf(t, false, 1, record(1, "Một"))
	for want, c := range map[string]importProcedures{
		"--from":         {File: file, From: "1/2/2026", Lang: "vi"},
		"no such file":   {File: file + ".missing", Lang: "vi"},
		"which database": {File: file, Lang: "vi"},
		"levels.yaml":    {File: file, Lang: "vi", Levels: filepath.Join(t.TempDir(), "levels.yaml")},
	} {
		if _, err := c.say(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	d := installation(t, store.SQLite)
	held, err := store.Open(context.Background(), store.Config{DSN: d.DB})
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	_, err = importProcedures{File: file, Lang: "vi", database: d}.say()
	if err == nil || !strings.Contains(err.Error(), "hãy dừng nó trước") || !strings.Contains(err.Error(), "/can-bo/danh-muc/nhap-tep") {
		t.Errorf("a database in use: %v", err)
	}
}

// TestDryRunNeedsNoDatabase counts the carried procedures without any.
func TestDryRunNeedsNoDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every procedure")
	}
	for _, dir := range []string{"", t.TempDir()} {
		importProcedures{File: carriedPack, DryRun: true, Lang: "en", database: database{Dir: dir, Authority: 37}}.must(t, "Dry run", "5,670 records: ", "(unit_contradicts)")
	}
}

// TestTheCarriedPackIsImported takes every carried procedure into an authority that
// has a few of them.
func TestTheCarriedPackIsImported(t *testing.T) {
	if testing.Short() {
		t.Skip("imports every procedure")
	}
	engines(t, func(t *testing.T, d database) {
		c := importProcedures{File: carriedPack, Lang: "en", database: d}
		c.must(t, "5,670 records: ", " 0 withdrawn", "findings")
		c.must(t, "No change: this file was imported")
		book, runs := d.book(t)
		run := runs[0]
		if len(book.Entries()) != run.Added+run.Unchanged+run.Changed || run.Records != run.Added+run.Changed+run.Unchanged+run.Excluded {
			t.Errorf("%d procedures after %+v", len(book.Entries()), run)
		}
	})
}
