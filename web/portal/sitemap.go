package portal

import (
	"encoding/xml"
	"net/http"

	"motcua/internal/httpx"
)

// siteMap is the tree of pages for people, siteMapXML for search engines (TT32
// Đ16 k4b).
func (p *Portal) siteMap(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, siteMapView(p.ctx(r), p.procedureList(httpx.From(r).Now.Date())))
}

type sitemapURL struct {
	Loc string `xml:"loc"`
}

type sitemapFile struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

// publicPaths are the pages that are the same for everybody.
var publicPaths = [...]string{"/", "/thu-tuc", "/tra-cuu", "/gioi-thieu", "/so-do"}

func (p *Portal) siteMapXML(w http.ResponseWriter, r *http.Request) error {
	var file sitemapFile
	for _, path := range publicPaths {
		file.URLs = append(file.URLs, sitemapURL{p.BaseURL + path})
	}
	for _, e := range p.procedureList(httpx.From(r).Now.Date()) {
		file.URLs = append(file.URLs, sitemapURL{p.BaseURL + "/thu-tuc/" + e.Code})
	}
	text, err := xml.Marshal(file)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	_, err = w.Write(append([]byte(xml.Header), text...))
	return err
}

// robots keeps search engines out of pages of persons and of answers to queries.
func (p *Portal) robots(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := w.Write([]byte("User-agent: *\nDisallow: /nhap/\nDisallow: /ho-so\nDisallow: /hop-thu\nDisallow: /tim-kiem\nDisallow: /tra-cuu?\n" +
		"Disallow: /dang-nhap\nDisallow: /preferences\nSitemap: " + p.BaseURL + "/sitemap.xml\n"))
	return err
}
