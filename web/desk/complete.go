package desk

import (
	"net/http"
	"net/url"

	"motcua/dossier"
)

// numberField is the field of the personal number, as the fault names it.
const numberField = "person_number"

// complete ends the handler's step with what it needs (NĐ61 Đ19 k2).
func (d *Desk) complete(w http.ResponseWriter, r *http.Request) error {
	return d.do(w, r, func(f url.Values) dossier.Command {
		return dossier.CompleteStep{PersonNumber: f.Get(numberField), Found: answersOf(f)}
	})
}
