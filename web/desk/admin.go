package desk

import (
	"net/http"

	"motcua/authz"
)

// home is where an official begins: at her work list, or, without one, at what an
// administrator looks after.
func (d *Desk) home(w http.ResponseWriter, r *http.Request) error {
	if authz.Permits(actorOf(r), authz.WorklistView) == nil {
		return d.myWork(w, r)
	}
	return show(w, r, adminView(d.ctx(r)))
}
