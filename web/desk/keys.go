package desk

import (
	"net/http"

	"motcua/web/ui"
)

// keys explains the keyboard, as a page for those who look it up.
func (d *Desk) keys(w http.ResponseWriter, r *http.Request) error {
	c := d.ctx(r)
	return show(w, r, keysView(c, keyHelp(c)))
}

func keyHelp(c ui.Ctx) []ui.KeyHelp {
	return []ui.KeyHelp{
		{Key: "j", Text: c.T("desk.keys.down")},
		{Key: "k", Text: c.T("desk.keys.up")},
		{Key: "Enter", Text: c.T("desk.keys.open")},
		{Key: "/", Text: c.T("desk.keys.search")},
		{Key: "?", Text: c.T("desk.keys.help")},
	}
}
