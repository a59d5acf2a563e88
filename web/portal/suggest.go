package portal

import (
	"encoding/json"
	"net/http"
)

const (
	suggestPath = "/tim-kiem/goi-y"
	suggestions = 8 // shown at once: more cannot be read while typing
)

// suggestion is a procedure for what is being typed.
type suggestion struct {
	Href  string      `json:"href"`
	Parts []titlePart `json:"parts"`
}

// suggest answers the script of the search box; without it the box works as well.
func (p *Portal) suggest(w http.ResponseWriter, r *http.Request) error {
	f, shelf := readConditions(r.URL.Query()), p.Dossiers.Book.Shelf()
	out := []suggestion{}
	for _, s := range shelf.Index.Suggest(f.Text, suggestions) {
		if e, ok := shelf.Entry(s.ID); ok {
			out = append(out, suggestion{Href: listPath + "/" + e.Code, Parts: cutTitle(s.Title, s.Spans)})
		}
	}
	text, err := json.Marshal(out)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err = w.Write(text)
	return err
}
