package main

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"motcua/internal/explain"
)

// articlesFile lists the articles that we carry out, checked by hand.
const articlesFile = "law/articles.yaml"

// provision is one article of articlesFile.
type provision struct {
	Article string   `yaml:"article"` // "NĐ61 Đ18 k2"
	Vi      string   `yaml:"vi"`      // what it orders, in a line
	En      string   `yaml:"en"`
	Code    []string `yaml:"code"`   // "calendar.Calendar.TransferBy", "law:transfer_cutoff"
	Tests   []string `yaml:"tests"`  // "calendar.TestTransferBy"
	Reason  string   `yaml:"reason"` // why no code carries it out, when none does

	// Recorded: the code is the value and its rule, which nothing asks for yet.
	Recorded bool `yaml:"recorded"`
}

// readArticles reads the list; an absent file is an empty list.
func readArticles(file string) ([]provision, error) {
	text, err := ignoreMissing(os.ReadFile(file))
	if err != nil {
		return nil, err
	}
	var register struct {
		Articles []provision `yaml:"articles"`
	}
	err = yaml.Unmarshal(text, &register)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, p := range register.Articles {
		if !notation.MatchString(p.Article) {
			return nil, fmt.Errorf("%s: article %q is not of the form \"NĐ61 Đ18 k2\"", file, p.Article)
		}
	}
	return register.Articles, nil
}

// index has an entry for every fault code, used or not, and every article that is
// marked or listed, faults first, each kind in the order of compare.
func index(names map[string]string, faults, articles []found, list []provision) []explain.Entry {
	entries := map[string]*explain.Entry{}
	for name, code := range names {
		entries[code] = &explain.Entry{Code: code, Kind: explain.Fault, Name: name}
	}
	for _, f := range slices.Concat(faults, articles) {
		entry := article(entries, f.code)
		if f.test {
			entry.Tests = append(entry.Tests, f.at)
		} else {
			entry.Used = append(entry.Used, f.at)
		}
	}
	for _, p := range list {
		entry := article(entries, p.Article)
		entry.Vi, entry.En = p.Vi, p.En
		entry.Used = append(entry.Used, unmarked(p.Code, entry.Used)...)
		entry.Tests = append(entry.Tests, unmarked(p.Tests, entry.Tests)...)
	}
	out := make([]explain.Entry, 0, len(entries))
	for _, entry := range entries {
		entry.Used, entry.Tests = unique(entry.Used), unique(entry.Tests)
		out = append(out, *entry)
	}
	slices.SortFunc(out, func(a, b explain.Entry) int {
		if a.Kind != b.Kind {
			return strings.Compare(string(b.Kind), string(a.Kind))
		}
		return compare(a.Code, b.Code)
	})
	return out
}

// article is the entry of a code; one that is not there yet is an article.
func article(entries map[string]*explain.Entry, code string) *explain.Entry {
	if entries[code] == nil {
		entries[code] = &explain.Entry{Code: code, Kind: explain.Article}
	}
	return entries[code]
}

// unmarked are the listed names ("calendar.TestDue") that no mark names already
// ("calendar/due_test.go#TestDue").
func unmarked(listed, marked []string) []string {
	var out []string
	for _, name := range listed {
		same := func(at string) bool {
			file, declaration, _ := strings.Cut(at, "#")
			return path.Base(path.Dir(file))+"."+declaration == name
		}
		if !slices.ContainsFunc(marked, same) {
			out = append(out, name)
		}
	}
	return out
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// compare orders texts with their numbers by value: Đ9 before Đ18.
func compare(a, b string) int {
	x, y := pieces(a), pieces(b)
	for i := range min(len(x), len(y)) {
		m, n := number(x[i]), number(y[i])
		if m >= 0 && n >= 0 && m != n {
			return m - n
		}
		if c := strings.Compare(x[i], y[i]); c != 0 {
			return c
		}
	}
	return len(x) - len(y)
}

// pieces cuts a text between digits and other letters.
func pieces(s string) []string {
	var out []string
	last := false
	for i, r := range s {
		if digit := unicode.IsDigit(r); i == 0 || digit != last {
			out = append(out, "")
			last = digit
		}
		out[len(out)-1] += string(r)
	}
	return out
}

// number is the value of a piece of digits, -1 for other pieces.
func number(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 1e8 {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// lawMap is docs/LAW-MAP.md: every listed or marked article with its code and
// tests, or the reason why there is none.
func lawMap(entries []explain.Entry, list []provision) string {
	listed := map[string]provision{}
	for _, p := range list {
		listed[p.Article] = p
	}
	var b strings.Builder
	b.WriteString("# Law map\n\nArticle, code and test; written by `make generate` from `law/articles.yaml` and the\n" +
		"`// law:` marks in the source. `law:…` is a dated value. An article without code gives\n" +
		"the reason; one that is only recorded says so.\n\n| Article | What it orders | Code | Tests |\n|---|---|---|---|\n")
	for _, entry := range entries {
		if entry.Kind != explain.Article {
			continue
		}
		code := places(entry.Used)
		if code == "" {
			code = listed[entry.Code].Reason
		}
		if listed[entry.Code].Recorded {
			code += "<br>" + recorded
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", entry.Code, orders(entry), code, places(entry.Tests))
	}
	return b.String()
}

// recorded stands beside the code of an article that is not carried out yet.
const recorded = "đã ghi nhận, chưa thực hiện / recorded, not yet carried out"

// orders is the line of an article in both languages.
func orders(entry explain.Entry) string {
	if entry.Vi == "" {
		return entry.En
	}
	return entry.Vi + "<br>" + entry.En
}

func places(list []string) string {
	quoted := make([]string, len(list))
	for i, at := range list {
		quoted[i] = "`" + at + "`"
	}
	return strings.Join(quoted, "<br>")
}
