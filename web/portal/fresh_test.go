package portal_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/pagecache"
	"motcua/internal/store"
	"motcua/web/portal"
)

// TestListsShowWhatWasPublished: as soon as a change is in the book, every list shows it,
// kept pages or not.
func TestListsShowWhatWasPublished(t *testing.T) {
	p := newPress(t)
	pages := pagecache.New(0)
	h := keeping(t, p.town, pages, portal.Config{Shared: p})
	sector := url.QueryEscape(p.record.Sectors[0].Name)
	targets := []string{"/", "/thu-tuc", "/thu-tuc?linh-vuc=" + sector, "/tim-kiem?q=an+ban", "/tim-kiem/goi-y?q=an+ban"}
	for k := 1; k <= 4; k++ {
		p.record.Name = fmt.Sprintf("Thủ tục an bàn an-ban-%d. lần này", k)
		p.publish(t, k)
		for range 3 {
			for _, target := range targets {
				found := printed.FindStringSubmatch(strings.NewReplacer("<mark>", "", "</mark>", "", `"},{"text":"`, "", `","hit":true},{"text":"`, "", `{"text":"`, "").Replace(body(h, target).Body.String()))
				if found == nil || found[1] != fmt.Sprint(k) {
					t.Fatalf("%s shows %v after edition %d was published", target, found, k)
				}
			}
		}
	}
	if s := pages.Stats(); s.Misses != int64(4*len(targets)) || s.Hits != int64(2*4*len(targets)) {
		t.Errorf("%+v, want a page drawn once for each edition", s)
	}
}

// TestListsFollowTheDay: a version published for tomorrow is in the lists from midnight
// on, under the same number of the catalogue.
func TestListsFollowTheDay(t *testing.T) {
	p := newPress(t)
	h := keeping(t, p.town, pagecache.New(0), portal.Config{})
	p.record.Name = "Thủ tục của ngày mai"
	today := p.town.Bench.Clock.Now().Date()
	v, err := catalogue.NewVersion(p.record, 2, today.AddDays(1))
	if err != nil {
		t.Fatal(err)
	}
	err = p.town.Bench.DB.Update(t.Context(), p.town.Authority(), func(tx *store.Tx) error {
		publication, err := catalogue.Publishing(t.Context(), tx)
		if err != nil {
			return err
		}
		return publication.Renew(t.Context(), p.entry.ID, v)
	})
	if err != nil {
		t.Fatal(err)
	}
	shows := func(want bool) {
		t.Helper()
		_, err := p.town.Book.Refresh(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			for _, target := range []string{"/", "/thu-tuc", "/tim-kiem?q=thu+tuc+cua+ngay+mai"} {
				if got := strings.Contains(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(body(h, target).Body.String()), p.record.Name+"</a>"); got != want {
					t.Errorf("%s on %s: shown %v", target, p.town.Bench.Clock.Now().Date(), got)
				}
			}
		}
	}
	shows(false)
	p.town.Bench.Clock.Set(clock.At(today.AddDays(1), 0))
	shows(true)
}

// TestWhichListsAreKept: addresses of known parameters, each once and short.
func TestWhichListsAreKept(t *testing.T) {
	town := apptest.New(t)
	pages := pagecache.New(0)
	with, without := keeping(t, town, pages, portal.Config{}), keeping(t, town, nil, portal.Config{})
	for target, kept := range map[string]bool{
		"/": true, "/?x=1": false, "/thu-tuc": true, "/thu-tuc?cap=commune&mot-cua=1": true, "/thu-tuc?mot-cua=1&cap=commune": true,
		"/thu-tuc?cap=&linh-vuc=": true, "/thu-tuc?cap=x&cap=y": false, "/thu-tuc?utm_source=x": false, "/linh-vuc": true, "/linh-vuc?q=x": false,
		"/co-quan": true, "/so-do": true, "/sitemap.xml": true, "/tim-kiem?q=khai+sinh": true,
		"/tim-kiem?q=" + url.QueryEscape(strings.Repeat("đ", 80)): true, "/tim-kiem?q=" + url.QueryEscape(strings.Repeat("đ", 81)): false,
		"/tim-kiem?q=" + strings.Repeat("a", 10_000): false, "/tim-kiem?q=a&sau=" + strings.Repeat("a", 600): false,
		"/tim-kiem/goi-y?q=khai": true, "/tim-kiem?q=000.00.12.H26-190617-0045": false,
	} {
		before := pages.Stats().Entries
		first, second, plain := body(with, target), body(with, target), body(without, target)
		if got := pages.Stats().Entries == before+1; got != kept {
			t.Errorf("%.60s: kept %v, want %v", target, got, kept)
		}
		if first.Body.String() != plain.Body.String() || second.Body.String() != plain.Body.String() || first.Code != plain.Code || second.Code != plain.Code {
			t.Errorf("%.60s: the kept page is another one", target)
		}
	}
}

// TestHomeFiguresAreOfTheMinute: a dossier received now is counted on the kept page of
// the next minute; without a database the page has no figures and is not kept.
func TestHomeFiguresAreOfTheMinute(t *testing.T) {
	s := newSite(t)
	pages := pagecache.New(0)
	h := keeping(t, s.Town, pages, portal.Config{})
	first := body(h, "/").Body.String()
	s.receive(t, s.actor(t, apptest.Counter), s.File(t, s.actor(t, apptest.Lan), 1))
	if body(h, "/").Body.String() != first {
		t.Error("the page of this minute was drawn again")
	}
	s.Bench.Clock.Advance(time.Minute)
	if body(h, "/").Body.String() == first {
		t.Error("a minute later the figures are the old ones")
	}
	s.Bench.Clock.Advance(time.Minute)
	before := pages.Stats().Entries
	s.Bench.DB.SQL().Close()
	for range 2 {
		if w := body(h, "/"); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "pt-year") || w.Header().Get("Etag") != "" {
			t.Errorf("without a database: %d, figures or a tag on it", w.Code)
		}
	}
	if after := pages.Stats().Entries; after > before {
		t.Error("the page without figures was kept")
	}
}

// TestAKeptSearchCostsLittle: below 40 allocations it is above 5,000 pages a second by far.
func TestAKeptSearchCostsLittle(t *testing.T) {
	town := apptest.New(t)
	h := keeping(t, town, pagecache.New(0), portal.Config{})
	for _, target := range []string{"/tim-kiem?q=%C4%91%C4%83ng+k%C3%BD+khai+sinh&cap=commune", "/thu-tuc?cap=commune", "/"} {
		r := httptest.NewRequest("GET", target, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		begun := time.Now()
		got := testing.AllocsPerRun(500, func() { h.ServeHTTP(&sink{header: http.Header{}}, r) })
		t.Logf("%s: %.0f allocations, %v each", target, got, time.Since(begun)/501)
		if got > 40 {
			t.Errorf("%s: %.0f allocations, the bound is 40", target, got)
		}
	}
}
