package law

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"motcua/calendar"
	"motcua/internal/clock"
)

// edited is the embedded law with one file changed; change must change it.
func edited(t *testing.T, name string, change func(string) string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(carried, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(carried, p)
		out[p] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	before := string(out[name].Data)
	after := change(before)
	if after == before {
		t.Fatalf("%s: the change changes nothing", name)
	}
	out[name].Data = []byte(after)
	return out
}

func replace(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

func add(text string) func(string) string { return func(s string) string { return s + text } }

const (
	general = "instruments/nd61-2018.yaml"

	indicatorsFile = "instruments/tt01-2018.yaml"
	civil          = "sectors/ho-tich.yaml"
	business       = "sectors/ho-kinh-doanh.yaml"
)

func TestLoadRefuses(t *testing.T) {
	for _, v := range []struct {
		name, file string
		change     func(string) string
		want       []string
	}{
		{"an overlap", general, replace("to: 2019-01-05", "to: 2019-01-06"), []string{general + ":46: dossier_code_scheme", general + ":39", "two values on 2019-01-06", "from 2019-01-06 on", "from 2018-06-21 to 2019-01-06"}},
		{"an overlap without end", general, replace("    to: 2019-01-05\n", ""), []string{general, "dossier_code_scheme", "two values"}},
		{"a hole", general, replace("to: 2019-01-05", "to: 2019-01-03"), []string{general + ":46: dossier_code_scheme", "no value from 2019-01-04 to 2019-01-05", general + ":39"}},
		{"a hole at the start", general, replace("from: 2018-06-21", "from: 2018-06-30"), []string{general, "transfer_cutoff", "no value from 2018-06-21 to 2018-06-29"}},
		{"a hole at the end", general, replace("from: 2018-06-21", "from: 2018-06-21\n    to: 2030-01-01"), []string{general, "transfer_cutoff", "no value after 2030-01-01"}},
		{"a hole of a sector", civil, replace("to: 2026-01-14", "to: 2026-01-10"), []string{civil, "limit of 1.001193", "no value from 2026-01-11"}},
		{"an end before its start", business, replace("from: 2018-06-21", "from: 2018-06-21\n    to: 2018-01-01"), []string{business, "limit of 1.001612", "ends"}},
		{"an unknown key", general, replace("key: transfer_cutoff", "key: transfer_cutof"), []string{general, "transfer_cutof", "unknown key"}},
		{"an unknown field", general, replace("    basis: text", "    bassis: text"), []string{general + ":9:", "bassis"}},
		{"a value of another type", general, replace("value: 1\n    article: NĐ61 Đ11 k2c", "value: [1]\n    article: NĐ61 Đ11 k2c"), []string{general + ":12: supplement_limit", "the value in line 13", "!!seq into int"}},
		{"an unknown field of a value", indicatorsFile, replace("{full: 100, part: 90}", "{full: 100, some: 90}"), []string{indicatorsFile, "petition_shares", "some"}},
		{"a date that does not exist", general, replace("from: 2018-06-21", "from: 2018-06-31"), []string{general + ":5:", "2018-06-31"}},
		{"an entry without a value", general, replace("    value: 1\n    article: NĐ61 Đ11 k2c", "    article: NĐ61 Đ11 k2c"), []string{general + ":12: supplement_limit", "no value"}},
		{"a class without a lowest", indicatorsFile, replace("from: 0, vi: Yếu", "from: 1, vi: Yếu"), []string{indicatorsFile, "agency_classes", "lowest"}},
		{"a band upside down", indicatorsFile, replace("{full: 2, part: 1}", "{full: 1, part: 2}"), []string{indicatorsFile, "indicator_points"}},
		{"a leg that waits for itself", "sectors/lien-thong.yaml", replace("after: [birth]", "after: [residence]"), []string{"sectors/lien-thong.yaml", "legs of 2.000986", "residence waits for residence"}},
		{"an unknown effect of silence", "sectors/xay-dung.yaml", replace("effect: agreed", "effect: refused"), []string{"sectors/xay-dung.yaml", "silence of 1.013225", "refused"}},
		{"a certification that nobody needs", "sectors/ho-tich.yaml", replace("rule: certified", "rule: written"), []string{"sectors/ho-tich.yaml", "proxy of 1.001193", "kin"}},
		{"an article with code and a reason", articlesFile, replace("    code: [calendar.Calendar.TransferBy]\n", "    code: [calendar.Calendar.TransferBy]\n    reason: chưa / not yet\n"), []string{articlesFile, "NĐ61 Đ18 k1"}},
		{"a value of another kind", general, replace(`value: "15:00"`, `value: soon`), []string{general, "transfer_cutoff", "soon"}},
		{"an impossible value", general, replace("value: 9999", "value: 10000"), []string{general, "dossier_daily_maximum", "10000"}},
		{"a form twice", general, replace(`form: "02"`, `form: "01"`), []string{general, "paper_set", "01"}},
		{"a status out of place", general, replace("number: 4", "number: 5"), []string{general, "national_statuses"}},
		{"an article nobody lists", general, replace("NĐ61 Đ18 k2", "NĐ61 Đ18 k9"), []string{general, "transfer_cutoff", "NĐ61 Đ18 k9"}},
		{"a citation that claims too much", general, replace("basis: advance", "basis: text"), []string{general, "dossier_code_scheme", "TT01 is in force from 2019-01-06"}},
		{"an unknown basis", general, replace("    basis: text", "    basis: hearsay"), []string{general, "hearsay"}},
		{"a sector rule of no procedure", business, replace(`  - procedure: "1.001612"`+"\n    key", "  - key"), []string{business, "procedure"}},
		{"a general value of a procedure", general, replace("- key: transfer_cutoff", "- procedure: \"1.001193\"\n    key: transfer_cutoff"), []string{general, "procedure"}},
		{"a malformed procedure", business, replace("1.001612", "x"), []string{business}},
		{"an article out of notation", articlesFile, replace("article: NĐ61 Đ18 k1", "article: N18.1"), []string{articlesFile, "N18.1"}},
		{"an article twice", articlesFile, replace("article: NĐ61 Đ18 k1", "article: NĐ61 Đ18 k2"), []string{articlesFile, "twice"}},
		{"an article of no instrument", articlesFile, replace("id: QĐ20", "id: QĐ21"), []string{articlesFile, "QĐ20"}},
		{"an article without meaning", articlesFile, replace("    en: The personal identification number has 12 digits.\n", ""), []string{articlesFile, "NĐ137 Đ13"}},
	} {
		t.Run(v.name, func(t *testing.T) {
			_, err := LoadFiles(edited(t, v.file, v.change))
			if err == nil {
				t.Fatal("it is loaded")
			}
			for _, want := range v.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q does not name %q", err, want)
				}
			}
		})
	}
}

func TestLoadRefusesAKeyWithoutValues(t *testing.T) {
	_, err := LoadFiles(edited(t, general, func(s string) string {
		return s[strings.Index(s, "values:"):strings.Index(s, "values:")+len("values:")] + s[strings.Index(s, "\n  - key: supplement_limit"):]
	}))
	if err == nil || !strings.Contains(err.Error(), "transfer_cutoff: no value at all") {
		t.Errorf("error %v", err)
	}
}

// law: NĐ61 Đ19 k4 ("trừ trường hợp pháp luật chuyên ngành có quy định cụ thể")
func TestSectorReturnNoticeWins(t *testing.T) {
	l, err := LoadFiles(edited(t, business, add(`
  - procedure: "1.001612"
    key: return_notice
    value: 5 working_day
    article: NĐ78 Đ71 k2
    from: 2019-01-01
    to: 2019-12-31
    basis: memory
`)))
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]calendar.Limit{
		"2018-12-31": calendar.WorkingDays(3),
		"2019-01-01": calendar.WorkingDays(5),
		"2019-12-31": calendar.WorkingDays(5),
		"2020-01-01": calendar.WorkingDays(3), // repealed: the general value again
	} {
		r, err := l.Resolve("1.001612", clock.MustDate(day))
		if err != nil || r.ReturnNotice.Value != want {
			t.Errorf("%s: %s (%v), want %s", day, r.ReturnNotice.Value, err, want)
		}
	}
}
