package sandbox

import (
	"fmt"
	"slices"
	"sync"
	"time"
)

// The peers the sandbox stands in for.
const (
	PeerMail = "mail"
	PeerSMS  = "sms"
	PeerScan = "scan"
)

// The faults of the real ones.
const (
	FaultLate    = "late"    // accepts, answers only after the delay
	FaultNever   = "never"   // accepts, then drops the connection without an answer
	FaultTwice   = "twice"   // accepts once and delivers two copies
	FaultError   = "error"   // accepts nothing, answers 500, 451 or an error
	FaultRefuse  = "refuse"  // accepts nothing, refuses for good: 422 or 550
	FaultGarbage = "garbage" // the scanner answers what is no answer
	FaultSize    = "size"    // the scanner takes no stream of that length
	faultNone    = "none"    // switches the fault off
)

// Peers and Kinds are what a fault may name.
func Peers() []string { return []string{PeerMail, PeerSMS, PeerScan} }

// Kinds is every fault.
func Kinds() []string {
	return []string{FaultLate, FaultNever, FaultTwice, FaultError, FaultRefuse, FaultGarbage, FaultSize}
}

// kindsOf is the faults that a peer can have.
func kindsOf(peer string) []string {
	if peer == PeerScan {
		return []string{FaultLate, FaultNever, FaultError, FaultGarbage, FaultSize}
	}
	return []string{FaultLate, FaultNever, FaultTwice, FaultError, FaultRefuse}
}

// countMax and delayMax keep a slip of the pen from blocking a demo for ever.
const (
	countMax = 1_000_000
	delayMax = 10 * time.Minute
)

// Fault is a fault that is switched on for the next messages of a peer.
type Fault struct {
	Peer    string `json:"peer"`
	Fault   string `json:"fault"`
	Count   int    `json:"count"`    // messages still to be hit
	DelayMS int64  `json:"delay_ms"` // of late
}

func (f Fault) delay() time.Duration { return time.Duration(f.DelayMS) * time.Millisecond }

// check completes f: one message unless it says how many.
func (f *Fault) check() error {
	if f.Count == 0 {
		f.Count = 1
	}
	switch {
	case !slices.Contains(Peers(), f.Peer):
		return fmt.Errorf("peer must be one of %v", Peers())
	case f.Fault != faultNone && !slices.Contains(kindsOf(f.Peer), f.Fault):
		return fmt.Errorf("fault of %s must be one of %v or %q", f.Peer, kindsOf(f.Peer), faultNone)
	case f.Count < 0 || f.Count > countMax:
		return fmt.Errorf("count must be 1 to %d", countMax)
	case f.DelayMS < 0 || f.delay() > delayMax:
		return fmt.Errorf("delay_ms must be 0 to %d", delayMax.Milliseconds())
	}
	return nil
}

// faults is what is switched on, one fault a peer.
type faults struct {
	mu sync.Mutex
	on map[string]Fault
}

func newFaults() *faults { return &faults{on: map[string]Fault{}} }

// set replaces the fault of a peer.
func (s *faults) set(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Fault == faultNone {
		delete(s.on, f.Peer)
		return
	}
	s.on[f.Peer] = f
}

// take is the fault that hits the message at hand; the zero Fault is none.
func (s *faults) take(peer string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.on[peer]
	if !ok {
		return Fault{}
	}
	f.Count--
	if f.Count == 0 {
		delete(s.on, peer)
	} else {
		s.on[peer] = f
	}
	return f
}

// list is what is on, in the order of Peers.
func (s *faults) list() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Fault{}
	for _, p := range Peers() {
		if f, ok := s.on[p]; ok {
			out = append(out, f)
		}
	}
	return out
}

// copies is how many copies the recipient gets.
func (f Fault) copies() int {
	if f.Fault == FaultTwice {
		return 2
	}
	return 1
}
