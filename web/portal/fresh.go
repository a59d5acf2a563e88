package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"motcua/internal/clock"
	"motcua/internal/httpx"
)

// Bounds of the addresses whose pages are kept: what people share and type again.
const (
	keptQuery   = 80  // characters of a search
	keptAddress = 512 // bytes of the parameters
)

// shelfKey is what a page of lists depends on: the catalogue as it is read, its day,
// what all pages share, and its own address, which it names. Only an address of
// known parameters has one. Nothing here asks the database.
func (p *Portal) shelfKey(known ...string) func(*http.Request) (string, bool) {
	return func(r *http.Request) (string, bool) {
		if !plainQuery(r.URL.RawQuery, known) {
			return "", false
		}
		var shared uint64
		if p.Shared != nil {
			shared = p.Shared.Epoch() // read before what it numbers
		}
		shelf := p.Dossiers.Book.Shelf()
		b := make([]byte, 0, 64+len(r.URL.RawQuery))
		b = append(strconv.AppendInt(b, shelf.Epoch, 10), ' ')
		b = append(strconv.AppendInt(b, int64(shelf.Day.Year*10_000+int(shelf.Day.Month)*100+shelf.Day.Day), 10), ' ')
		b = append(strconv.AppendUint(b, shared, 10), ' ')
		return string(append(b, r.URL.RawQuery...)), true
	}
}

// plainQuery reports parameters that are known, each once, and short.
func plainQuery(raw string, known []string) bool {
	if len(raw) > keptAddress {
		return false
	}
	seen := 0
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		name, value, _ := strings.Cut(pair, "=")
		i := slices.Index(known, name)
		if i < 0 || seen&(1<<i) != 0 {
			return false
		}
		seen |= 1 << i
		if name == byText && !shortText(value) {
			return false
		}
	}
	return true
}

func shortText(escaped string) bool {
	if len(escaped) <= keptQuery {
		return true
	}
	text, err := url.QueryUnescape(escaped)
	return err == nil && utf8.RuneCountInString(text) <= keptQuery
}

// findParameters are those of the pages of lists.
func findParameters() []string {
	return []string{byText, byLevel, bySector, byUnit, byEvent, byOneStop, byOnline, byPlace}
}

// figuresUntil says until when the figures of dossiers are shown that were read for r:
// they move with every dossier, so a kept page shows them for the rest of the minute.
// Without figures, while the database is away, nothing is kept.
func figuresUntil(r *http.Request, read bool) {
	now := httpx.From(r).Now
	if !read {
		httpx.ValidUntil(r, now)
		return
	}
	httpx.ValidUntil(r, clock.FromTime(now.Time().Truncate(time.Minute)).Add(time.Minute))
}
