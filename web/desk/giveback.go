package desk

import (
	"net/http"
	"net/url"

	"motcua/dossier"
)

// Fields of the return of a result, as the faults name them.
const (
	methodField        = "method"
	receiptField       = "receipt"
	proxyField         = "by_proxy"
	authorisationField = "authorisation"
	bookField          = "book_signed"
	collectorField     = "collector"

	yes = "yes"
)

// giveBack returns the result to the applicant, with what must be shown and
// signed for it (NĐ61 Đ20 k3, Đ6 k2b).
func (d *Desk) giveBack(w http.ResponseWriter, r *http.Request) error {
	return d.do(w, r, func(f url.Values) dossier.Command {
		return dossier.GiveBack{
			Method: dossier.Channel(f.Get(methodField)), Receipt: f.Get(receiptField) == yes, ByProxy: f.Get(proxyField) == yes,
			Authorisation: f.Get(authorisationField) == yes, BookSigned: f.Get(bookField) == yes, Collector: f.Get(collectorField)}
	})
}
