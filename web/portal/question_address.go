package portal

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"

	"motcua/code"
	"motcua/form"
	"motcua/form/place"
	"motcua/web/ui"
)

const (
	placesPath = "/dia-danh"
	placesMax  = 20 // shown at once: more are not read on a phone
	levelParam = "cap"
)

// placeJSON is one place for the script of the address box.
type placeJSON struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// placeList answers the script of an address box: the places for what is being typed,
// and the words that say how many there are. It tells nothing about anybody.
func (p *Portal) placeList(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	found, more := p.findPlaces(query.Get("q"), form.Field{Level: query.Get(levelParam)}.From())
	out := struct {
		Places []placeJSON `json:"places"`
		Note   string      `json:"note"`
	}{[]placeJSON{}, placesNote(p.ctx(r), len(found), more)}
	for _, u := range found {
		out.Places = append(out.Places, placeJSON{u.Code, place.Official().FullName(u.Code)})
	}
	text, err := json.Marshal(out)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err = w.Write(text)
	return err
}

// findPlaces finds units, those of the authority's province first among equals.
func (p *Portal) findPlaces(text string, from place.Level) ([]place.Unit, int) {
	return place.Official().Find(place.Query{Text: text, From: from, Home: p.province(), Max: placesMax})
}

// province is the code of the province the authority lies in, "" when its units have
// none of the list.
func (p *Portal) province() string {
	for _, level := range []string{"province", "district", "commune"} {
		for _, u := range p.Dossiers.Units.AtLevel(level) {
			if u.GSO != "" {
				return place.Official().ProvinceOf(u.GSO)
			}
		}
	}
	return ""
}

func placesNote(c ui.Ctx, shown, more int) string {
	switch {
	case shown == 0:
		return c.T("portal.question.places_none")
	case more > 0:
		return c.T("portal.question.places_more", "n", shown, "more", more)
	}
	return c.T("portal.question.places_found", "n", shown)
}

// address is the box of an address field with the places found for what was typed.
func (q questionPage) address(c ui.Ctx, f form.Field) ui.AddressField {
	a := ui.AddressField{Field: q.field(c, f), UnitLabel: c.T("portal.question.place_" + levelWord(f)),
		Query: q.Searches[f.ID], Asked: true, HasLine: f.HasLine(), Line: q.Answers[f.LineKey()],
		LineError: c.ErrorOf(q.Fault, f.LineKey()), LineNeeded: f.Line == "" && !f.Optional,
		Places: placesPath + "?" + url.Values{levelParam: {f.Level}}.Encode()}
	a.Error = cmp.Or(c.ErrorOf(q.Fault, f.UnitKey()), a.Error)
	if unit, ok := place.Official().Unit(q.Answers[f.UnitKey()]); ok {
		a.Chosen = &ui.Option{Value: unit.Code, Label: place.Official().FullName(unit.Code)}
	}
	if a.Query == "" {
		return a
	}
	found, more := q.find(a.Query, f.From())
	a.More, a.Note = more, placesNote(c, len(found), more)
	for _, u := range found {
		a.Found = append(a.Found, ui.Option{Value: u.Code, Label: place.Official().FullName(u.Code)})
	}
	return a
}

func levelWord(f form.Field) string {
	if f.Level == "" {
		return "commune"
	}
	return f.Level
}

// searches is what was typed to find the units of the page's addresses, by field.
func searches(page form.Page, fields url.Values) map[string]string {
	out := map[string]string{}
	for _, f := range page.Fields {
		if text := shorten(code.Normalize(fields.Get(ui.QueryKey(f.ID))), queryMax); f.Type == form.TypeAddress && text != "" {
			out[f.ID] = text
		}
	}
	return out
}
