package dossier

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"motcua/dossier/dossiersql"
	"motcua/internal/event"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/law"
)

// Mismatch is a place where what is stored does not follow from the events.
type Mismatch struct {
	Table   string
	Row     string
	What    string
	Article string // the rule that what is wrong serves
}

// String is one line for people and scripts.
func (m Mismatch) String() string {
	return fmt.Sprintf("%s\t%s\t%s\t%s", m.Table, m.Row, m.What, m.Article)
}

// Articles behind the checks: history may not be changed (NĐ61 Đ5 k1c), every
// step is tracked (TT01 Đ17 k1b), codes are ordinals of the day (TT01 Đ19 k1).
const (
	articleHistory = "NĐ61 Đ5 k1c"
	articleTrack   = "TT01 Đ17 k1b"
	articleCode    = "TT01 Đ19 k1"
	articleRegime  = "NĐ61 Đ17 k3"
)

// Report is what a verification looked at and found.
type Report struct {
	Dossiers, Events int
	Mismatches       []Mismatch
}

func (r *Report) add(table, row, article, format string, args ...any) {
	r.Mismatches = append(r.Mismatches, Mismatch{table, row, fmt.Sprintf(format, args...), article})
}

// Verify recomputes every chain, folded state, work list, code and statistic of
// the authority from the events and compares. It reads one snapshot.
func (s *Service) Verify(ctx context.Context) (Report, error) {
	v := verifier{Service: s, counts: map[Count]int64{}, codes: map[string]string{}}
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error { return v.run(ctx, tx) })
	return v.Report, err
}

type verifier struct {
	*Service
	Report
	counts map[Count]int64
	codes  map[string]string // unit day no -> code, from receipts
}

const verifyBatch = 2000

func (v *verifier) run(ctx context.Context, tx *store.Tx) error {
	var chain []event.Record
	var dossier int64
	var seq int32
	for {
		batch, err := event.After(ctx, tx, dossier, seq, verifyBatch)
		if err != nil {
			return err
		}
		for _, r := range batch {
			if len(chain) > 0 && chain[0].Dossier != r.Dossier {
				err := v.dossier(ctx, tx, chain)
				if err != nil {
					return err
				}
				chain = chain[:0]
			}
			chain = append(chain, r)
			dossier, seq = r.Dossier, r.Seq
		}
		if len(batch) < verifyBatch {
			break
		}
	}
	if len(chain) > 0 {
		err := v.dossier(ctx, tx, chain)
		if err != nil {
			return err
		}
	}
	return v.whole(ctx, tx)
}

// dossier checks one chain and everything folded from it.
func (v *verifier) dossier(ctx context.Context, tx *store.Tx, chain []event.Record) error {
	id := chain[0].Dossier
	v.Dossiers++
	v.Events += len(chain)
	name := fmt.Sprint(id)
	err := event.CheckChain(chain)
	if err != nil {
		v.add("event", name, articleHistory, "%v", err)
	}
	key, err := v.key(ctx, tx, id)
	if err != nil {
		v.add("data_key", name, articleHistory, "%v", err)
		return nil
	}
	state, person, ok := v.fold(name, chain, key)
	if !ok {
		return nil
	}
	l, err := v.load(ctx, tx, id, false)
	if err != nil {
		v.add("dossier", name, articleTrack, "%v", err)
		return nil
	}
	v.compare(name, state, person, l, chain)
	return v.work(ctx, tx, name, state)
}

// key is the dossier's key, nil when it was destroyed.
func (v *verifier) key(ctx context.Context, tx *store.Tx, id int64) (*seal.Key, error) {
	row, err := dossiersql.New(tx).DataKey(ctx, dossiersql.DataKeyParams{Authority: tx.Authority, Dossier: id})
	if err != nil || row.DestroyedAt != 0 {
		return nil, err
	}
	k, err := v.Ring.Unwrap(row.WrappingKey, row.Wrapped, seal.Place(tx.Authority, id, placeKey))
	return &k, err
}

func (v *verifier) fold(name string, chain []event.Record, key *seal.Key) (State, Person, bool) {
	var state State
	var person Person
	for _, r := range chain {
		f, err := Decode(r, key)
		if err != nil {
			v.add("event", name, articleHistory, "%v", err)
			return state, person, false
		}
		state, person = state.Apply(f), person.Apply(f)
		for _, d := range Deltas(state, f) {
			v.counts[Count{d.Unit, d.Day.String(), d.Metric}] += d.N
		}
		if b, ok := f.Body.(ReceivedBody); ok {
			v.receipt(name, state, b)
		}
	}
	return state, person, true
}

func (v *verifier) receipt(name string, st State, b ReceivedBody) {
	key := fmt.Sprintf("%d %s %d", st.Places.Agency, b.Day, b.No)
	if other, taken := v.codes[key]; taken {
		v.add("dossier_code", name, articleCode, "number %d of %s was given twice: %s and %s", b.No, b.Day, other, b.Code)
	}
	v.codes[key] = b.Code
}

// compare holds the stored row against the refolded one. Both are compared in
// their stored form, so that a field that is lost in writing shows too.
func (v *verifier) compare(name string, state State, person Person, l loaded, chain []event.Record) {
	want, errWant := json.Marshal(state)
	got, errGot := json.Marshal(l.state)
	if errWant != nil || errGot != nil || !bytes.Equal(want, got) {
		v.add("dossier", name, articleTrack, "the stored state is not the one its events fold to")
	}
	last := chain[len(chain)-1]
	if l.head.Seq != last.Seq || !bytes.Equal(l.head.Hash, last.Hash) || l.head.At != last.At {
		v.add("dossier", name, articleHistory, "the row points at event %d, the last is %d", l.head.Seq, last.Seq)
	}
	if !l.erased && !reflect.DeepEqual(normal(person), normal(l.person)) {
		v.add("dossier", name, articleTrack, "the stored personal part is not the one its events fold to")
	}
}

// normal makes an absent and an empty set of answers equal.
func normal(p Person) Person {
	if len(p.Answers) == 0 {
		p.Answers = nil
	}
	return p
}

func (v *verifier) work(ctx context.Context, tx *store.Tx, name string, state State) error {
	rows, err := dossiersql.New(tx).WorkOfDossier(ctx, dossiersql.WorkOfDossierParams{Authority: tx.Authority, Dossier: state.ID})
	if err != nil {
		return err
	}
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprint(r.Item, r.Unit, r.Role, r.Assignee, r.Action, r.Since, r.Due))
	}
	var want []string
	for _, w := range Work(state, v.processOf(state)) {
		want = append(want, fmt.Sprint(w.Item, w.Unit, string(w.Role), w.Assignee, string(w.Action), int64(w.Since), int64(w.Due)))
	}
	if !slices.Equal(got, want) {
		v.add("work_item", name, articleTrack, "open work is %v, its events say %v", got, want)
	}
	return nil
}

// whole checks what belongs to no single dossier.
func (v *verifier) whole(ctx context.Context, tx *store.Tx) error {
	err := v.statistics(ctx, tx)
	if err != nil {
		return err
	}
	err = v.codesIssued(ctx, tx)
	if err != nil {
		return err
	}
	err = v.feeds(ctx, tx)
	if err != nil {
		return err
	}
	return v.regimes(ctx, tx)
}

func (v *verifier) statistics(ctx context.Context, tx *store.Tx) error {
	stored, err := counts(ctx, tx)
	if err != nil {
		return err
	}
	for c, n := range stored {
		if v.counts[c] != n {
			v.add("stat_total", fmt.Sprint(c.Unit, " ", c.Day, " ", c.Metric), articleTrack, "%d counted, events give %d", n, v.counts[c])
		}
	}
	for c, n := range v.counts {
		if _, known := stored[c]; !known {
			v.add("stat_total", fmt.Sprint(c.Unit, " ", c.Day, " ", c.Metric), articleTrack, "not counted, events give %d", n)
		}
	}
	return nil
}

// codesIssued checks that the numbers of each agency and day are 1..n.
func (v *verifier) codesIssued(ctx context.Context, tx *store.Tx) error {
	q := dossiersql.New(tx)
	issued, err := q.Codes(ctx, tx.Authority)
	if err != nil {
		return err
	}
	last := map[string]int32{}
	for _, c := range issued {
		day := fmt.Sprintf("%d %s", c.Unit, c.Day)
		if c.No != last[day]+1 {
			v.add("dossier_code", c.Code, articleCode, "number %d follows number %d", c.No, last[day])
		}
		last[day] = c.No
		if receipt := v.codes[fmt.Sprintf("%s %d", day, c.No)]; receipt != c.Code {
			v.add("dossier_code", c.Code, articleCode, "its receipt says %q", receipt)
		}
	}
	if len(issued) != len(v.codes) {
		v.add("dossier_code", "all", articleCode, "%d codes are issued, events give %d", len(issued), len(v.codes))
	}
	counters, err := q.Counters(ctx, tx.Authority)
	for _, c := range counters {
		if day := fmt.Sprintf("%d %s", c.Unit, c.Day); c.Last != last[day] {
			v.add("code_counter", day, articleCode, "the counter stands at %d, the last number is %d", c.Last, last[day])
		}
	}
	return err
}

// feeds checks that each feed and what waits for it are every event, once, at
// gap-free positions.
func (v *verifier) feeds(ctx context.Context, tx *store.Tx) error {
	for _, feed := range v.Log.Feeds {
		n, err := event.CheckFeed(ctx, tx, feed)
		if err != nil {
			return err
		}
		if n.Gap != 0 {
			v.add("feed", feed, articleTrack, "position %d is missing", n.Gap)
		}
		if n.Placed+n.Pending != int64(v.Events) {
			v.add("feed", feed, articleTrack, "%d events placed and %d waiting, %d written", n.Placed, n.Pending, v.Events)
		}
	}
	return nil
}

// regimes checks that the legal values dossiers were received under still have
// the text of their hash.
func (v *verifier) regimes(ctx context.Context, tx *store.Tx) error {
	rows, err := dossiersql.New(tx).Regimes(ctx, tx.Authority)
	for _, r := range rows {
		if law.HashText(r.Text) != r.Hash {
			v.add("regime", r.Hash, articleRegime, "the text does not have this hash")
		}
	}
	return err
}
