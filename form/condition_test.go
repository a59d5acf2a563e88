package form

import (
	"os"
	"strings"
	"testing"

	"github.com/google/cel-go/cel"
	"pgregory.net/rapid"

	"motcua/internal/fault"
)

func parts(t testing.TB) Definition {
	t.Helper()
	text, err := os.ReadFile("testdata/parts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(text, "testdata/parts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ask compiles an expression and evaluates it over answers of d, all shown.
func ask(t testing.TB, d Definition, text string, a Answers) (bool, error) {
	t.Helper()
	envs, err := celEnv()
	if err != nil {
		t.Fatal(err)
	}
	c := Condition{Text: text, line: 1}
	if err := c.compile(envs.rule, "x"); err != nil {
		t.Fatal(err)
	}
	_, r := d.visible(d.Normalise(a))
	r.today = today
	return c.eval(r)
}

func TestWhatExpressionsRead(t *testing.T) {
	d := parts(t)
	a := Answers{"b.born.year": "1990", "b.founded.day": "29", "b.founded.month": "2", "b.founded.year": "2016",
		"b.sex_asked": "yes", "b.sex": "female", "b.capital": "1.250.000", "b.boxes": "far",
		"b.papers.1.name": "Bằng", "b.home.unit": "06244"}
	cases := []struct {
		text string
		want bool
		err  bool
	}{
		{`a["b.sex"] == "female"`, true, false},
		{`a["b.home.unit"].startsWith("06")`, true, false},
		{`a["b.home.line"] == ""`, true, false},
		{`a.year("b.born") == 1990`, true, false},
		{`a.date("b.born") < today`, false, true}, // a year is no day
		{`a.date("b.founded") == timestamp("2016-02-29T00:00:00Z")`, true, false},
		{`a.number("b.capital") == 1250000`, true, false},
		{`a.rows("b.papers") == 1`, true, false},
		{`a.has("b.boxes", "far") && !a.has("b.boxes", "poor")`, true, false},
		{`years(a.date("b.founded"), timestamp("2019-02-28T00:00:00Z")) == 2`, true, false},
		{`years(a.date("b.founded"), timestamp("2019-03-01T00:00:00Z")) == 3`, true, false},
		{`years(a.date("b.founded"), today) == 3`, true, false},
		{`a.date("b.born") < today || a["b.sex"] == "female"`, true, false}, // one side is enough
		{`a["b.sex"] in ["male", "x"]`, false, false},
		{`today == timestamp("2019-03-05T00:00:00Z")`, true, false},
	}
	for _, c := range cases {
		got, err := ask(t, d, c.text, a)
		if got != c.want || (err != nil) != c.err {
			t.Errorf("%s: %v, %v", c.text, got, err)
		}
	}
}

// Answers of hidden fields read as absent, whatever was typed there before.
func TestHiddenFieldsReadAsAbsent(t *testing.T) {
	d := parts(t)
	a := Answers{"b.sex": "female"} // not asked
	if got, _ := ask(t, d, `a["b.sex"] == ""`, a); !got {
		t.Error("a hidden answer was read")
	}
	if got, _ := ask(t, everyType(t), `a["a.cat_name"] != ""`, Answers{"a.pet": "no", "a.pet_kind": "cat", "a.cat_name": "x"}); got {
		t.Error("an answer of a hidden page was read")
	}
}

func TestConditionsOnAllKinds(t *testing.T) {
	d := parts(t)
	shows := func(a Answers) bool { return strings.Contains(shownPages(d, a), "extra") }
	for _, c := range []struct {
		name string
		a    Answers
		want bool
	}{
		{"nothing answered", Answers{}, false},
		{"two rows", Answers{"b.papers.0.name": "x", "b.papers.3.name": "y"}, true},
		{"two rows open, one answered", Answers{"b.papers.rows": "2", "b.papers.0.name": "x"}, false},
		{"box, year and unit", Answers{"b.boxes": "far", "b.born.year": "1990", "b.home.unit": "06244"}, true},
		{"box without a year", Answers{"b.boxes": "far", "b.home.unit": "06244"}, false},
		{"box and a wrong year", Answers{"b.boxes": "far", "b.born.year": "90", "b.home.unit": "06244"}, false},
	} {
		if got := shows(c.a); got != c.want {
			t.Errorf("%s: shown is %v", c.name, got)
		}
	}
}

// Plain comparisons mean the same with and without CEL's own machine.
func TestShortWayMeansTheSame(t *testing.T) {
	d := everyType(t)
	envs, err := celEnv()
	if err != nil {
		t.Fatal(err)
	}
	one := rapid.Custom(func(rt *rapid.T) string {
		key := rapid.SampledFrom([]string{`a["a.pet"]`, `a["a.pet_kind"]`, `a["a.name"]`, `a["a.none"]`}).Draw(rt, "key")
		value := rapid.SampledFrom([]string{`"yes"`, `"no"`, `"cat"`, `""`, `"Lan"`}).Draw(rt, "value")
		if rapid.Bool().Draw(rt, "turned") {
			return value + " == " + key
		}
		return key + " == " + value
	})
	answer := rapid.SampledFrom([]string{"", "yes", "no", "cat", "Lan"})
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(one, 1, 4).Draw(rt, "parts"), " && ")
		c := Condition{Text: text, line: 1}
		if err := c.compile(envs.show, "x"); err != nil {
			rt.Fatal(err)
		}
		if c.equal == nil {
			rt.Fatalf("%s takes the long way", text)
		}
		a := d.Normalise(Answers{"a.pet": answer.Draw(rt, "pet"), "a.pet_kind": answer.Draw(rt, "kind"), "a.name": answer.Draw(rt, "name")})
		_, r := d.visible(a)
		short, _ := c.eval(r)
		long, err := c.evalProgram(r)
		if err != nil || short != long {
			rt.Fatalf("%s over %v: %v, by CEL %v, %v", text, a, short, long, err)
		}
	})
}

// What got past the estimate would be stopped while it is evaluated.
func TestCostIsLimitedWhileEvaluating(t *testing.T) {
	envs, err := celEnv()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Trim(costly, "'")
	checked, issues := envs.show.Compile(text)
	if issues.Err() != nil {
		t.Fatal(issues.Err())
	}
	d := everyType(t)
	c := Condition{Text: text}
	for limit, want := range map[uint64]bool{costLimit: false, 1 << 20: true} {
		c.program, err = envs.show.Program(checked, cel.CostLimit(limit))
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.eval(newReading(d, nil))
		if got != want || (err == nil) != want {
			t.Errorf("limit %d: %v, %v", limit, got, err)
		}
	}
	if c := (Condition{Text: "true"}); c.hold(newReading(d, nil)) {
		t.Error("a condition that was not compiled holds")
	}
}

// The forms carried stay far below the limit.
func TestFormsCostLittle(t *testing.T) {
	envs, err := celEnv()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range library(t) {
		for _, p := range d.Pages {
			all := []Condition{p.ShowIf}
			for _, f := range p.Fields {
				all = append(all, f.ShowIf, f.CopyIf)
			}
			for _, r := range p.Require {
				all = append(all, r.Rule)
			}
			for _, c := range all {
				if c.Always() {
					continue
				}
				checked, issues := envs.rule.Compile(c.Text)
				if issues.Err() != nil {
					t.Fatal(issues.Err())
				}
				if cost, err := envs.rule.EstimateCost(checked, answerSizes{}); err != nil || cost.Max > costLimit/10 {
					t.Errorf("%s: %s costs up to %d, %v", d.Name(), c.Text, cost.Max, err)
				}
			}
		}
	}
}

func faultsOf(d Definition, page string, a Answers) map[string]fault.Code {
	out := map[string]fault.Code{}
	for _, f := range d.Validate(page, a, today) {
		out[f.Name] = f.Code
	}
	return out
}

func TestRulesBetweenAnswers(t *testing.T) {
	d := parts(t)
	day := func(field, typed string) Answers { return dateAnswers(field, typed) }
	cases := []struct {
		name  string
		a     Answers
		field string
		want  fault.Code
	}{
		{"right order", day("b.born", "1/1/1990").With(day("b.founded", "1/1/1991")), "b.founded", ""},
		{"wrong order", day("b.born", "1/1/1990").With(day("b.founded", "31/12/1989")), "b.founded", fault.CodeFieldRule},
		{"other date not given", day("b.founded", "31/12/1989"), "b.founded", ""},
		{"other date wrong", day("b.founded", "31/12/1989").With(day("b.born", "31/2/1990")), "b.founded", ""},
		{"its own fault first", day("b.founded", "31/2/1989").With(day("b.born", "1/1/1990")), "b.founded", fault.CodeFieldDate},
		{"eighteen today", day("b.born", "5/3/2001"), "b.born", ""},
		{"eighteen tomorrow", day("b.born", "6/3/2001"), "b.born", fault.CodeFieldRule},
		{"sum below what rows ask", Answers{"b.capital": "1999", "b.papers.0.name": "x", "b.papers.1.name": "y"}, "b.capital", fault.CodeFieldRule},
		{"sum below, but poor", Answers{"b.capital": "1999", "b.papers.0.name": "x", "b.papers.1.name": "y", "b.boxes": "poor"}, "b.capital", ""},
		{"sum enough", Answers{"b.capital": "2000", "b.papers.0.name": "x", "b.papers.1.name": "y"}, "b.capital", ""},
	}
	for _, c := range cases {
		if got := faultsOf(d, "codes", c.a)[c.field]; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, f := range d.Validate("codes", day("b.born", "6/3/2001"), today) {
		if f.Code == fault.CodeFieldRule && f.Args[1].(Text).In("en") != "Must be 18." {
			t.Errorf("the fault says %v", f.Args)
		}
	}
}

func TestRulesAreChecked(t *testing.T) {
	text, err := os.ReadFile("testdata/parts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"type error", `rule: years(a.date("b.born"), today) >= 18`, `rule: years(a.date("b.born"), today) >= "x"`, "f.yaml:16: found no matching overload"},
		{"field of another page", "field: b.founded", "field: b.more", "f.yaml:13: rule of field \"b.more\", which is not on page codes"},
		{"answer of a later page", `a.number("b.capital") >= 1000`, `a.rows("b.more") >= 1000`, "f.yaml:19: condition on \"b.more\", which is not an earlier field"},
		{"fault in one language", `, en: "Must be 18."`, "", "f.yaml:16: fault is missing in English"},
		{"no expression", `rule: years(a.date("b.born"), today) >= 18`, `source: x`, "a rule has an expression"},
		{"part of a row", `a["b.home.unit"] != ""`, `a["b.papers.0.name"] != ""`, "which is a group and is not read so"},
		{"box that is not there", `a.has("b.boxes", "far")`, `a.has("b.boxes", "near")`, "\"near\" is not one of its options"},
	} {
		changed := strings.Replace(string(text), c.old, c.new, 1)
		_, err := Parse([]byte(changed), "f.yaml")
		if changed == string(text) || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func BenchmarkVisible(b *testing.B) {
	d := library(b)["1.001193"]
	a := Answers{"mother.known": "yes", "father.known": "yes", "marriage.registered": "yes"}
	b.ReportAllocs()
	for b.Loop() {
		d.Visible(a)
	}
}

func BenchmarkComplete(b *testing.B) {
	d := library(b)["1.001193"]
	a := Answers{"mother.known": "yes", "father.known": "yes", "marriage.registered": "yes", "mother.birth_date.year": "1990",
		"father.birth_date.year": "1989", "child.birth_date.day": "1", "child.birth_date.month": "2", "child.birth_date.year": "2019"}
	b.ReportAllocs()
	for b.Loop() {
		d.Complete(a, today)
	}
}
