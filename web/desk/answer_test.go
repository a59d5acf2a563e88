package desk_test

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// answer is what a page came back with.
type answer struct {
	*goquery.Document
	t        testing.TB
	Status   int
	Location string
	Text     string // of the body, spaces folded
}

func (p *official) read(resp *http.Response, err error) answer {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		p.t.Fatal(err)
	}
	a := answer{Document: doc, t: p.t, Status: resp.StatusCode, Location: resp.Header.Get("Location"), Text: strings.Join(strings.Fields(doc.Find("body").Text()), " ")}
	if _, missing, found := strings.Cut(string(body), "⟦"); found {
		p.t.Errorf("%s: words are missing: %.60s", resp.Request.URL.Path, missing)
	}
	if strings.Contains(string(body), "<svg onload") {
		p.t.Errorf("%s: a name became markup", resp.Request.URL.Path)
	}
	return a
}

func (p *official) get(path string) answer {
	p.t.Helper()
	return p.read(p.client.Get(p.office.URL + path))
}

// pdf gets a paper as a file.
func (p *official) pdf(path string) []byte {
	p.t.Helper()
	resp, err := p.client.Get(p.office.URL + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(string(data), "%PDF-") {
		p.t.Errorf("GET %s: %d, %s, %v", path, resp.StatusCode, resp.Header.Get("Content-Type"), err)
	}
	return data
}

func (p *official) post(path string, fields url.Values) answer {
	p.t.Helper()
	return p.read(p.client.PostForm(p.office.URL+path, fields))
}

// ok gets a page that must be there, with one h1.
func (p *official) ok(path string) answer {
	p.t.Helper()
	a := p.get(path)
	if a.Status != http.StatusOK {
		p.t.Fatalf("GET %s: status %d, want 200: %s", path, a.Status, a.Text)
	}
	if n := a.Find("h1").Length(); n != 1 {
		p.t.Errorf("GET %s: %d h1, want 1", path, n)
	}
	return a
}

// form is the fields of the form on a page that posts to path, as a browser
// would send them, with others in their place.
func (a answer) form(path string, others ...string) url.Values {
	a.t.Helper()
	form := a.Find(`form[method="post"][action="` + path + `"]`).First()
	if form.Length() == 0 {
		a.t.Fatalf("no form posts to %s: %s", path, a.Text)
	}
	fields := url.Values{}
	form.Find("input[name], textarea[name]").Each(func(_ int, in *goquery.Selection) {
		kind, _ := in.Attr("type")
		_, checked := in.Attr("checked")
		if (kind == "radio" || kind == "checkbox") && !checked {
			return
		}
		value := in.AttrOr("value", "")
		if goquery.NodeName(in) == "textarea" {
			value = in.Text()
		}
		fields.Set(in.AttrOr("name", ""), value)
	})
	for i := 0; i+1 < len(others); i += 2 {
		fields.Set(others[i], others[i+1])
	}
	return fields
}

// act opens the dossier, fills the form of an act and sends it; it must lead on.
func (p *official) act(id int64, slug string, fields ...string) answer {
	p.t.Helper()
	form := p.ok(at(id, "")).form(at(id, slug), fields...)
	return p.done(id, slug, form)
}

// done sends what must be done and opens the page it leads to.
func (p *official) done(id int64, slug string, form url.Values) answer {
	p.t.Helper()
	sent := p.post(at(id, slug), form)
	if sent.Status != http.StatusSeeOther || sent.Location != at(id, "")+"?xong="+slug {
		p.t.Fatalf("%s: status %d to %q: %s", slug, sent.Status, sent.Location, sent.Text)
	}
	return p.ok(sent.Location)
}

// at is the address of a dossier, or of a page below it.
func at(id int64, page string) string {
	path := "/can-bo/ho-so/" + strconv.FormatInt(id, 10)
	if page != "" {
		path += "/" + page
	}
	return path
}

func (a answer) has(want ...string) {
	a.t.Helper()
	for _, w := range want {
		if !strings.Contains(a.Text, w) {
			a.t.Errorf("the page %q does not say %q", a.Find("h1").Text(), w)
		}
	}
}

func (a answer) lacks(unwanted ...string) {
	a.t.Helper()
	for _, w := range unwanted {
		if strings.Contains(a.Text, w) {
			a.t.Errorf("the page says %q", w)
		}
	}
}
