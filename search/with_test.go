package search

import (
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// Any index that grew by changes answers exactly as one built of the same
// documents: hits, scores, spans, counts, cursors, corrections.
func TestWithEqualsBuild(t *testing.T) {
	all := published(t)
	queries := []Query{{}, {Order: ByCode}, {Text: "giấy phép", Facets: true}, {Text: "cấp lại", Sector: "Hộ tịch", Facets: true}, {Text: "khai sjnh"},
		{Text: "đăng ký"}, {Text: "dat dai o dau"}, {Text: "sổ đỏ"}, {Text: "1.00"}, {Text: "tôi muốn cấp giấy phép cho xe thì sao"}}
	for _, p := range pairs(t)[:8] {
		queries = append(queries, Query{Text: p[0], Limit: 5})
	}
	rapid.Check(t, func(t *rapid.T) {
		document := rapid.Custom(func(t *rapid.T) Document {
			d := rapid.SampledFrom(all).Draw(t, "document")
			d.ID = rapid.Int64Range(1, 60).Draw(t, "id")
			return d
		})
		start := rapid.SliceOfN(document, 0, 60).Draw(t, "start")
		now := map[int64]Document{}
		keep := func(docs []Document) {
			for _, d := range docs {
				now[d.ID] = d
			}
		}
		x := Build(start)
		keep(start)
		for range rapid.IntRange(1, 6).Draw(t, "times") {
			changed := rapid.SliceOfN(document, 0, 12).Draw(t, "changed")
			removed := rapid.SliceOfN(rapid.Int64Range(1, 70), 0, 12).Draw(t, "removed")
			before := x
			was := before.Find(queries[2])
			x = x.With(changed, removed)
			for _, id := range removed {
				delete(now, id)
			}
			keep(changed)
			if !reflect.DeepEqual(before.Find(queries[2]), was) {
				t.Fatal("the index before answers otherwise")
			}
		}
		fresh := Build(slices.Collect(maps.Values(now)))
		if x.Len() != len(now) || fresh.Len() != len(now) {
			t.Fatalf("%d and %d documents, want %d", x.Len(), fresh.Len(), len(now))
		}
		for _, q := range queries {
			if got, want := x.Find(q), fresh.Find(q); !reflect.DeepEqual(got, want) {
				t.Fatalf("%+v:\n%+v\nwant\n%+v", q, got, want)
			}
			if got, want := x.Suggest(q.Text, 5), fresh.Suggest(q.Text, 5); !reflect.DeepEqual(got, want) {
				t.Fatalf("suggest %q:\n%+v\nwant\n%+v", q.Text, got, want)
			}
		}
	})
}

// Readers go on, each with the whole of one state, while a writer republishes.
func TestReadersDuringRepublication(t *testing.T) {
	docs := published(t)[:600]
	x := Build(docs)
	var wait sync.WaitGroup
	indexes := make(chan *Index, 64)
	for range 4 {
		wait.Go(func() {
			for x := range indexes {
				r := x.Find(Query{Text: "đăng ký", Facets: true})
				again := x.Find(Query{Text: "đăng ký", Facets: true})
				if !reflect.DeepEqual(r, again) {
					t.Error("one index answers one query in two ways")
				}
			}
		})
	}
	for i := range 100 {
		d := docs[i*5]
		d.Title += " đăng ký thêm lần nữa"
		x = x.With([]Document{d}, []int64{docs[i*5+1].ID})
		for range 4 {
			indexes <- x
		}
	}
	close(indexes)
	wait.Wait()
	if x.Len() != 500 {
		t.Errorf("%d documents", x.Len())
	}
}
