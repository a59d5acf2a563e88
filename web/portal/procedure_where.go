package portal

import (
	"motcua/agency"
	"motcua/catalogue"
	"motcua/catalogue/listing"
	"motcua/dossier"
	"motcua/web/ui"
)

// whereRow is a level at which a procedure is carried out, who receives it there, and
// what that rests on.
type whereRow struct {
	Level    string
	Receiver string
	Link     bool // the receiving units are on the page of contacts
	Basis    string
	Doubtful bool // the basis is words or a table that nobody checked
}

// whereRows are where a procedure is filed, from the listings of the authority
// (NĐ63 Đ13 k2a).
func (p *Portal) whereRows(c ui.Ctx, e catalogue.Entry) []whereRow {
	var out []whereRow
	for _, l := range e.Listings {
		row := whereRow{Level: levelWords(c, l.Level)}
		if l.Level == catalogue.Unclear {
			row.Receiver = c.T("portal.where.unclear")
			out = append(out, row)
			continue
		}
		row.Receiver = p.receiverOf(c, l)
		row.Link = l.OneStop && l.Level == levelCommune
		row.Basis, row.Doubtful = basisWords(c, l.Basis)
		out = append(out, row)
	}
	return out
}

// receiverOf names who receives at a listing: a one-stop unit, all of those of a level,
// or a vertical body at its own office.
func (p *Portal) receiverOf(c ui.Ctx, l catalogue.Listing) string {
	units, lang := p.Dossiers.Units, string(c.Lang)
	switch {
	case l.Vertical != "":
		return c.T("portal.where.vertical", "body", verticalName(c, l.Vertical))
	case !l.OneStop:
		return c.T("portal.where.own_office")
	case l.Body == 0:
		return c.T("portal.where.every", "level", levelWords(c, l.Level))
	}
	body := units.Name(l.Body, lang)
	if stop, ok := units.OneStopFor(l.Body); ok {
		return c.T("portal.where.at", "stop", units.Name(stop.ID, lang), "body", body)
	}
	return c.T("portal.where.of", "body", body)
}

// receiving names the unit of a checklist: the one that receives when there is one
// alone, else who carries the procedure out.
func (p *Portal) receiving(c ui.Ctx, e catalogue.Entry) string {
	all := dossier.Receivers(p.Dossiers.Units, e)
	if len(all) != 1 {
		return ""
	}
	if stop, ok := p.Dossiers.Units.Part(all[0], agency.OneStop); ok {
		return p.Dossiers.Units.Name(stop.ID, string(c.Lang))
	}
	return p.Dossiers.Units.Name(all[0], string(c.Lang))
}

func basisWords(c ui.Ctx, basis string) (words string, doubtful bool) {
	switch listing.Basis(basis) {
	case listing.ByDetail:
		return c.T("portal.basis.detail"), false
	case listing.ByOwn:
		return c.T("portal.basis.own"), false
	case listing.ByWords:
		return c.T("portal.basis.words"), true
	case listing.ByHand:
		return c.T("portal.basis.hand"), true
	}
	return "", false
}

// verticalName is a body that answers to its ministry and receives at an office of its
// own (NĐ61 Đ7 k5, Đ14 k1c), as world/nd61/levels.yaml names it; its id where words are
// missing.
func verticalName(c ui.Ctx, id string) string {
	key := "portal.vertical." + id
	if !c.Has(key) {
		return id
	}
	return c.T(key)
}
