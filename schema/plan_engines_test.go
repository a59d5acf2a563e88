package schema_test

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"slices"
)

var (
	liteAccess = regexp.MustCompile(`^(?:SCAN|SEARCH) (\w+)(?: .*?\((.*?)\)(?: LEFT-JOIN)?$)?`)
	liteRow    = regexp.MustCompile(`\((?:\w+,)+\w+\)[<>]`)
	liteEqual  = regexp.MustCompile(`(\w+)=\?`)
	aliased    = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?`)
	limit      = regexp.MustCompile(`\bLIMIT\b`)
)

// sqlitePlan reads EXPLAIN QUERY PLAN. It tells no filters and no LIMIT; the
// latter is taken from the text.
func sqlitePlan(p *planner, text string) (found []access, sorts bool) {
	p.t.Helper()
	var lines []string
	values := make([]any, parameters(text))
	for i := range values {
		values[i] = 1 // with statistics SQLite looks at the values: unit 1 and account 1 are the busiest
	}
	for _, r := range rows(p.t, p.db, `EXPLAIN QUERY PLAN `+text, values...) {
		lines = append(lines, r[3])
		sorts = sorts || strings.HasPrefix(r[3], "USE TEMP B-TREE") && strings.HasSuffix(r[3], "ORDER BY")
	}
	blocks := sorts || strings.Contains(strings.Join(lines, "\n"), "TEMP B-TREE")
	tables := map[string]string{}
	for _, m := range aliased.FindAllStringSubmatch(text, -1) {
		tables[m[1]], tables[m[2]] = m[1], m[1]
	}
	for _, line := range lines {
		m := liteAccess.FindStringSubmatch(line)
		if m == nil || line == "SCAN CONSTANT ROW" || strings.Contains(text, "\n) "+m[1]+"\n") {
			continue // the last is a query in FROM, whose own lines are here too
		}
		a := access{table: tables[m[1]], limited: limit.MatchString(text) && !blocks, row: liteRow.MatchString(m[2])}
		if a.table == "" {
			p.t.Fatalf("%q is no table of %s", line, text)
		}
		for _, e := range liteEqual.FindAllStringSubmatch(m[2], -1) {
			a.equal = append(a.equal, e[1])
		}
		found = append(found, a)
	}
	return found, sorts
}

var parameter = regexp.MustCompile(`\$\d+`)

// parameters is how many values a statement takes.
func parameters(text string) int {
	all := parameter.FindAllString(text, -1)
	slices.Sort(all)
	return len(slices.Compact(all))
}

// node is a node of a plan of PostgreSQL.
type node struct {
	Kind     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Cond     string `json:"Index Cond"`
	Filter   string `json:"Filter"`
	Plans    []node `json:"Plans"`
}

// passing are the nodes through which a LIMIT ends what is beneath.
var passing = []string{"Limit", "LockRows", "Nested Loop", "Merge Join", "Result", "Subquery Scan", "Index Scan", "Index Only Scan", "Seq Scan"}

var postEqual = regexp.MustCompile(`(?:^|\()(\w+) = `)

var limited = regexp.MustCompile(`\bLIMIT \$(\d+)`)

// typical are the values a statement is explained with, as a list of SQL: a page
// of 50, and else 1, the busiest unit and account.
func typical(text string) string {
	values := slices.Repeat([]string{"'1'"}, parameters(text))
	for _, m := range limited.FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[1])
		if err == nil {
			values[n-1] = "'50'"
		}
	}
	if len(values) == 0 {
		return ""
	}
	return "(" + strings.Join(values, ", ") + ")"
}

// postgresPlan reads the plan of a prepared statement, generic or for its values
// as plan_cache_mode says.
func postgresPlan(p *planner, text string) (found []access, sorts bool) {
	p.t.Helper()
	_, err := p.db.Exec(`PREPARE asked AS ` + text)
	if err != nil {
		p.t.Fatalf("%s: %v", text, err)
	}
	out := rows(p.t, p.db, `EXPLAIN (FORMAT JSON) EXECUTE asked`+typical(text))
	_, err = p.db.Exec(`DEALLOCATE asked`)
	if err != nil {
		p.t.Fatal(err)
	}
	var plans []struct{ Plan node }
	err = json.Unmarshal([]byte(out[0][0]), &plans)
	if err != nil || len(plans) != 1 {
		p.t.Fatalf("%s: %v", out[0][0], err)
	}
	var walk func(n node, table string, limited bool)
	walk = func(n node, table string, limited bool) {
		if n.Relation != "" {
			table = n.Relation
		}
		limited = (limited || n.Kind == "Limit") && slices.Contains(passing, n.Kind)
		sorts = sorts || strings.HasSuffix(n.Kind, "Sort")
		if strings.HasSuffix(n.Kind, " Scan") && n.Kind != "Bitmap Heap Scan" && n.Kind != "Subquery Scan" && table != "" {
			a := access{table: table, limited: limited, filter: n.Filter != "", row: strings.Contains(n.Cond, "ROW(")}
			for _, m := range postEqual.FindAllStringSubmatch(n.Cond, -1) {
				a.equal = append(a.equal, m[1])
			}
			found = append(found, a)
		}
		for _, below := range n.Plans {
			walk(below, table, limited)
		}
	}
	walk(plans[0].Plan, "", false)
	return found, sorts
}
