package event_test

import (
	"errors"
	"fmt"
	"testing"

	"motcua/internal/event"
	"motcua/internal/seal"
	"motcua/internal/testkit"
)

// forged is c with event i rewritten by somebody who knows how hashes are made:
// its own hash is right again, and only the one behind it can tell.
func forged(c []event.Record, i int, change func(r *event.Record)) []event.Record {
	var before []byte
	if i > 0 {
		before = c[i-1].Hash
	}
	change(&c[i])
	c[i].Hash = c[i].Chain(before)
	return c
}

func TestAnEventRewrittenWithItsHashBreaksTheNext(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		write(t, b, newLog(), 1, seal.NewKey(), 4)
		for name, damage := range map[string]func(c []event.Record) []event.Record{
			"payload": func(c []event.Record) []event.Record {
				return forged(c, 1, func(r *event.Record) { r.Payload = []byte(`{"word":"other"}`) })
			},
			"commitment": func(c []event.Record) []event.Record {
				return forged(c, 0, func(r *event.Record) { _, r.Commitment = seal.Commit([]byte("other")) })
			},
			"moment": func(c []event.Record) []event.Record {
				return forged(c, 2, func(r *event.Record) { r.At-- })
			},
			"removed and renumbered": func(c []event.Record) []event.Record {
				c = append(c[:1], c[2], c[3])
				c = forged(c, 1, func(r *event.Record) { r.Seq = 2 })
				c[2].Seq = 3
				c[2].Hash = c[2].Chain(c[0].Hash) // right but for what it follows
				return c
			},
			"swapped and renumbered": func(c []event.Record) []event.Record {
				c[1], c[2] = c[2], c[1]
				c = forged(c, 1, func(r *event.Record) { r.Seq = 2 })
				return forged(c, 2, func(r *event.Record) { r.Seq = 3 })
			},
		} {
			if event.CheckChain(damage(chain(t, b, 1))) == nil {
				t.Errorf("%s: forged and nothing is said", name)
			}
		}
	})
}

// Who has the key and puts another text in an event's place is found out by the
// commitment, which the hash covers.
func TestAPersonReplacedUnderTheSameKeyDoesNotOpen(t *testing.T) {
	testkit.EachEngine(t, func(t *testing.T, b testkit.Bench) {
		key := seal.NewKey()
		write(t, b, newLog(), 1, key, 1)
		r := chain(t, b, 1)[0]
		place := seal.Place(r.Authority, r.Dossier, fmt.Sprintf("event %d", r.Seq))
		salted, err := key.Open(r.Person, place)
		if err != nil {
			t.Fatalf("the place of an event is another: %v", err)
		}
		_, err = seal.Uncommit(salted, r.Commitment)
		if err != nil {
			t.Fatal(err)
		}
		other, _ := seal.Commit([]byte(`{"word":"Trần Văn Nam"}`))
		r.Person = key.Seal(other, place)
		plain, err := r.OpenPerson(key)
		if !errors.Is(err, seal.ErrOpen) || plain != nil {
			t.Errorf("a replaced person part opens: %q, %v", plain, err)
		}
	})
}
