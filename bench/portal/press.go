package portal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"
)

// press publishes procedures anew, a hundredth of them each second, and remembers when
// each edition was acknowledged.
type press struct {
	in         io.Writer
	out        *bufio.Reader
	procedures int

	mu    sync.Mutex
	acked map[int][]time.Time // of procedure, from edition 2 on
	last  []int               // procedures in the order of publication
}

// run publishes until ctx ends.
func (p *press) run(ctx context.Context) error {
	every := time.NewTicker(time.Second * 100 / time.Duration(p.procedures))
	defer every.Stop()
	random := rand.New(rand.NewPCG(2, 2))
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-every.C:
		}
		err := p.publish(random.IntN(p.procedures))
		if err != nil {
			return err
		}
	}
}

func (p *press) publish(n int) error {
	p.mu.Lock()
	next := len(p.acked[n]) + 2
	p.mu.Unlock()
	_, err := fmt.Fprintln(p.in, n, next)
	if err != nil {
		return err
	}
	line, err := p.out.ReadString('\n')
	if err != nil || line != fmt.Sprintln(n, next) {
		return fmt.Errorf("portal: edition %d of procedure %d was acknowledged by %q: %w", next, n, line, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.acked[n] = append(p.acked[n], time.Now())
	p.last = append(p.last, n)
	return nil
}

// recent is a procedure published lately, with the acknowledgements of its editions.
func (p *press) recent(random *rand.Rand) (n int, acked []time.Time, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.last) == 0 {
		return 0, nil, false
	}
	n = p.last[len(p.last)-1-random.IntN(min(len(p.last), 20))]
	return n, p.acked[n], true
}

// Age is how old pages were that readers saw.
type Age struct {
	Checks int           `json:"checks"` // pages of which the printed edition was compared
	Stale  time.Duration `json:"stale_max_ns"`
}

// check reads procedures published lately until ctx ends. A page is stale by the time
// from the acknowledgement of the edition that followed it to the request.
func (p *press) check(ctx context.Context, addr string) (Age, error) {
	c, err := dial(addr)
	if err != nil {
		return Age{}, err
	}
	defer c.conn.Close()
	var age Age
	random := rand.New(rand.NewPCG(3, 3))
	every := time.NewTicker(5 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return age, nil
		case <-every.C:
		}
		n, acked, ok := p.recent(random)
		if !ok {
			continue
		}
		asked := time.Now()
		err := c.get(path(n), true)
		if err != nil {
			return age, err
		}
		seen, err := c.edition()
		if err != nil {
			return age, err
		}
		age.Checks++
		if seen-1 < len(acked) {
			age.Stale = max(age.Stale, asked.Sub(acked[seen-1]))
		}
	}
}
