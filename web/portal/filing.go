package portal

import (
	"motcua/catalogue"
	"motcua/form"
	"motcua/internal/clock"
	"motcua/web/ui"
)

// filing says what is not as of a procedure with everything of its own: a general form,
// the default process, a date that an official states.
//
// law: TT01 Đ8
func (p *Portal) filing(c ui.Ctx, e catalogue.Entry, v catalogue.Version, f form.Definition, now clock.Instant) ([]string, error) {
	var out []string
	if f.Generic {
		out = append(out, c.T("portal.filing.generic"))
	}
	if _, approved := e.ProcessAt(now.Date()); !approved {
		out = append(out, c.T("portal.filing.default_process"))
	}
	_, state, err := p.Dossiers.PromiseFor(v, catalogue.Online, "", p.Dossiers.CalendarOf(0).NextReception(now))
	if err == nil && state != catalogue.Countable {
		out = append(out, c.T("portal.filing.stated"))
	}
	return out, err
}
