package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"motcua/authz"
	"motcua/catalogue"
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
	page.Again = allowed && d.stillOpen(v, action)
	officials := names
	if action == authz.DossierAssign {
		officials, err = d.namesOfHandlers(r, v)
		if err != nil {
			return err
		}
	}
	page.Keep = kept(p)
	for _, k := range page.Keep {
		page.Typed = append(page.Typed, d.typedRow(c, v, k, officials))
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

// stillOpen reports whether an act can be done on what the dossier is now.
func (d *Desk) stillOpen(v dossier.View, a authz.Action) bool {
	if slices.Contains(beside(v.State), a) {
		return d.hindered(v, a) == nil
	}
	return offers(v, a) || a == authz.DossierVoid && v.State.Voidable(d.now()) == nil
}

// typedFields is the fields of the forms of acts, in their order. Of those that are not
// among them, items of lists, the name says which item.
func typedFields() []string {
	return []string{groundField, toField, lookField, departmentField, promiseField, basisField, reasonField, guidanceField, assigneeField, numberField,
		methodField, receiptField, collectorField, proxyField, authorisationField, bookField, returnedField}
}

// byName puts kept fields into the order of the forms; items of lists come after, by
// name.
func byName(a, b keptField) int {
	place := func(name string) int {
		i := slices.Index(typedFields(), name)
		if i < 0 {
			return len(typedFields())
		}
		return i
	}
	return cmp.Or(place(a.Name)-place(b.Name), strings.Compare(a.Name, b.Name))
}

// typedRow is a field as people read it.
func (d *Desk) typedRow(c ui.Ctx, v dossier.View, k keptField, officials map[int64]string) ui.SummaryRow {
	for _, list := range []string{itemField, whyField, sayField} {
		if key, ok := strings.CutPrefix(k.Name, list); ok {
			return ui.SummaryRow{Key: cut(itemText(c, v, dossier.Item{Key: key}), optionMax), Value: choiceWord(c, "desk.supplement.why.", tickWord(c, k.Value))}
		}
	}
	if part, ok := strings.CutPrefix(k.Name, promiseField+"."); ok {
		return ui.SummaryRow{Key: c.T("desk.field."+promiseField) + ", " + c.T("ui.date."+part), Value: k.Value}
	}
	if feeKey, ok := readFeeKey(k.Name); ok {
		return ui.SummaryRow{Key: c.T("desk.fee.line", "n", feeKey.Line) + ", " + feeKey.word(c), Value: tickWord(c, k.Value)}
	}
	if key, err := catalogue.ParseComponentKey(k.Value); err == nil {
		component, _ := v.Version.Component(key)
		return ui.SummaryRow{Key: fieldWord(c, k.Name), Value: component.Text}
	}
	if id := readID(k.Value); id != 0 && (k.Name == toField || k.Name == departmentField) {
		return ui.SummaryRow{Key: c.T("desk.field." + k.Name), Value: d.Dossiers.Units.Name(id, string(c.Lang))}
	}
	return ui.SummaryRow{Key: fieldWord(c, k.Name), Value: typedWords(c, k.Name, k.Value, officials)}
}

// fieldWord is the label of a field; a name that no form has is shown as it is.
func fieldWord(c ui.Ctx, name string) string {
	if c.Has("desk.field." + name) {
		return c.T("desk.field." + name)
	}
	return name
}

// tickWord is the value of a box that was ticked, in words.
func tickWord(c ui.Ctx, value string) string {
	if value == yes {
		return c.T("desk.yes")
	}
	return value
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
