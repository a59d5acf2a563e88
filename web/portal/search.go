package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"motcua/code"
	"motcua/internal/httpx"
)

// searchPage is what was looked for and found.
type searchPage struct {
	Query string
	Found []listed
	Near  bool // none holds every word: these hold the most
}

// Bounds of a query: what is longer is cut, since no name of a procedure needs
// more to be found.
const (
	queryMax = 200 // characters
	wordsMax = 20
)

func (p *Portal) search(w http.ResponseWriter, r *http.Request) error {
	query := shorten(code.Normalize(r.URL.Query().Get("q")), queryMax)
	if number, err := code.ParseDossierCode(query); err == nil {
		http.Redirect(w, r, "/tra-cuu?ma="+url.QueryEscape(string(number)), http.StatusSeeOther)
		return nil
	}
	page := searchPage{Query: query}
	page.Found, page.Near = match(p.procedureList(httpx.From(r).Now.Date()), query)
	return p.show(w, r, searchView(p.ctx(r), page))
}

func shorten(s string, most int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), most)])
}

// filler are words of a question that say nothing of which procedure is meant,
// folded.
var filler = map[string]bool{"lam": true, "giay": true, "thu": true, "tuc": true, "xin": true, "cho": true, "toi": true,
	"muon": true, "can": true, "dang": true, "ky": true, "cap": true, "cach": true, "o": true, "dau": true, "the": true, "nao": true}

// match is the procedures that hold every telling word of query, with or without
// marks, by name, code, sector or life event; when none does, those that hold
// the most of them, and near is set.
func match(list []listed, query string) (found []listed, near bool) {
	words := telling(query)
	type hit struct {
		listed
		n int
	}
	var hits []hit
	best := 0
	for _, e := range list {
		n := count(haystack(e), words)
		best = max(best, n)
		hits = append(hits, hit{e, n})
	}
	for _, h := range hits {
		if h.n == best && best > 0 {
			found = append(found, h.listed)
		}
	}
	return found, best < len(words)
}

// telling is the words of query that matter: all of them when each is filler.
func telling(query string) []string {
	words := strings.Fields(code.Fold(query))
	words = words[:min(len(words), wordsMax)]
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return filler[w] })
	if len(kept) == 0 {
		return words
	}
	return kept
}

func haystack(e listed) string {
	r := e.Card
	return " " + code.Fold(strings.Join([]string{r.Name, e.Code, names(r.Sectors), strings.Join(r.LifeEvents, " "), names(r.Results)}, " ")) + " "
}

// count is how many of words begin a word of text.
func count(text string, words []string) int {
	n := 0
	for _, w := range words {
		if strings.Contains(text, " "+w) {
			n++
		}
	}
	return n
}
