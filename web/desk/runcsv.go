package desk

import (
	"context"
	"fmt"
	"net/http"

	"motcua/catalogue/quality"
)

// csvBatch is how many findings are read at once for a file.
const csvBatch = 500

// findingsCSV gives the findings of one kind as a file.
func (d *Desk) findingsCSV(w http.ResponseWriter, r *http.Request) error {
	p, err := d.kind(r)
	if err != nil {
		return err
	}
	return d.csv(w, r, p.Run.ID, []string{string(p.Kind)}, string(p.Kind))
}

// runCSV gives all findings of a run as a file.
func (d *Desk) runCSV(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err == nil {
		_, err = d.Dossiers.Book.Run(r.Context(), id)
	}
	if err != nil {
		return err
	}
	tallies, err := d.tallies(r.Context(), id)
	if err != nil {
		return err
	}
	var kinds []string
	for _, t := range tallies {
		kinds = append(kinds, t.Kind)
	}
	return d.csv(w, r, id, kinds, "all")
}

// csv writes the findings while it reads them, so that memory holds few of them.
func (d *Desk) csv(w http.ResponseWriter, r *http.Request, run int64, kinds []string, name string) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="findings-%d-%s.csv"`, run, name))
	report, err := quality.NewReport(w, d.ctx(r).Printer)
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		err := d.csvKind(r.Context(), report, run, kind)
		if err != nil {
			w.Header().Del("Content-Disposition") // when nothing was sent yet, the answer is a page
			return err
		}
	}
	return report.Close()
}

func (d *Desk) csvKind(ctx context.Context, report *quality.Report, run int64, kind string) error {
	for after := 0; ; {
		rows, err := d.Dossiers.Book.Findings(ctx, run, kind, after, csvBatch)
		if err != nil {
			return err
		}
		for _, one := range rows {
			f, err := quality.Kept(one.Found)
			if err == nil {
				err = report.Add(f)
			}
			if err != nil {
				return err
			}
			after = one.No
		}
		if len(rows) < csvBatch {
			return nil
		}
	}
}
