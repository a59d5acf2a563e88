package faultnet

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// frame is one message as it stood on the line; kind is 0 for the first of a
// connection, which carries no type.
type frame struct {
	kind byte
	raw  []byte
}

// Types of frames this package looks at (PostgreSQL manual, "Message Formats").
// Execute and ErrorResponse share letters with others of the opposite direction.
const (
	frontQuery   = 'Q'
	frontParse   = 'P'
	frontBind    = 'B'
	frontExecute = 'E'
	frontSync    = 'S'
	backRow      = 'D'
	backComplete = 'C'
	backError    = 'E'
)

// Codes a client may send in place of a protocol version.
const (
	codeSSL = 80877103
	codeGSS = 80877104
)

// largest bounds what a frame may claim to hold: a test sends nothing near it.
const largest = 1 << 28

func readFrame(in *bufio.Reader) (frame, error) {
	kind, err := in.ReadByte()
	if err != nil {
		return frame{}, err
	}
	return readBody(in, kind, []byte{kind})
}

// readFirst reads a frame without a type: the start of a connection.
func readFirst(in *bufio.Reader) (frame, error) { return readBody(in, 0, nil) }

func readBody(in *bufio.Reader, kind byte, head []byte) (frame, error) {
	var size [4]byte
	_, err := io.ReadFull(in, size[:])
	if err != nil {
		return frame{}, err
	}
	n := int(binary.BigEndian.Uint32(size[:])) - len(size)
	if n < 0 || n > largest {
		return frame{}, fmt.Errorf("faultnet: a frame of %d bytes", n)
	}
	raw := append(append(make([]byte, 0, len(head)+len(size)+n), head...), size[:]...)
	raw = raw[:cap(raw)]
	_, err = io.ReadFull(in, raw[len(raw)-n:])
	return frame{kind: kind, raw: raw}, err
}

// body is the frame without its type and length.
func (f frame) body() []byte {
	if f.kind == 0 {
		return f.raw[4:]
	}
	return f.raw[5:]
}

// asksForEncryption reports a first frame that must be answered in clear before
// the real first one.
func (f frame) asksForEncryption() bool {
	if f.kind != 0 || len(f.body()) != 4 {
		return false
	}
	code := binary.BigEndian.Uint32(f.body())
	return code == codeSSL || code == codeGSS
}

// words are the first n texts of the body, each ended by a zero byte.
func (f frame) words(n int) []string {
	out := make([]string, n)
	rest := f.body()
	for i := range out {
		word, after, _ := bytes.Cut(rest, []byte{0})
		out[i], rest = string(word), after
	}
	return out
}

// commits reports whether a text holds COMMIT as a statement of its own.
func commits(text string) bool {
	for part := range strings.SplitSeq(text, ";") {
		switch strings.ToUpper(strings.TrimSpace(part)) {
		case "COMMIT", "END":
			return true
		}
	}
	return false
}

// begins reports whether a text starts a transaction.
func begins(text string) bool { return startsWith(text, "BEGIN", "START TRANSACTION") }

// writes reports whether a text changes rows.
func writes(text string) bool { return startsWith(text, "INSERT", "UPDATE", "DELETE") }

func startsWith(text string, words ...string) bool {
	text = strings.ToUpper(strings.TrimSpace(withoutComment(text)))
	for _, w := range words {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// withoutComment drops the lines that sqlc puts before a statement.
func withoutComment(text string) string {
	for strings.HasPrefix(strings.TrimSpace(text), "--") {
		_, rest, _ := strings.Cut(text, "\n")
		text = rest
	}
	return text
}
