package schema_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// crossing are statements that may reach over authorities, each with its reason.
var crossing = map[string]string{}

// statement is one named query of a …sql/*.sql file.
type statement struct{ file, name, text string }

var (
	named   = regexp.MustCompile(`(?m)^-- name: (\w+) :\w+$`)
	comment = regexp.MustCompile(`(?m)^--.*$`)
)

// statements are those of every …sql/*.sql file of the repository.
func statements(t *testing.T) []statement {
	t.Helper()
	root := os.DirFS("..")
	var out []statement
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(p) != ".sql" || !strings.HasSuffix(path.Dir(p), "sql") {
			return nil
		}
		text, err := fs.ReadFile(root, p)
		out = append(out, split(p, string(text))...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func split(file, text string) []statement {
	var out []statement
	at := named.FindAllStringSubmatchIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		plain := comment.ReplaceAllString(text[m[1]:end], "")
		out = append(out, statement{file, text[m[2]:m[3]], strings.Join(strings.Fields(plain), " ")})
	}
	return out
}

// No statement reads or changes a row without naming whose it is.
func TestEveryStatementNamesTheAuthority(t *testing.T) {
	all := statements(t)
	if len(all) < 50 {
		t.Fatalf("only %d statements found", len(all))
	}
	seen := map[string]bool{}
	for _, s := range all {
		seen[s.name] = true
		if _, ok := crossing[s.name]; ok {
			continue
		}
		if complaint := untenanted(s.text); complaint != "" {
			t.Errorf("%s: %s: %s\n  %s", s.file, s.name, complaint, s.text)
		}
	}
	for name := range crossing {
		if !seen[name] {
			t.Errorf("exception for %s, which does not exist", name)
		}
	}
}

const whose = `(\$1|sqlc\.arg\(authority\))`

var (
	inserts    = regexp.MustCompile(`^INSERT INTO \w+ \(authority, [^)]*\) VALUES \(` + whose + `, `)
	inserted   = regexp.MustCompile(`^INSERT INTO \w+ \(authority, [^)]*\) SELECT ` + whose + `, `)
	conflict   = regexp.MustCompile(`ON CONFLICT \(`)
	conflictOf = regexp.MustCompile(`ON CONFLICT \(authority[,)]`)
	where      = regexp.MustCompile(`\bWHERE\b`)
	whereOf    = regexp.MustCompile(`\bWHERE (\w+\.)?authority = ` + whose + `( AND |;| ORDER | GROUP | LIMIT | FOR |$)`)
	joins      = regexp.MustCompile(`\bJOIN\b`)
	joinsOf    = regexp.MustCompile(`\bJOIN \w+ \w+ ON \w+\.authority = \w+\.authority( AND | WHERE )`)
	selects    = regexp.MustCompile(`\bSELECT\b`)
	bracketed  = regexp.MustCompile(`\([^()]*\)`)
	either     = regexp.MustCompile(`\bOR\b`)
)

// untenanted says why a statement does not keep to one authority; "" when it
// does. Joins and conflict targets count, or a row of another authority would do.
func untenanted(text string) string {
	count := func(r *regexp.Regexp) int { return len(r.FindAllString(text, -1)) }
	verb, _, _ := strings.Cut(text, " ")
	switch {
	case strings.Count(text, ";") != 1:
		return "not one statement"
	case verb == "INSERT" && !inserts.MatchString(text) && !inserted.MatchString(text):
		return "the values do not begin with the authority"
	case verb == "INSERT" && count(selects) > 0 && !inserted.MatchString(text):
		return "a query among the values"
	case verb != "INSERT" && count(where) == 0, verb == "INSERT" && count(selects) != count(where):
		return "no WHERE"
	case verb == "SELECT" && count(selects) != count(where):
		return "a query without its own WHERE"
	case verb != "INSERT" && verb != "SELECT" && verb != "UPDATE" && verb != "DELETE":
		return "a verb this rule does not know"
	case count(where) != count(whereOf):
		return "a WHERE does not begin with authority"
	case either.MatchString(open(text)):
		return "an OR beside the authority"
	case count(joins) != count(joinsOf):
		return "a JOIN is not ON authority"
	case count(conflict) != count(conflictOf):
		return "a conflict target without authority"
	}
	return ""
}

// open is text without what stands in brackets.
func open(text string) string {
	for bracketed.MatchString(text) {
		text = bracketed.ReplaceAllString(text, "")
	}
	return text
}

func TestStatementRuleRefuses(t *testing.T) {
	for _, text := range []string{
		"SELECT id FROM unit;",
		"SELECT id FROM unit WHERE id = $1;",
		"SELECT id FROM unit WHERE id = $2 AND authority = $1;",
		"SELECT id FROM unit WHERE authority = $1 OR id = $2;",
		"SELECT id FROM unit WHERE authority = $1 AND id = $2 OR (id = $3);",
		"SELECT id FROM unit WHERE authority = $2;",
		"SELECT id FROM unit WHERE authority = authority;",
		"SELECT id FROM unit WHERE authority > $1;",
		"SELECT id FROM unit WHERE authority = $1 AND parent IN (SELECT id FROM unit);",
		"SELECT u.id FROM unit u JOIN post p ON p.unit = u.id WHERE u.authority = $1;",
		"UPDATE unit SET place = $2;",
		"UPDATE unit SET authority = $1 WHERE id = $2;",
		"DELETE FROM unit; DELETE FROM unit WHERE authority = $1;",
		"INSERT INTO unit (id, authority) VALUES ($1, $2);",
		"INSERT INTO unit (authority, id) VALUES ($2, $1);",
		"INSERT INTO unit (authority, id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING;",
		"INSERT INTO unit (authority, id) VALUES ($1, (SELECT max(id) FROM unit));",
		"TRUNCATE unit;",
	} {
		if untenanted(text) == "" {
			t.Errorf("passes: %s", text)
		}
	}
}
