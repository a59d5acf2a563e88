package portal

import (
	"fmt"
	"slices"
	"testing"
)

// TestSitemapsAreBounded: no file has more addresses than the protocol allows, and the
// files named by the index have every address once.
func TestSitemapsAreBounded(t *testing.T) {
	var all []string
	for n := range 25 {
		all = append(all, fmt.Sprint("/p", n))
	}
	for _, most := range []int{1, 7, 12, 13, 24, 25, 26} {
		top := sitemap(all, "/s.xml", 0, most)
		whole, one := top.(sitemapFile)
		if one != (most >= len(all)) || one && len(whole.URLs) != len(all) {
			t.Fatalf("at most %d: one file %v", most, one)
		}
		if one {
			continue
		}
		var got []string
		for i, file := range top.(sitemapIndex).Files {
			if want := fmt.Sprint("/s.xml?phan=", i+1); file.Loc != want {
				t.Errorf("file %q, want %q", file.Loc, want)
			}
			part := sitemap(all, "/s.xml", i+1, most).(sitemapFile)
			if len(part.URLs) > most {
				t.Errorf("%d addresses in a file, at most %d", len(part.URLs), most)
			}
			for _, u := range part.URLs {
				got = append(got, u.Loc)
			}
		}
		if !slices.Equal(got, all) {
			t.Errorf("at most %d: %v", most, got)
		}
		for _, part := range []int{-1, 26, 1 << 40} {
			if _, index := sitemap(all, "/s.xml", part, most).(sitemapIndex); !index {
				t.Errorf("part %d is no index", part)
			}
		}
	}
}
