package dossier

import (
	"context"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/dossier/dossiersql"
	"motcua/form"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// Askable is what a supplement request may name under a version and a form: components
// and fields by key. Keys of the two never meet: those of components have slashes.
func Askable(v catalogue.Version, f form.Definition) map[string]ItemKind {
	out := map[string]ItemKind{}
	for _, c := range v.Papers() {
		out[c.Key.String()] = OfComponent
	}
	for _, page := range f.Pages {
		for _, field := range page.Fields {
			out[field.ID] = OfField
		}
	}
	return out
}

// formOf is the form that the answers of a dossier belong to.
func (s *Service) formOf(st State) form.Definition {
	d, _ := s.Forms.At(st.Form)
	return d
}

// StartAnswer begins the answer to a supplement request, or finds the one begun: a draft
// that holds what was filed, to be mended. The applicant's own is an online draft; a
// counter to which papers are brought has one of its own.
func (s *Service) StartAnswer(ctx context.Context, actor authz.Actor, id int64) (int64, error) {
	var draft int64
	err := s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		l, err := s.load(ctx, tx, id, true)
		if err != nil {
			return err
		}
		err = s.check(actor, authz.DossierAnswer, l.state)
		if err == nil {
			err = l.state.must(Awaiting)
		}
		if err != nil {
			return err
		}
		begun, err := dossiersql.New(tx).DraftForDossier(ctx, dossiersql.DraftForDossierParams{Authority: tx.Authority,
			Account: actor.Account, Dossier: id})
		if err != nil || len(begun) > 0 {
			draft = append(begun, 0)[0]
			return err
		}
		l, err = l.opened(tx.Authority)
		if err != nil {
			return err
		}
		draft, err = s.insertDraft(ctx, tx, s.answerDraft(actor, l))
		return err
	})
	return draft, s.report(err, actor, authz.DossierAnswer, id)
}

func (s *Service) answerDraft(actor authz.Actor, l loaded) Draft {
	st := l.state
	d := Draft{Account: actor.Account, Form: s.formOf(st), Unit: st.Places.Agency, Dossier: st.ID, Filing: Counter}
	if actor.Kind == authz.KindCitizen {
		d.Filing = Online
	}
	d.Entry, _ = s.Book.Entry(st.Procedure.ID)
	d.Version.Number = st.Procedure.Version
	d.Content = Content{Answers: l.person.Answers, Listed: true, Papers: map[string]bool{}, Counts: map[string]Sheets{}, Agent: l.person.Agent}
	for _, c := range st.Papers {
		d.Papers[c.Key] = c.Declared
		if c.Originals+c.Copies > 0 {
			d.Counts[c.Key] = Sheets{c.Originals, c.Copies}
		}
	}
	return d
}

// answer adds what a draft says to the dossier it is a supplement of.
func (s *Service) answer(ctx context.Context, tx *store.Tx, actor authz.Actor, row dossiersql.Draft, c Submit) error {
	l, err := s.load(ctx, tx, row.Dossier, true)
	if err != nil {
		return err
	}
	err = s.check(actor, authz.DossierAnswer, l.state)
	if err != nil {
		return err
	}
	if c.Places.Agency != l.state.Places.Agency {
		return fault.New(fault.CodeInvalid).OnField("unit", fault.CodeFieldChoice)
	}
	l, err = s.execute(ctx, tx, l, eventActor(actor), Answer{Papers: c.Papers, Through: c.Filing,
		Person: SupplementedPerson{c.Applicant, c.Answers}})
	if err != nil {
		return err
	}
	return s.adopt(ctx, tx, row.ID, l)
}
