package desk

import (
	"net/http"
	"net/url"

	"motcua/dossier"
)

// receive accepts an application: code, promised date, Mẫu 01 (NĐ61 Đ17 k3).
func (d *Desk) receive(w http.ResponseWriter, r *http.Request) error {
	return d.do(w, r, func(url.Values) dossier.Command { return dossier.Receive{} })
}
