package main

import (
	"errors"
	"fmt"

	"motcua/app"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/explain"
	"motcua/internal/fault"
	"motcua/internal/i18n"
)

type explainCommand struct {
	Code string `arg:"" help:"Mã lỗi (dossier.stale), mã hồ sơ hoặc điều luật (NĐ61 Đ18 k2). / Error code, dossier code or article."`
	Dir  string `help:"Thư mục bản dùng thử, để xem tiến độ hồ sơ. / Folder of a demo, to see a dossier's progress." type:"path"`
}

// Run prints what a code means, where it stands and which tests hold it.
func (c explainCommand) Run(r *run) error {
	if d, err := code.ParseDossierCode(c.Code); err == nil {
		return c.dossier(r, d)
	}
	entry, ok := explain.Find(c.Code)
	if !ok {
		return fmt.Errorf("%q is no error code, dossier code or article known here", c.Code)
	}
	vi, en := entry.Vi, entry.En
	if entry.Kind == explain.Fault {
		words, err := i18n.Load(fault.Words)
		if err != nil {
			return err
		}
		key := "fault." + entry.Code
		vi, en = words.Printer(i18n.VI).T(key), words.Printer(i18n.EN).T(key)
	}
	fmt.Fprintf(r.out, "%s (%s)\n  vi: %s\n  en: %s\n", entry.Code, entry.Kind, vi, en)
	for _, u := range entry.Used {
		fmt.Fprintln(r.out, "  code:", u)
	}
	for _, t := range entry.Tests {
		fmt.Fprintln(r.out, "  test:", t)
	}
	return nil
}

func (c explainCommand) dossier(r *run, d code.DossierCode) error {
	fmt.Fprintf(r.out, "%s\n  unit: %s (scheme %s)\n  received: %s, number %d of the day\n  NĐ61 Đ26 k2, TT01 Đ19 k1\n",
		d, d.Unit(), d.Unit().Scheme(), d.Date(), d.Ordinal())
	if c.Dir == "" {
		return nil
	}
	config, err := database{Dir: c.Dir, Authority: 37}.config(r)
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
		return errors.New("no dossier has this code")
	}
	if err != nil {
		return err
	}
	printDegree(r, degree)
	return nil
}

func printDegree(r *run, d dossier.Degree) {
	fmt.Fprintf(r.out, "  national status %d, %d of %d steps, %d%%\n", d.National, d.Done, d.Total, d.Percent())
}
