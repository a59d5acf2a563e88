package sandbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"motcua/internal/clamd"
)

func scanner(t *testing.T) (*Server, *clamd.Client) {
	t.Helper()
	s := start(t, Config{ScanAddr: "127.0.0.1:0"})
	c, err := clamd.New("tcp:"+s.ScanAddr(), 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

func TestTheScannerKnowsTheTestStringWhereverAChunkEnds(t *testing.T) {
	_, c := scanner(t)
	ctx := context.Background()
	for _, before := range []int{0, 1, 64<<10 - 30, 64 << 10, 200_000} {
		text := append(bytes.Repeat([]byte("."), before), testString()...)
		if found, err := c.Scan(ctx, bytes.NewReader(text)); err != nil || found != scanFound {
			t.Errorf("behind %d bytes: %q, %v", before, found, err)
		}
		text[len(text)-1] = '?'
		if found, err := c.Scan(ctx, bytes.NewReader(text)); err != nil || found != "" {
			t.Errorf("harmless, behind %d bytes: %q, %v", before, found, err)
		}
	}
	if found, err := c.Scan(ctx, strings.NewReader("")); err != nil || found != "" {
		t.Errorf("nothing: %q, %v", found, err)
	}
	if err := c.Ping(ctx); err != nil {
		t.Error(err)
	}
	if v, err := c.Version(ctx); err != nil || !strings.HasPrefix(v, "ClamAV") {
		t.Errorf("version %q, %v", v, err)
	}
}

// No fault of the scanner is a verdict.
func TestAFaultOfTheScannerIsNoVerdict(t *testing.T) {
	s, c := scanner(t)
	ctx := context.Background()
	for _, kind := range kindsOf(PeerScan) {
		if err := s.SetFault(Fault{Peer: PeerScan, Fault: kind, DelayMS: 60_000}); err != nil {
			t.Fatal(err)
		}
		c.Timeout = 5 * time.Second
		if kind == FaultLate {
			c.Timeout = 50 * time.Millisecond
		}
		found, err := c.Scan(ctx, bytes.NewReader(make([]byte, 1<<20)))
		if err == nil || found != "" || errors.Is(err, clamd.ErrSize) != (kind == FaultSize) {
			t.Errorf("%s: %q, %v", kind, found, err)
		}
	}
	c.Timeout = 5 * time.Second
	if _, err := c.Scan(ctx, bytes.NewReader(make([]byte, streamMax+1))); !errors.Is(err, clamd.ErrSize) {
		t.Errorf("too long: %v", err)
	}
	broken := errors.New("the blob does not open")
	if _, err := c.Scan(ctx, io.MultiReader(strings.NewReader("x"), failing{broken})); !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := c.Scan(ended, strings.NewReader("x")); err == nil {
		t.Error("scanned although nobody waits")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Ping(ctx); err == nil {
		t.Error("a scanner that is gone answers")
	}
	if _, err := c.Scan(ctx, strings.NewReader("x")); err == nil {
		t.Error("a scanner that is gone has a verdict")
	}
}

type failing struct{ error }

func (f failing) Read([]byte) (int, error) { return 0, f.error }

func TestAPeerHasItsOwnFaultsAlone(t *testing.T) {
	s := start(t, Config{})
	if s.ScanAddr() != "" {
		t.Error("a scanner nobody asked for")
	}
	for _, f := range []Fault{{Peer: PeerScan, Fault: FaultTwice}, {Peer: PeerMail, Fault: FaultGarbage}, {Peer: PeerSMS, Fault: FaultSize}} {
		if s.SetFault(f) == nil {
			t.Errorf("%s can have %s", f.Peer, f.Fault)
		}
	}
}

func TestNoAddressIsNone(t *testing.T) {
	for _, address := range []string{"", "tcp:", "127.0.0.1:3310", "udp:127.0.0.1:1"} {
		if _, err := clamd.New(address, time.Second); err == nil {
			t.Errorf("%q is an address", address)
		}
	}
}
