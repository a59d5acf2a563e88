package search

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// read once for all tests, which change neither.
var (
	catalogue = sync.OnceValues(readCatalogue)
	national  = sync.OnceValue(func() *Index {
		docs, _ := catalogue()
		return Build(docs)
	})
)

// published is a copy of the catalogue of testdata, numbered from 1 in its order.
func published(t testing.TB) []Document {
	t.Helper()
	docs, err := catalogue()
	if err != nil || len(docs) != 4623 {
		t.Fatalf("%d published procedures, %v", len(docs), err)
	}
	return slices.Clone(docs)
}

// whole is the index of all that is published.
func whole(t testing.TB) *Index {
	t.Helper()
	published(t)
	return national()
}

// readCatalogue makes documents of the published rows. Sectors are searched as
// keywords, too; the level is read off the agencies.
func readCatalogue() ([]Document, error) {
	file, err := os.Open("testdata/titles.csv.gz")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(unzipped).ReadAll()
	if err != nil {
		return nil, err
	}
	var docs []Document
	for i, row := range rows[1:] {
		agencies := split(row[3], "|")
		d := Document{ID: int64(i + 1), Code: row[0], Title: row[1], Sectors: split(row[2], "|"), Units: agencies, Online: i%3 == 0}
		d.Keywords = d.Sectors
		for _, a := range agencies {
			switch {
			case strings.Contains(strings.ToLower(a), "cấp xã"):
				d.Levels, d.OneStop = append(d.Levels, "xa"), true
			case strings.Contains(a, "Sở") || strings.Contains(a, "cấp tỉnh"):
				d.Levels = append(d.Levels, "tinh")
			case strings.HasPrefix(a, "Bộ"):
				d.Levels = append(d.Levels, "bo")
			}
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// split is strings.Split, of nothing nothing.
func split(s, separator string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, separator)
}

// pairs are what people type, the code they mean, and why it is hard.
func pairs(t testing.TB) [][]string {
	t.Helper()
	list, err := Pairs()
	if err != nil || len(list) != 20 {
		t.Fatalf("%d pairs, %v", len(list), err)
	}
	var rows [][]string
	for _, p := range list {
		rows = append(rows, []string{p.Query, p.Code, p.Phenomenon})
	}
	return rows
}

// place is where a code stands among hits, from 1; 0: nowhere.
func placeOf(hits []Hit, code string) int {
	for i, h := range hits {
		if h.Code == code {
			return i + 1
		}
	}
	return 0
}

func shown(r Result) string {
	var b strings.Builder
	b.WriteString("total " + strconv.Itoa(r.Total) + " near " + strconv.FormatBool(r.Near) + " corrected " + strconv.Quote(r.Corrected))
	for i, h := range r.Hits[:min(len(r.Hits), 6)] {
		b.WriteString("\n  " + strconv.Itoa(i+1) + " " + h.Code + " " + strconv.FormatFloat(h.Score, 'f', 3, 64) + " " + string([]rune(h.Title)[:min(90, len([]rune(h.Title)))]))
	}
	return b.String()
}
