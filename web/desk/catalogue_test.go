package desk_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/catalogue"
	"motcua/catalogue/quality"
)

const (
	cataloguePath = "/can-bo/danh-muc"
	controlLogin  = "kiemsoat.ls"
)

// procedureWithFees is a carried procedure that has published charges.
const procedureWithFees = "1.000034"

// published imports records with findings, as an import of a file would.
func published(t testing.TB, o office, digest string, records []catalogue.Record, found []quality.Finding) catalogue.Run {
	t.Helper()
	file := app.ProcedureFile{Records: records, Digest: digest, Findings: found, Effective: o.Bench.Clock.Now().Date()}
	file.Title = "Tệp thử " + digest
	var err error
	file.Rules, err = app.RulesOf(o.World)
	if err != nil {
		t.Fatal(err)
	}
	run, err := file.Into(t.Context(), o.Bench.DB, o.Authority())
	if err == nil {
		_, err = o.Book.Refresh(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func some(t testing.TB, codes ...string) []catalogue.Record {
	t.Helper()
	records, err := catalogue.LoadSome(codes...)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestTheControlOfficeSeesTheCatalogue(t *testing.T) {
	o := open(t)
	records := some(t, procedureWithFees)
	unplaced := records[0]
	unplaced.PortalID, unplaced.Code, unplaced.Levels, unplaced.Executing, unplaced.Authority = "nowhere", "9.999999", nil, nil, nil
	unplaced.Name, unplaced.Sectors, unplaced.Promulgating, unplaced.Listed = "Thủ tục không rõ cấp", nil, catalogue.Named{Name: "Bộ không rõ"}, nil
	run := published(t, o, "d1", append(records, unplaced), quality.Inspect(append(records, unplaced)))
	control := o.as(t, controlLogin)
	home := control.ok("/can-bo")
	home.has("Kiểm soát thủ tục hành chính", "chờ xác nhận")
	if home.Find(`nav a[href="`+cataloguePath+`"]`).Length() == 0 || home.Find(`main a[href="`+cataloguePath+`"]`).Length() != 1 {
		t.Error("the home of the control office does not lead to the catalogue")
	}
	page := control.ok(cataloguePath)
	page.has("Đang có hiệu lực", "Tệp thử d1", "Dữ liệu kèm chương trình", "Quản trị máy chủ", "Xã", "Bộ phận Một cửa")
	if n := page.Find("#places tbody tr").Length(); n == 0 {
		t.Error("no place is counted")
	}
	control.ok(cataloguePath+"?muc=chua-ro").has("Thủ tục không rõ cấp", "9.999999")
	control.ok(cataloguePath + "?muc=phi").has(procedureWithFees)
	control.ok(fmt.Sprintf("%s/nhap/%d", cataloguePath, run.ID)).has("Tệp thử d1", "Thiếu lĩnh vực", "Sai hoặc thiếu", "d1")
	control.cookie("lang", "en")
	control.ok(cataloguePath).has("Catalogue of procedures", "In force", "One-stop unit", "Fees not confirmed")
	control.ok(fmt.Sprintf("%s/nhap/%d/no_sector", cataloguePath, run.ID)).has("Thủ tục không rõ cấp", "1–1 of 1")
	for _, path := range []string{"/nhap/1", "/nhap/01", "/nhap/x", fmt.Sprintf("/nhap/%d/no_such_kind", run.ID), fmt.Sprintf("/nhap/%d/no_such_kind/tai-ve", run.ID),
		"/nhap/1/tai-ve", "/nhap/9223372036854775807", "/thu-tuc/1", "/thu-tuc/1/phien-ban/1/phi/1"} {
		if a := control.get(cataloguePath + path); a.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
}

// many is n findings of one kind, some of which a spreadsheet would take for formulas.
func many(n int) []quality.Finding {
	var out []quality.Finding
	for i := range n {
		out = append(out, quality.Finding{Kind: quality.TextPhone, Code: fmt.Sprintf("1.%06d", i), PortalID: fmt.Sprint(i),
			Name: "=HYPERLINK(1)", Field: "steps[0].text", Detail: map[string]string{"text": "+84 205"}})
	}
	return out
}

// TestFindingsPageByPageAndAsAFile: every finding stands on one of the pages and in
// the file, which no spreadsheet takes for formulas.
func TestFindingsPageByPageAndAsAFile(t *testing.T) {
	o := open(t)
	const n = 1203
	run := published(t, o, "d2", some(t, procedureWithFees), append(many(n), quality.Finding{Kind: quality.NoSteps, Code: procedureWithFees, PortalID: some(t, procedureWithFees)[0].PortalID, Name: "Chứng thực"}))
	control := o.as(t, controlLogin)
	path := fmt.Sprintf("%s/nhap/%d/text_phone", cataloguePath, run.ID)
	seen := map[string]bool{}
	for next, pages := path, 0; next != ""; pages++ {
		a := control.ok(next)
		for _, cell := range a.Find("#findings tbody th").EachIter() {
			seen[strings.TrimSpace(cell.Text())] = true
		}
		next = a.Find(".mc-pages a[rel=next]").AttrOr("href", "")
		if pages > n/50+1 {
			t.Fatal("the pages do not end")
		}
	}
	if len(seen) != n {
		t.Errorf("%d of %d findings on the pages", len(seen), n)
	}
	control.ok(path + "?sau=999999").has("1.000000")
	e, _ := o.Book.ByCode(procedureWithFees)
	if a := control.ok(fmt.Sprintf("%s/nhap/%d/no_steps", cataloguePath, run.ID)); a.Find(fmt.Sprintf(`#findings a[href="%s/thu-tuc/%d"]`, cataloguePath, e.ID)).Length() != 1 {
		t.Error("a finding does not lead to its procedure")
	}
	for file, want := range map[string]int{path + "/tai-ve": n + 1, fmt.Sprintf("%s/nhap/%d/tai-ve", cataloguePath, run.ID): n + 2} {
		rows := control.file(file)
		if len(rows) != want {
			t.Errorf("%s has %d rows, want %d", file, len(rows), want)
		}
		if last := rows[len(rows)-1]; last[4] != "'=HYPERLINK(1)" || last[2] != "Có số điện thoại: +84 205" {
			t.Errorf("the last row of %s is %q", file, last)
		}
	}
}

// file downloads a report.
func (p *official) file(path string) [][]string {
	p.t.Helper()
	resp, err := p.client.Get(p.office.URL + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") {
		p.t.Fatalf("%s: %d, %v", path, resp.StatusCode, err)
	}
	text, marked := bytes.CutPrefix(body, []byte("\ufeff"))
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || !marked {
		p.t.Fatalf("%s is no CSV with the mark of UTF-8: %v", path, err)
	}
	return rows
}

// TestImportsAndProceduresPageByPage: nothing is left out between two pages.
func TestImportsAndProceduresPageByPage(t *testing.T) {
	o := open(t)
	base := some(t, procedureWithFees)[0]
	const n = 65
	for i := range n {
		r := base
		r.PortalID, r.Name = fmt.Sprintf("p%d", i), fmt.Sprintf("Thủ tục %d", i)
		r.Code = fmt.Sprintf("3.%06d", i/2) // two share a code
		published(t, o, fmt.Sprint(i), []catalogue.Record{r}, nil)
		o.Bench.Clock.Advance(time.Second)
	}
	control := o.as(t, controlLogin)
	for list, want := range map[string]int{"": n + 1, "?muc=phi": n} {
		seen := map[string]bool{}
		for next := cataloguePath + list; next != ""; {
			a := control.ok(next)
			for _, link := range a.Find("#list tbody th a").EachIter() {
				seen[link.AttrOr("href", "")] = true
			}
			next = a.Find(".mc-pages a[rel=next]").AttrOr("href", "")
		}
		if len(seen) < want || list == "" && len(seen) != want {
			t.Errorf("%q: %d rows, want %d", list, len(seen), want)
		}
	}
	control.ok(cataloguePath + "?sau=1").has("Hết danh sách")
}

func TestTheCatalogueIsTheControlOfficesAlone(t *testing.T) {
	o := open(t)
	run := published(t, o, "d6", some(t, procedureWithFees), many(1))
	e, _ := o.Book.ByCode(procedureWithFees)
	confirm := fmt.Sprintf("%s/thu-tuc/%d/phien-ban/1/phi/1", cataloguePath, e.ID)
	for _, login := range []string{apptest.Counter, apptest.Specialist, apptest.Vice, apptest.Chairman, apptest.Admin} {
		p := o.as(t, login)
		for _, path := range []string{"", fmt.Sprintf("/nhap/%d", run.ID), fmt.Sprintf("/nhap/%d/text_phone", run.ID), fmt.Sprintf("/nhap/%d/tai-ve", run.ID), fmt.Sprintf("/thu-tuc/%d", e.ID)} {
			if a := p.get(cataloguePath + path); a.Status != http.StatusForbidden {
				t.Errorf("%s at %q: %d", login, path, a.Status)
			}
		}
		if a := p.post(confirm, url.Values{"amount": {"1"}, "document": {"x"}}); a.Status != http.StatusForbidden {
			t.Errorf("%s confirms: %d", login, a.Status)
		}
		if err := o.DeskControl().Confirm(t.Context(), o.Login(t, login), e.ID, catalogue.Confirmation{Version: 1, Line: 1, Document: "x"}); err == nil {
			t.Errorf("the service lets %s confirm", login)
		}
	}
	if a := o.as(t, controlLogin).get("/can-bo/van-hanh/viec-nen"); a.Status != http.StatusForbidden {
		t.Errorf("the control office at the jobs: %d", a.Status)
	}
}
