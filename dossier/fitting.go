package dossier

import (
	"context"

	"motcua/authz"
	"motcua/catalogue"
	"motcua/form"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/store"
	"motcua/process"
)

// fitted holds what a command names against what there is: people, units, the published
// version. It gives the command with what the decision needs to know of them.
func (s *Service) fitted(ctx context.Context, tx *store.Tx, st State, c Command, e *Env) (Command, error) {
	switch c := c.(type) {
	case Assign:
		return c, fitsHandler(ctx, tx, st, c)
	case Transfer:
		return s.fittedTransfer(st, c)
	case Redirect:
		return s.fittedRedirect(st, c)
	case CompleteStep:
		return s.fittedStep(st, c, *e)
	case Receive:
		return c, s.fitsFees(ctx, tx, st, c.Fees)
	case RequestSupplement:
		var err error
		e.Askable, err = s.askable(ctx, tx, st)
		return c, err
	}
	return c, nil
}

// fitsHandler holds a named handler against the posts of the day: only a specialist of
// the resolving division can be given a dossier (NĐ61 Đ19 k1).
func fitsHandler(ctx context.Context, tx *store.Tx, st State, c Assign) error {
	if c.Assignee == 0 {
		return nil
	}
	holds, err := identity.Holds(ctx, tx, c.Assignee, st.Places.Division, authz.Specialist)
	if err == nil && !holds {
		err = fault.New(fault.CodeInvalid).OnField("assignee", fault.CodeNotOfficial)
	}
	return err
}

func (s *Service) fittedTransfer(st State, c Transfer) (Command, error) {
	if st.Places.Division != 0 || c.Department == 0 {
		return c, nil
	}
	places, ok := st.Places.resolvedBy(s.Units, c.Department)
	if !ok {
		return c, fault.New(fault.CodeInvalid).OnField("department", fault.CodeFieldChoice)
	}
	c.Resolving = places
	return c, nil
}

// fittedRedirect leaves Places empty where the other unit does not receive the procedure.
func (s *Service) fittedRedirect(st State, c Redirect) (Command, error) {
	entry, ok := s.Book.Entry(st.Procedure.ID)
	if ok && Receives(s.Units, entry, c.To) {
		c.Places, _ = PlacesOf(s.Units, c.To)
	}
	return c, nil
}

// StepForm is the form that the official fills in to complete the step at hand; false
// when it has none.
func (s *Service) StepForm(p process.Definition, step string) (form.Definition, bool) {
	at, ok := p.Step(step)
	if !ok || at.Form == "" {
		return form.Definition{}, false
	}
	return s.Steps.Get(at.Form)
}

// stepForms are the forms of all steps that have one.
func (s *Service) stepForms(p process.Definition) map[string]form.Definition {
	out := map[string]form.Definition{}
	for _, step := range p.Steps {
		if d, ok := s.StepForm(p, step.ID); ok {
			out[step.ID] = d
		}
	}
	return out
}

// fittedStep checks what was filled in, all gaps at once, and brings it to its one form.
func (s *Service) fittedStep(st State, c CompleteStep, e Env) (Command, error) {
	d, ok := s.StepForm(e.Process, st.Current)
	if !ok {
		c.Found = nil // nothing was asked for
		return c, nil
	}
	gaps := d.Complete(c.Found, e.Now.Date())
	if len(gaps) > 0 {
		f := fault.New(fault.CodeInvalid)
		for _, g := range gaps {
			f.OnField(g.Field, g.Code, g.Args...)
		}
		return c, f
	}
	c.Found = d.Submission(c.Found)
	return c, nil
}

// version is the version of the procedure that a dossier was filed under.
func (s *Service) version(ctx context.Context, tx *store.Tx, st State) (catalogue.Version, error) {
	entry, _ := s.Book.Entry(st.Procedure.ID)
	edition, ok := entry.Edition(st.Procedure.Version)
	if !ok {
		return catalogue.Version{}, fault.New(fault.CodeNotOnline)
	}
	return s.Book.OpenIn(ctx, tx, edition)
}

// fitsFees refuses a charge that the version does not publish (NĐ61 Đ4 k5).
func (s *Service) fitsFees(ctx context.Context, tx *store.Tx, st State, notes []FeeNote) error {
	if len(notes) == 0 {
		return nil
	}
	v, err := s.version(ctx, tx, st)
	if err != nil {
		return err
	}
	lines := len(v.Record.FeeLines())
	for _, n := range notes {
		if n.Line > lines {
			return fault.New(fault.CodeInvalid).OnField("fees", fault.CodeFeeUnpublished)
		}
	}
	return nil
}

// askable is what a supplement request may name.
func (s *Service) askable(ctx context.Context, tx *store.Tx, st State) (map[string]ItemKind, error) {
	v, err := s.version(ctx, tx, st)
	if err != nil {
		return nil, err
	}
	return Askable(v, s.formOf(st)), nil
}

// processFor is the internal process a dossier runs by; on receipt that of the day, and
// the default where the authority has approved none.
func (s *Service) processFor(entry catalogue.Entry, st State, day clock.Date, t Terms) catalogue.NumberedProcess {
	p, ok := entry.Process(st.Process)
	if st.Process == 0 {
		p, ok = entry.ProcessAt(day)
	}
	if ok {
		return p
	}
	limit := t.Limit
	if legal, ran := st.Clocks.Running(Legal); ran {
		limit = legal.limit()
	}
	return catalogue.NumberedProcess{Number: process.DefaultNumber,
		Definition: process.Default(st.Procedure.Code, limit.ProcessMinutes(t.processDay()))}
}
