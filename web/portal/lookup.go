package portal

import (
	"errors"
	"net/http"
	"strings"

	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/internal/limit"
	"motcua/web/ui"
	"motcua/web/view"
)

// lookUpPage is a dossier's degree of completion, for anybody with its code
// (TT01 Đ16 k2d).
type lookUpPage struct {
	Typed  string
	Degree *dossier.Degree // nil: nothing was asked or found
	Error  string
}

// codeMax bounds what is shown again in the box.
const codeMax = 100

func (p *Portal) lookUp(w http.ResponseWriter, r *http.Request) error {
	c := p.ctx(r)
	typed := shorten(r.URL.Query().Get("ma"), codeMax)
	page := lookUpPage{Typed: typed}
	if strings.TrimSpace(typed) == "" {
		return p.show(w, r, lookUpView(c, page))
	}
	err := limit.Fault(p.lookUps.Take(limit.Address(httpx.Address(r))))
	if err != nil {
		return err
	}
	degree, err := p.Dossiers.LookUp(r.Context(), unspaced(typed))
	var f *fault.Error
	switch {
	case err == nil:
		page.Degree = &degree
	case errors.As(err, &f) && f.Code == fault.CodeInvalid:
		page.Error = c.ErrorOf(f, "ma")
	case fault.Is(err, fault.CodeNotFound):
		page.Error = c.T("portal.lookup.unknown")
	default:
		return err
	}
	return p.show(w, r, lookUpView(c, page))
}

// unspaced drops the spaces people put between the parts of a code.
func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

// degreeRows is what anybody may know of a dossier.
func degreeRows(c ui.Ctx, d dossier.Degree) []ui.SummaryRow {
	if d.Void {
		return []ui.SummaryRow{
			{Key: c.T("portal.lookup.code"), Body: voidCode(c, d.Code)},
			{Key: c.T("portal.dossier.status"), Body: ui.Tag(view.StatusState(dossier.Voided), view.NationalStatus(c, d.National))},
		}
	}
	return []ui.SummaryRow{
		{Key: c.T("portal.lookup.code"), Value: d.Code},
		{Key: c.T("portal.lookup.degree"), Body: degreeBar(c, d.Percent())},
	}
}

func signedIn(r *http.Request) bool { return httpx.From(r).Principal != nil }
