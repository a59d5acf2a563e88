package portal

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
)

// client is one connection that is kept. It does what a browser's request needs and no
// more: net/http's client costs more than the server it would measure.
type client struct {
	conn net.Conn
	in   *bufio.Reader
	out  []byte
	body bytes.Buffer // of the last answer, when it was kept
}

func dial(addr string) (*client, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}, nil
}

// fields are those a browser sends.
const fields = "\r\nHost: portal.test\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) bench\r\n" +
	"Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\nAccept-Language: vi,en;q=0.5\r\nAccept-Encoding: "

// get reads the page at path; its body is kept when it was asked for plain.
func (c *client) get(path string, plain bool) error {
	encoding := "gzip, deflate, br"
	if plain {
		encoding = "identity"
	}
	c.out = append(append(append(append(append(c.out[:0], "GET "...), path...), " HTTP/1.1"+fields...), encoding...), "\r\n\r\n"...)
	_, err := c.conn.Write(c.out)
	if err != nil {
		return err
	}
	length, err := c.head()
	if err != nil {
		return err
	}
	c.body.Reset()
	if plain {
		_, err = io.CopyN(&c.body, c.in, int64(length))
	} else {
		_, err = c.in.Discard(length)
	}
	return err
}

// head reads the header of an answer 200 and returns the length of the body.
func (c *client) head() (length int, err error) {
	length = -1
	for first := true; ; first = false {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		line = bytes.TrimRight(line, "\r\n")
		switch value, found := bytes.CutPrefix(line, []byte("Content-Length: ")); {
		case first && !bytes.HasPrefix(line, []byte("HTTP/1.1 200")):
			return 0, fmt.Errorf("portal: answered %q", line)
		case found:
			length, err = strconv.Atoi(string(value))
			if err != nil {
				return 0, err
			}
		case len(line) == 0 && length < 0:
			return 0, fmt.Errorf("portal: an answer without its length")
		case len(line) == 0:
			return length, nil
		}
	}
}

// edition is the number printed in the last page read plain.
func (c *client) edition() (int, error) {
	_, rest, found := bytes.Cut(c.body.Bytes(), []byte(mark))
	digits, _, ended := bytes.Cut(rest, []byte("."))
	if !found || !ended {
		return 0, fmt.Errorf("portal: a page without its edition")
	}
	return strconv.Atoi(string(digits))
}
