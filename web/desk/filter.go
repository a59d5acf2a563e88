package desk

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/web/ui"
)

// filter is the conditions of a work list, as they stand in its address. No name
// is among them: addresses hold nothing personal.
type filter struct {
	Procedure string // code
	Act       string // slug
	Soon      bool   // late, or due within the next working day
	Number    string // part of a code or temporary number
	After     dossier.After
}

// Names of the query's parameters.
const (
	procedureParam = "thu-tuc"
	actParam       = "viec"
	soonParam      = "han"
	numberParam    = "ma"
	afterParam     = "sau"

	soonValue = "sap"
	numberMax = 40 // characters of a number; more is cut off
)

func readFilter(q url.Values) filter {
	f := filter{Procedure: q.Get(procedureParam), Act: q.Get(actParam), Soon: q.Get(soonParam) == soonValue}
	number := []rune(strings.ToUpper(strings.TrimSpace(q.Get(numberParam))))
	f.Number = string(number[:min(len(number), numberMax)])
	if _, known := actBySlug(f.Act); !known {
		f.Act = ""
	}
	f.After = readAfter(q.Get(afterParam))
	return f
}

// readAfter reads "due.dossier"; anything else is the beginning of the list.
func readAfter(s string) dossier.After {
	due, id, _ := strings.Cut(s, ".")
	d, errDue := strconv.ParseInt(due, 10, 64)
	n, errID := strconv.ParseInt(id, 10, 64)
	if errDue != nil || errID != nil || d < 0 || n < 0 {
		return dossier.After{}
	}
	return dossier.After{Due: clock.Instant(d), Dossier: n}
}

// query is f as the address's query, "" for none.
func (f filter) query() string {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set(procedureParam, f.Procedure)
	set(actParam, f.Act)
	set(numberParam, f.Number)
	if f.Soon {
		set(soonParam, soonValue)
	}
	if f.After != (dossier.After{}) {
		set(afterParam, fmt.Sprintf("%d.%d", f.After.Due, f.After.Dossier))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// narrow reports whether any condition is set; a place in the list is none.
func (f filter) narrow() bool {
	f.After = dossier.After{}
	return f != filter{}
}

// keeps reports whether a row meets the conditions; procedure is its code and
// state how its time stands.
func (f filter) keeps(row dossier.WorkRow, procedure string, state ui.State) bool {
	return (f.Procedure == "" || f.Procedure == procedure) &&
		(f.Act == "" || f.action() == row.Action) &&
		(!f.Soon || state == ui.Late || state == ui.DueSoon) &&
		(f.Number == "" || strings.Contains(row.Number(), f.Number))
}

func (f filter) action() authz.Action {
	a, ok := actBySlug(f.Act)
	if !ok {
		return ""
	}
	return a.Command.Action()
}
