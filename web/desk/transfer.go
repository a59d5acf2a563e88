package desk

import (
	"net/http"
	"net/url"

	"motcua/dossier"
)

// transfer hands the dossier to the resolving unit (NĐ61 Đ18).
func (d *Desk) transfer(w http.ResponseWriter, r *http.Request) error {
	return d.do(w, r, func(url.Values) dossier.Command { return dossier.Transfer{} })
}
