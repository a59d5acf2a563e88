// Package search measures the search over the published catalogue against two
// ways to do without it, in one run: looking for the text in every folded title,
// and SQLite's FTS5 over the folded titles.
package search

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"

	"motcua/search"
)

// Data is what is searched and what for.
type Data struct {
	Documents []search.Document
	Pairs     []Pair
}

// Pair is a text and the code of the procedure that is meant.
type Pair struct{ Text, Code string }

// Read reads the files of search/testdata.
func Read(dir string) (Data, error) {
	var d Data
	rows, err := table(filepath.Join(dir, "titles.csv.gz"))
	if err != nil {
		return d, err
	}
	for i, row := range rows {
		sectors := strings.Split(row[2], "|")
		doc := search.Document{ID: int64(i), Code: row[0], Title: row[1], Sectors: sectors, Keywords: sectors, Units: strings.Split(row[3], "|")}
		doc.Levels = []string{"tinh"}
		if strings.Contains(strings.ToLower(row[3]), "cấp xã") {
			doc.Levels = []string{"xa"}
		}
		d.Documents = append(d.Documents, doc)
	}
	pairs, err := search.Pairs()
	for _, p := range pairs {
		d.Pairs = append(d.Pairs, Pair{p.Query, p.Code})
	}
	return d, err
}

// table is the rows of a CSV file, packed or not, below its heading.
func table(path string) ([][]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var text io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		text, err = gzip.NewReader(file)
		if err != nil {
			return nil, err
		}
	}
	rows, err := csv.NewReader(text).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[1:], nil
}
