package portal

import (
	"encoding/xml"
	"net/http"
	"strconv"
)

// siteMap is the tree of pages for people, siteMapXML for search engines (TT32
// Đ16 k4b).
func (p *Portal) siteMap(w http.ResponseWriter, r *http.Request) error {
	c := p.ctx(r)
	return p.show(w, r, siteMapView(c, p.browse(c), p.sectorsPage().Own))
}

type sitemapURL struct {
	Loc string `xml:"loc"`
}

type sitemapFile struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Files   []sitemapURL `xml:"sitemap"`
}

const (
	sitemapMax = 50_000 // addresses of a file, as the protocol bounds it
	partParam  = "phan" // the file of several, from 1
)

// publicPaths are the pages that are the same for everybody.
var publicPaths = [...]string{"/", listPath, "/linh-vuc", "/co-quan", "/tra-cuu", "/gioi-thieu", "/so-do"}

// addresses are every public page, those of the procedures in force by code.
func (p *Portal) addresses() []string {
	var out []string
	for _, path := range publicPaths {
		out = append(out, p.BaseURL+path)
	}
	shelf, last := p.Dossiers.Book.Shelf(), ""
	for _, e := range shelf.Entries() {
		if _, inForce := e.EditionAt(shelf.Day); inForce && e.Code != last { // codes are not unique
			out, last = append(out, p.BaseURL+listPath+"/"+e.Code), e.Code
		}
	}
	return out
}

func (p *Portal) siteMapXML(w http.ResponseWriter, r *http.Request) error {
	part, _ := strconv.Atoi(r.URL.Query().Get(partParam))
	text, err := xml.Marshal(sitemap(p.addresses(), p.BaseURL+"/sitemap.xml", part, sitemapMax))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	_, err = w.Write(append([]byte(xml.Header), text...))
	return err
}

// sitemap is the file with all addresses when they fit into one; else the part asked
// for, from 1, or the index of the parts for a part that is none.
func sitemap(all []string, self string, part, most int) any {
	parts := (len(all) + most - 1) / most
	if parts <= 1 {
		return sitemapFile{URLs: locs(all)}
	}
	if part >= 1 && part <= parts {
		return sitemapFile{URLs: locs(all[(part-1)*most : min(part*most, len(all))])}
	}
	var files []string
	for n := range parts {
		files = append(files, self+"?"+partParam+"="+strconv.Itoa(n+1))
	}
	return sitemapIndex{Files: locs(files)}
}

func locs(all []string) []sitemapURL {
	out := make([]sitemapURL, len(all))
	for i, address := range all {
		out[i] = sitemapURL{address}
	}
	return out
}

// robots keeps search engines out of pages of persons and of answers to queries.
func (p *Portal) robots(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := w.Write([]byte("User-agent: *\nDisallow: /nhap/\nDisallow: /ho-so\nDisallow: /hop-thu\nDisallow: /tim-kiem\nDisallow: /tra-cuu?\n" +
		"Disallow: /dang-nhap\nDisallow: /preferences\nSitemap: " + p.BaseURL + "/sitemap.xml\n"))
	return err
}
