package desk

import (
	"net/http"
	"slices"
	"strconv"

	"motcua/authz"
	"motcua/dossier"
	"motcua/identity"
	"motcua/internal/fault"
)

const assigneeField = "assignee"

// assign names the handler, one of those who are specialists of the division
// today (NĐ61 Đ19 k1).
func (d *Desk) assign(w http.ResponseWriter, r *http.Request) error {
	p, err := readPosted(r)
	if err != nil {
		return err
	}
	c := dossier.Assign{}
	c.Assignee, err = strconv.ParseInt(p.Fields.Get(assigneeField), 10, 64)
	if err != nil {
		c.Assignee = 0 // nobody chosen: the decision says so on the field
	}
	v, err := d.Dossiers.Open(r.Context(), actorOf(r), p.ID, authz.DossierAssign)
	if err != nil {
		return d.answer(w, r, p, c, err)
	}
	people, err := d.handlers(r, v)
	if err != nil {
		return err
	}
	known := slices.ContainsFunc(people, func(o identity.Person) bool { return o.Account == c.Assignee })
	if c.Assignee != 0 && !known {
		return d.answer(w, r, p, c, fault.New(fault.CodeNotOfficial).OnField(assigneeField, fault.CodeNotOfficial))
	}
	return d.carryOut(w, r, p, c)
}

// handlers is who may be named.
func (d *Desk) handlers(r *http.Request, v dossier.View) ([]identity.Person, error) {
	return d.Identity.Officials(r.Context(), d.Dossiers.Units.Authority, v.State.Places.Division, authz.Specialist)
}
