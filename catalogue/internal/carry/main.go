// Command carry packs chosen procedure records, the legal documents they cite
// and their fee rows into the gzip file the catalogue embeds.
//
//	go run ./catalogue/internal/carry -from DIR -to catalogue/data/procedures.json.gz CODE...
//
// DIR holds detail/*.json, legal_documents.csv and fees.csv. Records are carried
// whole, byte for byte save white space; the same input gives the same file.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// pack is the content of the file, in the order it is written.
type pack struct {
	Records        []json.RawMessage   `json:"records"`
	LegalDocuments []map[string]string `json:"legal_documents"`
	Fees           []map[string]string `json:"fees"`
}

func main() {
	from := flag.String("from", "", "folder with detail/, legal_documents.csv and fees.csv")
	to := flag.String("to", "", "gzip file to write")
	flag.Parse()
	err := carry(*from, *to, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "carry:", err)
		os.Exit(1)
	}
}

func carry(from, to string, codes []string) error {
	records, err := findRecords(from, codes)
	if err != nil {
		return err
	}
	cited, err := citedBy(records)
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, code := range codes {
		wanted[code] = true
	}
	var p pack
	p.Records = records
	p.LegalDocuments, err = rowsWhere(filepath.Join(from, "legal_documents.csv"), cited)
	if err != nil {
		return err
	}
	p.Fees, err = rowsWhere(filepath.Join(from, "fees.csv"), wanted)
	if err != nil {
		return err
	}
	return write(to, p)
}

// findRecords returns the records of codes in the order of codes; a code that is
// missing or stands twice is an error.
func findRecords(from string, codes []string) ([]json.RawMessage, error) {
	names, err := filepath.Glob(filepath.Join(from, "detail", "*.json"))
	if err != nil {
		return nil, err
	}
	found := map[string][]json.RawMessage{}
	for _, name := range names {
		err := readRecords(name, found)
		if err != nil {
			return nil, err
		}
	}
	out := make([]json.RawMessage, 0, len(codes))
	for _, code := range codes {
		if n := len(found[code]); n != 1 {
			return nil, fmt.Errorf("%d records with code %q, want one", n, code)
		}
		out = append(out, found[code][0])
	}
	return out, nil
}

func readRecords(name string, found map[string][]json.RawMessage) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var records []json.RawMessage
	err = json.Unmarshal(text, &records)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, record := range records {
		var key struct {
			Code string `json:"code"`
		}
		err := json.Unmarshal(record, &key)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		found[key.Code] = append(found[key.Code], record)
	}
	return nil
}

func citedBy(records []json.RawMessage) (map[string]bool, error) {
	cited := map[string]bool{}
	for _, record := range records {
		var r struct {
			LegalBasis []string `json:"legal_basis"`
		}
		err := json.Unmarshal(record, &r)
		if err != nil {
			return nil, err
		}
		for _, code := range r.LegalBasis {
			cited[code] = true
		}
	}
	return cited, nil
}

// rowsWhere reads a CSV with a header and keeps the rows whose column "code" is
// in codes, in the order of the file.
func rowsWhere(name string, codes map[string]bool) ([]map[string]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []map[string]string
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		row := map[string]string{}
		for i, column := range header {
			row[column] = cells[i]
		}
		if codes[row["code"]] {
			out = append(out, row)
		}
	}
}

// write compresses p with an empty gzip header, so equal input gives equal bytes.
func write(to string, p pack) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	err := enc.Encode(p)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = z.Write(text.Bytes())
	if err != nil {
		return err
	}
	err = z.Close()
	if err != nil {
		return err
	}
	return os.WriteFile(to, packed.Bytes(), 0o644)
}
