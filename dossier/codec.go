package dossier

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/seal"
)

// Fact is a decoded event: what Apply folds.
type Fact struct {
	Dossier int64
	Seq     int32
	Kind    event.Kind
	At      clock.Instant
	Actor   event.Actor
	Unit    int64
	Body    any // a …Body of the newest version
	Person  any // a …Person, nil when there is none or it was erased
}

// shape decodes one version of one kind into the newest body.
type shape struct {
	body   func([]byte) (any, error)
	person func([]byte) (any, error)
}

type version struct {
	kind event.Kind
	n    int
}

// shapes is every version ever written. Old entries stay for ever.
var shapes = map[version]shape{
	{KindSubmitted, 1}: {decode[SubmittedBody], decode[SubmittedPerson]},
	{KindReceived, 1}:  {decode[ReceivedBody], nil},
	{KindRefused, 1}:   {decode[RefusedBody], decode[RefusedPerson]},
	{KindTransfer, 1}:  {decode[TransferredBody], nil},
	{KindAssigned, 1}:  {decode[AssignedBody], nil},
	{KindCompleted, 1}: {decode[CompletedBody], decode[CompletedPerson]},
	{KindApproved, 1}:  {decode[ApprovedBody], nil},
	{KindDelivered, 1}: {decode[DeliveredBody], nil},
	{KindReturned, 1}:  {decode[ReturnedBody], decode[ReturnedPerson]},
	{KindVoided, 1}:    {decode[VoidedBody], decode[VoidedPerson]},

	// What version 2 of these adds may be missing, so the newest body reads both.
	{KindSubmitted, 2}: {decode[SubmittedBody], decode[SubmittedPerson]},
	{KindReceived, 2}:  {decode[ReceivedBody], nil},
	{KindTransfer, 2}:  {decode[TransferredBody], nil},
	{KindCompleted, 2}: {decode[CompletedBody], decode[CompletedPerson]},

	{KindAsked, 1}:           {decode[AskedBody], decode[Asked]},
	{KindSupplemented, 1}:    {decode[SupplementedBody], decode[SupplementedPerson]},
	{KindRedirected, 1}:      {decode[RedirectedBody], decode[RedirectedPerson]},
	{KindDeclined, 1}:        {decode[DeclinedBody], decode[DeclinedPerson]},
	{KindWithdrawalAsked, 1}: {decode[WithdrawalAskedBody], decode[WithdrawalPerson]},
	{KindWithdrawn, 1}:       {decode[WithdrawnBody], decode[WithdrawalPerson]},
}

// versions is the newest version of each kind: what is written.
var versions = func() map[event.Kind]int {
	out := map[event.Kind]int{}
	for v := range shapes {
		out[v.kind] = max(out[v.kind], v.n)
	}
	return out
}()

// current is the version in which an event of a kind is written.
func current(kind event.Kind) int { return versions[kind] }

// decode is strict: a field that is not known means that the event was written
// by a newer program, whose meaning must not be dropped in silence.
func decode[T any](text []byte) (any, error) {
	var v T
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(&v)
	if err != nil {
		return v, err
	}
	_, err = d.Token()
	if !errors.Is(err, io.EOF) {
		return v, errors.New("text behind the end of the event")
	}
	return v, nil
}

// Decode reads a stored event. With the zero key, or after the dossier's key was
// destroyed, the person part is left out.
func Decode(r event.Record, key *seal.Key) (Fact, error) {
	f := Fact{Dossier: r.Dossier, Seq: r.Seq, Kind: r.Kind, At: r.At, Actor: r.Actor, Unit: r.Unit}
	s, ok := shapes[version{r.Kind, r.Version}]
	if !ok {
		return f, fmt.Errorf("dossier: event %s version %d is not known", r.Kind, r.Version)
	}
	var err error
	f.Body, err = s.body(r.Payload)
	if err != nil {
		return f, fmt.Errorf("dossier: event %d of %d: %w", r.Seq, r.Dossier, err)
	}
	if r.Person == nil || key == nil {
		return f, nil
	}
	plain, err := r.OpenPerson(*key)
	if err != nil {
		return f, fmt.Errorf("dossier: person part of event %d of %d: %w", r.Seq, r.Dossier, err)
	}
	if s.person == nil {
		return f, fmt.Errorf("dossier: event %s has no person part, one is stored", r.Kind)
	}
	f.Person, err = s.person(plain)
	return f, err
}
