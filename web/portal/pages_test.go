package portal_test

import (
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/web/portal"
	"motcua/world"
)

// whole is a province with every procedure carried.
func whole(t testing.TB) apptest.Town {
	t.Helper()
	town := apptest.Town{Bench: testkit.Open(t, store.SQLite)}
	ring := seal.NewRing()
	ring.Add(town.Bench.Authority, seal.NewKey())
	config := app.Config{Authority: town.Bench.Authority, Clock: town.Bench.Clock, Log: slog.New(slog.DiscardHandler)}
	var err error
	town.World, err = world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	town.Accounts, err = app.Seed(t.Context(), app.Core{Config: config, DB: town.Bench.DB, Ring: ring},
		app.Seeding{World: town.World, Of: town.World.Authorities[0].ID, Whole: true, Password: func() string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	town.Core, err = app.NewCore(t.Context(), config, town.Bench.DB, ring)
	if err != nil {
		t.Fatal(err)
	}
	town.Commune = town.World.DemoCommunes[0].ID
	return town
}

// emptyHeading is a heading that the next heading, the end of its part or an empty list
// follows: the pages are written by one template, so that this is how they look.
var emptyHeading = regexp.MustCompile(`</h[23]>\s*(?:<h2|</section>|(?:<ul[^>]*>\s*</ul>|<div[^>]*>\s*</div>)\s*(?:<h|</section>)|</main>)|<h[1-3][^>]*>\s*</h[1-3]>`)

// TestEveryProcedureHasAPage draws every procedure of the province; in English every
// eighth. None fails, lacks words or has a heading with nothing below it, and none is
// said to be free.
func TestEveryProcedureHasAPage(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute of pages")
	}
	town := whole(t)
	h := keeping(t, town, nil, portal.Config{BaseURL: "http://portal.test"})
	pages, row, dated, longest := 0, 0, 0, 0
	for i, e := range town.Book.Entries() {
		langs := []string{"vi", "en"}
		if i%8 != 0 {
			langs = langs[:1]
		}
		for _, lang := range langs {
			w := body(h, "/thu-tuc/"+e.Code, "Accept-Language", lang)
			text, _, _ := strings.Cut(w.Body.String(), "<footer")
			pages++
			switch at := emptyHeading.FindStringIndex(text); {
			case w.Code != 200:
				t.Fatalf("%s: status %d", e.Code, w.Code)
			case strings.Contains(text, "⟦"):
				t.Errorf("%s: words are missing", e.Code)
			case at != nil:
				t.Errorf("%s: an empty heading: %s", e.Code, text[max(0, at[0]-80):at[1]])
			case strings.Contains(text, "Miễn phí theo dữ liệu"):
				t.Errorf("%s: free, says the page", e.Code)
			case strings.Count(text, "<h1") != 1 || !strings.Contains(text, `id="noi-nop"`):
				t.Errorf("%s: not one h1, or nothing on where to go", e.Code)
			}
			if strings.Contains(text, "mc-trace") {
				dated++
			}
			if strings.Contains(text, "Mới chỉ biết dòng") {
				row++
			}
			longest = max(longest, len(text))
		}
	}
	t.Logf("%d pages, %d with a date, %d of rows alone, the longest has %d bytes", pages, dated, row, longest)
	if pages < 5000 || dated < 1200 || row < 1500 {
		t.Errorf("%d pages, %d with a date, %d of rows alone", pages, dated, row)
	}
	data := body(h, "/thu-tuc/1.013225/du-lieu").Body.String()
	if !strings.Contains(data, `"papers"`) {
		t.Error("the data of a procedure lacks its papers")
	}
	doc, err := goquery.NewDocumentFromReader(body(h, "/thu-tuc/2.000986").Body)
	if err != nil || doc.Find(".pt-boxes li").Length() == 0 {
		t.Errorf("no checklist (%v)", err)
	}
}
