package desk

import (
	"net/http"
	"net/url"

	"motcua/dossier"
)

// deliver hands the sealed result to the one-stop unit (NĐ61 Đ20 k1).
func (d *Desk) deliver(w http.ResponseWriter, r *http.Request) error {
	return d.do(w, r, func(url.Values) dossier.Command { return dossier.Deliver{} })
}
