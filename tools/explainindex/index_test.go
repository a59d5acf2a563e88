package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"motcua/internal/explain"
)

const codesText = `package fault

const (
	CodeStale Code = "dossier.stale"
	CodeState Code = "dossier.state"
	Other          = "x"
)
`

const serviceText = `package dossier

import "motcua/internal/fault"

// CutOff is 15:00.
//
// law: NĐ61 Đ18 k2, NĐ61 Đ9 k1a
var CutOff = 15

func (s *Service) save() error {
	// law: TT01 Mẫu 01 (sheet 1, upper half)
	return fault.New(fault.CodeStale)
}
`

const testText = `package dossier

// law: NĐ61 Đ18 k2
func TestSave(t *testing.T) { _ = fault.CodeStale; _ = fault.CodeStale }
`

const articlesText = `
instruments: [{id: NĐ61}]
articles:
  - article: NĐ61 Đ18 k2
    vi: trong ngày
    en: the same day
    code: ["law:transfer_cutoff", dossier.CutOff, calendar.By]
    tests: [dossier.TestSave, law.TestOther]
  - {article: NĐ61 Đ40, en: duties of ministers, reason: orders people}
  - {article: QĐ163 1.001193, en: as published, code: [form.Birth]}
  - article: NĐ61 Đ41
    en: who executes it
    code: [law.Regime.Execute]
    recorded: true
`

// tree is a small repository in a folder of its own.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	files[codesFile] = codesText
	files["internal/explain/index.json"] = "[]"
	files["docs/LAW-MAP.md"] = ""
	for path, text := range files {
		file := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func written(t *testing.T, root, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestRun(t *testing.T) {
	root := tree(t, map[string]string{
		"dossier/service.go": serviceText, "dossier/service_test.go": testText,
		"web/desk/page.templ":    "{ fault.CodeState }",
		"web/desk/page_templ.go": "package desk\nvar _ = fault.CodeStale\n",
		"node_modules/x/x.go":    "broken",
		"law/articles.yaml":      articlesText,
	})
	if err := run(root); err != nil {
		t.Fatal(err)
	}
	wantIndex := `[
  {
    "code": "dossier.stale",
    "kind": "fault",
    "name": "CodeStale",
    "used": [
      "dossier/service.go"
    ],
    "tests": [
      "dossier/service_test.go#TestSave"
    ]
  },
  {
    "code": "dossier.state",
    "kind": "fault",
    "name": "CodeState",
    "used": [
      "web/desk/page.templ"
    ]
  },
`
	got := written(t, root, "internal/explain/index.json")
	if !strings.HasPrefix(got, wantIndex) {
		t.Errorf("index:\n%s\nwant it to begin:\n%s", got, wantIndex)
	}
	wantMap := []string{
		"| NĐ61 Đ9 k1a |  | `dossier/service.go#CutOff` |  |",
		"| NĐ61 Đ18 k2 | trong ngày<br>the same day | `calendar.By`<br>`dossier/service.go#CutOff`<br>`law:transfer_cutoff`" +
			" | `dossier/service_test.go#TestSave`<br>`law.TestOther` |",
		"| NĐ61 Đ40 | duties of ministers | orders people |  |",
		"| NĐ61 Đ41 | who executes it | `law.Regime.Execute`<br>đã ghi nhận, chưa thực hiện / recorded, not yet carried out |  |",
		"| QĐ163 1.001193 | as published | `form.Birth` |  |",
		"| TT01 Mẫu 01 |  | `dossier/service.go#Service.save` |  |",
	}
	if text := written(t, root, "docs/LAW-MAP.md"); !strings.HasSuffix(text, "|---|---|---|---|\n"+strings.Join(wantMap, "\n")+"\n") {
		t.Errorf("map:\n%s", text)
	}
	// A second run over the same source changes nothing.
	if err := run(root); err != nil {
		t.Fatal(err)
	}
	if again := written(t, root, "internal/explain/index.json"); again != got {
		t.Error("a second run wrote another index")
	}
}

func TestRunRefuses(t *testing.T) {
	cases := map[string]map[string]string{
		"a mark in another notation": {"a.go": "package a\n\n// law: Article 18\nvar A = 1\n"},
		"a list in another notation": {"law/articles.yaml": "articles: [{article: 61/18}]\n"},
		"a file that does not parse": {"a.go": "package"},
	}
	for name, files := range cases {
		t.Run(name, func(t *testing.T) {
			if err := run(tree(t, files)); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestCompare(t *testing.T) {
	order := []string{"NĐ61 Đ9", "NĐ61 Đ18", "NĐ61 Đ18 k2", "NĐ61 Đ18 k10", "TT01 Đ1"}
	for i := range order[1:] {
		if compare(order[i], order[i+1]) >= 0 || compare(order[i+1], order[i]) <= 0 {
			t.Errorf("%s does not come before %s", order[i], order[i+1])
		}
	}
}

func TestUnusedCodesAreListed(t *testing.T) {
	entries := index(map[string]string{"CodeA": "a"}, nil, nil, nil)
	if len(entries) != 1 || entries[0].Kind != explain.Fault {
		t.Errorf("entries %+v", entries)
	}
}
