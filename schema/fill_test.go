package schema_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"motcua/internal/store"
)

// filled is how many rows a table gets and what is in them: one expression per
// column behind authority, over i = 0, 1, 2, … "AS bytes" is the engine's type of
// bytes. Figures are those of a busy province after some months: half of all work
// is in unit 1, account 1 files for many.
type filled struct {
	table string
	rows  int
	of    string
}

const (
	unitOf    = `CASE WHEN i % 2 = 0 THEN 1 ELSE 1 + i % 600 END`
	accountOf = `CASE WHEN i % 10 = 0 THEN 1 ELSE 1 + i % 15000 END`
	dayOf     = `'2019-0' || (1 + i / 20 % 9) || '-' || (10 + i % 20)`
	someBytes = `CAST('0123456789abcdef0123456789abcdef0123456789abcdef' AS bytes)`
	someText  = `'{"a":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}'`
)

var fill = []filled{
	{"localized_text", 5000, `'unit/' || (i / 5), 'f' || (i % 5), 'vi', 'Ủy ban nhân dân'`},
	{"unit", 700, `1 + i, NULL, 'commune', 'ubnd', '', '0' || i, '2018-01-01', ''`},
	{"unit_code", 700, `1 + i, 'qd20', 'H37.' || i, '2018-01-01', ''`},
	{"account", 15000, `1 + i, CASE WHEN i < 3000 THEN 'official' ELSE 'citizen' END, '09' || i, 'hash', ` + someBytes + `, i, 0`},
	{"post", 4000, `1 + i, 1 + i % 3000, 1 + i % 700, 'role' || (i % 5), '2018-01-01', '', 'Chức danh', 'Title', 'Hộ tịch', 'Civil status', 0, 0, '', ''`},
	{"admin_act", 20000, `1 + i, i, 1 + i % 10, 1 + i % 700, 1 + i % 3000, 1 + i % 4000, 0, 'post.granted', ` + someText + `, ` + someBytes},
	{"invitation", 100, `1 + i, ` + someBytes + `, i, 1000000 + i`},
	{"counter", 1500, `1 + i, 1 + i % 700, 1 + i / 700, 'Quầy', 'Counter', '["Hộ tịch"]', '2018-01-01', ''`},
	{"counter_seat", 6000, `1 + i % 1500, '2019-0' || (1 + i / 1500), 1 + i, 1 + i % 3000`},
	{"session", 8000, `CAST('token' || i AS bytes), 1 + i % 12000, i, i, 1000000 + i`},
	{"regime", 20, `'hash' || i, ` + someText},
	{"procedure", 5000, `1 + i, '1.' || i, 'p' || i, i`},
	{"procedure_version", 6000, `1 + i % 5000, 1 + i / 5000, '2018-01-01', 'hash', ` + someText + `, 0, ` + someText + `, 1`},
	{"process", 5000, `1 + i, 1, '2018-01-01', ` + someText},
	{"procedure_listing", 6000, `1 + i % 5000, 'level' || (i / 5000), 0, 'detail', 1, ''`},
	{"procedure_withdrawal", 200, `1 + i, '2019-01-01', 'decision', 1, i`},
	{"fee_confirmation", 3000, `1 + i % 2000, 1, 1 + i / 2000, 1 + i, 8000, 'document', 1, i`},
	{"import_run", 30, `1 + i, 'source', 'digest', 1, i, '2019-01-01', 5000, 1, 1, 1, 1, 1`},
	{"import_finding", 30000, `1 + i / 1000, 'kind' || (i % 1000 / 100), i % 100, 'code', 'p' || i, 'name', 'field', ` + someText + ``},
	{"data_key", 30000, `1 + i, 'key', ` + someBytes + `, i, 0`},
	{"draft", 10000, `1 + i, ` + accountOf + `, 1 + i % 5000, 1, 'form', 1, 1, ` + someBytes + `, i, i, CASE WHEN i % 10 = 0 THEN 1 + i ELSE 0 END, CASE WHEN i % 5 = 0 THEN 'counter' ELSE 'online' END`},
	{"dossier", 30000, `1 + i, 3, 'received', 2, 1 + i % 5000, 1, 1, ` + unitOf + `, ` + accountOf + `, 'code' || i, 'hash0', ` + someText +
		`, ` + someBytes + `, ` + someBytes + `, i, i, i, i, 0, i`},
	{"dossier_person", 30000, `1 + i, 'Nguyễn Thị ' || i, 'nguyen thi ' || i`},
	{"dossier_code", 25000, `1 + i % 600, '2019-' || (i / 600), 1 + i / 600, 1 + i, 'code' || i, 0`},
	{"code_counter", 12000, `1 + i % 600, '2019-' || (i / 600), 40`},
	{"event", 60000, `1 + i / 3, 1 + i % 3, 'dossier.received', 1, i, 'official', 1, 1, ` + someText + `, NULL, ` + someBytes + `, ` + someBytes},
	{"feed_pending", 2000, `'events', 18001 + i / 3, 1 + i % 3`},
	{"feed", 54000, `'events', 1 + i, 1 + i / 3, 1 + i % 3`},
	{"work_item", 20000, `1 + i, 'received', ` + unitOf + `, CASE WHEN i % 4 = 3 THEN 'leader' ELSE 'counter' END, i % 3, 'act', i, i`},
	{"job", 40000, `1 + i, 'notify.mail', 'key' || i, ` + someText + `, CASE WHEN i % 500 = 0 THEN 'parked' WHEN i >= 37000 THEN 'ready' ELSE 'done' END,
		i, 1, '', CASE WHEN i % 20 = 0 THEN 2 * i ELSE 0 END, '', i, 0, 0, ''`},
	{"stat_delta", 6000, `1 + i / 2, 1 + i % 2, 'received', ` + unitOf + `, ` + dayOf + `, 1`},
	{"stat_total", 30000, `1 + i % 600, '2019-' || (i / 600), 'received', 5`},
	{"statistic", 30000, `1 + i / 15000, '2019-' || (i % 15000 / 600), 1 + i % 600, 'received', 5`},
	{"book_counter", 3000, `1 + i % 600, 'births', 2018 + i / 600, 5`},
	{"book_entry", 25000, `1 + i % 600, 'births', 2019, 1 + i / 600, 1 + i, i`},
	{"paper", 25000, `1 + i, 1, '01', ` + someBytes + `, i`},
	{"applicant", 25000, `1 + i, CAST('0123456789abcdef' || i AS bytes), ` + someBytes + `, i`},
	{"read_log", 30000, `1 + i, i, 1 + i % 3000, CASE WHEN i % 10 = 0 THEN 1 ELSE 1 + i % 30000 END, 'dossier.read'`},
	{"idempotency", 5000, `1 + i, 'key', ` + someBytes + `, 'done', i`},
	{"inbox_message", 30000, `1 + i, ` + accountOf + `, 1 + i % 30000, 'received', ` + someText + `, i, CASE WHEN i % 7 = 0 THEN 0 ELSE i END`},
	{"attachment", 30000, `1 + i, CASE WHEN i % 10 = 0 THEN 'draft' ELSE 'dossier' END, 1 + i / 3, 'p1/1/1/' || (i % 3),
		CASE WHEN i % 50 = 0 THEN 'quarantined' WHEN i % 50 = 1 THEN 'removed' ELSE 'clean' END, 'application/pdf', 100000, ` + someBytes +
		`, '1/2019-06-17/' || i, '', ` + someBytes + `, ` + someBytes + `, 1 + i % 15000, i, i, 0`},
	{"delivery", 30000, `1 + i, 1 + i, 1 + i % 30000, 'mail', 'received', 'sent', 'ref', i`},
}

// small are the tables that stay small in any installation: reading one whole
// costs nothing.
var small = map[string]string{
	"authority":       "a row per authority",
	"calendar_entry":  "some dozen days off and swaps a year",
	"catalogue_epoch": "a row per thing that is followed",
	"feed_head":       "a row per feed",
	"job_period":      "a row per kind of periodic work",
	"node":            "at most 1,024 process numbers",
	"office_hours":    "hours of units, changed once in years",
	"projection":      "a row per statistic kept",
}

// fillAll fills the tables of authority 1, and of 2 with a fiftieth.
func fillAll(t *testing.T, engine store.Engine, db *sql.DB) {
	t.Helper()
	db.SetMaxOpenConns(1) // the settings below belong to a connection
	bytes, quiet := "bytea", "SET session_replication_role = replica; SET synchronous_commit = off"
	if engine == store.SQLite {
		bytes, quiet = "blob", "PRAGMA foreign_keys = off; PRAGMA synchronous = off; PRAGMA journal_mode = memory"
	}
	for text := range strings.SplitSeq(quiet, ";") {
		run(t, db, text)
	}
	for a := range 2 {
		for _, f := range fill {
			rows := f.rows
			if a == 1 {
				rows = max(1, rows/50)
			}
			run(t, db, fmt.Sprintf(`INSERT INTO %s SELECT %d, %s FROM %s`, f.table, a+1, strings.ReplaceAll(f.of, "AS bytes", "AS "+bytes), series(engine, rows)))
		}
	}
}

func run(t *testing.T, db *sql.DB, text string) {
	t.Helper()
	_, err := db.Exec(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// series is a table s(i) of 0 .. n-1.
func series(engine store.Engine, n int) string {
	if engine == store.Postgres {
		return fmt.Sprintf(`generate_series(0, %d) AS s(i)`, n-1)
	}
	return fmt.Sprintf(`(WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < %d) SELECT i FROM s) AS s`, n-1)
}

// Every table is filled or known to be small: a plan over an empty table proves
// nothing.
func TestEveryTableIsFilledOrSmall(t *testing.T) {
	known := map[string]bool{}
	for name := range small {
		known[name] = true
	}
	for _, f := range fill {
		if known[f.table] {
			t.Errorf("%s is named twice", f.table)
		}
		known[f.table] = true
	}
	for name := range catalog(t, store.SQLite, migrated(t, store.SQLite)) {
		if !known[name] {
			t.Errorf("%s is neither filled nor named as small", name)
		}
		delete(known, name)
	}
	for name := range known {
		t.Errorf("%s does not exist", name)
	}
}
