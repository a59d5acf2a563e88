package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"motcua/internal/explain"
)

// articlesFile lists the articles that we carry out, checked by hand.
const articlesFile = "law/articles.yaml"

// listed is one line of articlesFile.
type listed struct {
	Article string `yaml:"article"` // "NĐ61 Đ18 k2"
	Title   string `yaml:"title"`   // what it orders, in a few words
	Reason  string `yaml:"reason"`  // why no code carries it out, when none does
}

// readArticles reads the list; an absent file is an empty list.
func readArticles(path string) ([]listed, error) {
	text, err := ignoreMissing(os.ReadFile(path))
	if err != nil {
		return nil, err
	}
	var out []listed
	err = yaml.Unmarshal(text, &out)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, l := range out {
		if !notation.MatchString(l.Article) {
			return nil, fmt.Errorf("%s: article %q is not of the form \"NĐ61 Đ18 k2\"", path, l.Article)
		}
	}
	return out, nil
}

// index has an entry for every fault code, used or not, and every marked article,
// in the order of compare.
func index(names map[string]string, faults, articles []found) []explain.Entry {
	entries := map[string]*explain.Entry{}
	for name, code := range names {
		entries[code] = &explain.Entry{Code: code, Kind: explain.Fault, Name: name}
	}
	for _, f := range articles {
		if entries[f.code] == nil {
			entries[f.code] = &explain.Entry{Code: f.code, Kind: explain.Article}
		}
	}
	for _, f := range slices.Concat(faults, articles) {
		entry := entries[f.code]
		if f.test {
			entry.Tests = append(entry.Tests, f.at)
		} else {
			entry.Used = append(entry.Used, f.at)
		}
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
func lawMap(entries []explain.Entry, list []listed) string {
	rows := map[string]explain.Entry{}
	about := map[string]listed{}
	var articles []string
	for _, entry := range entries {
		if entry.Kind == explain.Article {
			rows[entry.Code] = entry
			articles = append(articles, entry.Code)
		}
	}
	for _, l := range list {
		about[l.Article] = l
		articles = append(articles, l.Article)
	}
	slices.SortFunc(articles, compare)
	var b strings.Builder
	b.WriteString("# Law map\n\nArticle, code and test; written by `make generate` from `law/articles.yaml` and the\n" +
		"`// law:` marks in the source. An article without code gives the reason.\n\n" +
		"| Article | What it orders | Code | Tests |\n|---|---|---|---|\n")
	for _, article := range slices.Compact(articles) {
		code := places(rows[article].Used)
		if code == "" {
			code = about[article].Reason
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", article, about[article].Title, code, places(rows[article].Tests))
	}
	return b.String()
}

func places(list []string) string {
	quoted := make([]string, len(list))
	for i, at := range list {
		quoted[i] = "`" + at + "`"
	}
	return strings.Join(quoted, "<br>")
}
