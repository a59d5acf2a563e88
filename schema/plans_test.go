package schema_test

import (
	"database/sql"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

// few is how many rows a statement may read without a LIMIT that stops it.
const few = 1000

// access is one way into a table that a plan takes.
type access struct {
	table   string
	equal   []string // columns of the index condition that are held to a value
	limited bool     // a LIMIT ends it: no sort or sum stands between
	filter  bool     // rows are read and thrown away
	row     bool     // the range is one of several columns together
}

// rowRange is a comparison of several columns: a page that goes on behind a row.
var rowRange = regexp.MustCompile(`\([\w.]+(?:, [\w.]+)+\) [<>]`)

// planner asks one engine.
type planner struct {
	t      *testing.T
	engine store.Engine
	db     *sql.DB
	worst  map[string]int // rows of the largest group, by table and condition
	plan   func(p *planner, text string) (found []access, sorts bool)
}

// complaints says what is wrong with the plan of a statement: "reads T" (more
// than a few rows of T, and more as it grows), "filters T" (a LIMIT does not bound
// what is read, since rows are thrown away), "crosses T" (a LIMIT ends it, but it
// may read through another authority's rows until then), "sorts" (more than a
// few rows), "ranges in part" (a page goes on behind several columns and the index
// is asked for the first of them: what is equal in that is read again). An authority that is nearly all of its database is read by a
// sequential scan where it is read as a whole: that is "reads".
func (p *planner) complaints(text string) []string {
	p.t.Helper()
	found, sorts := p.plan(p, text)
	out := map[string]bool{}
	unbounded := false
	if rowRange.MatchString(text) && !slices.ContainsFunc(found, func(a access) bool { return a.row }) {
		out["ranges in part"] = true
	}
	for _, a := range found {
		if small[a.table] != "" {
			continue
		}
		n := p.rows(a, text)
		switch {
		case n <= few:
			continue
		case !a.limited:
			out["reads "+a.table] = true
		case !slices.Contains(a.equal, "authority"):
			out["crosses "+a.table] = true
		case a.filter:
			out["filters "+a.table] = true
		}
		unbounded = unbounded || !a.limited
	}
	if sorts && unbounded {
		out["sorts"] = true
	}
	return slices.Sorted(maps.Keys(out))
}

// rows is how many rows the condition of a can meet at worst: all where it leaves
// out the authority, which leads every index. A column that the text holds to a
// literal counts with that literal.
func (p *planner) rows(a access, text string) int {
	p.t.Helper()
	where, group := "1 = 1", []string{"authority"}
	for _, c := range a.equal {
		if m := regexp.MustCompile(`\b` + c + ` = ('\w*'|\d+)`).FindStringSubmatch(text); m != nil {
			where += " AND " + c + " = " + m[1]
		} else if c != "authority" {
			group = append(group, c)
		}
	}
	slices.Sort(group)
	query := `SELECT count(*) FROM ` + a.table
	if slices.Contains(a.equal, "authority") {
		query = fmt.Sprintf(`SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM %s WHERE %s GROUP BY %s) AS g`,
			a.table, where, strings.Join(slices.Compact(group), ", "))
	}
	n, known := p.worst[query]
	if !known {
		err := p.db.QueryRow(query).Scan(&n)
		if err != nil {
			p.t.Fatalf("%s: %v", query, err)
		}
		p.worst[query] = n
	}
	return n
}

// Every statement runs by an index whose condition begins with the authority and
// reads what it needs, on both engines, or is excused by name. SQLite is asked
// without statistics too: nothing runs ANALYZE on an authority's file.
func TestEveryStatementHasAPlan(t *testing.T) {
	if testing.Short() {
		t.Skip("fills two databases")
	}
	all := explained(t)
	met, asked := map[string]bool{}, 0
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			for _, p := range planners(t, engine) {
				for _, s := range all {
					for _, c := range p.complaints(s.On(engine)) {
						name := path.Base(s.Package) + "." + s.Name + " " + c
						met[name] = true
						if excused[name] == "" {
							t.Errorf("%s\n%s", name, s.Text)
						}
					}
				}
				p.bites()
			}
			asked++
		})
	}
	for name := range excused {
		if asked == 2 && !met[name] {
			t.Errorf("excused for nothing: %s", name)
		}
	}
}

// planted are statements that must not pass, with what is said of them ("|": one
// plan or the other). SQLite does not tell what it filters.
var planted = []struct {
	text, says string
	only       store.Engine // the engine that can say it; empty: both
}{
	{"SELECT id FROM dossier WHERE authority = $1 AND code = $2", "reads dossier", ""},
	{"UPDATE job SET state = 'ready' WHERE authority = $1 AND last_error = $2", "reads job", ""},
	{"DELETE FROM read_log WHERE authority = $1 AND at < $2", "reads read_log", ""},
	{"SELECT id FROM dossier WHERE authority = $1 AND receiving_unit = $2 ORDER BY changed_at LIMIT $3", "sorts", ""},
	{"SELECT count(*) FROM inbox_message WHERE authority = $1 AND account = $2", "reads inbox_message", ""},
	{"SELECT dossier FROM feed WHERE position > $1 ORDER BY position LIMIT $2", "reads feed", ""},
	{"SELECT id FROM job WHERE id > $1 LIMIT $2", "crosses job", ""},
	{"SELECT d.code FROM work_item w JOIN dossier d ON d.id = w.dossier WHERE w.authority = $1 AND w.dossier = $2", "reads dossier", store.Postgres},
	{"SELECT id FROM dossier WHERE authority = $1 AND status = $2 ORDER BY id LIMIT $3", "filters dossier|reads dossier", store.Postgres},
	{"SELECT hash FROM event WHERE authority = $1 AND (dossier, seq) > (CAST($2 AS bigint), CAST($3 AS integer)) ORDER BY dossier, seq LIMIT $4",
		"ranges in part", store.SQLite},
	{"SELECT id FROM dossier WHERE authority = $1 AND (submitted_at, id) > ($2, $3) AND account = $4 LIMIT $5", "ranges in part", ""},
}

// bites holds that each planted statement is refused, and that a good one is not.
func (p *planner) bites() {
	p.t.Helper()
	for _, s := range planted {
		got := p.complaints(s.text)
		said := slices.ContainsFunc(strings.Split(s.says, "|"), func(c string) bool { return slices.Contains(got, c) })
		if !said && (s.only == "" || s.only == p.engine) {
			p.t.Errorf("%s: %q, want %q", s.text, got, s.says)
		}
	}
	if got := p.complaints("SELECT code FROM dossier WHERE authority = $1 AND id = $2"); len(got) > 0 {
		p.t.Errorf("a good statement: %q", got)
	}
}

// planners are a filled database of the engine, asked in each way the program
// meets it: SQLite without statistics and with, PostgreSQL with the generic plan
// that prepared statements end with and with plans for values, which the first
// runs and a pooler get.
func planners(t *testing.T, engine store.Engine) func(func(int, *planner) bool) {
	t.Helper()
	db := migrated(t, engine)
	fillAll(t, engine, db)
	before, plan := []string{`SELECT 1`, `ANALYZE`}, sqlitePlan
	if engine == store.Postgres {
		run(t, db, `ANALYZE`)
		before, plan = []string{`SET plan_cache_mode = force_generic_plan`, `SET plan_cache_mode = force_custom_plan`}, postgresPlan
	}
	worst := map[string]int{}
	return func(yield func(int, *planner) bool) {
		for i, text := range before {
			run(t, db, text)
			if !yield(i, &planner{t, engine, db, worst, plan}) {
				return
			}
		}
	}
}

// explained are the generated statements, and those written by hand that touch
// the authority's tables.
func explained(t *testing.T) []testkit.Statement {
	t.Helper()
	all, err := testkit.Statements("..")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(statements(t)); n != len(all) || n < 90 {
		t.Fatalf("%d statements are written, %d generated", n, len(all))
	}
	return all
}
