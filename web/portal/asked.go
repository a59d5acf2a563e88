package portal

import (
	"net/http"

	"motcua/dossier"
	"motcua/internal/httpx"
	"motcua/web/ui"
	"motcua/web/view"
)

// askedItem is one thing that a supplement request asks for.
type askedItem struct {
	Text   string
	Reason string
	Lang   string // of Text: components are published in Vietnamese
}

// asked is the request that waits for the applicant, as she reads it (NĐ61 Đ17 k2a).
type asked struct {
	View     dossier.View
	Items    []askedItem
	Guidance string
	At       string
}

// askedOf is the request that waits; nil when none does, or its words were erased.
func askedOf(c ui.Ctx, v dossier.View) *asked {
	n := len(v.State.Supplements)
	if v.State.Status != dossier.Awaiting || n == 0 || len(v.Person.Asked) < n {
		return nil
	}
	request, said := v.State.Supplements[n-1], v.Person.Asked[n-1]
	out := asked{View: v, Guidance: said.Guidance, At: c.DateTime(request.At)}
	texts := map[string]string{}
	for _, row := range view.Papers(c, v) {
		texts[row.Key] = row.Text
	}
	for i, item := range request.Items {
		one := askedItem{Text: v.Form.Label(item.Key, string(c.Lang)), Lang: string(c.Lang)}
		if item.Kind == dossier.OfComponent {
			one.Text, one.Lang = texts[item.Key], "vi"
		}
		if i < len(said.Reasons) {
			one.Reason = said.Reasons[i]
		}
		out.Items = append(out.Items, one)
	}
	return &out
}

// supplement opens the draft in which the applicant mends what was filed.
func (p *Portal) supplement(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	draft, err := p.Dossiers.StartAnswer(r.Context(), httpx.From(r).Actor, id)
	if err != nil {
		return err
	}
	http.Redirect(w, r, draftPath(draft), http.StatusSeeOther)
	return nil
}
