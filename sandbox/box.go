package sandbox

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"motcua/internal/clock"
)

// boxMax is how many messages are kept, in memory and over a restart.
const boxMax = 500

// Message is a message the sandbox accepted.
type Message struct {
	Peer      string        `json:"peer"`
	Key       string        `json:"key"`       // Message-ID or Idempotency-Key
	Reference string        `json:"reference"` // what the sender was answered
	From      string        `json:"from"`      // address or brand name
	To        []string      `json:"to"`
	Subject   string        `json:"subject,omitempty"` // decoded
	Text      string        `json:"text"`              // decoded
	At        clock.Instant `json:"at"`
	Copies    int           `json:"copies"`  // what the recipient got; 2 after the fault "twice"
	Repeats   int           `json:"repeats"` // how often the sender sent it again and was recognised
}

// same reports whether n is m sent again.
func (m Message) same(n Message) bool {
	return m.From == n.From && slices.Equal(m.To, n.To) && m.Subject == n.Subject && m.Text == n.Text
}

// errKeyReused reports a key that stands for another message already.
var errKeyReused = errors.New("sandbox: the key was used for another message")

// box keeps the last messages, the newest at the end.
type box struct {
	mu       sync.Mutex
	messages []Message
	file     *os.File // nil: memory only
}

const boxFile = "messages.jsonl"

// openBox reads the messages kept in dir, drops the oldest above the limit, and
// goes on appending.
func openBox(dir string) (*box, error) {
	b := &box{}
	if dir == "" {
		return b, nil
	}
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	path := filepath.Join(dir, boxFile)
	err = b.read(path)
	if err != nil {
		return nil, err
	}
	return b, b.rewrite(path)
}

func (b *box) read(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sandbox: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 8*mailMax)
	for lines.Scan() {
		var m Message
		err := json.Unmarshal(lines.Bytes(), &m)
		if err != nil {
			break // the line that was being written when the process died is the last
		}
		b.put(m)
	}
	return lines.Err()
}

// rewrite leaves one line a message in the file and keeps it open.
func (b *box) rewrite(path string) error {
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("sandbox: %w", err)
	}
	b.file = f
	for _, m := range b.messages {
		err := b.append(m)
		if err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return os.Rename(path+".new", path)
}

func (b *box) append(m Message) error {
	if b.file == nil {
		return nil
	}
	line, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = b.file.Write(append(line, '\n'))
	return err
}

// put stores m in memory; a line about a known message replaces it.
func (b *box) put(m Message) {
	if i := b.find(m.Peer, m.Key); i >= 0 {
		b.messages[i] = m
		return
	}
	b.messages = append(b.messages, m)
	if extra := len(b.messages) - boxMax; extra > 0 {
		b.messages = slices.Delete(b.messages, 0, extra)
	}
}

// find is the place of a message; a message without key has none to be found by.
func (b *box) find(peer, key string) int {
	if key == "" {
		return -1
	}
	return slices.IndexFunc(b.messages, func(m Message) bool { return m.Peer == peer && m.Key == key })
}

// accept stores m once per key and returns the message as stored: the sender of
// a repeat gets the first answer again. errKeyReused when the key stands for
// another message.
func (b *box) accept(m Message) (Message, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if i := b.find(m.Peer, m.Key); i >= 0 {
		known := b.messages[i]
		if !known.same(m) {
			return known, errKeyReused
		}
		known.Repeats++
		m = known
	}
	err := b.append(m)
	if err != nil {
		return m, err
	}
	b.put(m)
	return m, nil
}

func (b *box) list() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := slices.Clone(b.messages)
	slices.Reverse(out)
	return out
}

func (b *box) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file == nil {
		return nil
	}
	err := b.file.Close()
	b.file = nil
	return err
}
