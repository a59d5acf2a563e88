package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"motcua/internal/i18n"
	"motcua/vector"
)

type vectorsCommand struct {
	spoken
	Only []string `help:"Chỉ những trường hợp này, ví dụ V8,V9. / Only these, for example V8,V9."`
	Set  []string `sep:"none" placeholder:"KEY=VALUE" help:"Thay một dữ kiện, ví dụ received=2019-04-26T09:00; lặp lại được. / Change an input, for example received=2019-04-26T09:00; may be repeated."`
	JSON bool     `help:"In JSON. / Print JSON."`
}

// answered is a vector with its answer, as printed.
type answered struct {
	ID      string         `json:"id"`
	Article string         `json:"article"`
	Title   vector.Text    `json:"title"`
	Inputs  []vector.Input `json:"inputs"`
	Expect  string         `json:"expect"`
	Got     string         `json:"got"`
	Equal   bool           `json:"equal"`
	Judged  bool           `json:"judged"` // false: an input was changed, the expectation is that of the unchanged one
}

// Run prints each vector; it fails when one is different.
func (c vectorsCommand) Run(r *run) error {
	p, err := c.printer()
	if err != nil {
		return err
	}
	list, err := c.chosen(p)
	if err != nil {
		return err
	}
	return c.judge(r, p, list)
}

// judge computes and prints the vectors; the error says how many are different.
func (c vectorsCommand) judge(r *run, p i18n.Printer, list []vector.Vector) error {
	given, err := vector.Carried()
	if err != nil {
		return err
	}
	var answers []answered
	different := 0
	for _, v := range list {
		a, err := c.answer(given, v)
		if err != nil {
			return told(p, err)
		}
		if a.Judged && !a.Equal {
			different++
		}
		answers = append(answers, a)
	}
	err = c.print(r, p, answers)
	if err == nil && different > 0 {
		err = errors.New(p.T("command.vectors.failed", "n", different))
	}
	return err
}

// legalVectors is every vector the commands know: those of package vector, and
// those that need data, by their providers.
func legalVectors() ([]vector.Vector, error) { return vector.All(searchVectors) }

// chosen is the vectors asked for, with the inputs asked for.
func (c vectorsCommand) chosen(p i18n.Printer) ([]vector.Vector, error) {
	list, err := legalVectors()
	if err != nil {
		return nil, err
	}
	chosen, unknown := vector.Select(list, c.Only)
	if len(unknown) > 0 {
		return nil, usagef("%s", p.T("command.vectors.unknown_id", "id", strings.Join(unknown, ", "), "list", strings.Join(idsOf(list), " ")))
	}
	for _, assignment := range c.Set {
		chosen, err = assigned(p, chosen, assignment)
		if err != nil {
			return nil, err
		}
	}
	return chosen, nil
}

// assigned sets an input on every vector that has it; one must.
func assigned(p i18n.Printer, list []vector.Vector, assignment string) ([]vector.Vector, error) {
	key, value, ok := strings.Cut(assignment, "=")
	if !ok {
		return nil, usagef("%s", p.T("command.vectors.no_assignment", "text", assignment))
	}
	out := slices.Clone(list)
	found := false
	for i, v := range out {
		changed, has := v.With(key, value)
		out[i], found = changed, found || has
	}
	if !found {
		return nil, usagef("%s", p.T("command.vectors.unknown_key", "key", key, "list", strings.Join(keysOf(list), " ")))
	}
	return out, nil
}

func idsOf(list []vector.Vector) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.ID)
	}
	return out
}

func keysOf(list []vector.Vector) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.Inputs.Keys()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// answer computes v. An expectation is judged only of inputs that were not
// changed.
func (c vectorsCommand) answer(given vector.Context, v vector.Vector) (answered, error) {
	got, equal, err := v.Check(given)
	changed := slices.ContainsFunc(c.Set, func(assignment string) bool {
		key, _, _ := strings.Cut(assignment, "=")
		return slices.Contains(v.Inputs.Keys(), key)
	})
	return answered{ID: v.ID, Article: string(v.Article), Title: v.Title, Inputs: v.Inputs, Expect: v.Expect, Got: got,
		Equal: equal, Judged: !changed}, err
}

func (c vectorsCommand) print(r *run, p i18n.Printer, answers []answered) error {
	if c.JSON {
		return printJSON(r, answers)
	}
	rows := [][]string{{"", p.T("command.vectors.article"), p.T("command.vectors.input"), p.T("command.vectors.expected"),
		p.T("command.vectors.got"), ""}}
	judged, equal := 0, 0
	for _, a := range answers {
		if a.Judged {
			judged++
		}
		if a.Judged && a.Equal {
			equal++
		}
		rows = append(rows, a.row(p))
	}
	columns(r.out, "", rows)
	if judged > 0 {
		fmt.Fprintln(r.out, p.T("command.vectors.sum", "n", judged, "equal", equal))
	}
	return nil
}

// row is the vector as a line of the table.
func (a answered) row(p i18n.Printer) []string {
	var inputs []string
	for _, in := range a.Inputs {
		inputs = append(inputs, in.Key+"="+in.Value)
	}
	expect, verdict := said(p, a.Expect), p.T("command.vectors.different")
	switch {
	case !a.Judged:
		expect, verdict = expect+" "+p.T("command.vectors.of_unchanged"), "–"
	case a.Equal:
		verdict = p.T("command.vectors.equal")
	}
	return []string{a.ID, a.Article, strings.Join(inputs, "  "), expect, said(p, a.Got), verdict}
}

// said is an answer that is a word in words, any other as it is.
func said(p i18n.Printer, answer string) string {
	if key := "command.answer." + answer; p.Has(key) {
		return p.T(key)
	}
	return answer
}

func printJSON(r *run, v any) error {
	encoder := json.NewEncoder(r.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
