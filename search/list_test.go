package search

import (
	"slices"
	"testing"
)

// pages walks all pages of a query.
func pages(t *testing.T, x *Index, q Query) []Hit {
	t.Helper()
	var all []Hit
	for range 1000 {
		r := x.Find(q)
		all = append(all, r.Hits...)
		if r.Next == "" {
			if len(all) != r.Total {
				t.Errorf("%d hits on the pages, total %d", len(all), r.Total)
			}
			return all
		}
		q.After = r.Next
	}
	t.Fatal("the pages never end")
	return nil
}

// Pages hold every document once, in order, whatever their size.
func TestPages(t *testing.T) {
	x := whole(t)
	for _, q := range []Query{{Text: "giấy phép"}, {Text: "hải quan", Level: "tinh"}, {}, {Order: ByCode, Sector: "Hộ tịch"}} {
		q.Limit = 100
		want := pages(t, x, q)
		for _, limit := range []int{7, 33} {
			q.Limit = limit
			got := pages(t, x, q)
			if !slices.EqualFunc(got, want, func(a, b Hit) bool { return a.ID == b.ID }) {
				t.Errorf("%+v: pages of %d differ from those of 100", q, limit)
			}
		}
		seen := map[int64]bool{}
		for _, h := range want {
			if seen[h.ID] {
				t.Fatalf("%+v: %d twice", q, h.ID)
			}
			seen[h.ID] = true
		}
	}
}

// A list is in the order of the Vietnamese alphabet, or of the codes.
func TestOrders(t *testing.T) {
	x := Build([]Document{{ID: 1, Title: "Ép", Code: "3"}, {ID: 2, Title: "đất", Code: "1"}, {ID: 3, Title: "Dầu", Code: "2"}, {ID: 4, Title: "Ảnh", Code: "5"},
		{ID: 5, Title: "Ăn", Code: "4"}, {ID: 6, Title: "Ê", Code: "6"}})
	for order, want := range map[Order][]int64{ByTitle: {4, 5, 3, 2, 1, 6}, ByCode: {2, 3, 1, 5, 4, 6}} {
		var got []int64
		for _, h := range x.Find(Query{Order: order}).Hits {
			got = append(got, h.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("order %d: %v, want %v", order, got, want)
		}
	}
}

// A page goes on when the document it ended with has gone.
func TestCursorOutlivesItsDocument(t *testing.T) {
	x := whole(t)
	for _, q := range []Query{{Limit: 10}, {Limit: 10, Order: ByCode}, {Limit: 10, Text: "giấy phép"}} {
		first := x.Find(q)
		q.After = first.Next
		want := x.Find(q).Hits
		got := x.With(nil, []int64{first.Hits[9].ID}).Find(q).Hits
		if len(got) == 0 || placeOf(got, want[0].Code) == 0 {
			t.Errorf("%+v: goes on with %v, not with %v", q, got, want[0])
		}
	}
	for _, c := range []Cursor{"x", "..", "1.1", "1.1.zz", "1.1.abc", Cursor(make([]byte, 5000))} {
		if r := x.Find(Query{Limit: 3, After: c}); len(r.Hits) != 3 {
			t.Errorf("cursor %.20q: %s", c, shown(r))
		}
	}
}

// Filters agree with the documents; facets with what filtering would give.
func TestFiltersAndFacets(t *testing.T) {
	docs := published(t)
	x := Build(docs)
	yes, no := true, false
	for _, q := range []Query{{Level: "xa"}, {Sector: "Hộ tịch"}, {Unit: "Sở Y tế"}, {OneStop: &yes}, {Online: &no}, {Level: "xa", Sector: "Đất đai", Online: &yes},
		{Text: "đăng ký", Level: "xa"}, {Text: "cấp lại", Sector: "Hộ tịch"}, {Level: "unheard"}, {LifeEvent: "unheard"}} {
		q.Facets, q.Limit = true, 100
		r := x.Find(q)
		for _, h := range r.Hits {
			d := docs[h.ID-1]
			if q.Level != "" && !slices.Contains(d.Levels, q.Level) || q.Sector != "" && !slices.Contains(d.Sectors, q.Sector) ||
				q.Unit != "" && !slices.Contains(d.Units, q.Unit) || q.OneStop != nil && *q.OneStop != d.OneStop || q.Online != nil && *q.Online != d.Online {
				t.Fatalf("%+v found %+v", q, d)
			}
		}
		if len(r.Facets.Sectors) > 5 {
			r.Facets.Sectors = r.Facets.Sectors[:5]
		}
		for _, c := range r.Facets.Sectors {
			q.Sector, q.Facets = c.Value, false
			if got := x.Find(q).Total; got != c.N {
				t.Errorf("%+v: counted %d, filtered %d", q, c.N, got)
			}
		}
		agree(t, x, q, r.Facets)
	}
	if got := x.Find(Query{Sector: "Hộ tịch"}).Total; got != count(docs, "Hộ tịch") {
		t.Errorf("%d of the sector, want %d", got, count(docs, "Hộ tịch"))
	}
}

// agree holds the other counts of a query against what filtering by them gives.
func agree(t *testing.T, x *Index, q Query, f Facets) {
	t.Helper()
	want := x.Find(Query{Text: q.Text, Level: q.Level, Unit: q.Unit, LifeEvent: q.LifeEvent, Sector: q.Sector, OneStop: q.OneStop, Online: q.Online, Facets: true}).Facets
	yes := true
	for _, c := range want.Levels {
		narrow := q
		narrow.Level = c.Value
		if got := x.Find(narrow).Total; got != c.N {
			t.Errorf("%+v: counted %d, filtered %d", narrow, c.N, got)
		}
	}
	one, online := q, q
	one.OneStop, online.Online = &yes, &yes
	if a, b := x.Find(one).Total, x.Find(online).Total; a != want.OneStop || b != want.Online {
		t.Errorf("%+v: counted %d and %d, filtered %d and %d", q, want.OneStop, want.Online, a, b)
	}
	if q.Sector == "" && want.OneStop != f.OneStop {
		t.Errorf("%+v: counted %d, then %d", q, f.OneStop, want.OneStop)
	}
}

func count(docs []Document, sector string) int {
	n := 0
	for _, d := range docs {
		if slices.Contains(d.Sectors, sector) {
			n++
		}
	}
	return n
}

// A title is completed while it is typed.
func TestSuggest(t *testing.T) {
	x := whole(t)
	for prefix, want := range map[string]string{
		"khai si": "Thủ tục đăng ký khai sinh", "dang ky thuong t": "Đăng ký thường trú", "đổi giấy phép lá": "Đổi giấy phép lái xe",
		"chứng thực di ch": "Chứng thực di chúc", "bang lai": "Cấp giấy phép lái xe", "xó": "Xóa đăng ký", "1.00119": "Thủ tục đăng ký khai sinh",
	} {
		all := x.Suggest(prefix, 8)
		if !slices.ContainsFunc(all, func(s Suggestion) bool { return s.Title == want }) {
			t.Errorf("%q: %v", prefix, all)
		}
		if len(all) > 8 {
			t.Errorf("%q: %d suggestions", prefix, len(all))
		}
	}
	for _, prefix := range []string{"", " ", "xyzzy"} {
		if all := x.Suggest(prefix, 8); len(all) != 0 {
			t.Errorf("%q: %v", prefix, all)
		}
	}
	seen := map[string]bool{}
	for _, s := range x.Suggest("đăng ký biến động", 20) {
		if seen[s.Title] {
			t.Errorf("%q twice", s.Title)
		}
		seen[s.Title] = true
	}
}
