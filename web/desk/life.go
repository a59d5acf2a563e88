package desk

import (
	"cmp"

	"motcua/dossier"
	"motcua/process"
	"motcua/web/ui"
)

// moved is one redirection as an official reads it.
type moved struct{ Where, When, Reason string }

// moved is the redirections so far, oldest first: both units see why.
func (d *Desk) moved(c ui.Ctx, v dossier.View, names map[int64]string) []moved {
	var out []moved
	unit := func(id int64) string { return d.Dossiers.Units.Name(id, string(c.Lang)) }
	for i, m := range v.State.Redirects {
		one := moved{Where: c.T("view.event.redirected_to", "from", unit(m.From), "to", unit(m.To)),
			When: c.T("desk.supplement.asked_by", "at", m.At, "name", cmp.Or(names[m.By], unit(m.From)))}
		if i < len(v.Person.Misdirected) {
			one.Reason = v.Person.Misdirected[i]
		}
		out = append(out, one)
	}
	return out
}

func bookWord(c ui.Ctx, b process.Book) string { return c.T("desk.book." + string(b)) }

// entryWords is a number of a register book: "Sổ chứng thực, số 12/2019".
func entryWords(c ui.Ctx, e dossier.BookEntry) string {
	return c.T("desk.book.entry", "book", bookWord(c, e.Book), "no", e.No, "year", itoa(int64(e.Year)))
}

// entered is the number that the last act took.
func entered(v dossier.View) (dossier.BookEntry, bool) {
	if len(v.Facts) == 0 {
		return dossier.BookEntry{}, false
	}
	b, ok := v.Facts[len(v.Facts)-1].Body.(dossier.CompletedBody)
	if !ok || b.Entry == nil {
		return dossier.BookEntry{}, false
	}
	return *b.Entry, true
}

// slipWord offers Mẫu 01; of what is done on the spot it is printed on demand.
//
// law: NĐ61 Đ17 k4
func slipWord(c ui.Ctx, s dossier.State) string {
	if s.OnTheSpot {
		return c.T("desk.slip.print_01_spot")
	}
	return c.T("desk.slip.print_01")
}
