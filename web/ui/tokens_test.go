package ui

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

var (
	ruleRE  = regexp.MustCompile(`(?s)(:root|\[data-[^{]*\])\s*\{(.*?)\}`)
	tokenRE = regexp.MustCompile(`--([a-z0-9-]+):\s*(#[0-9a-f]{6});`)
)

// look is the colours in force for a theme and contrast, as the cascade gives them.
func look(t *testing.T, selectors ...string) map[string]string {
	t.Helper()
	css, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, want := range selectors {
		found := false
		for _, rule := range ruleRE.FindAllStringSubmatch(string(css), -1) {
			if rule[1] != want {
				continue
			}
			found = true
			for _, tok := range tokenRE.FindAllStringSubmatch(rule[2], -1) {
				out[tok[1]] = tok[2]
			}
		}
		if !found {
			t.Fatalf("tokens.css has no rule %s", want)
		}
	}
	return out
}

func luminance(hex string) float64 {
	channel := func(at int) float64 {
		v, _ := strconv.ParseUint(hex[at:at+2], 16, 8) // the pattern admits only hex digits
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(1) + 0.7152*channel(3) + 0.0722*channel(5)
}

func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

// TestContrast: WCAG 2.2 1.4.3 asks 4.5 for text and 1.4.11 asks 3 for the edges
// of controls and the focus ring; high contrast asks 7 for text (1.4.6).
func TestContrast(t *testing.T) {
	const dark, high = `[data-theme="dark"]`, `[data-contrast="high"]`
	text := [][2]string{
		{"ink", "paper"}, {"ink", "paper-2"}, {"ink-2", "paper"}, {"ink-2", "paper-2"},
		{"link", "paper"}, {"link", "paper-2"}, {"link", "blue-bg"}, {"on-fill", "red-fill"}, {"on-fill", "red-fill-hover"},
		{"red", "paper"}, {"red", "paper-2"}, {"red", "red-bg"}, {"green", "paper"}, {"green", "paper-2"}, {"green", "green-bg"},
		{"amber", "paper"}, {"amber", "paper-2"}, {"amber", "amber-bg"},
		{"ink", "red-bg"}, {"ink", "green-bg"}, {"ink", "amber-bg"}, {"ink", "blue-bg"},
		{"link", "red-bg"}, {"link", "green-bg"}, {"link", "amber-bg"}, {"ink-2", "red-bg"}, {"paper", "ink-2"},
	}
	edges := [][2]string{{"line-strong", "paper"}, {"line-strong", "paper-2"}, {"focus", "paper"}, {"focus", "paper-2"}, {"emblem-line", "red-fill"}}
	for name, tt := range map[string]struct {
		selectors []string
		least     float64
	}{
		"light":               {[]string{":root"}, 4.5},
		"dark":                {[]string{":root", dark}, 4.5},
		"light high contrast": {[]string{":root", high}, 7},
		"dark high contrast":  {[]string{":root", high, dark, dark + high}, 7},
	} {
		colours := look(t, tt.selectors...)
		for _, pair := range text {
			if got := contrast(colours[pair[0]], colours[pair[1]]); got < tt.least {
				t.Errorf("%s: %s on %s is %.2f, below %.1f", name, pair[0], pair[1], got, tt.least)
			}
		}
		for _, pair := range edges {
			if got := contrast(colours[pair[0]], colours[pair[1]]); got < 3 {
				t.Errorf("%s: %s against %s is %.2f, below 3", name, pair[0], pair[1], got)
			}
		}
	}
	if got := contrast(look(t, ":root")["red"], "#ffffff"); got < 7 {
		t.Errorf("the red on white is %.2f, below 7", got)
	}
}

// TestOnlyTokensNameColours keeps colours in one place; papers are black on white
// whatever the look, so paper.css is not read.
func TestOnlyTokensNameColours(t *testing.T) {
	for _, f := range []string{"base", "layout", "fields", "blocks", "table"} {
		css, err := os.ReadFile("css/" + f + ".css")
		if err != nil {
			t.Fatal(err)
		}
		if c := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b`).FindString(string(css)); c != "" {
			t.Errorf("%s.css names the colour %s", f, c)
		}
	}
}
