package faultnet

import (
	"bufio"
	"net"
	"sync"
)

// link is one connection of the program and the one to the server made for it.
type link struct {
	p              *Proxy
	client, server net.Conn
	once           sync.Once
	gone           chan struct{}

	names map[string]string // prepared statements by name; used by the way up alone
	bound string            // the statement bound last
	wrote bool              // a write was executed and its pipeline is not ended

	refused bool // the frame before was a refusal; used by the way down alone

	mu    sync.Mutex
	texts []string // statements of the transaction under way
}

// cut ends both ends at once. What was sent to the server before still arrives.
func (l *link) cut() {
	l.once.Do(func() {
		close(l.gone)
		l.client.Close()
		l.server.Close()
	})
}

// run carries frames both ways until one end closes or a fault cuts.
func (l *link) run() {
	defer l.p.forget(l)
	defer l.cut()
	in := bufio.NewReader(l.client)
	first, err := l.open(in)
	if err != nil {
		return
	}
	var both sync.WaitGroup
	both.Go(func() { l.carry(in, l.server, &first, l.up) })
	both.Go(func() { l.carry(bufio.NewReader(l.server), l.client, nil, l.down) })
	both.Wait()
}

// open reads the first frame; a wish for encryption is declined.
func (l *link) open(in *bufio.Reader) (frame, error) {
	for {
		first, err := readFirst(in)
		if err != nil || !first.asksForEncryption() {
			return first, err
		}
		_, err = l.client.Write([]byte{'N'})
		if err != nil {
			return frame{}, err
		}
	}
}

// carry copies frames one way; place says where in the traffic each stands.
func (l *link) carry(in *bufio.Reader, to net.Conn, first *frame, place func(frame) point) {
	defer l.cut()
	out := bufio.NewWriter(to)
	for {
		f, err := next(in, &first)
		if err != nil {
			out.Flush()
			return
		}
		if l.p.armed() {
			out.Flush() // all that stands before the fault is on its way
		}
		if !l.p.pass(l, place(f)) {
			return
		}
		out.Write(f.raw)
		if in.Buffered() > 0 {
			continue
		}
		err = out.Flush()
		if err != nil {
			return
		}
	}
}

func next(in *bufio.Reader, first **frame) (frame, error) {
	if *first != nil {
		f := **first
		*first = nil
		return f, nil
	}
	return readFrame(in)
}

// up learns what a frame of the client says and where in a transaction it stands.
func (l *link) up(f frame) point {
	at := elsewhere
	if l.wrote && (f.kind == frontBind || f.kind == frontParse) {
		at = inFlush
	}
	switch f.kind {
	case frontQuery:
		return l.sent(f.words(1)[0], at)
	case frontParse:
		w := f.words(2)
		l.names[w[0]] = w[1]
	case frontBind:
		l.bound = l.names[f.words(2)[1]]
		return l.sent(l.bound, at)
	case frontExecute:
		l.wrote = l.wrote || writes(l.bound)
	case frontSync:
		l.wrote = false
	}
	return at
}

// sent notes a statement of the transaction under way.
func (l *link) sent(text string, at point) point {
	l.mu.Lock()
	defer l.mu.Unlock()
	if begins(text) {
		l.texts = nil
	}
	l.texts = append(l.texts, text)
	if commits(text) {
		at |= atCommit
	}
	return at
}

// down says where a frame of the server stands.
func (l *link) down(f frame) point {
	refused := l.refused
	l.refused = f.kind == backError
	switch {
	case refused:
		return afterError
	case f.kind == backRow:
		return row
	case f.kind == backComplete && f.words(1)[0] == "COMMIT":
		return atCommitted
	}
	return elsewhere
}

func (l *link) statements() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string(nil), l.texts...)
}
