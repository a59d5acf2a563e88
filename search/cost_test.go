package search

import (
	"runtime"
	"strconv"
	"testing"
)

// A question costs few allocations, however many documents answer it.
func TestAllocations(t *testing.T) {
	x := whole(t)
	for _, test := range []struct {
		q    Query
		most float64
	}{
		{Query{Text: "khai sinh"}, 60}, {Query{Text: "giấy phép"}, 80}, {Query{Text: "xoa dang ky tam tru"}, 80},
		{Query{Text: "cấp", Limit: 100, Facets: true}, 160}, {Query{}, 25}, {Query{Text: "khai sjnh"}, 90}, {Query{Text: "làm sổ đỏ ở đâu"}, 170},
	} {
		if got := testing.AllocsPerRun(50, func() { x.Find(test.q) }); got > test.most {
			t.Errorf("%+v: %.0f allocations, bound %.0f", test.q, got, test.most)
		}
	}
	if got := testing.AllocsPerRun(50, func() { x.Suggest("dang ky kh", 8) }); got > 90 {
		t.Errorf("a suggestion: %.0f allocations", got)
	}
	d := published(t)[100]
	if got := testing.AllocsPerRun(20, func() { x.With([]Document{d}, nil) }); got > 300 {
		t.Errorf("a republication: %.0f allocations", got)
	}
}

// The index of the whole catalogue is small.
func TestSize(t *testing.T) {
	docs := published(t)
	before := heap()
	x := Build(docs)
	size := heap() - before
	t.Logf("index of %d documents: %.1f MB", x.Len(), float64(size)/1e6)
	if size > 20e6 {
		t.Errorf("%d bytes", size)
	}
	runtime.KeepAlive(docs)
	runtime.KeepAlive(x)
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkBuild(b *testing.B) {
	docs := published(b)
	for b.Loop() {
		Build(docs)
	}
}

func BenchmarkWith(b *testing.B) {
	docs := published(b)
	x := Build(docs)
	for _, n := range []int{1, 10, 50} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			i := 0
			for b.Loop() {
				changed := make([]Document, n)
				for j := range changed {
					i = (i + 7) % len(docs)
					changed[j] = docs[i]
					changed[j].Title = docs[(i+1)%len(docs)].Title
				}
				x = x.With(changed, nil)
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	x := whole(b)
	all := pairs(b)
	run := func(name string, change func(*Query)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				q := Query{Text: all[i%len(all)][0], Limit: 20}
				change(&q)
				x.Find(q)
			}
		})
	}
	run("text", func(*Query) {})
	common := []string{"cấp", "giấy", "cap giay", "thủ tục", "cap giay phep"}
	run("common", func(q *Query) { q.Text = common[len(q.Text)%len(common)] })
	run("filtered", func(q *Query) { q.Level, q.Facets = "xa", true })
	run("list", func(q *Query) { q.Text, q.Level, q.Facets = "", "xa", true })
	run("long", func(q *Query) {
		q.Text += " cho tôi hỏi phải làm thế nào và cần những gì ở cấp xã hay cấp tỉnh"
	})
}

func BenchmarkSuggest(b *testing.B) {
	x := whole(b)
	for _, prefix := range []string{"c", "thủ tục c", "đăng", "khai si", "giay phep x"} {
		b.Run(prefix, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Suggest(prefix, 8)
			}
		})
	}
}
