package portal

import (
	"strings"

	"github.com/a-h/templ"

	"motcua/web/ui"
)

// part is a section of the page with its anchor and the key of its heading.
type part struct {
	ID, Title string
	Body      func(ui.Ctx, procedurePage) templ.Component
}

// Anchors that others name.
const partPapers = "giay-to"

// sections are the parts of the page, in the order in which people ask. Of a procedure
// of which only the row is known, those alone of which something is.
func sections(p procedurePage) []part {
	r := p.Version.Record
	all := []struct {
		part
		known bool
	}{
		{part{"ket-qua", "portal.procedure.result", partResults}, len(r.Results) > 0},
		{part{"ai", "portal.procedure.who", partWho}, len(r.Subjects) > 0},
		{part{"thoi-han", "portal.procedure.time", partTime}, len(p.Times.Rows) > 0},
		{part{"le-phi", "portal.procedure.fees", partFees}, len(p.Fees) > 0},
		{part{partPapers, "portal.procedure.papers", partPapersList}, len(p.Papers) > 0},
		{part{"noi-nop", "portal.procedure.where", partWhere}, true},
		{part{"trinh-tu", "portal.procedure.steps", partSteps}, len(r.Steps) > 0},
		{part{"yeu-cau", "portal.procedure.requirements", partRequirements}, strings.TrimSpace(r.Requirements) != ""},
		{part{"can-cu", "portal.procedure.law", partLaw}, len(r.LegalBasis) > 0},
		{part{"cong-bo", "portal.procedure.publication", partVersion}, true},
	}
	var out []part
	for _, one := range all {
		if one.known || !p.Row() && one.ID != "yeu-cau" {
			out = append(out, one.part)
		}
	}
	return out
}
