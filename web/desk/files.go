package desk

import (
	"net/http"
	"slices"

	"motcua/attachment"
	"motcua/authz"
	"motcua/internal/fault"
	"motcua/web/view"
)

// file sends a file of a dossier to an official who takes part in it; the read is
// logged (dossier.Service.OpenFile).
func (d *Desk) file(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if actorOf(r).Kind != authz.KindOfficial { // applicants have the same action, on their pages
		return fault.New(fault.CodeNotFound)
	}
	f, text, err := d.Dossiers.OpenFile(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	return view.SendFile(w, f, text)
}

// fileHref is where a file can be opened: officials open what was looked at, or what
// nobody can look at.
func (p dossierPage) fileHref(id int64) string {
	i := slices.IndexFunc(p.Files, func(f attachment.File) bool { return f.ID == id })
	if i < 0 || p.Files[i].State.Readable() != nil {
		return ""
	}
	return "/can-bo/tep/" + itoa(id)
}

// unscanned reports whether some file can be opened although nobody looked at it.
func (p dossierPage) unscanned() bool {
	return slices.ContainsFunc(p.Files, func(f attachment.File) bool { return f.State == attachment.Unscanned })
}
