package faultnet

import (
	"net"
	"net/url"
	"sync"
	"testing"
)

// Proxy stands before one PostgreSQL server. It is safe for use by many
// goroutines; a new one breaks nothing.
type Proxy struct {
	t        testing.TB
	upstream string
	address  string
	dsn      string

	mu       sync.Mutex
	listener net.Listener // nil while the server counts as stopped
	links    map[*link]bool
	fault    Fault
	hits     int
	struck   chan struct{} // closed when the fault strikes for the first time
	changed  chan struct{} // closed when another fault is set
	closed   bool
	running  sync.WaitGroup
}

// New starts a proxy before the server of dsn (postgres://…, over TCP); it ends
// with the test.
func New(t testing.TB, dsn string) *Proxy {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil || u.Hostname() == "" {
		t.Fatalf("faultnet: no host in the DSN: %v", err)
	}
	p := &Proxy{t: t, upstream: u.Host, links: map[*link]bool{}, struck: make(chan struct{}), changed: make(chan struct{})}
	if u.Port() == "" {
		p.upstream = net.JoinHostPort(u.Hostname(), "5432")
	}
	p.address = "127.0.0.1:0"
	p.listen()
	t.Cleanup(p.close)
	u.Host = p.address
	q := u.Query()
	q.Set("sslmode", "disable") // frames must be readable
	u.RawQuery = q.Encode()
	p.dsn = u.String()
	return p
}

// DSN is the server's DSN with the proxy's address.
func (p *Proxy) DSN() string { return p.dsn }

// Set breaks the line as f says from now on and counts its hits anew. What
// another fault held back goes on.
func (p *Proxy) Set(f Fault) {
	p.t.Helper()
	p.mu.Lock()
	p.fault, p.hits = f, 0
	close(p.changed)
	p.struck, p.changed = make(chan struct{}), make(chan struct{})
	if f.Kind == Refuse && p.listener != nil {
		p.listener.Close()
		p.listener = nil
	}
	start := f.Kind != Refuse && p.listener == nil && !p.closed
	p.mu.Unlock()
	if f.Kind == Refuse || f.Kind == Cut {
		p.cutAll()
	}
	if start {
		p.listen()
	}
}

// Hits is how often the fault set last has struck: frames or connections held,
// connections cut.
func (p *Proxy) Hits() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.hits
}

// Struck is closed at the first hit of the fault set last.
func (p *Proxy) Struck() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.struck
}

// listen opens the proxy's address, the same one every time.
func (p *Proxy) listen() {
	p.t.Helper()
	listener, err := net.Listen("tcp", p.address)
	if err != nil {
		p.t.Fatalf("faultnet: %v", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.address, p.listener = listener.Addr().String(), listener
	p.running.Go(func() { p.accept(listener) })
}

func (p *Proxy) accept(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		p.running.Go(func() { p.serve(client) })
	}
}

// serve makes the other half of a connection and runs both.
func (p *Proxy) serve(client net.Conn) {
	server, err := net.Dial("tcp", p.upstream)
	if err != nil {
		client.Close()
		return
	}
	l := &link{p: p, client: client, server: server, gone: make(chan struct{}), names: map[string]string{}}
	if !p.admit(l) {
		l.cut()
		return
	}
	l.run()
}

// admit notes a connection, unless the fault is that there is none.
func (p *Proxy) admit(l *link) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fault.Kind == Refuse || p.fault.Kind == Cut || p.closed {
		p.hit()
		return false
	}
	p.links[l] = true
	return true
}

func (p *Proxy) forget(l *link) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.links, l)
}

// armed reports whether frames must be looked at one by one.
func (p *Proxy) armed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fault.Kind != None
}

// pass lets one frame go on, after the wait a fault demands; false is a cut.
func (p *Proxy) pass(l *link, at point) bool {
	for {
		p.mu.Lock()
		stalls := p.fault.Kind == Stall
		if !stalls && (at == elsewhere || !p.fault.strikes(at, p.hits, l.statements())) {
			p.mu.Unlock()
			return true
		}
		p.hit()
		holds, changed := stalls || p.fault.Kind == HoldCommit, p.changed
		p.mu.Unlock()
		if !holds {
			return false
		}
		select {
		case <-changed: // judged again by the fault that is set now
		case <-l.gone:
			return false
		}
	}
}

// hit counts; the caller holds the lock.
func (p *Proxy) hit() {
	p.hits++
	if p.hits == 1 {
		close(p.struck)
	}
}

func (p *Proxy) cutAll() {
	p.mu.Lock()
	links := p.links
	p.links = map[*link]bool{}
	for range links {
		p.hit()
	}
	p.mu.Unlock()
	for l := range links {
		l.cut()
	}
}

func (p *Proxy) close() {
	p.mu.Lock()
	p.closed = true
	if p.listener != nil {
		p.listener.Close()
	}
	p.mu.Unlock()
	p.cutAll()
	p.running.Wait()
}
