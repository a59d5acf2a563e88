package schema_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
)

func sqliteTables(t *testing.T, db *sql.DB) []string {
	t.Helper()
	var out []string
	for _, r := range rows(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		if r[0] != gooseTable {
			out = append(out, r[0])
		}
	}
	return out
}

func sqliteCatalog(t *testing.T, db *sql.DB) map[string]*table {
	t.Helper()
	out := map[string]*table{}
	for _, name := range sqliteTables(t, db) {
		one := &table{}
		out[name] = one
		for _, r := range rows(t, db, `SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?) ORDER BY cid`, name) {
			one.Columns = append(one.Columns, column{r[0], plainType(t, r[1]), r[2] == "0", r[3]})
		}
		one.Primary = joined(rows(t, db, `SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk`, name))
		sqliteIndexes(t, db, name, one)
		one.Foreign = sqliteForeign(t, db, name)
	}
	return out
}

func sqliteIndexes(t *testing.T, db *sql.DB, name string, one *table) {
	t.Helper()
	for _, r := range rows(t, db, `SELECT name, "unique", origin FROM pragma_index_list(?) ORDER BY name`, name) {
		at := index{Unique: r[1] == "1", Columns: joined(rows(t, db,
			`SELECT name || CASE WHEN "desc" = 1 THEN ' DESC' ELSE '' END FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno`, r[0]))}
		switch r[2] {
		case "u":
			one.Keys = append(one.Keys, at)
		case "c":
			at.Name = r[0]
			text := rows(t, db, `SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?`, r[0])[0][0]
			_, where, _ := strings.Cut(text, " WHERE ")
			at.Where = plainWhere(where)
			one.Indexes = append(one.Indexes, at)
		}
	}
	one.sort()
}

func sqliteForeign(t *testing.T, db *sql.DB, name string) []foreign {
	t.Helper()
	byID := map[string]*foreign{}
	for _, r := range rows(t, db, `SELECT id, "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq`, name) {
		f := byID[r[0]]
		if f == nil {
			byID[r[0]] = &foreign{Columns: r[2], Table: r[1], To: r[3], OnUpdate: r[4], OnDelete: r[5]}
			continue
		}
		f.Columns += "," + r[2]
		f.To += "," + r[3]
	}
	var out []foreign
	for _, f := range byID {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b foreign) int { return strings.Compare(a.Columns+a.Table, b.Columns+b.Table) })
	return out
}

func joined(found [][]string) string {
	var out []string
	for _, r := range found {
		out = append(out, r[0])
	}
	return strings.Join(out, ",")
}

func (one *table) sort() {
	by := func(a, b index) int { return strings.Compare(a.Name+a.Columns, b.Name+b.Columns) }
	slices.SortFunc(one.Keys, by)
	slices.SortFunc(one.Indexes, by)
}
