package sandbox

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"time"
)

const (
	mailMax   = 1 << 20 // octets of one mail
	lineMax   = 2048    // octets of one command
	rcptMax   = 100
	connsMax  = 64
	idleLimit = 2 * time.Minute
)

// conns is the open SMTP connections, so that Close can end them.
type conns struct {
	mu      sync.Mutex
	open    map[net.Conn]bool
	closed  bool
	running sync.WaitGroup // raised under mu, so never after closeAll
}

// add is false when the server is full or closing.
func (c *conns) add(conn net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || len(c.open) >= connsMax {
		return false
	}
	if c.open == nil {
		c.open = map[net.Conn]bool{}
	}
	c.open[conn] = true
	c.running.Add(1)
	return true
}

func (c *conns) remove(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, conn)
	c.running.Done()
}

func (c *conns) closeAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	for conn := range c.open {
		conn.Close()
	}
}

// serveSMTP takes connections until the listener is closed.
func (s *Server) serveSMTP() error {
	for {
		conn, err := s.smtp.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("sandbox: mail: %w", err)
		}
		if !s.conns.add(conn) {
			io.WriteString(conn, "421 too many connections\r\n")
			conn.Close()
			continue
		}
		go func() {
			defer s.conns.remove(conn)
			defer conn.Close()
			d := &dialogue{server: s, conn: conn, in: bufio.NewReaderSize(conn, lineMax)}
			d.run()
		}()
	}
}

// dialogue is one SMTP session (RFC 5321).
type dialogue struct {
	server *Server
	conn   net.Conn
	in     *bufio.Reader
	hello  bool
	from   *string // nil: no transaction
	to     []string
}

func (d *dialogue) say(format string, args ...any) bool {
	_, err := fmt.Fprintf(d.conn, format+"\r\n", args...)
	return err == nil
}

// run talks until the client leaves, breaks a rule of the line or is dropped.
func (d *dialogue) run() {
	if !d.say("220 sandbox.motcua.test ESMTP sandbox") {
		return
	}
	for {
		d.conn.SetDeadline(time.Now().Add(idleLimit))
		line, err := d.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			d.say("500 line too long")
			return
		}
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(strings.TrimRight(string(line), "\r\n"), " ")
		if !d.command(strings.ToUpper(verb), rest) {
			return
		}
	}
}

// command answers one command; false ends the session.
func (d *dialogue) command(verb, rest string) bool {
	switch verb {
	case "HELO":
		d.hello = true
		d.reset()
		return d.say("250 sandbox.motcua.test")
	case "EHLO":
		d.hello = true
		d.reset()
		return d.say("250-sandbox.motcua.test\r\n250-8BITMIME\r\n250 SIZE %d", mailMax)
	case "MAIL":
		return d.mail(rest)
	case "RCPT":
		return d.rcpt(rest)
	case "DATA":
		return d.data()
	case "RSET":
		d.reset()
		return d.say("250 ok")
	case "NOOP":
		return d.say("250 ok")
	case "QUIT":
		d.say("221 bye")
		return false
	}
	return d.say("502 command not known")
}

func (d *dialogue) reset() { d.from, d.to = nil, nil }

func (d *dialogue) mail(rest string) bool {
	if !d.hello || d.from != nil {
		return d.say("503 bad sequence of commands")
	}
	from, params, ok := path(rest, "FROM:")
	if !ok {
		return d.say("501 MAIL FROM:<address>")
	}
	for _, p := range strings.Fields(params) {
		var size int
		n, _ := fmt.Sscanf(strings.ToUpper(p), "SIZE=%d", &size)
		if n == 1 && size > mailMax {
			return d.say("552 message too large")
		}
	}
	d.from = &from
	return d.say("250 ok")
}

func (d *dialogue) rcpt(rest string) bool {
	if d.from == nil {
		return d.say("503 bad sequence of commands")
	}
	to, _, ok := path(rest, "TO:")
	switch {
	case !ok || !strings.Contains(to, "@"):
		return d.say("501 RCPT TO:<address>")
	case len(d.to) == rcptMax:
		return d.say("452 too many recipients")
	}
	d.to = append(d.to, to)
	return d.say("250 ok")
}

// path reads "FROM:<a@b> PARAMS".
func path(s, word string) (address, params string, ok bool) {
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return "", "", false
	}
	s, ok = strings.CutPrefix(strings.TrimSpace(s[len(word):]), "<")
	if !ok {
		return "", "", false
	}
	return strings.Cut(s, ">")
}

// data receives a mail and answers as the fault of the moment wants.
func (d *dialogue) data() bool {
	if len(d.to) == 0 {
		return d.say("503 bad sequence of commands")
	}
	if !d.say("354 end with a dot on a line of its own") {
		return false
	}
	dots := textproto.NewReader(d.in).DotReader() // undoes dot-stuffing
	raw, err := io.ReadAll(io.LimitReader(dots, mailMax+1))
	if err == nil && len(raw) > mailMax {
		_, err = io.Copy(io.Discard, dots)
	}
	if err != nil {
		return false
	}
	from, to := *d.from, d.to
	d.reset()
	if len(raw) > mailMax {
		return d.say("552 message too large")
	}
	return d.accept(raw, from, to)
}

func (d *dialogue) accept(raw []byte, from string, to []string) bool {
	fault := d.server.faults.take(PeerMail)
	switch fault.Fault {
	case FaultError:
		return d.say("451 local error, try again (for %s)", to[0])
	case FaultRefuse:
		return d.say("550 no such mailbox: %s", to[0])
	}
	m := readMail(raw)
	m.From, m.To, m.Copies, m.At = from, to, fault.copies(), d.server.clock.Now()
	m.Reference = newReference()
	stored, err := d.server.box.accept(m)
	switch {
	case errors.Is(err, errKeyReused):
		return d.say("554 this Message-ID was used for another mail")
	case err != nil:
		return d.say("452 cannot store the mail")
	}
	switch fault.Fault {
	case FaultNever:
		return false
	case FaultLate:
		d.wait(fault.delay())
	}
	return d.say("250 ok %s", stored.Reference)
}

// wait passes the delay, or less when the client gives up or the server closes.
func (d *dialogue) wait(delay time.Duration) {
	gone := make(chan struct{})
	go func() {
		d.in.Peek(1) // the next command, or the end of the connection
		close(gone)
	}()
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-gone:
	case <-d.server.quit:
		d.conn.Close()
	case <-timer.C:
		d.conn.SetReadDeadline(time.Now()) // ends the Peek, so that one reader is left
	}
	<-gone
	d.conn.SetReadDeadline(time.Time{})
}
