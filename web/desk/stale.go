package desk

import (
	"net/http"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/web/ui"
	"motcua/web/view"
)

// stalePage says that somebody else changed the dossier meanwhile. What was typed
// is kept: as text to read, and as a form when the act is still what waits.
type stalePage struct {
	View  dossier.View
	Act   act
	Who   string
	Next  string
	Typed []ui.SummaryRow
	Keep  []keptField
	Again bool // the act can still be done, on what the dossier is now
}

// staleCode is the stable code of the fault, small at the end.
const staleCode = string(fault.CodeStale)

type keptField struct{ Name, Value string }

func (d *Desk) stale(w http.ResponseWriter, r *http.Request, p posted, command dossier.Command) error {
	v, names, err := d.open(r, p.ID, authz.DossierRead)
	if err != nil {
		return err
	}
	c := d.ctx(r)
	action := command.Action()
	page := stalePage{View: v, Act: actOf(action), Who: d.who(c, v, names), Next: d.nextWords(c, v, names)}
	allowed := authz.Check(actorOf(r), action, dossier.ObjectOf(v.State, action)) == nil
	page.Again = allowed && (offers(v, action) || action == authz.DossierVoid && d.voidable(actorOf(r), v))
	officials := names
	if action == authz.DossierAssign {
		officials, err = d.namesOfHandlers(r, v)
		if err != nil {
			return err
		}
	}
	for _, name := range typedFields() {
		if value := p.Fields.Get(name); value != "" {
			page.Keep = append(page.Keep, keptField{name, value})
			page.Typed = append(page.Typed, ui.SummaryRow{Key: c.T("desk.field." + name), Value: typedWords(c, name, value, officials)})
		}
	}
	return draw(w, r, http.StatusConflict, staleView(c, page))
}

// who changed the dossier last: an official with the unit, or the applicant.
func (d *Desk) who(c ui.Ctx, v dossier.View, names map[int64]string) string {
	last := v.State.Last
	if last.Actor.Kind == authz.KindCitizen || len(v.Facts) == 0 {
		return c.T("view.timeline.applicant")
	}
	unit := d.Dossiers.Units.Name(v.Facts[len(v.Facts)-1].Unit, string(c.Lang))
	if name := names[last.Actor.Account]; name != "" {
		return c.T("view.timeline.person", "name", name, "unit", unit)
	}
	return unit
}

func (d *Desk) namesOfHandlers(r *http.Request, v dossier.View) (map[int64]string, error) {
	people, err := d.handlers(r, v)
	names := map[int64]string{}
	for _, o := range people {
		names[o.Account] = o.Name
	}
	return names, err
}

// typedFields is every field an act may carry, in the order of the forms.
func typedFields() []string {
	return []string{groundField, reasonField, assigneeField, numberField, methodField, receiptField, collectorField, proxyField, authorisationField, bookField}
}

// typedWords is a typed value as people read it.
func typedWords(c ui.Ctx, name, value string, officials map[int64]string) string {
	switch name {
	case groundField:
		return choiceWord(c, "view.ground.", value)
	case methodField:
		return choiceWord(c, "view.channel.", value)
	case receiptField, proxyField, authorisationField, bookField:
		return c.T("desk.yes")
	case assigneeField:
		for account, person := range officials {
			if itoa(account) == value {
				return person
			}
		}
	}
	return value
}

// choiceWord is the words of a choice; the value itself when there is none such.
func choiceWord(c ui.Ctx, stem, value string) string {
	if c.Has(stem + value) {
		return c.T(stem + value)
	}
	return value
}

func (p stalePage) title(c ui.Ctx) string { return c.T("desk.stale.title") }

func (p stalePage) lead(c ui.Ctx) string {
	return c.T("desk.stale.lead", "who", p.Who, "at", p.View.State.Last.At)
}

func (p stalePage) button(c ui.Ctx) ui.ButtonData {
	return ui.ButtonData{Text: c.T("desk.stale.again", "action", view.Action(c, p.Act.Command.Action()))}
}
