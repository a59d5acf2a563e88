package dossier

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"motcua/code"
	"motcua/dossier/dossiersql"
	"motcua/internal/event"
	"motcua/internal/seal"
	"motcua/internal/store"
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
	v := s.verifier()
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error { return v.run(ctx, tx) })
	return v.Report, err
}

func (s *Service) verifier() *verifier {
	return &verifier{Service: s, counts: map[Count]int64{}, codes: map[string]issued{}, books: map[string]int64{}}
}

type verifier struct {
	*Service
	Report
	counts map[Count]int64
	codes  map[string]issued // by unit, day and number, from receipts
	books  map[string]int64  // dossier by unit, book, year and number, from steps
}

// issued is a code and whose it is.
type issued struct {
	code    string
	dossier int64
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
	if ctx.Err() != nil {
		return ctx.Err() // stopped: nothing is said about the key
	}
	if err != nil {
		v.add("data_key", name, articleHistory, "%v", err)
		return nil
	}
	state, person, ok := v.fold(name, chain, key)
	if !ok {
		return nil
	}
	l, err := v.load(ctx, tx, id, false)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		v.add("dossier", name, articleTrack, "%v", err)
		return nil
	}
	v.compare(name, state, person, l, chain)
	err = v.columns(ctx, tx, id, state, person, l.erased)
	if err != nil {
		return err
	}
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
		if key != nil && r.Person == nil && len(r.Commitment) > 0 {
			v.add("event", name, articleHistory, "the person part of event %d is missing", r.Seq)
		}
		f, err := Decode(r, key)
		if err != nil {
			v.add("event", name, articleHistory, "%v", err)
			return state, person, false
		}
		state, person = state.Apply(f), person.Apply(f)
		for _, d := range v.counting().Deltas(state, f) {
			v.counts[Count{d.Unit, d.Day.String(), d.Metric}] += d.N
		}
		if b, ok := f.Body.(ReceivedBody); ok {
			v.receipt(name, state, b)
		}
		if b, ok := f.Body.(CompletedBody); ok && b.Entry != nil {
			v.entry(name, state, *b.Entry)
		}
	}
	return state, person, true
}

func (v *verifier) receipt(name string, st State, b ReceivedBody) {
	key := fmt.Sprintf("%d %s %d", st.Places.Agency, b.Day, b.No)
	if other, taken := v.codes[key]; taken {
		v.add("dossier_code", name, articleCode, "number %d of %s was given twice: %s and %s", b.No, b.Day, other.code, b.Code)
	}
	v.codes[key] = issued{b.Code, st.ID}
}

func (v *verifier) entry(name string, st State, e BookEntry) {
	key := bookKey(st.Places.Agency, string(e.Book), e.Year, e.No)
	if other, taken := v.books[key]; taken {
		v.add("book_entry", name, articleTrack, "number %d of %s %d was given twice, also to %d", e.No, e.Book, e.Year, other)
	}
	v.books[key] = st.ID
}

func bookKey(unit int64, book string, year, no int) string {
	return fmt.Sprintf("%d %s %d %d", unit, book, year, no)
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

// columns holds what lists and look-ups are read from against the folded state.
func (v *verifier) columns(ctx context.Context, tx *store.Tx, id int64, state State, person Person, erased bool) error {
	name := fmt.Sprint(id)
	got, err := dossiersql.New(tx).Columns(ctx, dossiersql.ColumnsParams{Authority: tx.Authority, ID: id})
	if err != nil {
		return err
	}
	if listed := person.Applicant.Name; !erased && (got.Name != listed || got.NameFolded != code.Fold(listed)) {
		v.add("dossier_person", name, articleTrack, "the listed name is not the applicant's")
	}
	if got.VoidedAt >= 0 && got.VoidedAt != int64(state.voidedAt()) {
		v.add("dossier_code", state.Code, articleCode, "it is void since %d, its events say %d (0: it is not)", got.VoidedAt, state.voidedAt())
	}
	want := columnsOf(state)
	for _, c := range []struct {
		column    string
		got, want any
	}{
		{"status", got.Status, want.Status}, {"national_status", got.NationalStatus, want.NationalStatus},
		{"procedure", got.Procedure, want.Procedure}, {"procedure_version", got.ProcedureVersion, want.ProcedureVersion},
		{"process_version", got.ProcessVersion, want.ProcessVersion}, {"receiving_unit", got.ReceivingUnit, want.ReceivingUnit},
		{"account", got.Account, want.Account}, {"code", got.Code, want.Code}, {"regime", got.Regime, want.Regime},
		{"submitted_at", got.SubmittedAt, want.SubmittedAt}, {"received_at", got.ReceivedAt, want.ReceivedAt},
		{"promised_at", got.PromisedAt, want.PromisedAt}, {"legal_at", got.LegalAt, want.LegalAt}, {"closed_at", got.ClosedAt, want.ClosedAt},
	} {
		if c.got != c.want {
			v.add("dossier", name, articleTrack, "column %s is %v, its events give %v", c.column, c.got, c.want)
		}
	}
	return nil
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
