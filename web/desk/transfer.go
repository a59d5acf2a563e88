package desk

import (
	"net/http"
	"net/url"
	"slices"

	"motcua/agency"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/web/ui"
)

const departmentField = "department"

// transfer hands the dossier to the resolving unit (NĐ61 Đ18); where the agency has
// departments and nobody said which of them resolves, it says so.
func (d *Desk) transfer(w http.ResponseWriter, r *http.Request) error {
	return d.do(w, r, func(f url.Values) dossier.Command {
		return dossier.Transfer{Department: readID(f.Get(departmentField))}
	})
}

// departments is who may resolve a dossier, where that is to be said; none where the
// resolving unit is known.
func (d *Desk) departments(v dossier.View) []agency.Unit {
	if v.State.Status != dossier.Received || v.State.Places.Division != 0 {
		return nil
	}
	return d.Dossiers.Units.Departments(v.State.Places.Agency)
}

// department is the choice of who resolves; the body that the list of procedures names
// is chosen already, and so is a single one.
func (d *Desk) department(c ui.Ctx, v dossier.View, s step) ui.ChoiceField {
	units, listed := d.departments(v), ""
	for _, u := range units {
		named := slices.ContainsFunc(v.Entry.Listings, func(l catalogue.Listing) bool { return l.Body == u.ID })
		if named || len(units) == 1 {
			listed = itoa(u.ID)
		}
	}
	f := ui.ChoiceField{Field: s.field(c, departmentField), Value: s.Typed.or(departmentField, listed)}
	f.Hint = c.T("desk.hint.department")
	for _, u := range units {
		f.Options = append(f.Options, ui.Option{Value: itoa(u.ID), Label: d.Dossiers.Units.Name(u.ID, string(c.Lang))})
	}
	return f
}
