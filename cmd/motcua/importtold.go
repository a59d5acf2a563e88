package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"motcua/catalogue"
	"motcua/catalogue/quality"
	"motcua/internal/i18n"
)

// teller prints what an import did, in one language.
type teller struct {
	out io.Writer
	p   i18n.Printer
}

func (t teller) line(key string, args ...any) { fmt.Fprintln(t.out, t.p.T(key, args...)) }

// run tells the run: what was taken, or that nothing changed.
func (t teller) run(r catalogue.Run, dry bool, took time.Duration) {
	if dry {
		t.line("import.dry")
	}
	if r.Repeated {
		t.line("import.no_change", "at", r.At)
		return
	}
	t.line("import.run", "records", r.Records, "added", r.Added, "changed", r.Changed, "unchanged", r.Unchanged,
		"withdrawn", r.Withdrawn, "excluded", r.Excluded, "took", took.Round(10*time.Millisecond).String())
	if r.IsNoChange() {
		t.line("import.nothing")
	}
}

// findings tells how many findings there are of each kind, what must not be relied
// on first.
func (t teller) findings(found []quality.Finding) {
	count := map[quality.Kind]int{}
	for _, f := range found {
		count[f.Kind]++
	}
	t.line("import.findings", "n", len(found))
	for _, severity := range []quality.Severity{quality.Defect, quality.Doubt, quality.Note} {
		for _, k := range quality.Kinds() {
			if count[k] > 0 && k.Severity() == severity {
				fmt.Fprintf(t.out, "  %7s  %s: %s (%s)\n", t.p.Number(int64(count[k])), t.p.T(severity.Key()), k.Name(t.p), k)
			}
		}
	}
}

// report writes every finding into a file, which it replaces.
func (t teller) report(path string, found []quality.Finding) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	report, err := quality.NewReport(f, t.p)
	if err != nil {
		return err
	}
	for _, one := range found {
		err := report.Add(one)
		if err != nil {
			return err
		}
	}
	err = report.Close()
	if err == nil {
		t.line("import.report", "path", path)
	}
	return err
}
