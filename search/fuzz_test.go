package search

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever is typed, an answer holds together: spans lie in titles, apart and in
// order, scores fall, and the same is answered twice.
func FuzzFind(f *testing.F) {
	for _, text := range []string{"đăng ký khai sinh", "so do", "1.001193", "khaisinh", "k\u0301y", "\xff\xfe", "……", "ddddddddddddddddddddddddddddddddddddddddddd", "Ǆ İ ﬁ"} {
		f.Add(text, "")
	}
	f.Add(strings.Repeat("\x84", 800), "") // no letter begins anywhere
	f.Add("giấy phép", "3gq.z08z14msrs1s.")
	docs := published(f)
	docs = append(docs[:800:800], Document{ID: -1, Code: "x", Title: "a\u0301\u200b b\xff ﬁ İ", Keywords: []string{"", "\xff"}})
	x := Build(docs)
	f.Fuzz(func(t *testing.T, text, cursor string) {
		r := x.Find(Query{Text: text, After: Cursor(cursor), Facets: true})
		if len(r.Hits) > r.Total || !utf8.ValidString(r.Corrected) {
			t.Errorf("%+v", r)
		}
		for i, h := range r.Hits {
			if i > 0 && h.Score > r.Hits[i-1].Score {
				t.Errorf("score rises: %+v", r)
			}
			end := 0
			for _, s := range h.Spans {
				if s.Start < end || s.End <= s.Start || s.End > len(h.Title) {
					t.Errorf("spans of %+v", h)
				}
				end = s.End
			}
		}
		again := x.Find(Query{Text: text, After: Cursor(cursor), Facets: true})
		if again.Total != r.Total || again.Next != r.Next || len(again.Hits) != len(r.Hits) {
			t.Errorf("%+v\n%+v", r, again)
		}
		x.Suggest(text, 3)
	})
}
