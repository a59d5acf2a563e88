package view_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/form/sample"
	"motcua/internal/i18n"
	"motcua/paper"
	"motcua/process"
	"motcua/web/ui"
	"motcua/web/view"
)

// flagship is a procedure walked from the counter to the hand that takes the result.
type flagship struct {
	code                        string
	agency                      int64
	counter, specialist, leader string
	department                  int64
	found                       map[string]map[string]string // by step
	papers                      []string
	says                        string // on the result
}

func flagships(t *testing.T, town apptest.Town) []flagship {
	t.Helper()
	unit := func(ref string) int64 {
		u, ok := town.World.UnitByRef(ref)
		if !ok {
			t.Fatalf("no unit %s", ref)
		}
		return u.ID
	}
	commune := func(code string) flagship {
		return flagship{code: code, agency: town.Commune, counter: apptest.Counter, specialist: apptest.Specialist, leader: apptest.Vice}
	}
	birth, death, extract, certified := commune("1.001193"), commune("1.000656"), commune("2.000635"), commune("2.000815")
	birth.papers, birth.says = []string{"01", "ket-qua"}, "1/2019"
	death.papers, death.says = []string{"01", "ket-qua"}, "1/2019"
	extract.papers, extract.says = []string{"01", "ket-qua"}, "CHU THỊ HOA"
	extract.found = map[string]map[string]string{"search": {"found.kind": "birth", "found.number": "31", "found.book": "01/1998", "found.office": "UBND xã Mẫu",
		"found.date.day": "5", "found.date.month": "3", "found.date.year": "1998", "child.full_name": "Chu Thị Hoa", "child.birth_date.day": "1",
		"child.birth_date.month": "3", "child.birth_date.year": "1998", "child.ethnicity": "Tày", "child.nationality": "Việt Nam", "child.sex": "female",
		"child.residence": "xã Mẫu", "child.birth_place": "Trạm y tế xã Mẫu", "child.hometown": "xã Mẫu, tỉnh Lạng Sơn", "mother.full_name": "Chu Thị Mai"}}
	certified.papers, certified.says = []string{"01", "ket-qua", "ket-qua-2"}, "21.000 đồng"
	certified.found = map[string]map[string]string{"compare": {"compared.equal": "yes", "compared.list.rows": "2",
		"compared.list.0.name": "Bằng tốt nghiệp", "compared.list.0.pages": "5", "compared.list.0.copies": "3",
		"compared.list.1.name": "Học bạ", "compared.list.1.pages": "1", "compared.list.1.copies": "1"}}
	district := unit("district/178")
	business := flagship{code: "1.001612", agency: district, counter: "tiepnhan.tpls", specialist: "chuyenvien.tckh", leader: "truongphong.tckh",
		department: unit("district/178/phong-tai-chinh-ke-hoach"), papers: []string{"01", "ket-qua"}, says: "TRƯỞNG PHÒNG"}
	return []flagship{birth, death, extract, certified, business}
}

// Each flagship is taken in, decided and returned, and every paper of it is a real one.
func TestFlagshipsFromTheCounterToTheirResult(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	apptest.Each(t, func(t *testing.T, town apptest.Town) {
		for _, f := range flagships(t, town) {
			t.Run(f.code, func(t *testing.T) { f.walk(t, town) })
		}
		report, err := town.Dossiers.Verify(t.Context())
		if err != nil || len(report.Mismatches) > 0 {
			t.Errorf("%v, %v", report.Mismatches, err)
		}
	})
}

func (f flagship) walk(t *testing.T, town apptest.Town) {
	ctx, counter := t.Context(), town.Login(t, f.counter)
	draft, err := town.Dossiers.StartIntake(ctx, counter, f.code, f.agency, dossier.Counter, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = town.Dossiers.Edit(ctx, counter, draft, func(d *dossier.Draft) {
		answers, ok := sample.Of(f.code, 3, town.Bench.Clock.Now().Date())
		if !ok {
			t.Fatal("no sample")
		}
		d.Answers = d.Answers.With(answers)
		d.DeclarePapers(map[string]bool{})
	})
	if err != nil {
		t.Fatal(err)
	}
	st, err := town.Dossiers.TakeIn(ctx, counter, draft, dossier.Receive{})
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; st.Status != dossier.Returned; n++ {
		actor, c := f.next(t, town, st)
		st, err = town.Dossiers.Do(ctx, actor, st.ID, st.Seq, c)
		if err != nil || n > 12 {
			t.Fatalf("%T while %s %s: %v", c, st.Status, st.Current, err)
		}
	}
	f.printed(t, town, counter, st.ID)
}

func (f flagship) next(t *testing.T, town apptest.Town, st dossier.State) (authz.Actor, dossier.Command) {
	counter, specialist, leader := town.Login(t, f.counter), town.Login(t, f.specialist), town.Login(t, f.leader)
	doer := specialist
	if st.Handled {
		doer = counter
	}
	switch st.Status {
	case dossier.Received:
		return counter, dossier.Transfer{Department: f.department}
	case dossier.Transferred:
		return leader, dossier.Assign{Assignee: specialist.Account}
	case dossier.ResultReady:
		return counter, dossier.GiveBack{Method: dossier.Counter, Receipt: true, BookSigned: true, Collector: "Lăng Thị Mẫu"}
	}
	entry, _ := town.Book.Entry(st.Procedure.ID)
	p, _ := entry.Process(st.Process)
	step, _ := p.Step(st.Current)
	switch step.EndsWith {
	case process.Approve:
		return leader, dossier.Approve{}
	case process.Deliver:
		return doer, dossier.Deliver{}
	}
	c := dossier.CompleteStep{Found: f.found[st.Current]}
	if step.Has(process.PersonNumber) {
		c.PersonNumber = "020219000123"
	}
	return doer, c
}

func (f flagship) printed(t *testing.T, town apptest.Town, counter authz.Actor, id int64) {
	v, err := town.Dossiers.Open(t.Context(), counter, id, authz.PaperPrint)
	if err != nil {
		t.Fatal(err)
	}
	words, err := app.Words()
	if err != nil {
		t.Fatal(err)
	}
	c := ui.Ctx{Printer: words.Printer(i18n.VI), Path: "/"}
	clerk := view.Clerk{Dossiers: town.Dossiers, Identity: town.Identity, Law: town.Law, BaseURL: "https://dichvucong.example.vn"}
	var forms []string
	for _, p := range view.PapersOf(v) {
		forms = append(forms, p.Form)
		record, err := clerk.Issued(t.Context(), c, v, p.Form)
		if err != nil {
			t.Fatalf("%s: %v", p.Form, err)
		}
		data, err := paper.PDF(record)
		if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Errorf("%s: %v", p.Form, err)
		}
		again, err := clerk.Issued(t.Context(), c, v, p.Form)
		if a, b := encoded(t, record), encoded(t, again); err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s was issued twice: %v", p.Form, err)
		}
		if p.Form == "ket-qua" && !strings.Contains(sheetText(t, record)+string(encoded(t, record)), f.says) {
			t.Errorf("%s does not say %q:\n%s", p.Form, f.says, sheetText(t, record))
		}
	}
	if strings.Join(forms, " ") != strings.Join(f.papers, " ") {
		t.Errorf("papers %v, want %v", forms, f.papers)
	}
}

func encoded(t *testing.T, r paper.Record) []byte {
	t.Helper()
	text, err := paper.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// sheetText is everything that stands on the sheets of a record.
func sheetText(t *testing.T, r paper.Record) string {
	t.Helper()
	sheets, err := r.Sheets()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, sheet := range sheets {
		for _, block := range sheet.Blocks {
			fmt.Fprintf(&out, "%+v\n", block)
		}
	}
	return out.String()
}
