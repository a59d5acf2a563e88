package pagecache

import (
	"context"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

func page(text string) *Entry { return NewEntry(http.Header{}, []byte(text), noon, 0) }

// waiters starts n that join the flight of k and returns when all of them wait.
func waiters(t *testing.T, c *Cache, n int, ctx context.Context) (answers chan *Entry) {
	answers = make(chan *Entry, n)
	var begun sync.WaitGroup
	for range n {
		begun.Add(1)
		go func() {
			begun.Done()
			answers <- c.Render(ctx, key(1), noon, func() *Entry { t.Error("rendered twice at once"); return nil })
		}()
	}
	begun.Wait()
	return answers
}

func TestWhatIsAskedForAtOnceIsRenderedOnce(t *testing.T) {
	c := New(0)
	e := page("x")
	var answers chan *Entry
	got := c.Render(t.Context(), key(1), noon, func() *Entry {
		answers = waiters(t, c, 50, t.Context())
		return e
	})
	for range 50 {
		if <-answers != e {
			t.Error("who waited got another page")
		}
	}
	if got != e || c.Get(key(1), noon) != e {
		t.Error("the page is not kept")
	}
}

func TestWhatMustNotBeKeptIsNobodyElses(t *testing.T) {
	c := New(0)
	left, leave := context.WithCancel(t.Context())
	leave()
	refused := make(chan *Entry)
	c.Render(t.Context(), key(1), noon, func() *Entry {
		go func() { refused <- c.Render(left, key(1), noon, nil) }()
		if <-refused != nil {
			t.Error("who left got a page")
		}
		return nil
	})
	if c.Get(key(1), noon) != nil || c.Stats().Entries != 0 {
		t.Error("nothing was kept as a page")
	}
	if e := page("y"); c.Render(t.Context(), key(1), noon, func() *Entry { return e }) != e {
		t.Error("after a refusal nobody renders")
	}
}

func TestAPageThatEndedMeanwhileIsNotGiven(t *testing.T) {
	c := New(0)
	late := make(chan *Entry, 1)
	var begun sync.WaitGroup
	begun.Add(1)
	c.Render(t.Context(), key(1), noon, func() *Entry {
		go func() {
			begun.Done()
			late <- c.Render(t.Context(), key(1), noon+20, func() *Entry { return nil })
		}()
		begun.Wait()
		return NewEntry(http.Header{}, nil, noon, noon+10)
	})
	if <-late != nil {
		t.Error("a page that is not true any more was given")
	}
}

func TestAPanicLetsTheOthersGo(t *testing.T) {
	c := New(0)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		c.Render(t.Context(), key(1), noon, func() *Entry { panic("x") })
	}()
	if e := page("y"); c.Render(t.Context(), key(1), noon, func() *Entry { return e }) != e {
		t.Error("the key is stuck")
	}
}

// TestNoReaderSeesWhatWasReplaced: a page is drawn under a key that is read first, as
// the mux does, while its editions are counted up.
func TestNoReaderSeesWhatWasReplaced(t *testing.T) {
	const editions = 300
	c := New(100_000)
	var current atomic.Int64
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for current.Load() < editions {
				least := current.Load()
				k := key(int(current.Load()))
				e := c.Get(k, noon)
				if e == nil {
					e = c.Render(t.Context(), k, noon, func() *Entry {
						drawn := current.Load()
						if k != key(int(current.Load())) {
							return nil
						}
						return NewEntry(http.Header{"Edition": {k.Page}}, noise(int(1000+drawn)), noon, 0)
					})
				}
				if e == nil {
					continue
				}
				if seen := len(e.plain) - 1000; int64(seen) < least {
					t.Errorf("edition %d was read after %d was published", seen, least)
				}
			}
		})
	}
	for range editions {
		current.Add(1)
		for range 10 {
			runtime.Gosched()
		}
	}
	readers.Wait()
}
