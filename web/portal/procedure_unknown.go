package portal

import (
	"net/http"
	"slices"
	"strings"

	"motcua/catalogue"
	"motcua/internal/fault"
	"motcua/internal/httpx"
)

// unknownPage is the answer to a code nobody gave, with codes that are like it.
type unknownPage struct {
	Code string
	Near []catalogue.Entry
}

// Bounds of the search for similar codes.
const (
	typedMax = 20 // bytes; longer addresses are no slip of a code
	nearMax  = 6
)

// unknown says that a procedure or version is not there, and what may have been meant.
func (p *Portal) unknown(w http.ResponseWriter, r *http.Request, err error) error {
	code := r.PathValue("code")
	page := unknownPage{Code: shorten(code, 40), Near: nearCodes(p.Dossiers.Book.Entries(), code)}
	f := fault.As(err)
	httpx.Advise(w, f)
	return draw(w, r, httpx.Status(f), unknownView(p.ctx(r), page))
}

// nearCodes are the procedures whose codes are at most two slips from the one typed,
// the nearest first.
func nearCodes(all []catalogue.Entry, typed string) []catalogue.Entry {
	typed = strings.ReplaceAll(strings.TrimSpace(typed), ",", ".")
	if typed == "" || len(typed) > typedMax {
		return nil
	}
	type near struct {
		catalogue.Entry
		slips int
	}
	var found []near
	for _, e := range all {
		n := slips(typed, e.Code, 2)
		if n <= 2 && len(e.Editions) > 0 {
			found = append(found, near{e, n})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return a.slips - b.slips })
	var out []catalogue.Entry
	for _, f := range found[:min(len(found), nearMax)] {
		out = append(out, f.Entry)
	}
	return out
}

// slips is how many characters must be put in, left out, changed or swapped with the
// next to make a of b; most+1 when more than most.
func slips(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var before, last, row [typedMax + 4]int
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return min(last[len(b)], most+1)
}
