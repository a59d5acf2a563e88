package schema_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
)

const postgresColumns = `
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
    coalesce(pg_get_expr(d.adbin, d.adrelid), ''), coalesce(l.collname, '')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation l ON l.oid = a.attcollation
WHERE c.relkind = 'r' AND c.relname <> '` + gooseTable + `'
ORDER BY c.relname, a.attnum`

// origin: p primary key, u unique constraint, c an index made by a statement.
const postgresIndexes = `
SELECT c.relname, i.relname, x.indisunique, coalesce(pg_get_expr(x.indpred, x.indrelid), ''),
    coalesce((SELECT k.contype::text FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u')), 'c'),
    (SELECT string_agg(a.attname || CASE WHEN o.option & 1 = 1 THEN ' DESC' ELSE '' END, ',' ORDER BY o.n)
        FROM unnest(x.indkey::int[], x.indoption::int[]) WITH ORDINALITY AS o(attnum, option, n)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.attnum)
FROM pg_index x
JOIN pg_class c ON c.oid = x.indrelid
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE c.relname <> '` + gooseTable + `'`

const postgresForeign = `
SELECT c.relname, f.relname, k.confupdtype, k.confdeltype,
    (SELECT string_agg(a.attname, ',' ORDER BY o.n) FROM unnest(k.conkey) WITH ORDINALITY AS o(attnum, n)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = o.attnum),
    (SELECT string_agg(a.attname, ',' ORDER BY o.n) FROM unnest(k.confkey) WITH ORDINALITY AS o(attnum, n)
        JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = o.attnum)
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_class f ON f.oid = k.confrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE k.contype = 'f'`

func postgresCatalog(t *testing.T, db *sql.DB) map[string]*table {
	t.Helper()
	out := map[string]*table{}
	for _, r := range rows(t, db, postgresColumns) {
		if out[r[0]] == nil {
			out[r[0]] = &table{}
		}
		// A default is shown with its type, which SQLite does not write.
		at := column{r[1], plainType(t, r[2]), r[3] == "false", strings.TrimSuffix(r[4], "::text")}
		out[r[0]].Columns = append(out[r[0]].Columns, at)
		if at.Type == "text" && r[5] != "C" {
			t.Errorf("%s.%s is sorted by %q, SQLite sorts by byte: COLLATE \"C\" is missing", r[0], r[1], r[5])
		}
	}
	for _, r := range rows(t, db, postgresIndexes) {
		one, at := out[r[0]], index{Unique: r[2] == "true", Columns: r[5], Where: plainWhere(r[3])}
		switch r[4] {
		case "p":
			one.Primary = at.Columns
		case "u":
			one.Keys = append(one.Keys, at)
		default:
			at.Name = r[1]
			one.Indexes = append(one.Indexes, at)
		}
	}
	action := map[string]string{"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
	for _, r := range rows(t, db, postgresForeign) {
		out[r[0]].Foreign = append(out[r[0]].Foreign, foreign{r[4], r[1], r[5], action[r[2]], action[r[3]]})
	}
	for _, one := range out {
		one.sort()
		slices.SortFunc(one.Foreign, func(a, b foreign) int { return strings.Compare(a.Columns+a.Table, b.Columns+b.Table) })
	}
	return out
}
