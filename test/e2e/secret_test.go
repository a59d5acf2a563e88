package e2e

import (
	"testing"

	"github.com/PuerkitoBio/goquery"

	"motcua/internal/httpx"
)

// TestPasswordsAreKnownByTheirFields: what an error page gives back is decided by
// the name of a field, so every password's name must tell.
func TestPasswordsAreKnownByTheirFields(t *testing.T) {
	s := open(t, nil)
	found := 0
	for _, path := range []string{"/dang-nhap", "/dang-ky", "/can-bo/dang-nhap", "/can-bo"} {
		res, err := s.Client().Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		page, err := goquery.NewDocumentFromReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		page.Find("input[type=password]").Each(func(_ int, input *goquery.Selection) {
			found++
			if name := input.AttrOr("name", ""); !httpx.Secret(name) {
				t.Errorf("%s: the field %q would come back in clear", path, name)
			}
		})
	}
	if found < 4 {
		t.Errorf("%d password fields, want one on each page", found)
	}
}
