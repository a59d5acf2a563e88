// Package sandbox stands in for a mail provider, an SMS carrier and a scanner of
// files: a separate server that speaks SMTP, the carrier's HTTP interface and clamd's
// protocol, shows the messages that arrived, and has the real ones' faults on demand.
// It delivers nothing to anybody and keeps no file.
package sandbox

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"motcua/internal/clock"
)

// Config says where the sandbox listens and what it keeps.
type Config struct {
	SMTPAddr string // host:port; port 0 takes a free one
	HTTPAddr string
	ScanAddr string // of the scanner; empty: there is none
	KeyFile  string // the API key callers must send; made (mode 0600) when absent
	Dir      string // keeps messages over a restart; empty: memory only
	Clock    clock.Source
}

// Server is a running sandbox.
type Server struct {
	key     string
	keyFile string
	box     *box
	faults  *faults
	clock   clock.Source
	smtp    net.Listener
	http    net.Listener
	scan    net.Listener // nil: no scanner
	server  *http.Server
	quit    chan struct{} // closed by Close: ends late answers and idle dialogues
	closing sync.Once
	conns   conns
}

// New opens the listeners and the kept messages; it serves once Run is called.
func New(c Config) (*Server, error) {
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	key, err := loadKey(c.KeyFile)
	if err != nil {
		return nil, err
	}
	box, err := openBox(c.Dir)
	if err != nil {
		return nil, err
	}
	s := &Server{key: key, keyFile: c.KeyFile, box: box, faults: newFaults(), clock: c.Clock, quit: make(chan struct{})}
	s.smtp, err = net.Listen("tcp", c.SMTPAddr)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sandbox: mail: %w", err), box.close())
	}
	s.http, err = net.Listen("tcp", c.HTTPAddr)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sandbox: http: %w", err), s.smtp.Close(), box.close())
	}
	err = s.listenScan(c.ScanAddr)
	if err != nil {
		return nil, errors.Join(err, s.smtp.Close(), s.http.Close(), box.close())
	}
	handler, err := s.handler()
	if err != nil {
		s.closeScan()
		return nil, errors.Join(err, s.smtp.Close(), s.http.Close(), box.close())
	}
	s.server = &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: time.Minute}
	return s, nil
}

// SMTPAddr is the address the mail server listens on.
func (s *Server) SMTPAddr() string { return s.smtp.Addr().String() }

// HTTPAddr is the address the pages and the SMS interface are on.
func (s *Server) HTTPAddr() string { return s.http.Addr().String() }

// KeyFile is the file with the API key of the SMS interface.
func (s *Server) KeyFile() string { return s.keyFile }

// SetFault switches a fault on for the next messages of a peer, as POST /_fault
// does; the error says what is wrong with f.
func (s *Server) SetFault(f Fault) error {
	err := f.check()
	if err == nil {
		s.faults.set(f)
	}
	return err
}

// Messages is what arrived, the newest first.
func (s *Server) Messages() []Message { return s.box.list() }

// Run serves until ctx ends or Close is called, then closes everything. The
// error is of a server that broke, nil after an orderly end.
func (s *Server) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { s.Close() })
	defer stop()
	failed := make(chan error, 2)
	go func() { failed <- s.serveSMTP() }()
	go func() { failed <- s.serveScan() }()
	err := s.server.Serve(s.http)
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	closed := s.Close()
	return errors.Join(err, <-failed, <-failed, closed)
}

// Close ends the servers, waits for the dialogues under way and closes the file.
func (s *Server) Close() error {
	var err error
	s.closing.Do(func() {
		close(s.quit)
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		s.smtp.Close()
		s.closeScan()
		s.conns.closeAll()
		err = s.server.Shutdown(ctx)
		s.http.Close() // Shutdown knows it only once Run has been called
		s.conns.running.Wait()
		err = errors.Join(err, s.box.close())
	})
	return err
}

// loadKey reads the API key, making one when the file does not exist.
func loadKey(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKey(path)
	}
	if err != nil {
		return "", fmt.Errorf("sandbox: key: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("sandbox: %s may be read by others (mode %o): chmod 600", path, info.Mode().Perm())
	}
	key := strings.TrimSpace(string(raw))
	if key == "" {
		return "", fmt.Errorf("sandbox: %s holds no key", path)
	}
	return key, nil
}

func makeKey(path string) (string, error) {
	raw := make([]byte, 24)
	rand.Read(raw) // never fails since Go 1.24
	key := hex.EncodeToString(raw)
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err != nil {
		return "", fmt.Errorf("sandbox: key: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fmt.Errorf("sandbox: key: %w", err)
	}
	_, err = f.WriteString(key + "\n")
	return key, errors.Join(err, f.Close())
}
