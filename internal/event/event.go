// Package event writes what happened to dossiers: one append-only, chained
// record per dossier, and what must follow from each record in the same
// transaction.
//
// An event is plain facts plus a person part sealed by the dossier's key. Its
// hash covers the header, the facts, the hash before it and a commitment of the
// person part, so the chain can be checked after the personal text is erased.
package event

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"motcua/internal/clock"
	"motcua/internal/event/eventsql"
	"motcua/internal/job"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// Kind names what happened, e.g. "dossier.received". Never reused.
type Kind string

// Actor is who did it.
type Actor struct {
	Kind    string `json:"kind"` // citizen, official, system
	Account int64  `json:"account,string,omitempty"`
}

// New is an event about to be written.
type New struct {
	Kind    Kind
	Version int   // of the payload's shape; old shapes are decoded for ever
	Unit    int64 // where it happened, 0 when nowhere
	Body    any   // plain facts, marshalled to JSON
	Person  any   // personal facts, sealed; nil when there are none
}

// Head is the end of a dossier's chain: what the next event builds on.
type Head struct {
	Seq  int32
	At   clock.Instant
	Hash []byte
}

// Record is an event as stored.
type Record struct {
	Authority  int32
	Dossier    int64
	Seq        int32
	Kind       Kind
	Version    int
	At         clock.Instant
	Actor      Actor
	Unit       int64
	Payload    []byte
	Person     []byte // sealed; nil when there is no person part
	Commitment []byte
	Hash       []byte
}

// Log appends events and what follows from them.
type Log struct {
	Queue *job.Queue
	// Feeds receive every event, at gap-free positions, after the commit.
	Feeds []string
	// Subscriptions name the job kinds that follow an event of a kind.
	Subscriptions map[Kind][]string
}

// Follow is the arguments of a job that follows an event.
type Follow struct {
	Dossier int64 `json:"dossier,string"`
	Seq     int32 `json:"seq"`
	Event   Kind  `json:"event"`
}

// Append writes events behind head, seals their person parts with key, and
// enqueues what follows. The moment of an event is never before its
// predecessor's, even when the clock went back.
func (l *Log) Append(ctx context.Context, tx *store.Tx, dossier int64, head Head, key seal.Key, actor Actor, events []New) ([]Record, error) {
	records := make([]Record, 0, len(events))
	for _, n := range events {
		r, err := next(tx, dossier, head, key, actor, n)
		if err != nil {
			return nil, err
		}
		err = l.write(ctx, tx, r)
		if err != nil {
			return nil, err
		}
		head = Head{Seq: r.Seq, At: r.At, Hash: r.Hash}
		records = append(records, r)
	}
	return records, nil
}

func next(tx *store.Tx, dossier int64, head Head, key seal.Key, actor Actor, n New) (Record, error) {
	payload, err := json.Marshal(n.Body)
	if err != nil {
		return Record{}, fmt.Errorf("event: payload of %s: %w", n.Kind, err)
	}
	r := Record{Authority: tx.Authority, Dossier: dossier, Seq: head.Seq + 1, Kind: n.Kind, Version: n.Version,
		At: max(tx.Now, head.At), Actor: actor, Unit: n.Unit, Payload: payload, Commitment: []byte{}}
	if n.Person != nil {
		plain, err := json.Marshal(n.Person)
		if err != nil {
			return Record{}, fmt.Errorf("event: person part of %s: %w", n.Kind, err)
		}
		var salted []byte
		salted, r.Commitment = seal.Commit(plain)
		r.Person = key.Seal(salted, r.place())
	}
	r.Hash = r.Chain(head.Hash)
	return r, nil
}

func (r Record) place() []byte {
	return seal.Place(r.Authority, r.Dossier, fmt.Sprintf("event %d", r.Seq))
}

// OpenPerson is the personal text of r, checked against its commitment; nil
// when r has none.
func (r Record) OpenPerson(key seal.Key) ([]byte, error) {
	if r.Person == nil {
		return nil, nil
	}
	salted, err := key.Open(r.Person, r.place())
	if err != nil {
		return nil, err
	}
	return seal.Uncommit(salted, r.Commitment)
}

// Chain is the hash of r behind prev: SHA-256 over every field, each preceded
// by its length, so that no two records share an encoding.
func (r Record) Chain(prev []byte) []byte {
	h := sha256.New()
	put := func(b []byte) {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(b))))
		h.Write(b)
	}
	number := func(n int64) { put(binary.BigEndian.AppendUint64(nil, uint64(n))) }
	put([]byte("motcua event 1"))
	number(int64(r.Authority))
	number(r.Dossier)
	number(int64(r.Seq))
	put([]byte(r.Kind))
	number(int64(r.Version))
	number(int64(r.At))
	put([]byte(r.Actor.Kind))
	number(r.Actor.Account)
	number(r.Unit)
	put(r.Payload)
	put(r.Commitment)
	put(prev)
	return h.Sum(nil)
}

func (l *Log) write(ctx context.Context, tx *store.Tx, r Record) error {
	q := eventsql.New(tx)
	err := q.InsertEvent(ctx, eventsql.InsertEventParams{
		Authority: r.Authority, Dossier: r.Dossier, Seq: r.Seq, Kind: string(r.Kind), Version: int32(r.Version), At: int64(r.At),
		ActorKind: r.Actor.Kind, Actor: r.Actor.Account, Unit: r.Unit, Payload: string(r.Payload),
		Person: r.Person, Commitment: r.Commitment, Hash: r.Hash,
	})
	if err != nil {
		return err
	}
	for _, feed := range l.Feeds {
		err := q.InsertPending(ctx, eventsql.InsertPendingParams{Authority: r.Authority, Feed: feed, Dossier: r.Dossier, Seq: r.Seq})
		if err != nil {
			return err
		}
	}
	for _, kind := range l.Subscriptions[r.Kind] {
		err := l.Queue.Enqueue(ctx, tx, job.New{Kind: kind, Key: fmt.Sprintf("%d/%d", r.Dossier, r.Seq),
			Args: Follow{Dossier: r.Dossier, Seq: r.Seq, Event: r.Kind}})
		if err != nil {
			return err
		}
	}
	return nil
}
