package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// The decision whether a lost connection may have committed, for what a proxy
// cannot bring about at will.
func TestUncertain(t *testing.T) {
	pg := func(severity string) error {
		return fmt.Errorf("%w (in: INSERT)", &pgconn.PgError{Severity: "LỖI", SeverityUnlocalized: severity, Code: "57P01"})
	}
	reading := &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}
	writing := &net.OpError{Op: "write", Err: os.ErrDeadlineExceeded}
	for _, c := range []struct {
		name         string
		err          error
		sent, unsent bool // the answer when all was sent; when the line was gone before
	}{
		{"refused", pg("ERROR"), false, false},
		{"shut down", pg("FATAL"), true, false},
		{"crashed", pg("PANIC"), true, false},
		{"an old server's word", &pgconn.PgError{Severity: "FATAL"}, true, false},
		{"no answer", io.ErrUnexpectedEOF, true, false},
		{"no answer, reset", reading, true, false},
		{"half written", writing, true, true},
		{"too slow", context.DeadlineExceeded, true, true},
		{"unheard", errors.New("unheard"), true, true},
	} {
		if got := uncertain(c.err, false); got != c.sent {
			t.Errorf("%s, sent: %v", c.name, got)
		}
		if got := uncertain(c.err, true); got != c.unsent {
			t.Errorf("%s, unsent: %v", c.name, got)
		}
	}
}
