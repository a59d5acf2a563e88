package quality

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"motcua/internal/i18n"
)

func printers(t *testing.T) []i18n.Printer {
	t.Helper()
	catalog, err := i18n.Load(Words)
	if err != nil {
		t.Fatal(err)
	}
	return []i18n.Printer{catalog.Printer(i18n.VI), catalog.Printer(i18n.EN)}
}

func TestReportIsTextToASpreadsheet(t *testing.T) {
	vi := printers(t)[0]
	var out strings.Builder
	r, err := NewReport(&out, vi)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"=1+1", "+84", "-x", "@SUM(A1)", " =1", "\tx", "\u00a0=2", "＝1", "", "Đăng ký, \"khai sinh\"\r\nhai dòng"}
	for _, name := range names {
		if err := r.Add(Finding{Kind: NoSteps, Code: "1.001193", PortalID: "p", Name: name, Field: "steps"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	body, marked := strings.CutPrefix(out.String(), "\ufeff")
	if !marked {
		t.Error("the report does not begin with the mark of UTF-8")
	}
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(rows) != len(names)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, row := range rows[1:] {
		if want := i < 8; strings.HasPrefix(row[4], "'") != want {
			t.Errorf("name %q is written %q", names[i], row[4])
		}
	}
	if got := rows[1]; got[0] != vi.T(Defect.Key()) || got[1] != vi.T(NoSteps.Title()) || got[3] != "1.001193" {
		t.Errorf("row %q", got)
	}
}

func TestFindingsAreSaidInWords(t *testing.T) {
	for _, p := range printers(t) {
		for _, f := range []Finding{
			{Kind: ChannelsDiffer, Detail: map[string]string{"one": "20 WORKING_DAY", "other": "2.5 DAY"}},
			{Kind: CasesContradict, Detail: map[string]string{"channel": "1 MONTH", "case": "2 HOUR"}},
			{Kind: LimitNoQuantity, Detail: map[string]string{"unit": "OTHER"}},
			{Kind: LevelsUnexpected, Detail: map[string]string{"level": "khac", "agency": "Sở Tư pháp"}},
			{Kind: TypeContradict, Detail: map[string]string{"type": "STANDARD_INTERNAL", "agency": "UBND tỉnh"}},
		} {
			said := f.Words(p)
			if strings.ContainsAny(said, "⟦_") || slices.ContainsFunc([]string{"DAY", "MONTH", "HOUR", "OTHER", "khac "}, func(s string) bool { return strings.Contains(said, s) }) {
				t.Errorf("%s is said %q", f.Kind, said)
			}
		}
		if unknown := (Finding{Kind: "of_another_version"}); unknown.Words(p) != "of_another_version" || unknown.Kind.Name(p) != "of_another_version" {
			t.Error("a kind that is not known is not named as it is")
		}
	}
}
