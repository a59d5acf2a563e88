package portal_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"motcua/catalogue"
	"motcua/search"
)

// wholeSite is the portal of the province with every procedure carried.
func wholeSite(t testing.TB) site {
	t.Helper()
	return serve(t, whole(t), nil)
}

// TestTheWholeCatalogue walks the lists of everything that is published, imported once.
func TestTheWholeCatalogue(t *testing.T) {
	if testing.Short() {
		t.Skip("imports the whole pack: 5 s")
	}
	s := wholeSite(t)
	for name, test := range map[string]func(*testing.T, site){
		"what people type is found": typedIsFound, "numbers are totals of lists": numbersAreTotals, "counts by hand": countedByHand,
		"pages have each procedure once": pagesHaveEachOnce, "no choice is a dead end": noChoiceIsADeadEnd, "where it is received": whereItIsReceived,
		"the longest title": longestTitle, "the site map": wholeSiteMap, "home is short": homeIsShort,
	} {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

func typedIsFound(t *testing.T, s site) {
	pairs, err := search.Pairs()
	if err != nil || len(pairs) != 20 {
		t.Fatalf("%d pairs, %v", len(pairs), err)
	}
	v := s.visitor(t)
	for _, pair := range pairs {
		a := v.ok("/tim-kiem?" + url.Values{"q": {pair.Query}}.Encode())
		place := 0
		a.Find(".pt-procedures h2 a").Each(func(i int, link *selection) {
			if href, _ := link.Attr("href"); href == "/thu-tuc/"+pair.Code && place == 0 {
				place = i + 1
			}
		})
		if place == 0 || place > search.PairRank {
			t.Errorf("%q finds %s at place %d, want the first five (%s)", pair.Query, pair.Code, place, a.Find("h1").Text())
		}
	}
}

// total is how many procedures a list says it has, and how many its pages have.
func (v *visitor) total(path string) (said, listed int) {
	v.t.Helper()
	seen := map[string]bool{}
	for next := path; next != ""; {
		a := v.ok(next)
		if said == 0 {
			said = number(a.Find("h1").Text())
		}
		a.Find(".pt-procedures > li").Each(func(_ int, row *selection) {
			href, _ := row.Find("a").Attr("href")
			if seen[href] {
				v.t.Errorf("%s stands twice in %s", href, path)
			}
			seen[href] = true
		})
		next, _ = a.Find(`a[rel="next"]`).Attr("href")
	}
	return said, len(seen)
}

// number is the number a text begins with: "2.200 thủ tục".
func number(text string) int {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, _ := strconv.Atoi(strings.ReplaceAll(first, ".", ""))
	return n
}

// numbersAreTotals: what stands beside a link is the total of the list it opens.
func numbersAreTotals(t *testing.T, s site) {
	v := s.visitor(t)
	checked := 0
	check := func(page string, value string, link *selection) {
		href, ok := link.Attr("href")
		if !ok {
			return
		}
		checked++
		if got := number(v.ok(href).Find("h1").Text()); got != number(value) || got == 0 {
			t.Errorf("%s: %s says %s, its list has %d", page, href, value, got)
		}
	}
	for _, page := range []string{"/", "/linh-vuc", "/co-quan"} {
		a := v.ok(page)
		a.Find(".pt-levels .mc-figure").Each(func(_ int, f *selection) { check(page, f.Find(".mc-figure__value").Text(), f.Find("a")) })
		a.Find(".pt-counted > li").Each(func(_ int, li *selection) {
			if li.Find(".mc-muted").Length() > 0 {
				check(page, li.Find(".mc-muted").Text(), li.Find("a"))
			}
		})
	}
	unclear := v.ok("/").Find(`a[href="/thu-tuc?cap=unclear"]`)
	check("/", unclear.Text(), unclear)
	if checked < 250 {
		t.Errorf("%d numbers were looked at, want those of all sectors", checked)
	}
	v.ok("/thu-tuc").Find(".mc-filter select").Each(func(_ int, choice *selection) {
		name, _ := choice.Attr("name")
		choice.Find("option").Each(func(_ int, o *selection) {
			value, _ := o.Attr("value")
			if at := strings.LastIndex(o.Text(), "("); value != "" && at >= 0 {
				want := number(strings.TrimSuffix(o.Text()[at+1:], ")"))
				if name == "linh-vuc" && want < 40 { // the rest is on the page of sectors
					return
				}
				if got := number(v.ok("/thu-tuc?" + url.Values{name: {value}}.Encode()).Find("h1").Text()); got != want {
					t.Errorf("choice %s=%s promises %d, its list has %d", name, value, want, got)
				}
			}
		})
	})
}

// countedByHand holds the lists against the entries themselves.
func countedByHand(t *testing.T, s site) {
	shelf := s.Book.Shelf()
	want := map[string]int{}
	for _, e := range shelf.Entries() {
		if _, ok := e.EditionAt(shelf.Day); !ok {
			continue
		}
		own, stop := false, false
		for _, l := range e.Listings {
			want["/thu-tuc?cap="+l.Level]++
			own = own || l.Level == "province" || l.Level == "district" || l.Level == "commune"
			stop = stop || l.OneStop
		}
		for path, is := range map[string]bool{"/thu-tuc": own, "/thu-tuc?mot-cua=1": stop, "/thu-tuc?truc-tuyen=1": s.Dossiers.CanFile(e.Code, shelf.Day)} {
			if is {
				want[path]++
			}
		}
	}
	v := s.visitor(t)
	for path, n := range want {
		if got := number(v.ok(path).Find("h1").Text()); got != n {
			t.Errorf("%s: %d, want %d", path, got, n)
		}
	}
	if len(want) != 8 || want["/thu-tuc"] < 2000 || want["/thu-tuc"] >= want["/thu-tuc?cap=province"]+want["/thu-tuc?cap=district"]+want["/thu-tuc?cap=commune"] {
		t.Errorf("counts are not those of a whole catalogue: %v", want)
	}
	district, commune := s.Units.AtLevel("district")[3], s.Units.AtLevel("commune")[7]
	for id, level := range map[int64]string{district.ID: "district", commune.ID: "commune"} {
		a := v.ok(fmt.Sprintf("/thu-tuc?don-vi=%d", id))
		if got := number(a.Find("h1").Text()); got != want["/thu-tuc?cap="+level] {
			t.Errorf("a committee of the %s level has %d, want those of the level, %d", level, got, want["/thu-tuc?cap="+level])
		}
		a.has(t, "mọi Ủy ban nhân dân cùng cấp")
	}
}

func pagesHaveEachOnce(t *testing.T, s site) {
	v := s.visitor(t)
	for _, path := range []string{"/thu-tuc?cap=commune", "/thu-tuc?linh-vuc=" + url.QueryEscape("Đất đai"), "/tim-kiem?q=khai+sinh", "/thu-tuc?cap=district&q=dang+ky"} {
		said, listed := v.total(path)
		if said != listed || said <= 20 {
			t.Errorf("%s says %d, its pages have %d", path, said, listed)
		}
	}
}

func noChoiceIsADeadEnd(t *testing.T, s site) {
	v := s.visitor(t)
	for _, query := range []string{"cap=x", "linh-vuc=x", "don-vi=x", "don-vi=9", "don-vi=99999999999999999999", "su-kien=x", "cap=commune&don-vi=" + itoa(s.Units.AtLevel("district")[0].ID),
		"linh-vuc=" + strings.Repeat("x", 10_000), "cap=" + strings.Repeat("%00", 500), "q=%ff%fe&cap=%ff", "su-kien=%22%3E%3Csvg+onload=x%3E"} {
		for _, path := range []string{"/thu-tuc?", "/tim-kiem?q=khai+sinh&"} {
			a := v.ok(path + query)
			if a.Find(".pt-procedures li").Length() == 0 && (a.Find(`.mc-empty a[href="/linh-vuc"]`).Length() != 1 || a.Find(`.mc-empty a[href^="tel:"]`).Length() != 1) {
				t.Errorf("%s%.60s: nothing is found, and nothing said what next", path, query)
			}
			if a.Find("svg[onload]").Length() != 0 || len(a.Body) > 200_000 {
				t.Errorf("%s%.60s: what was typed got into the page, %d bytes", path, query, len(a.Body))
			}
		}
	}
	for _, query := range []string{"sau=x", "sau=" + strings.Repeat("9", 10_000), "mot-cua=9", "truc-tuyen=abc", "x=y", "cap=commune;x"} {
		if n := v.ok("/thu-tuc?" + query).Find(".pt-procedures > li").Length(); n != 20 {
			t.Errorf("%.40s: %d rows, want a page", query, n)
		}
	}
	a := v.ok("/thu-tuc?cap=commune&linh-vuc=" + url.QueryEscape("Hộ tịch") + "&mot-cua=1")
	if n := a.Find(".mc-filter__tags li").Length(); n != 4 {
		t.Errorf("%d tags, want three and one that takes all away", n)
	}
	a.Find(".mc-filter__tags a").Each(func(_ int, tag *selection) {
		href, _ := tag.Attr("href")
		if with, without := number(a.Find("h1").Text()), number(v.ok(href).Find("h1").Text()); without < with {
			t.Errorf("%s has %d, fewer than the %d with the condition", href, without, with)
		}
	})
}

func whereItIsReceived(t *testing.T, s site) {
	v := s.visitor(t)
	for query, want := range map[string]string{"1.004194": "Tiếp nhận tại cơ quan Công an", "1.001193": "Bộ phận Một cửa", "1.012812": "Bộ phận Một cửa"} {
		a := v.ok("/tim-kiem?q=" + query)
		if got := a.Find(".pt-procedures > li").First().Text(); !strings.Contains(got, want) || !strings.Contains(got, query) {
			t.Errorf("%s: %q, want %q", query, strings.Join(strings.Fields(got), " "), want)
		}
	}
	a := v.ok("/tim-kiem?q=khai+sihn")
	a.has(t, "Kết quả cho: khai sinh")
	if a.Find(".pt-procedures mark").Length() == 0 {
		t.Error("nothing of what was typed is marked")
	}
}

func longestTitle(t *testing.T, s site) {
	shelf, longest := s.Book.Shelf(), catalogue.Entry{}
	for _, e := range shelf.Entries() {
		if len(e.Newest().Card.Name) > len(longest.Newest().Card.Name) {
			longest = e
		}
	}
	name := longest.Newest().Card.Name
	a := s.visitor(t).ok("/tim-kiem?q=" + url.QueryEscape(name))
	if got := a.Find(".pt-procedures h2.is-long").First().Text(); strings.TrimSpace(got) != strings.TrimSpace(name) {
		t.Errorf("a title of %d characters is not found by itself: %q", len([]rune(name)), got)
	}
}

func wholeSiteMap(t *testing.T, s site) {
	a := s.visitor(t).get("/sitemap.xml")
	var file struct {
		URLs []string `xml:"url>loc"`
	}
	err := xml.Unmarshal([]byte(a.Body), &file)
	if err != nil || a.Status != http.StatusOK || len(file.URLs) < 4600 {
		t.Errorf("%d addresses, status %d, %v", len(file.URLs), a.Status, err)
	}
}

func homeIsShort(t *testing.T, s site) {
	a := s.visitor(t).ok("/")
	if n := a.Find("main a").Length(); n > 120 || len(a.Body) > 100_000 {
		t.Errorf("home has %d links in %d bytes", n, len(a.Body))
	}
	if first := a.Find("main form, main section").First(); first.AttrOr("role", "") != "search" {
		t.Error("the search box does not come first")
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
