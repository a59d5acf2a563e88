package portal

import (
	"cmp"
	"net/http"

	"motcua/dossier"
	"motcua/internal/httpx"
	"motcua/web/ui"
	"motcua/web/view"
)

// minePage is what the person began and filed: what she has to do comes first.
type minePage struct {
	ToDo    []ui.CardData
	Others  []ui.CardData
	Earlier string // address of the page before this one in time; none when empty
	First   bool   // the newest page
	Unread  int    // messages
}

const (
	mineBatch  = 20 // dossiers of a page
	draftBatch = 50 // more unfinished applications nobody has
)

func dossierPath(id int64) string { return "/ho-so/" + itoa(id) }

func (p *Portal) mine(w http.ResponseWriter, r *http.Request) error {
	actor, before := httpx.From(r).Actor, cursor(r)
	list, err := p.Dossiers.Mine(r.Context(), actor, before, mineBatch+1)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page := minePage{First: before == 0}
	if len(list) > mineBatch {
		list = list[:mineBatch]
		page.Earlier = "/ho-so?truoc=" + itoa(list[mineBatch-1].ID)
	}
	page.Unread, err = p.Inbox.Unread(r.Context(), httpx.From(r).Authority, actor.Account)
	if err != nil {
		return err
	}
	if page.First {
		drafts, err := p.Dossiers.Drafts(r.Context(), actor, draftBatch)
		if err != nil {
			return err
		}
		for _, d := range drafts {
			page.ToDo = append(page.ToDo, p.draftCard(c, d))
		}
	}
	for _, s := range list {
		card := p.dossierCard(c, s)
		if s.Status == dossier.ResultReady {
			page.ToDo = append(page.ToDo, card)
		} else {
			page.Others = append(page.Others, card)
		}
	}
	return p.show(w, r, mineView(c, page))
}

func (p *Portal) draftCard(c ui.Ctx, d dossier.DraftSummary) ui.CardData {
	return ui.CardData{Title: p.procedureName(d.Procedure), Href: draftPath(d.ID), Urgent: true,
		Meta: c.T("portal.mine.draft"), Text: c.T("portal.tasks.saved", "at", d.UpdatedAt)}
}

func (p *Portal) dossierCard(c ui.Ctx, s dossier.Summary) ui.CardData {
	card := ui.CardData{Title: p.procedureName(s.Procedure), Href: dossierPath(s.ID), Meta: s.Number(),
		Text: c.T("portal.mine.filed", "at", s.SubmittedAt), Body: ui.Tag(view.StatusState(s.Status), view.National(c, s.Status))}
	switch {
	case s.Status == dossier.ResultReady:
		card.Urgent, card.Text = true, c.T("portal.mine.fetch")
	case s.PromisedAt != 0 && !s.Status.Closed():
		card.Text = c.T("portal.mine.promised", "due", s.PromisedAt)
	}
	return card
}

// procedureName is the newest published name of a procedure.
func (p *Portal) procedureName(id int64) string {
	e, _ := p.Dossiers.Book.Entry(id)
	return cmp.Or(e.Newest().Card.Name, e.Code)
}
