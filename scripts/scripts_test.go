// Package scripts_test runs the scripts whose mistakes would go unseen.
package scripts_test

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMigration: both engines get the next number, in a folder with a space.
func TestMigration(t *testing.T) {
	root := filepath.Join(t.TempDir(), "a folder")
	text, err := os.ReadFile("migration.sh")
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(root, "scripts", "migration.sh")
	err = errors.Join(
		os.MkdirAll(filepath.Dir(script), 0o755), os.WriteFile(script, text, 0o755),
		os.MkdirAll(filepath.Join(root, "schema/onestop/sqlite"), 0o755),
		os.WriteFile(filepath.Join(root, "schema/onestop/sqlite/00009_old.sql"), nil, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(script, "add_phone").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		text, err := os.ReadFile(filepath.Join(root, "schema/onestop", engine, "00010_add_phone.sql"))
		if err != nil || !strings.Contains(string(text), "-- +goose Up") {
			t.Errorf("%s: %v: %q", engine, err, text)
		}
	}
	for _, name := range []string{"", "Add Phone", "../x", "1st"} {
		if out, err := exec.Command(script, name).CombinedOutput(); err == nil {
			t.Errorf("the name %q was taken: %s", name, out)
		}
	}
}

// TestPrivatePostgres: the command sees a server that answers, its exit code is
// kept, and nothing is left behind.
func TestPrivatePostgres(t *testing.T) {
	if out, err := exec.Command("./pg.sh", "bindir").CombinedOutput(); err != nil && os.Getenv("CI") == "" {
		t.Skipf("no PostgreSQL on this machine: %s", out)
	}
	// The server runs as another user when the test is root: t.TempDir is closed to it.
	temp, err := os.MkdirTemp("/tmp", "motcua-scripts ")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(temp); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(temp, 0o755); err != nil {
		t.Fatal(err)
	}
	query := `for dsn in $MOTCUA_TEST_POSTGRES $MOTCUA_TEST_PGBOUNCER; do
		port=${dsn##*127.0.0.1:}; exec 3<>/dev/tcp/127.0.0.1/${port%%/*} || exit 8; echo "answers ${port%%/*}"; done; exit 7`
	command := exec.Command("./pg.sh", "exec", "bash", "-c", query)
	command.Env = append(os.Environ(), "TMPDIR="+temp)
	out, err := command.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 7 {
		t.Fatalf("exit %v, want 7: %s", err, out)
	}
	if answers := strings.Count(string(out), "answers"); answers < 2 && os.Getenv("CI") != "" {
		t.Errorf("PgBouncer does not run: %s", out)
	}
	for line := range strings.Lines(string(out)) {
		port, ok := strings.CutPrefix(strings.TrimSpace(line), "answers ")
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); ok && err == nil {
			conn.Close()
			t.Errorf("port %s still answers", port)
		}
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}
