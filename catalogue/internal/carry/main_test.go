package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"motcua/catalogue"
	"motcua/catalogue/pack"
)

const rows = `code,name,promulgating_agency,executing_agencies,sectors,subject_types,state,type,portal_id,has_detail
1.1,Đăng ký,Bộ A,Sở A|UBND cấp xã,Hộ tịch,Công dân,ACTIVE,STANDARD,a,1
1.2,Cấp lại,Bộ B,,"Thuế, phí",,UPDATED,STANDARD,b,0
1.3,Thu hồi,Bộ B,,Thuế,,UPDATED,STANDARD,c,1
`

const details = `[{"code":"1.1","portal_id":"a","name":"Đăng ký (mới)","type":"STANDARD","quality":"parsed_text","promulgating":{"code":"","name":"Bộ A"},
"executing":[{"name":"UBND cấp xã"},{"name":"Sở A"}],"channels":[{"method":"DIRECT","qty":2.5,"unit":"DAY","fees":[{"value":8000,"currency":"VND","text":"a, b","kind":"Phí"}],"note":"x"},
{"method":"POSTAL","qty":null,"unit":"OTHER","fees":[],"note":""}],"legal_basis":["60/2014/QH13"]},
{"code":"1.3","portal_id":"zzz","name":"Khác","type":"STANDARD","quality":"parsed_text","channels":[{"method":"DIRECT","qty":1,"unit":"DAY","fees":[],"note":"1 ngày"}],"steps":[{"name":"","text":"of another"}]},
{"code":"9.9","portal_id":"q","name":"Không còn","type":"STANDARD","quality":"parsed_text"}]`

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	all := map[string]string{
		"catalog_2026-07-18.csv": rows,
		"detail/a.json":          details,
		"legal_documents.csv":    "code,year,kind,name,cited_by\n60/2014/QH13,2014,Luật,Luật Hộ tịch,58\n",
		"fees.csv":               "code,channel,kind,value,currency,quality,text\n1.1,DIRECT,Phí,8000,VND,ok,\"a, b\"\n",
	}
	for name, text := range files {
		all[name] = text
	}
	for name, text := range all {
		path := filepath.Join(dir, name)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err != nil {
			t.Fatal(err)
		}
		err = os.WriteFile(path, []byte(text), 0o644)
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCarryJoinsAndIsDeterministic(t *testing.T) {
	from := folder(t, nil)
	var files [2][]byte
	for i := range files {
		to := filepath.Join(t.TempDir(), "out.gz")
		n, err := carry(from, to)
		if err != nil || n != (counts{rows: 3, detailed: 1, foreign: 1, left: 1}) {
			t.Fatalf("%+v, %v", n, err)
		}
		files[i], err = os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two runs give different bytes")
	}
	h, records, err := pack.Read(bytes.NewReader(files[0]))
	if err != nil || h.Crawled.String() != "2026-07-18" || len(records) != 3 {
		t.Fatalf("%+v, %d records, %v", h, len(records), err)
	}
	full, row, foreign := records[0], records[1], records[2]
	if full.Name != "Đăng ký (mới)" || full.Listed == nil || full.Listed.Name != "Đăng ký" || full.Listed.Executing != nil ||
		full.State != catalogue.StateActive || !full.HasDetail || full.LegalBasis[0].Title != "Luật Hộ tịch" {
		t.Errorf("detail: %+v", full)
	}
	if c := full.Channels[0]; c.Limit.Quantity != 5 || *c.Fees[0].Value != 8000 || c.Fees[0].Quality != catalogue.FeeOK || c.Fees[0].Kind != catalogue.KindFee {
		t.Errorf("channel: %+v", c)
	}
	if l := full.Channels[1].Limit; l.Unit != catalogue.UnitOther || l.Quantity != 0 {
		t.Errorf("a unit without a number is %+v", l)
	}
	if row.HasDetail || row.Quality != catalogue.QualityRow || row.Sectors[0].Name != "Thuế, phí" || row.Subjects != nil {
		t.Errorf("row: %+v", row)
	}
	if foreign.HasDetail || foreign.Name != "Thu hồi" || foreign.PortalID != "c" || foreign.Steps != nil ||
		foreign.Foreign.Name != "Khác" || foreign.Foreign.Channels[0].Note != "1 ngày" {
		t.Errorf("foreign page: %+v", foreign)
	}
}

func TestCarryRefuses(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"no catalogue":     {"catalog_2025-01-01.csv", rows, "2 files catalog_*.csv"},
		"detail missing":   {"detail/a.json", `[]`, `no detail with the code "1.1"`},
		"detail twice":     {"detail/b.json", `[{"code":"1.1"}]`, `two details with the code "1.1"`},
		"unknown key":      {"detail/b.json", `[{"code":"8.8","colour":"red"}]`, `unknown field "colour"`},
		"fee without row":  {"fees.csv", "code,channel,kind,value,currency,quality,text\n", "channels[0].fees[0]"},
		"fee differs":      {"fees.csv", "code,channel,kind,value,currency,quality,text\n1.1,DIRECT,Phí,9000,VND,ok,\n", "channels[0].fees[0]"},
		"document missing": {"legal_documents.csv", "code,year,kind,name,cited_by\n", `document "60/2014/QH13"`},
		"number, no unit":  {"detail/a.json", strings.Replace(details, `"qty":2.5,"unit":"DAY"`, `"qty":2.5,"unit":null`, 1), "a quantity without a unit"},
	} {
		_, err := carry(folder(t, map[string]string{c.file: c.text}), filepath.Join(t.TempDir(), "out.gz"))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}
