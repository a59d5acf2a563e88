package httpx

import (
	"cmp"
	"context"
	"sync/atomic"
	"time"

	"motcua/internal/fault"
	"motcua/internal/limit"
)

// Limits bound what a node takes on at once, so that a rush is answered "try
// again" instead of with the end of the process. Zero values are the defaults.
type Limits struct {
	Requests int           // carried out at once; 256
	Waiting  int           // in the queue for that; 256
	Wait     time.Duration // longest stay in the queue; 2 s
	// Bodies is the sum of the bodies held at once, in bytes; 24 MiB. A form takes
	// up to four times its body while it is read and shown. The first 4 KiB of each
	// body are not counted, so that most forms pass however many bodies are held.
	Bodies int64
	// Each is the part of Bodies that one client's address may hold, in bytes; a
	// quarter, though never less than one body of the default limit takes.
	Each int64
	// A body is given up when it falls behind: it has Start from the end of the
	// header, 10 s, and a second more for every Rate bytes that came, 10 KiB.
	Start    time.Duration
	Rate     int64
	Deadline time.Duration // for carrying a request out; 30 s
}

func (l Limits) orDefault() Limits {
	bodies := cmp.Or(l.Bodies, 24<<20)
	return Limits{
		Requests: cmp.Or(l.Requests, 256), Waiting: cmp.Or(l.Waiting, 256), Wait: cmp.Or(l.Wait, 2*time.Second),
		Bodies: bodies, Each: cmp.Or(l.Each, max(bodies/4, DefaultMaxBody)),
		Start: cmp.Or(l.Start, 10*time.Second), Rate: cmp.Or(l.Rate, 10<<10), Deadline: cmp.Or(l.Deadline, 30*time.Second),
	}
}

// gate admits requests. Routes that say how the node is, and assets, pass beside it.
type gate struct {
	Limits
	slots   chan struct{}
	waiting atomic.Int64
	bodies  atomic.Int64
	refused [reasons]atomic.Int64
	shares  shares
}

// Why a request was refused.
const (
	noSlot = iota // the queue was full or too slow
	noRoom        // the bodies held, all or of one address, leave no room for this one
	reasons
)

func newGate(l Limits) *gate {
	l = l.orDefault()
	return &gate{Limits: l, slots: make(chan struct{}, l.Requests), shares: shares{of: map[limit.Key]int64{}}}
}

// ticket is what one request holds of the gate.
type ticket struct {
	gate     *gate
	from     limit.Key // the client's address
	bytes    int64
	admitted bool
	paced    *paced // the body a handler reads itself
}

// enter takes a slot, or waits for one. It fails with busy, or with unavailable
// when ctx ends first.
func (t *ticket) enter(ctx context.Context) error {
	select {
	case t.gate.slots <- struct{}{}:
		t.admitted = true
		return nil
	default:
	}
	if t.gate.waiting.Add(1) > int64(t.gate.Waiting) {
		t.gate.waiting.Add(-1)
		return t.refuse(noSlot)
	}
	defer t.gate.waiting.Add(-1)
	patience := time.NewTimer(t.gate.Wait)
	defer patience.Stop()
	select {
	case t.gate.slots <- struct{}{}:
		t.admitted = true
		return nil
	case <-patience.C:
		return t.refuse(noSlot)
	case <-ctx.Done():
		return fault.Wrap(ctx.Err(), fault.CodeUnavailable)
	}
}

// take reserves n more bytes for the body.
func (t *ticket) take(n int64) error {
	if !t.gate.shares.take(t.from, n, t.gate.Each) {
		return t.refuse(noRoom)
	}
	if t.gate.bodies.Add(n) > t.gate.Bodies {
		t.gate.bodies.Add(-n)
		t.gate.shares.give(t.from, n)
		return t.refuse(noRoom)
	}
	t.bytes += n
	return nil
}

func (t *ticket) refuse(reason int) error {
	t.gate.refused[reason].Add(1)
	return fault.New(fault.CodeBusy)
}

// give returns everything; the answer must have been written.
func (t *ticket) give() {
	t.gate.bodies.Add(-t.bytes)
	t.gate.shares.give(t.from, t.bytes)
	if t.admitted {
		<-t.gate.slots
	}
	if t.paced != nil {
		t.paced.late.Stop()
	}
	*t = ticket{gate: t.gate}
}
