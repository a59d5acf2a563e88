package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func source(t *testing.T, records string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"detail/a.json":       records,
		"legal_documents.csv": "code,year,kind,name,cited_by\n60/2014/QH13,2014,Luật,Luật Hộ tịch,58\n1/2000/X,2000,X,X,1\n",
		"fees.csv":            "code,channel,kind,value,currency,quality,text\n1.1,DIRECT,FEE,8000,VND,ok,\"a, b\"\n9.9,DIRECT,,,VND,unstated,\n",
	} {
		path := filepath.Join(folder, name)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err != nil {
			t.Fatal(err)
		}
		err = os.WriteFile(path, []byte(text), 0o644)
		if err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

const two = `[{"code":"2.2","legal_basis":[]},{"code":"1.1","extra":{"kept":"<&>"},"legal_basis":["60/2014/QH13"]}]`

func TestCarryStripsNothingAndIsDeterministic(t *testing.T) {
	from := source(t, two)
	var files [2][]byte
	for i := range files {
		to := filepath.Join(t.TempDir(), "out.gz")
		err := carry(from, to, []string{"1.1"})
		if err != nil {
			t.Fatal(err)
		}
		files[i], err = os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two runs give different bytes")
	}
	z, err := gzip.NewReader(bytes.NewReader(files[0]))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var got pack
	err = json.Unmarshal(text, &got)
	if err != nil {
		t.Fatal(err)
	}
	const record = `{"code":"1.1","extra":{"kept":"<&>"},"legal_basis":["60/2014/QH13"]}`
	if len(got.Records) != 1 || string(got.Records[0]) != record {
		t.Errorf("records %s, want %s", got.Records, record)
	}
	if len(got.LegalDocuments) != 1 || got.LegalDocuments[0]["name"] != "Luật Hộ tịch" || got.LegalDocuments[0]["cited_by"] != "58" {
		t.Errorf("legal documents %v", got.LegalDocuments)
	}
	if len(got.Fees) != 1 || got.Fees[0]["text"] != "a, b" {
		t.Errorf("fees %v", got.Fees)
	}
}

func TestCarryRefusesMissingAndDoubleCodes(t *testing.T) {
	from := source(t, `[{"code":"1.1"},{"code":"1.1"}]`)
	for code, want := range map[string]string{"1.1": "2 records", "7.7": "0 records"} {
		err := carry(from, filepath.Join(t.TempDir(), "out.gz"), []string{code})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("code %s: error %v, want %q", code, err, want)
		}
	}
}
