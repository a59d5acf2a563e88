package portal

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"motcua/agency"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// placePage is the choice of the commune that receives the dossier.
type placePage struct {
	Draft  dossier.Draft
	Query  string
	Chosen int64
	First  []placeChoice // those that say how to reach them
	Groups []placeGroup  // all, by the unit above
	Back   string        // "check" when the choice is being mended
	Error  string
}

// placeChoice is one commune.
type placeChoice struct {
	ID   int64
	Name string
	Hint string
}

// placeGroup is the communes of one district.
type placeGroup struct {
	Name    string
	Choices []placeChoice
}

// backToCheck is the value of the field "ve" of pages opened to mend an answer.
const backToCheck = "kiem-tra"

func (p *Portal) placeForm(w http.ResponseWriter, r *http.Request) error {
	d, err := p.open(r)
	if err != nil {
		return err
	}
	c := p.ctx(r)
	page := p.places(c, d, shorten(code.Normalize(r.URL.Query().Get("q")), queryMax))
	page.Back = r.URL.Query().Get("ve")
	return p.show(w, r, placeView(c, page))
}

func (p *Portal) place(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	unit, _ := strconv.ParseInt(fields.Get("unit"), 10, 64)
	current, err := p.open(r)
	if err != nil {
		return err
	}
	if _, known := dossier.PlacesOf(p.Dossiers.Units, unit); !known {
		return p.placeWrong(w, r, current, fields, fault.CodeFieldChoice)
	}
	if !dossier.Receives(p.Dossiers.Units, current.Entry, unit) {
		return p.placeWrong(w, r, current, fields, fault.CodeNotReceivedHere)
	}
	err = p.edit(r, func(d *dossier.Draft) { d.Unit = unit })
	if err != nil {
		return err
	}
	d, err := p.open(r)
	if err != nil {
		return err
	}
	next := pagePath(d.ID, d.Form.First(d.Answers))
	if fields.Get("ve") == backToCheck {
		next = draftPath(d.ID) + "/kiem-tra"
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// placeWrong shows the choice again with what is wrong about it, and with what was
// chosen and looked for.
func (p *Portal) placeWrong(w http.ResponseWriter, r *http.Request, d dossier.Draft, fields url.Values, why fault.Code) error {
	c := p.ctx(r)
	f := fault.New(fault.CodeInvalid).OnField("unit", why)
	page := p.places(c, d, shorten(code.Normalize(fields.Get("q")), queryMax))
	page.Chosen, _ = strconv.ParseInt(fields.Get("unit"), 10, 64)
	page.Back, page.Error = fields.Get("ve"), c.ErrorOf(f, "unit")
	return p.showWrong(w, r, f, placeView(c, page))
}

// areaName is a unit as a place, "Huyện Tràng Định"; where the language has no
// word for its type, the name of its committee.
func (p *Portal) areaName(c ui.Ctx, unit int64) string {
	units, lang := p.Dossiers.Units, string(c.Lang)
	kind, found := units.Text(unit, agency.Type, lang)
	area, _ := units.Text(unit, agency.Area, lang)
	if kind == "" || found != lang {
		return units.Name(unit, lang)
	}
	return kind + " " + area
}

// places groups the communes whose name, or whose district's, holds query.
func (p *Portal) places(c ui.Ctx, d dossier.Draft, query string) placePage {
	page := placePage{Draft: d, Query: query, Chosen: d.Unit}
	units, wanted := p.Dossiers.Units, code.Fold(query)
	index := map[int64]int{}
	for _, id := range dossier.Receivers(units, d.Entry) {
		u, _ := units.Unit(id)
		choice := placeChoice{ID: id, Name: units.Name(id, string(c.Lang))}
		district := p.areaName(c, u.Parent)
		if !strings.Contains(code.Fold(choice.Name+" "+district), wanted) {
			continue
		}
		if k := p.contact(c, id); k.Phone != "" && query == "" {
			choice.Hint = k.Address
			page.First = append(page.First, choice)
			continue
		}
		at, ok := index[u.Parent]
		if !ok {
			at = len(page.Groups)
			index[u.Parent] = at
			page.Groups = append(page.Groups, placeGroup{Name: district})
		}
		page.Groups[at].Choices = append(page.Groups[at].Choices, choice)
	}
	return page
}
