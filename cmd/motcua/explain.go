package main

import (
	"fmt"
	"strings"

	"motcua/app"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/explain"
	"motcua/internal/fault"
	"motcua/internal/i18n"
)

type explainCommand struct {
	spoken
	Code string `arg:"" help:"Mã lỗi (dossier.stale), mã hồ sơ, điều luật (NĐ61 Đ18 k2), trường hợp (V8), mã thủ tục (1.001193) hoặc giá trị luật (supplement_limit). / Error code, dossier code, article, vector, procedure code or value of law."`
	Dir  string `help:"Thư mục bản dùng thử, để xem hồ sơ hoặc thủ tục ở đó. / Folder of a demo, to see a dossier or procedure of it." type:"path"`
}

// Run prints what a code means, where it stands and which tests hold it.
func (c explainCommand) Run(r *run) error {
	p, err := c.printer()
	if err != nil {
		return err
	}
	if d, err := code.ParseDossierCode(c.Code); err == nil {
		return told(p, c.dossier(r, p, d))
	}
	if entry, ok := explain.Find(c.Code); ok {
		return explainEntry(r, p, entry)
	}
	for _, try := range []func(*run, i18n.Printer) (bool, error){c.vector, c.procedure, c.value} {
		known, err := try(r, p)
		if known || err != nil {
			return told(p, err)
		}
	}
	return usagef("%s", p.T("command.explain.unknown", "code", c.Code))
}

// explainEntry prints a fault code or an article: the words in the language asked
// for, then those of the other, since both are what people may have read.
func explainEntry(r *run, p i18n.Printer, entry explain.Entry) error {
	words := map[i18n.Lang]string{i18n.VI: entry.Vi, i18n.EN: entry.En}
	if entry.Kind == explain.Fault {
		for _, l := range i18n.Langs() {
			words[l] = p.In(l).T("fault." + entry.Code)
		}
	}
	fmt.Fprintf(r.out, "%s (%s)\n", entry.Code, p.T("command.explain.kind."+string(entry.Kind)))
	for _, l := range []i18n.Lang{p.Lang, p.Lang.Other()} {
		fmt.Fprintf(r.out, "  %s: %s\n", l, words[l])
	}
	for _, u := range entry.Used {
		fmt.Fprintf(r.out, "  %s: %s\n", p.T("command.explain.code"), u)
	}
	for _, t := range entry.Tests {
		fmt.Fprintf(r.out, "  %s: %s\n", p.T("command.explain.test"), t)
	}
	return nil
}

func (c explainCommand) dossier(r *run, p i18n.Printer, d code.DossierCode) error {
	fmt.Fprintln(r.out, d)
	columns(r.out, "  ", [][]string{
		{p.T("command.explain.unit"), fmt.Sprintf("%s (%s)", d.Unit(), strings.ToUpper(string(d.Unit().Scheme())))},
		{p.T("command.explain.received"), p.T("command.explain.ordinal", "date", d.Date(), "n", d.Ordinal())},
		{p.T("command.explain.basis"), "NĐ61 Đ26 k2, TT01 Đ19 k1"},
	})
	if c.Dir == "" {
		return nil
	}
	config, err := c.database().config(r)
	if err != nil {
		return err
	}
	config.ReadOnly = true
	core, err := app.OpenCore(r.ctx, config)
	if err != nil {
		return err
	}
	defer core.DB.Close()
	degree, err := core.Dossiers.LookUp(r.ctx, string(d))
	if fault.Is(err, fault.CodeNotFound) {
		return fmt.Errorf("%s", p.T("command.explain.no_dossier", "code", string(d)))
	}
	if err != nil {
		return err
	}
	printDegree(r, p, degree)
	return nil
}

// database is where a dossier or procedure is looked up: the demonstration named.
func (c explainCommand) database() database { return database{Dir: c.Dir, Authority: 37} }

func printDegree(r *run, p i18n.Printer, d dossier.Degree) {
	fmt.Fprintln(r.out, "  "+p.T("command.explain.degree", "status", p.T(fmt.Sprintf("view.national.%d", d.National)),
		"done", d.Done, "total", d.Total, "percent", d.Percent()))
}
