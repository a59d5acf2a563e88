package attachment

import (
	"context"
	"errors"
	"io"
	"sync"

	"golang.org/x/sync/semaphore"

	"motcua/internal/fault"
)

// gate bounds what the files being added take of the process: they come slowly, are
// held while they are checked, and pictures unpack to many times their size.
type gate struct {
	mu    sync.Mutex
	by    map[int64]int // requests of each account
	all   int
	held  *semaphore.Weighted // bytes of files read and not stored yet
	check *semaphore.Weighted // files checked at once
}

const (
	requestsMax = 32 // of all, well below the requests a node carries out at once
	requestsOne = 4  // of one account
	heldMax     = 64 << 20
	checksMax   = 1 // a picture of the largest size takes some hundred megabytes
	readStep    = 64 << 10
)

func newGate() *gate {
	return &gate{by: map[int64]int{}, held: semaphore.NewWeighted(heldMax), check: semaphore.NewWeighted(checksMax)}
}

// Begin takes a place for a request of an account that brings files; done gives it
// back. Fault: busy.
func (s *Service) Begin(account int64) (done func(), err error) {
	g := s.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.all >= requestsMax || g.by[account] >= requestsOne {
		return nil, fault.New(fault.CodeBusy)
	}
	g.all++
	g.by[account]++
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.all--
		g.by[account]--
		if g.by[account] == 0 {
			delete(g.by, account)
		}
	}, nil
}

// read reads a file of at most most bytes and counts it as held until give is called,
// which must be. Faults: file.too_large, busy.
func (g *gate) read(r io.Reader, l Limits) (data []byte, give func(), err error) {
	held := int64(0)
	give = func() { g.held.Release(held) }
	for {
		if len(data) == cap(data) {
			size := int64(max(readStep, 2*cap(data)))
			size = min(size, l.FileBytes+1)
			if !g.held.TryAcquire(size - int64(cap(data))) {
				return nil, give, fault.New(fault.CodeBusy)
			}
			held += size - int64(cap(data))
			data = append(make([]byte, 0, size), data...)
		}
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if int64(len(data)) > l.FileBytes {
			return nil, give, tooLarge(l)
		}
		if errors.Is(err, io.EOF) {
			return data, give, nil
		}
		if err != nil {
			return nil, give, err
		}
	}
}

// checked is Check when it is the file's turn.
func (g *gate) checked(ctx context.Context, data []byte, l Limits) (Accepted, error) {
	err := g.check.Acquire(ctx, 1)
	if err != nil {
		return Accepted{}, fault.Wrap(err, fault.CodeUnavailable)
	}
	defer g.check.Release(1)
	return Check(data, l)
}
