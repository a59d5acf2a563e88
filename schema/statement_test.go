package schema_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// statement is one named statement of a *sql/*.sql file.
type statement struct{ file, name, text string }

// statements reads every file that sqlc turns into code.
func statements(t *testing.T) []statement {
	t.Helper()
	var out []statement
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "schema" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".sql" || !strings.HasSuffix(filepath.Dir(path), "sql") {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, part := range strings.Split(string(raw), "-- name: ")[1:] {
			head, body, _ := strings.Cut(part, "\n")
			name, _, _ := strings.Cut(head, " ")
			out = append(out, statement{path, name, strings.Join(strings.Fields(body), " ")})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// unscoped lists statements that do not name the authority, with the reason.
var unscoped = map[string]string{}

var (
	insertFirst = regexp.MustCompile(`^INSERT INTO \w+ \(authority,`)
	insertValue = regexp.MustCompile(`VALUES \((\$1|sqlc\.arg\(authority\)),`)
	whereFirst  = regexp.MustCompile(`\bWHERE (\w+\.)?authority = (\$1|sqlc\.arg\(authority\))(\D|$)`)
	conflictOn  = regexp.MustCompile(`ON CONFLICT \(authority,`)
	joinFirst   = regexp.MustCompile(`\bJOIN (\w+) (\w+) ON (\w+\.)authority = (\w+\.)authority\b`)
)

// fault says what hinders the statement from touching one authority only; "".
func (s statement) fault() string {
	switch {
	case strings.HasPrefix(s.text, "INSERT"):
		if !insertFirst.MatchString(s.text) || !insertValue.MatchString(s.text) {
			return "does not insert authority first"
		}
		if strings.Contains(s.text, "ON CONFLICT (") && !conflictOn.MatchString(s.text) {
			return "names a conflict without authority"
		}
		return ""
	case !strings.HasPrefix(s.text, "SELECT") && !strings.HasPrefix(s.text, "UPDATE") && !strings.HasPrefix(s.text, "DELETE"):
		return "is of a kind this test does not know"
	}
	if want, got := strings.Count(s.text, "SELECT ")+strings.Count(s.text, "DELETE ")+strings.Count(s.text, "UPDATE "), len(whereFirst.FindAllString(s.text, -1)); got < want-strings.Count(s.text, "FOR UPDATE") {
		return fmt.Sprintf("reads %d times and names authority first in %d conditions", want, got)
	}
	if want, got := strings.Count(s.text, "JOIN "), len(joinFirst.FindAllString(s.text, -1)); got != want {
		return "joins without authority"
	}
	return ""
}

// TestEveryStatementNamesTheAuthority reads the SQL itself: one that forgot
// would show one tenant's rows to another.
func TestEveryStatementNamesTheAuthority(t *testing.T) {
	all := statements(t)
	if len(all) < 90 {
		t.Fatalf("only %d statements were found", len(all))
	}
	for _, s := range all {
		why, excepted := s.fault(), unscoped[s.name]
		if why != "" && excepted == "" {
			t.Errorf("%s: %s %s: %s", s.file, s.name, why, s.text)
		}
		if why == "" && excepted != "" {
			t.Errorf("%s: %s is scoped: take it off the list", s.file, s.name)
		}
	}
}

// TestUnscopedStatementsAreSeen plants the mistakes the test is there for.
func TestUnscopedStatementsAreSeen(t *testing.T) {
	for _, text := range []string{
		"SELECT id FROM dossier WHERE id = $1;",
		"SELECT id FROM dossier WHERE id = $2 AND authority = $1;",
		"SELECT id FROM dossier WHERE authority = $10;",
		"SELECT d.id FROM dossier d JOIN account a ON a.id = d.account WHERE d.authority = $1;",
		"UPDATE job SET state = 'done' WHERE id = $1;",
		"DELETE FROM session WHERE expires_at < $1;",
		"INSERT INTO feed (feed, authority) VALUES ($2, $1);",
		"INSERT INTO feed (authority, feed) VALUES (7, $1);",
		"SELECT id FROM unit WHERE authority = $1 AND id IN (SELECT unit FROM post WHERE account = $2);",
		"TRUNCATE job;",
	} {
		if (statement{text: text}).fault() == "" {
			t.Errorf("not seen: %s", text)
		}
	}
}
