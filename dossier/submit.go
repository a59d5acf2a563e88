package dossier

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"motcua/attachment"
	"motcua/authz"
	"motcua/dossier/dossiersql"
	"motcua/form"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// Gap is something a draft still lacks.
type Gap struct {
	Page  string // a page of the form, or one of the two pages below
	Field string
	Code  fault.Code
	Args  []any
}

// Pages of a draft that are not the form's.
const (
	PageUnit   = "unit"
	PagePapers = "papers"
)

// Gaps lists everything a draft lacks, at once (TT22 Phụ lục; UI: completeness
// check before submission).
func (s *Service) Gaps(d Draft, today clock.Date) []Gap {
	var gaps []Gap
	if _, ok := PlacesOf(s.Units, d.Unit); !ok {
		gaps = append(gaps, Gap{Page: PageUnit, Field: "unit", Code: fault.CodeFieldChoice})
	} else if !Receives(s.Units, d.Entry, d.Unit) {
		gaps = append(gaps, Gap{Page: PageUnit, Field: "unit", Code: fault.CodeNotReceivedHere})
	}
	for _, g := range d.Form.Complete(d.Answers, today) {
		gaps = append(gaps, Gap{Page: g.Page, Field: g.Field, Code: g.Code, Args: g.Args})
	}
	if !d.Listed {
		gaps = append(gaps, Gap{Page: PagePapers, Field: "papers", Code: fault.CodeFieldRequired})
	}
	return gaps
}

// Submit files the draft: everything is checked again here, whatever the pages
// showed. Sent twice, it gives the same dossier twice.
func (s *Service) Submit(ctx context.Context, actor authz.Actor, draft int64, declared bool) (int64, error) {
	var early *checkedDraft
	if s.DB.OneWriter() {
		early = s.beforehand(ctx, actor, draft)
	}
	var id int64
	err := s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		var err error
		id, err = s.submit(ctx, tx, actor, draft, early, declared)
		return err
	})
	return id, s.report(err, actor, authz.DossierSubmit, draft)
}

// checkedDraft is a draft that was read and checked, and what it amounts to.
type checkedDraft struct {
	row  dossiersql.Draft
	gaps []Gap
	Submit
}

// of reports that a was made of this row and no other.
func (a *checkedDraft) of(row dossiersql.Draft) bool {
	return a != nil && a.row.Revision == row.Revision && bytes.Equal(a.row.Answers, row.Answers)
}

// beforehand reads and checks a draft outside the transaction; nil when that did
// not go well, which the transaction will find out by itself.
func (s *Service) beforehand(ctx context.Context, actor authz.Actor, draft int64) *checkedDraft {
	var a *checkedDraft
	err := s.DB.Read(ctx, s.authority(), func(tx *store.Tx) error {
		row, err := dossiersql.New(tx).Draft(ctx, dossiersql.DraftParams{Authority: tx.Authority, ID: draft})
		if err == nil {
			a, err = s.checkDraft(ctx, tx, actor, row)
		}
		return err
	})
	if err != nil {
		return nil
	}
	return a
}

func (s *Service) checkDraft(ctx context.Context, tx *store.Tx, actor authz.Actor, row dossiersql.Draft) (*checkedDraft, error) {
	d, err := s.openDraft(ctx, tx, actor, row)
	if err != nil {
		return nil, err
	}
	if d.Filing == Online { // other drafts are checked by what is done with them
		err = authz.Check(actor, authz.DossierSubmit, authz.Object{Owner: d.Account})
	}
	if err == nil && d.Dossier == 0 {
		err = stands(d.Entry, tx.Now.Date()) // it may have ended while the draft was written
	}
	if err != nil {
		return nil, err
	}
	return &checkedDraft{row, s.Gaps(d, tx.Now.Date()), s.submission(d)}, nil
}

func submitKey(draft int64) string { return "submit:" + strconv.FormatInt(draft, 10) }

// submit takes the draft away and makes it a dossier. The dossier has an id of
// its own: ids made as they are filed lie side by side in every table, those of
// drafts begun on different days do not.
func (s *Service) submit(ctx context.Context, tx *store.Tx, actor authz.Actor, draft int64, a *checkedDraft, declared bool) (int64, error) {
	q := dossiersql.New(tx)
	row, err := q.TakeDraft(ctx, dossiersql.TakeDraftParams{Authority: tx.Authority, ID: draft})
	if errors.Is(err, sql.ErrNoRows) {
		return filedBefore(ctx, q, tx, actor, draft)
	}
	if err == nil && !a.of(row) {
		a, err = s.checkDraft(ctx, tx, actor, row)
	}
	if err != nil {
		return 0, err
	}
	if !declared {
		return 0, fault.New(fault.CodeInvalid).OnField("declare", fault.CodeFieldDeclare)
	}
	if len(a.gaps) > 0 {
		return 0, incomplete(a.gaps)
	}
	id, err := s.filed(ctx, tx, actor, row, a)
	if err != nil {
		return 0, err
	}
	return id, s.keepOutcome(ctx, q, tx, actor, row, id)
}

// keepOutcome remembers what a draft became, for who sends it again.
func (s *Service) keepOutcome(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, actor authz.Actor, row dossiersql.Draft, id int64) error {
	sum := sha256.Sum256(row.Answers)
	return q.InsertIdempotent(ctx, dossiersql.InsertIdempotentParams{Authority: tx.Authority, Actor: actor.Account,
		Key: submitKey(row.ID), InputHash: sum[:], Outcome: strconv.FormatInt(id, 10), At: int64(tx.Now)})
}

// filed makes the dossier of a checked draft, adds to the one it is a supplement of, or
// files and receives what a counter wrote.
func (s *Service) filed(ctx context.Context, tx *store.Tx, actor authz.Actor, row dossiersql.Draft, a *checkedDraft) (int64, error) {
	switch {
	case row.Dossier != 0:
		return row.Dossier, s.answer(ctx, tx, actor, row, a.Submit)
	case a.Filing != Online:
		return 0, fault.New(fault.CodeForbidden) // an intake is received as it is filed
	}
	l, err := s.create(ctx, tx, actor, row.ID, a.Submit)
	return l.state.ID, err
}

// filedBefore finds the dossier a draft became when it was sent before by the
// same person; draft.gone for everybody else.
func filedBefore(ctx context.Context, q *dossiersql.Queries, tx *store.Tx, actor authz.Actor, draft int64) (int64, error) {
	known, err := q.Idempotent(ctx, dossiersql.IdempotentParams{Authority: tx.Authority, Actor: actor.Account, Key: submitKey(draft)})
	if err != nil {
		return 0, draftGone(err)
	}
	return strconv.ParseInt(known.Outcome, 10, 64)
}

func incomplete(gaps []Gap) error {
	f := fault.New(fault.CodeDraftIncomplete)
	for _, g := range gaps {
		f.OnField(g.Field, g.Code, g.Args...)
	}
	return f
}

// submission is the command a complete draft amounts to.
func (s *Service) submission(d Draft) Submit {
	places, _ := PlacesOf(s.Units, d.Unit)
	answers := d.Form.Submission(d.Answers)
	var papers []Component
	for _, c := range d.Version.Papers() {
		key := c.Key.String()
		papers = append(papers, Component{Key: key, Declared: d.Papers[key], Originals: d.Counts[key].Originals, Copies: d.Counts[key].Copies})
	}
	account := d.Account
	if d.Filing != Online {
		account = 0 // the draft is the counter's; whose the dossier is, its papers say
	}
	return Submit{
		SubmittedBody: SubmittedBody{
			Procedure: Procedure{ID: d.Entry.ID, Code: d.Entry.Code, Version: d.Version.Number}, Form: d.Form.Name(),
			Places: places, Account: account, Filing: d.Filing, Delivery: delivery(answers), Papers: papers, ByAgent: d.Agent != nil,
		},
		SubmittedPerson: SubmittedPerson{Applicant: applicant(d.Form, answers), Answers: answers, Agent: d.Agent},
	}
}

// deliveryField is the question of how to get the result, the same in all forms.
const deliveryField = "delivery.channel"

func delivery(a form.Answers) Channel {
	switch c := Channel(a[deliveryField]); c {
	case Post, Online, ByAgent:
		return c
	}
	return Counter
}

// applicant reads who files from the fields that a form fills from the profile;
// the first answered one of each counts, since a later page may ask the same of
// somebody else.
func applicant(d form.Definition, answers form.Answers) Applicant {
	var a Applicant
	for _, page := range d.Pages {
		for _, f := range page.Fields {
			switch v := answers[f.ID]; f.Prefill {
			case "full_name":
				a.Name = cmp.Or(a.Name, v)
			case "residence":
				a.Address = cmp.Or(a.Address, v)
			case "phone":
				a.Phone = cmp.Or(a.Phone, v)
			case "email":
				a.Email = cmp.Or(a.Email, v)
			}
		}
	}
	return a
}

// create makes a dossier with its key, its first event and the files of its draft.
func (s *Service) create(ctx context.Context, tx *store.Tx, actor authz.Actor, draft int64, c Submit) (loaded, error) {
	l := loaded{key: seal.NewKey()}
	l.state.ID = tx.NewID()
	keyID, wrapped, err := s.Ring.Wrap(tx.Authority, l.key, seal.Place(tx.Authority, l.state.ID, placeKey))
	if err != nil {
		return l, err
	}
	err = dossiersql.New(tx).InsertDataKey(ctx, dossiersql.InsertDataKeyParams{Authority: tx.Authority, Dossier: l.state.ID,
		WrappingKey: keyID, Wrapped: wrapped, CreatedAt: int64(tx.Now)})
	if err != nil {
		return l, err
	}
	events, err := Decide(l.state, c, Env{Now: tx.Now})
	if err != nil {
		return l, err
	}
	l, err = s.save(ctx, tx, l, eventActor(actor), events)
	if err != nil {
		return l, err
	}
	return l, s.adopt(ctx, tx, draft, l)
}

// adopt makes the files of a draft those of the dossier it became, or adds to.
func (s *Service) adopt(ctx context.Context, tx *store.Tx, draft int64, l loaded) error {
	if s.Files == nil {
		return nil
	}
	return attachment.Adopt(ctx, tx, s.Ring, draft, l.state.ID, l.key)
}

// TemporaryNumber names a dossier before its receipt gives it a code (NĐ61 Đ17
// k3): TN, then the id in base 32, in fours.
func TemporaryNumber(id int64) string {
	digits := strings.ToUpper(fmt.Sprintf("%016s", strconv.FormatInt(id, 32)))
	out := "TN"
	for i := 0; i < len(digits); i += 4 {
		out += "-" + digits[i:i+4]
	}
	return out
}

// Number is how people call the dossier: its code, or before receipt its
// temporary number.
func (s State) Number() string {
	if s.Code != "" {
		return s.Code
	}
	return TemporaryNumber(s.ID)
}
