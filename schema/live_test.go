package schema_test

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

// table is a table as the engine itself describes it, in words both share.
type table struct {
	columns []string // "name type null|not null", sorted
	primary []string // columns of the key, in order
	unique  []string // "a, b" each, sorted
	foreign []string // "a, b -> other (a, b)", sorted
	indexes []string // "name: a, b where predicate", sorted
}

// gooseTable is the migrations' own bookkeeping and no data of an authority.
const gooseTable = "goose_db_version"

// live migrates an empty database of the engine and reads its tables.
func live(t *testing.T, engine store.Engine) map[string]table {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{DSN: testkit.FreshDSN(t, engine), Relaxed: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	testkit.Migrate(t, db)
	return describe(t, db.SQL(), engine)
}

func describe(t *testing.T, db *sql.DB, engine store.Engine) map[string]table {
	t.Helper()
	out := map[string]table{}
	names := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
	read := sqliteTable
	if engine == store.Postgres {
		names = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`
		read = postgresTable
	}
	for _, row := range query(t, db, names) {
		if name := row[0]; name != gooseTable {
			out[name] = read(t, db, name).sorted()
		}
	}
	return out
}

func (d table) sorted() table {
	for _, list := range [][]string{d.columns, d.unique, d.foreign, d.indexes} {
		slices.Sort(list)
	}
	return d
}

// query reads every row as text, NULL as "".
func query(t *testing.T, db *sql.DB, text string, args ...any) [][]string {
	t.Helper()
	rows, err := db.Query(text, args...)
	if err != nil {
		t.Fatalf("%v (in: %s)", err, text)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for rows.Next() {
		cells, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		err := rows.Scan(into...)
		if err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, c := range cells {
			row[i] = c.String
		}
		out = append(out, row)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return out
}

// normalType maps both engines' types to what the program sees.
func normalType(t *testing.T, s string) string {
	t.Helper()
	switch strings.ToLower(s) {
	case "integer", "bigint":
		return "number"
	case "text":
		return "text"
	case "bytea", "blob":
		return "bytes"
	}
	t.Errorf("type %q has no meaning common to both engines", s)
	return s
}

func sqliteTable(t *testing.T, db *sql.DB, name string) table {
	var d table
	type place struct{ at, column string }
	var key []place
	for _, c := range query(t, db, `SELECT name, type, "notnull", pk FROM pragma_table_info($1)`, name) {
		null := map[string]string{"0": "null", "1": "not null"}[c[2]]
		d.columns = append(d.columns, fmt.Sprintf("%s %s %s", c[0], normalType(t, c[1]), null))
		if c[3] != "0" {
			key = append(key, place{c[3], c[0]})
		}
	}
	slices.SortFunc(key, func(a, b place) int { return strings.Compare(a.at, b.at) })
	for _, k := range key {
		d.primary = append(d.primary, k.column)
	}
	for _, i := range query(t, db, `SELECT l.name, l.origin, l."unique", coalesce(m.sql, '') FROM pragma_index_list($1) l
		LEFT JOIN sqlite_master m ON m.name = l.name`, name) {
		var columns []string
		for _, c := range query(t, db, `SELECT name FROM pragma_index_info($1) ORDER BY seqno`, i[0]) {
			columns = append(columns, c[0])
		}
		joined := strings.Join(columns, ", ")
		switch i[1] {
		case "pk":
		case "u":
			d.unique = append(d.unique, joined)
		default:
			d.indexes = append(d.indexes, indexText(i[0], joined, i[2] == "1", predicateOf(i[3])))
		}
	}
	type reference struct{ from, to, other string }
	parts := map[string]*reference{}
	for _, f := range query(t, db, `SELECT id, "table", "from", "to" FROM pragma_foreign_key_list($1) ORDER BY id, seq`, name) {
		r := parts[f[0]]
		if r == nil {
			r = &reference{other: f[1]}
			parts[f[0]] = r
		}
		r.from, r.to = join(r.from, f[2]), join(r.to, f[3])
	}
	for _, r := range parts {
		d.foreign = append(d.foreign, fmt.Sprintf("%s -> %s (%s)", r.from, r.other, r.to))
	}
	return d
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

func predicateOf(index string) string {
	_, predicate, _ := strings.Cut(index, " WHERE ")
	return predicate
}

func indexText(name, columns string, unique bool, predicate string) string {
	predicate = strings.NewReplacer("(", "", ")", "", " ", "").Replace(predicate)
	return fmt.Sprintf("%s: %s unique=%t where=%s", name, columns, unique, predicate)
}

const postgresIndexes = `SELECT c.relname, i.indisunique, coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
	(SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY AS k(att, n)
	 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.att)
	FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
	WHERE i.indrelid = $1::text::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p','u'))`

const postgresConstraints = `SELECT k.contype::text, coalesce(k.confrelid::regclass::text, ''),
	(SELECT string_agg(a.attname, ', ' ORDER BY x.n) FROM unnest(k.conkey) WITH ORDINALITY AS x(att, n)
	 JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.att),
	(SELECT string_agg(a.attname, ', ' ORDER BY x.n) FROM unnest(k.confkey) WITH ORDINALITY AS x(att, n)
	 JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.att)
	FROM pg_constraint k WHERE k.conrelid = $1::text::regclass AND k.contype IN ('p','u','f')`

func postgresTable(t *testing.T, db *sql.DB, name string) table {
	var d table
	for _, c := range query(t, db, `SELECT column_name, data_type, is_nullable, coalesce(collation_name, '') FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name = $1`, name) {
		null := map[string]string{"YES": "null", "NO": "not null"}[c[2]]
		d.columns = append(d.columns, fmt.Sprintf("%s %s %s", c[0], normalType(t, c[1]), null))
		if c[1] == "text" && c[3] != "C" {
			t.Errorf("%s.%s sorts by collation %q: text compares by bytes on SQLite, so it must be \"C\"", name, c[0], c[3])
		}
	}
	for _, k := range query(t, db, postgresConstraints, name) {
		switch k[0] {
		case "p":
			d.primary = strings.Split(k[2], ", ")
		case "u":
			d.unique = append(d.unique, k[2])
		case "f":
			d.foreign = append(d.foreign, fmt.Sprintf("%s -> %s (%s)", k[2], k[1], k[3]))
		}
	}
	for _, i := range query(t, db, postgresIndexes, name) {
		d.indexes = append(d.indexes, indexText(i[0], i[3], i[1] == "true", i[2]))
	}
	return d
}

// TestBothEnginesHaveOneSchema compares what the engines say of themselves.
func TestBothEnginesHaveOneSchema(t *testing.T) {
	lite, pg := live(t, store.SQLite), live(t, store.Postgres)
	if len(lite) < 30 {
		t.Fatalf("only %d tables were read", len(lite))
	}
	for name := range pg {
		if _, ok := lite[name]; !ok {
			t.Errorf("%s exists on PostgreSQL only", name)
		}
	}
	for name, want := range lite {
		got, ok := pg[name]
		if !ok {
			t.Errorf("%s exists on SQLite only", name)
			continue
		}
		for part, pair := range map[string][2][]string{"columns": {want.columns, got.columns}, "primary key": {want.primary, got.primary},
			"unique keys": {want.unique, got.unique}, "foreign keys": {want.foreign, got.foreign}, "indexes": {want.indexes, got.indexes}} {
			if !slices.Equal(pair[0], pair[1]) {
				t.Errorf("%s differs in its %s:\n  sqlite   %q\n  postgres %q", name, part, pair[0], pair[1])
			}
		}
	}
}

// acrossAuthorities lists tables whose keys do not begin with the authority,
// each with the reason. Every other table can be distributed by it (Citus).
var acrossAuthorities = map[string]string{}

func TestEveryKeyLeadsWithTheAuthority(t *testing.T) {
	for name, d := range live(t, store.SQLite) {
		if acrossAuthorities[name] != "" {
			continue
		}
		if len(d.primary) == 0 || d.primary[0] != "authority" {
			t.Errorf("%s: primary key %q does not begin with authority", name, d.primary)
		}
		for _, u := range append(slices.Clone(d.unique), d.foreign...) {
			if !leads(u) {
				t.Errorf("%s: key %q does not begin with authority", name, u)
			}
		}
		for _, f := range d.foreign {
			if _, other, _ := strings.Cut(f, "("); !leads(strings.TrimSuffix(other, ")")) {
				t.Errorf("%s: reference %q points at a key without authority", name, f)
			}
		}
		for _, i := range d.indexes {
			if _, columns, _ := strings.Cut(i, ": "); !leads(columns) {
				t.Errorf("%s: index %q does not begin with authority", name, i)
			}
		}
		if !slices.Contains(d.columns, "authority number not null") {
			t.Errorf("%s: authority may be NULL", name)
		}
	}
}

var leading = regexp.MustCompile(`^authority\b`)

func leads(columns string) bool { return leading.MatchString(columns) }

func TestSQLiteTablesAreStrict(t *testing.T) {
	db, err := store.Open(context.Background(), store.Config{DSN: testkit.FreshDSN(t, store.SQLite), Relaxed: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	testkit.Migrate(t, db)
	seen := 0
	for _, row := range query(t, db.SQL(), `SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`) {
		if row[0] == gooseTable {
			continue
		}
		seen++
		if row[1] != "1" {
			t.Errorf("%s is not STRICT: a column would take any type", row[0])
		}
		if row[2] != "0" {
			t.Errorf("%s is WITHOUT ROWID", row[0])
		}
	}
	if seen < 30 {
		t.Errorf("only %d tables were read", seen)
	}
}
