package portal

import (
	"net/url"
	"strconv"

	"motcua/agency"
	"motcua/catalogue"
	"motcua/code"
	"motcua/search"
)

// The parameters of the lists of procedures, as they stand in addresses.
const (
	byText    = "q"
	byLevel   = "cap"
	bySector  = "linh-vuc"
	byUnit    = "don-vi"
	byEvent   = "su-kien"
	byOneStop = "mot-cua"
	byOnline  = "truc-tuyen"
	byPlace   = "sau"
)

// Bounds of what is read of an address: no name of a procedure or a sector needs
// more to be found, and what is longer is cut.
const (
	queryMax = 200 // characters of a text
	valueMax = 300 // characters of any other value
	pageSize = 20  // procedures on a page
	yes      = "1"
)

// conditions are what a list of procedures is narrowed to. They live in the
// address, so that a list can be kept, sent and returned to.
type conditions struct {
	Text, Level, Sector, Unit, Event string
	OneStop, Online                  bool
	After                            string // where the page before ended
}

func readConditions(v url.Values) conditions {
	read := func(name string, most int) string { return shorten(code.Normalize(v.Get(name)), most) }
	return conditions{Text: read(byText, queryMax), Level: read(byLevel, valueMax), Sector: read(bySector, valueMax),
		Unit: read(byUnit, valueMax), Event: read(byEvent, valueMax), After: read(byPlace, valueMax),
		OneStop: v.Get(byOneStop) == yes, Online: v.Get(byOnline) == yes}
}

// values are the conditions as parameters, without the place.
func (f conditions) values() url.Values {
	v := url.Values{}
	for name, value := range map[string]string{byText: f.Text, byLevel: f.Level, bySector: f.Sector, byUnit: f.Unit, byEvent: f.Event} {
		if value != "" {
			v.Set(name, value)
		}
	}
	for name, on := range map[string]bool{byOneStop: f.OneStop, byOnline: f.Online} {
		if on {
			v.Set(name, yes)
		}
	}
	return v
}

// address is the first page of the list under path.
func (f conditions) address(path string) string { return withQuery(path, f.values()) }

// without is that address with a condition taken away.
func (f conditions) without(path, name string) string {
	v := f.values()
	v.Del(name)
	return withQuery(path, v)
}

// next is the address of the page that goes on after a place; "" for none.
func (f conditions) next(path string, c search.Cursor) string {
	if c == "" {
		return ""
	}
	v := f.values()
	v.Set(byPlace, string(c))
	return withQuery(path, v)
}

func withQuery(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// narrowed reports whether anything but a text was asked for.
func (f conditions) narrowed() bool {
	f.Text, f.After = "", ""
	return f != conditions{}
}

// nobody is a unit that no procedure belongs to.
const nobody = "-"

// query is f as the index is asked. A list of the authority's own procedures has
// those of its levels (NĐ63 Đ13 k2a), each once; what is the ministry's alone and
// what is unclear is listed when it is asked for by its level.
func (f conditions) query(units *agency.Directory, own bool) search.Query {
	q := search.Query{Text: f.Text, Level: f.Level, Sector: f.Sector, LifeEvent: f.Event,
		After: search.Cursor(f.After), Limit: pageSize, Facets: true}
	on := true
	if f.OneStop {
		q.OneStop = &on
	}
	if f.Online {
		q.Online = &on
	}
	switch {
	case f.Unit != "":
		q.Level, q.Unit = f.placeOf(units)
	case own && f.Level != catalogue.Ministry && f.Level != catalogue.Unclear:
		q.Unit = catalogue.Own
	}
	return q
}

// placeOf is the level and unit the index is asked for the chosen unit: a department
// has procedures of its own, a committee every one of its level.
func (f conditions) placeOf(units *agency.Directory) (level, unit string) {
	u, ok := unitOf(units, f.Unit)
	switch {
	case ok && u.Place == agency.Department:
		return f.Level, itoa(u.ID)
	case ok && u.Place == agency.Leadership && (f.Level == "" || f.Level == u.Level):
		return u.Level, catalogue.Own
	}
	return f.Level, nobody
}

// unitOf is the unit an address names.
func unitOf(units *agency.Directory, text string) (agency.Unit, bool) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return agency.Unit{}, false
	}
	return units.Unit(id)
}

func shorten(s string, most int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), most)])
}
