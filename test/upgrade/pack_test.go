package upgrade_test

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"motcua/internal/store"
	"motcua/internal/testkit"
)

// pack writes the database and its record.
func pack(t *testing.T, dsn string, engine store.Engine, r recorded) {
	t.Helper()
	raw, err := json.MarshalIndent(r, "", " ")
	must(t, err)
	must(t, os.WriteFile(record(*makeDir, engine), append(raw, '\n'), 0o644))
	var plain []byte
	if engine == store.SQLite {
		compact := filepath.Join(t.TempDir(), "compact.db")
		db, err := sql.Open("sqlite", strings.TrimPrefix(dsn, "sqlite:")) // the store's readers may not write a copy
		must(t, err)
		_, err = db.Exec(`VACUUM INTO '` + compact + `'`)
		must(t, errors.Join(err, db.Close()))
		plain, err = os.ReadFile(compact)
		must(t, err)
	} else {
		plain, err = exec.Command("pg_dump", "--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=200", dsn).Output()
		must(t, err)
	}
	err = os.WriteFile(dump(*makeDir, engine), squeeze(t, plain), 0o644)
	must(t, err)
	t.Logf("%s: %d bytes; %d dossiers, jobs %v", engine, len(plain), r.Dossiers, r.Jobs)
}

func squeeze(t *testing.T, plain []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	must(t, err)
	_, err = io.Copy(z, bytes.NewReader(plain))
	must(t, errors.Join(err, z.Close()))
	return packed.Bytes()
}

// writeStatements keeps what processes of this version send, for the time when
// they run beside the next one.
func writeStatements(t *testing.T, dir string) {
	t.Helper()
	all, err := testkit.Statements("../..")
	must(t, err)
	var out strings.Builder
	for _, s := range all {
		fmt.Fprintf(&out, "-- %s %s\n%s\n\n", s.Package, s.Name, s.Text)
	}
	must(t, os.WriteFile(filepath.Join(dir, statementsFile), []byte(out.String()), 0o644))
}
