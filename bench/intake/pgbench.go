package intake

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"motcua/internal/store"
)

// The replay on PostgreSQL is pgbench, the measuring program of PostgreSQL
// itself: the recorded statements, prepared, with other ids each time, and
// nothing of ours around them: one by one as such scripts are written, and once
// more with the writes of a transaction and its COMMIT in one pipeline as ours.

// spread is the distance between the ids of two clients of a replay.
const spread = 10_000_000

// script is a pgbench script of the recording; base keeps the ids of two replays
// apart.
func (r Recording) script(base int64, pipelined bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\\set k :k + 1\n\\set id %d + :client_id * %d + :k * %d\n", base, spread, apart)
	for i := 1; i < len(r.Fresh); i++ {
		fmt.Fprintf(&b, "\\set id%d :id + %d\n", i, i)
	}
	pipeline := false
	for _, s := range r.Statements {
		if pipelined && !s.Now && !pipeline {
			b.WriteString("\\startpipeline\n")
			pipeline = true
		}
		end := ";"
		if isCounter(s.Text) {
			end = "\n\\gset"
		}
		fmt.Fprintf(&b, "%s%s\n", r.line(s), end)
		if pipeline && s.Text == "COMMIT" {
			b.WriteString("\\endpipeline\n")
			pipeline = false
		}
	}
	return b.String()
}

var (
	comment   = regexp.MustCompile(`(?m)^--.*$`)
	parameter = regexp.MustCompile(`\$(\d+)`)
)

// line is a statement on one line with its values in place.
func (r Recording) line(s Statement) string {
	text := strings.Join(strings.Fields(comment.ReplaceAllString(s.Text, "")), " ")
	return parameter.ReplaceAllStringFunc(text, func(p string) string {
		n, _ := strconv.Atoi(p[1:])
		return r.value(s, n-1)
	})
}

// value is an argument as pgbench writes it.
func (r Recording) value(s Statement, i int) string {
	counted := isCounter(s.Text) || isCode(s.Text)
	switch v := s.Args[i].(type) {
	case int64:
		if n, fresh := r.Fresh[v]; fresh {
			return variable(n)
		}
		return strconv.FormatInt(v, 10)
	case int32:
		if counted && i == 3 {
			return "CAST(:last AS integer)"
		}
		return strconv.Itoa(int(v))
	case string:
		return r.text(v, counted)
	case []byte:
		return `'\x` + hex.EncodeToString(v) + `'`
	}
	return fmt.Sprint(s.Args[i])
}

func variable(n int) string {
	if n == 0 {
		return "CAST(:id AS bigint)"
	}
	return fmt.Sprintf("CAST(:id%d AS bigint)", n)
}

// text writes what differs from intake to intake as such, and the rest with its
// colons escaped, which pgbench would take for variables.
func (r Recording) text(v string, counted bool) string {
	if counted && v == r.Day {
		return literal(r.replayed)
	}
	if v == r.Code && counted {
		return "CAST(CAST(:id AS bigint) AS text)"
	}
	if before, after, n, ok := r.carries(v); ok {
		return fmt.Sprintf("%s || CAST(%s AS text) || %s", literal(before), variable(n), literal(after))
	}
	return literal(v)
}

func literal(v string) string {
	v = strings.NewReplacer(`\`, `\\`, `'`, `\'`, `:`, `\x3a`, "\n", `\n`).Replace(v)
	return "E'" + v + "'"
}

// drafts puts rows like the recorded draft under the ids that a client of a replay
// will use.
func (r Recording) drafts(ctx context.Context, db *store.DB, first int64, each int) error {
	_, err := db.SQL().ExecContext(ctx, `INSERT INTO draft SELECT authority, CAST($3 AS bigint) + g * $5, account, procedure, procedure_version, form, unit,
			revision, answers, created_at, updated_at
		FROM (SELECT * FROM draft WHERE authority = $1 AND id = $2) d, generate_series(1, CAST($4 AS integer)) g`,
		int32(authority), r.Model, first, each, int64(apart))
	return err
}

var perSecond = regexp.MustCompile(`tps = ([0-9.]+)`)

// Bare is a replay with pgbench by as many clients as there are recordings.
type Bare struct {
	DB        *store.DB
	DSN, Bin  string // the database, and the folder of PostgreSQL's programs
	Base      int64  // its ids lie behind it; another for each replay
	Each      int    // intakes of a client
	Pipelined bool
}

// Replay carries out the recordings, each time another by chance, and returns
// intakes a second.
func (b Bare) Replay(ctx context.Context, all []Recording) (float64, error) {
	dir, err := os.MkdirTemp("", "motcua-bench")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	args := []string{"-n", "-M", "prepared", "-D", "k=0", "-c", strconv.Itoa(len(all)), "-j", strconv.Itoa(min(len(all), 2)), "-t", strconv.Itoa(b.Each)}
	for c, r := range all {
		r.replayed = strconv.FormatInt(b.Base, 10)
		err := r.drafts(ctx, b.DB, b.Base+int64(c)*spread, b.Each)
		if err != nil {
			return 0, err
		}
		file := filepath.Join(dir, fmt.Sprintf("client%d.pgbench", c))
		err = os.WriteFile(file, []byte(r.script(b.Base, b.Pipelined)), 0o600)
		if err != nil {
			return 0, err
		}
		args = append(args, "-f", file)
	}
	out, err := exec.CommandContext(ctx, filepath.Join(b.Bin, "pgbench"), append(args, b.DSN)...).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w\n%.2000s", err, out)
	}
	m := perSecond.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("pgbench said no rate:\n%.2000s", out)
	}
	return strconv.ParseFloat(string(m[1]), 64)
}
