package vector_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"motcua/internal/fault"
	"motcua/law"
	"motcua/vector"
)

func carried(t testing.TB) vector.Context {
	t.Helper()
	c, err := vector.Carried()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func all(t testing.TB) []vector.Vector {
	t.Helper()
	list, err := vector.All()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Each vector holds, and what it cites is in the list of articles.
func TestVectors(t *testing.T) {
	c := carried(t)
	for _, v := range all(t) {
		t.Run(v.Name(), func(t *testing.T) {
			got, equal, err := v.Check(c)
			if !equal || err != nil {
				t.Errorf("%s %v: got %q (%v), want %q", v.Title.EN, v.Inputs, got, err, v.Expect)
			}
			if _, err := law.Find(v.Article); err != nil {
				t.Error(err)
			}
			if v.Title.VI == "" || v.Title.EN == "" {
				t.Error("no title in one language")
			}
		})
	}
}

// An expectation that is wrong is told: no vector is equal to another answer.
func TestAWrongExpectationIsDifferent(t *testing.T) {
	c := carried(t)
	for _, v := range all(t) {
		v.Expect += "0"
		if got, equal, err := v.Check(c); equal || err != nil || got == v.Expect {
			t.Errorf("%s: %q counts as %q (%v)", v.Name(), got, v.Expect, err)
		}
	}
}

// Those the contract names are all there.
func TestWhatMustBeThere(t *testing.T) {
	want := strings.Fields("V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V14 V27 P23 P24 P25 P26 P27 P29 P30")
	chosen, unknown := vector.Select(all(t), want)
	if len(unknown) > 0 || len(chosen) < len(want) {
		t.Errorf("missing: %v", unknown)
	}
}

func TestSelect(t *testing.T) {
	list := all(t)
	ids := func(list []vector.Vector) (out []string) {
		for _, v := range list {
			out = append(out, v.ID)
		}
		return out
	}
	for ask, want := range map[string]string{"V8": "V8", "v11": "V11a V11b", "V11b": "V11b", "V9 V8": "V8 V9", "V1": "V1"} {
		got, unknown := vector.Select(list, strings.Fields(ask))
		if strings.Join(ids(got), " ") != want || len(unknown) > 0 {
			t.Errorf("%s selects %v, %v", ask, ids(got), unknown)
		}
	}
	if got, unknown := vector.Select(list, []string{"V8", "V999", ""}); len(got) != 1 || !slices.Equal(unknown, []string{"V999", ""}) {
		t.Errorf("an unknown one: %v, %v", ids(got), unknown)
	}
	if got, _ := vector.Select(list, nil); len(got) != len(list) {
		t.Error("without ids not all are selected")
	}
}

// An input can be replaced, the list stays as it was, and the answer follows.
func TestWith(t *testing.T) {
	chosen, _ := vector.Select(all(t), []string{"V8"})
	changed, ok := chosen[0].With("received", "2019-04-25 09:00")
	if !ok {
		t.Fatal("V8 has no input received")
	}
	got, equal, err := changed.Check(carried(t))
	if got != "2019-05-03 17:00" || equal || err != nil {
		t.Errorf("received a day earlier: %q, %v", got, err)
	}
	if again, equal, _ := chosen[0].Check(carried(t)); !equal {
		t.Errorf("the vector itself changed: %s", again)
	}
	if _, ok := chosen[0].With("promised", "x"); ok {
		t.Error("an input it does not have was taken")
	}
}

// No input makes an answer out of what cannot be read.
func TestUnreadableInputs(t *testing.T) {
	c := carried(t)
	textual := []string{"code", "scheme", "pattern"} // every text is an answer's question
	for _, v := range all(t) {
		for _, in := range v.Inputs {
			if slices.Contains(textual, in.Key) {
				continue
			}
			for _, bad := range []string{"", "morgen", "-1"} {
				changed, _ := v.With(in.Key, bad)
				if got, _, err := changed.Check(c); !fault.Is(err, fault.CodeInputUnreadable) {
					t.Errorf("%s with %s=%q: %q, %v", v.Name(), in.Key, bad, got, err)
				}
			}
		}
	}
	chosen, _ := vector.Select(all(t), []string{"V1"})
	early, _ := chosen[0].With("received", "2018-06-20 09:00")
	if got, _, err := early.Check(c); !fault.Is(err, fault.CodeBeforeLaw) {
		t.Errorf("a day before the law: %q, %v", got, err)
	}
	restart, _ := vector.Select(all(t), []string{"V12"})
	wrong, _ := restart[0].With("completed", "2019-06-02 09:00")
	if got, _, err := wrong.Check(c); !fault.Is(err, fault.CodeInputUnreadable) {
		t.Errorf("completed before it was received: %q, %v", got, err)
	}
}

// Vectors that need data come from elsewhere and are held to the same form.
func TestProviders(t *testing.T) {
	answer := func(vector.Context, vector.Inputs) (string, error) { return "1.001193", nil }
	own := vector.Vector{ID: "S1", Article: "TT32 Đ5", Expect: "1.001193", Got: answer}
	give := func(list ...vector.Vector) vector.Provider {
		return func() ([]vector.Vector, error) { return list, nil }
	}
	list, err := vector.All(give(own))
	if err != nil || list[len(list)-1].ID != "S1" || len(list) != len(all(t))+1 {
		t.Errorf("%d vectors, %v", len(list), err)
	}
	twice, silent := own, own
	twice.ID, silent.Got = "V8", nil
	broken := errors.New("no data")
	for name, p := range map[string]vector.Provider{"an id given twice": give(twice), "no function": give(silent),
		"its own error": func() ([]vector.Vector, error) { return nil, broken }} {
		if _, err := vector.All(p); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
