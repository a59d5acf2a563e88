package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"motcua/catalogue"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/law"
	"motcua/vector"
)

// vector explains a legal vector: what it is computed from, and how it stands.
func (c explainCommand) vector(r *run, p i18n.Printer) (bool, error) {
	list, err := legalVectors()
	if err != nil {
		return false, err
	}
	chosen, unknown := vector.Select(list, []string{c.Code})
	if len(unknown) > 0 {
		return false, nil
	}
	given, err := vector.Carried()
	if err != nil {
		return false, err
	}
	for _, v := range chosen {
		got, _, err := v.Check(given)
		if err != nil {
			return true, err
		}
		title := v.Title.VI
		if p.Lang == i18n.EN {
			title = v.Title.EN
		}
		fmt.Fprintf(r.out, "%s: %s\n", v.Name(), title)
		var rows [][]string
		for _, in := range v.Inputs {
			rows = append(rows, []string{p.T("command.vectors.input"), in.Key + " = " + in.Value})
		}
		rows = append(rows, []string{p.T("command.vectors.expected"), said(p, v.Expect)}, []string{p.T("command.vectors.got"), said(p, got)},
			[]string{p.T("command.explain.test"), "vector/vector_test.go#TestVectors/" + strings.ReplaceAll(v.Name(), " ", "_")})
		columns(r.out, "  ", rows)
	}
	return true, nil
}

// procedure explains a procedure code: name, version, limits, and where it is
// received.
func (c explainCommand) procedure(r *run, p i18n.Printer) (bool, error) {
	procedure, err := code.ParseProcedureCode(c.Code)
	if err != nil {
		return false, nil
	}
	db := database{}
	if c.Dir != "" {
		db = c.database()
	}
	g, done, err := db.ground(r)
	if err != nil {
		return false, err
	}
	defer done()
	published, err := g.procedure(string(procedure), g.now)
	if err != nil {
		return true, err
	}
	fmt.Fprintf(r.out, "%s: %s\n", published.code, published.name)
	rows := [][]string{{p.T("command.explain.version"), fmt.Sprint(published.version)}}
	for _, l := range published.record.Limits() {
		rows = append(rows, []string{p.T("command.explain.published"), limitStated(p, l)})
	}
	for _, level := range published.levels {
		rows = append(rows, []string{p.T("command.explain.where"), p.T("command.level." + level)})
	}
	columns(r.out, "  ", append(rows, lawRows(p, g.law, procedure)...))
	return true, nil
}

// limitStated is a published limit with the way of filing or the case it is of.
func limitStated(p i18n.Printer, l catalogue.LimitStated) string {
	key, args := l.Limit.Words()
	of := l.Case
	if l.Channel != "" {
		of = p.T(l.Channel.Key())
	}
	return strings.TrimSpace(of+" "+l.Name) + ": " + p.T(key, args...)
}

// lawRows is what the law of its sector fixes for a procedure, over time.
func lawRows(p i18n.Printer, t *law.Timeline, procedure code.ProcedureCode) [][]string {
	var rows [][]string
	for _, e := range t.Entries() {
		if e.Procedure == procedure {
			rows = append(rows, []string{e.Key, valueOf(e), string(e.Article), span(p, e.From, e.To), p.T("command.explain.basis." + string(e.Basis))})
		}
	}
	return rows
}

// value explains a value of the law by its key: what it is over time, in general
// and for procedures whose sector has its own.
func (c explainCommand) value(r *run, p i18n.Printer) (bool, error) {
	t, err := law.Load()
	if err != nil {
		return false, err
	}
	key := strings.ToLower(code.Normalize(c.Code))
	var rows [][]string
	for _, e := range t.Entries() {
		if e.Key == key {
			rows = append(rows, []string{general(p, e.Procedure), valueOf(e), string(e.Article),
				span(p, e.From, e.To), p.T("command.explain.basis." + string(e.Basis))})
		}
	}
	if len(rows) == 0 {
		return false, nil
	}
	fmt.Fprintf(r.out, "%s (%s)\n", key, p.T("command.explain.kind.value"))
	columns(r.out, "  ", rows)
	return true, nil
}

func general(p i18n.Printer, procedure code.ProcedureCode) string {
	if procedure == "" {
		return p.T("command.explain.every")
	}
	return string(procedure)
}

func span(p i18n.Printer, from, to clock.Date) string {
	if to.IsZero() {
		return p.T("command.explain.from", "from", p.Short(from))
	}
	return p.T("command.explain.from_to", "from", p.Short(from), "to", p.Short(to))
}

// valueOf is the value of an entry on one line.
func valueOf(e law.Entry) string {
	if e.Value.Kind == yaml.ScalarNode {
		return e.Value.Value
	}
	var v any
	err := e.Value.Decode(&v)
	if err != nil {
		return "" // the timeline was read from it: cannot happen
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "" // plain lists and maps of text: cannot happen
	}
	return strings.ReplaceAll(string(text), `"`, "")
}
