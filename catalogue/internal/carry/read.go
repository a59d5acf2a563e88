package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"motcua/catalogue"
	"motcua/internal/clock"
)

// source is the folder, read.
type source struct {
	crawled clock.Date
	rows    []map[string]string     // of the catalogue, in its order
	details map[string]sourceRecord // by code, which is unique among details
	tables
}

func readSource(from string) (source, error) {
	s := source{details: map[string]sourceRecord{}}
	names, err := filepath.Glob(filepath.Join(from, "catalog_*.csv"))
	if err != nil {
		return s, err
	}
	if len(names) != 1 {
		return s, fmt.Errorf("%d files catalog_*.csv in %s, want one", len(names), from)
	}
	day := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(names[0]), "catalog_"), ".csv")
	s.crawled, err = clock.ParseDate(day)
	if err != nil {
		return s, err
	}
	s.rows, err = readRows(names[0])
	if err != nil {
		return s, err
	}
	err = s.readDetails(from)
	if err != nil {
		return s, err
	}
	return s, s.readTables(from)
}

func (s *source) readDetails(from string) error {
	names, err := filepath.Glob(filepath.Join(from, "detail", "*.json"))
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields() // nothing published is dropped unseen
		var records []sourceRecord
		err = d.Decode(&records)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, r := range records {
			if _, twice := s.details[r.Code]; twice {
				return fmt.Errorf("%s: two details with the code %q", name, r.Code)
			}
			s.details[r.Code] = r
		}
	}
	return nil
}

func (s *source) readTables(from string) error {
	s.legal, s.fees = map[string]sourceLegal{}, map[feeKey][]sourceFeeRow{}
	rows, err := readRows(filepath.Join(from, "legal_documents.csv"))
	if err != nil {
		return err
	}
	for _, row := range rows {
		s.legal[row["code"]] = sourceLegal{Year: row["year"], Kind: row["kind"], Name: row["name"]}
	}
	rows, err = readRows(filepath.Join(from, "fees.csv"))
	if err != nil {
		return err
	}
	for _, row := range rows {
		key := feeKey{row["code"], catalogue.Method(row["channel"])}
		s.fees[key] = append(s.fees[key], sourceFeeRow{Kind: catalogue.FeeKind(row["kind"]), Value: row["value"],
			Currency: row["currency"], Quality: catalogue.FeeQuality(row["quality"])})
	}
	return nil
}

// readRows reads a CSV with a header.
func readRows(name string) ([]map[string]string, error) {
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
		out = append(out, row)
	}
}
