// Package clamd asks a clamd of ClamAV whether bytes carry something known to be
// harmful, by its INSTREAM command: chunks with their length before them, an empty
// one at the end, one line as the answer.
package clamd

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// ErrSize reports that the daemon takes no stream of that length: its StreamMaxLength
// is below what may be uploaded. No retry mends that.
var ErrSize = errors.New("clamd: the stream is longer than the daemon takes (StreamMaxLength)")

// Client asks one daemon, a connection for each question.
type Client struct {
	network, address string
	// Timeout bounds each step of a dialogue: to connect, to send a chunk, to wait for
	// the verdict.
	Timeout time.Duration
}

// New is a client of "tcp:host:port" or "unix:/path".
func New(address string, timeout time.Duration) (*Client, error) {
	network, rest, found := strings.Cut(address, ":")
	if !found || network != "tcp" && network != "unix" || rest == "" {
		return nil, fmt.Errorf("clamd: %q is neither tcp:HOST:PORT nor unix:PATH", address)
	}
	return &Client{network: network, address: rest, Timeout: timeout}, nil
}

// Scan reads r to its end and tells what is in it: "" when nothing was found, else the
// name of what was. ErrSize; any other error says that there is no verdict.
func (c *Client) Scan(ctx context.Context, r io.Reader) (found string, err error) {
	answer, err := c.ask(ctx, "zINSTREAM\x00", r)
	if err != nil {
		return "", err
	}
	verdict, ok := strings.CutPrefix(answer, "stream: ")
	switch {
	case ok && verdict == "OK":
		return "", nil
	case ok && strings.HasSuffix(verdict, " FOUND"):
		return strings.TrimSuffix(verdict, " FOUND"), nil
	case strings.HasPrefix(answer, "INSTREAM size limit exceeded"):
		return "", ErrSize
	}
	return "", fmt.Errorf("clamd: no verdict: %.100q", answer)
}

// Ping reports whether the daemon answers.
func (c *Client) Ping(ctx context.Context) error {
	answer, err := c.ask(ctx, "zPING\x00", nil)
	if err == nil && answer != "PONG" {
		err = fmt.Errorf("clamd: answered a ping with %.100q", answer)
	}
	return err
}

// Version is the daemon's version and that of its signatures, as it says them.
func (c *Client) Version(ctx context.Context) (string, error) {
	return c.ask(ctx, "zVERSION\x00", nil)
}

// ask sends a command, with a body that may be nil, and reads the answer.
func (c *Client) ask(ctx context.Context, command string, body io.Reader) (string, error) {
	dialer := net.Dialer{Timeout: c.Timeout}
	conn, err := dialer.DialContext(ctx, c.network, c.address)
	if err != nil {
		return "", fmt.Errorf("clamd: %w", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	d := dialogue{conn, c.Timeout}
	err = d.send([]byte(command))
	if err == nil && body != nil {
		err = d.stream(body)
	}
	var other reading
	if errors.As(err, &other) {
		return "", other.error
	}
	// A daemon that has enough says so and closes, while we are still sending.
	answer, readErr := d.answer()
	if readErr != nil || answer == "" {
		return "", fmt.Errorf("clamd: %w", errors.Join(err, readErr, ctx.Err()))
	}
	return answer, nil
}

// dialogue is one connection, each of whose steps has its time.
type dialogue struct {
	net.Conn
	timeout time.Duration
}

func (d dialogue) send(b []byte) error {
	err := d.SetDeadline(time.Now().Add(d.timeout))
	if err == nil {
		_, err = d.Write(b)
	}
	return err
}

// reading is an error of what was to be scanned, not of the daemon.
type reading struct{ error }

const chunk = 64 << 10

// stream sends r in chunks and the end.
func (d dialogue) stream(r io.Reader) error {
	buf := make([]byte, 4+chunk)
	for {
		n, err := io.ReadFull(r, buf[4:])
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return reading{err}
		}
		binary.BigEndian.PutUint32(buf, uint32(n))
		errSend := d.send(buf[:4+n])
		if errSend != nil {
			return errSend
		}
		if n == 0 {
			return nil
		}
	}
}

// answerMax is the length of an answer that is read.
const answerMax = 4 << 10

func (d dialogue) answer() (string, error) {
	err := d.SetDeadline(time.Now().Add(d.timeout))
	if err != nil {
		return "", err
	}
	line, err := bufio.NewReader(io.LimitReader(d, answerMax)).ReadString(0)
	if err != nil {
		return "", fmt.Errorf("no answer: %w", err)
	}
	return strings.TrimSpace(strings.TrimSuffix(line, "\x00")), nil
}
