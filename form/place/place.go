// Package place knows the administrative units of Vietnam by the codes of the General
// Statistics Office and finds them by what people type.
//
// The list is that of 15/10/2017, in force when NĐ61 took effect; README.md names its
// source. It is read once, never changes, and any number of goroutines may use it.
package place

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"motcua/code"
)

//go:embed units-2017-10-15.csv.gz
var packed []byte

// Level is how far down a unit stands.
type Level int

// The levels of the Constitution 2013 Đ110, from the top.
const (
	Province Level = iota + 1
	District
	Commune
)

// Unit is one administrative unit.
type Unit struct {
	Code  string // two digits for a province, three for a district, five for a commune
	Type  string // "Xã", "Phường", "Thị trấn", "Huyện", …
	Name  string // without the type
	Above string // code of the unit it belongs to, "" for a province
	Level Level
}

// List is all units of one day.
type List struct {
	units  []Unit
	at     map[string]int
	below  map[string]bool // units that have others under them
	folded []name
}

// Official is the list the product carries.
var Official = sync.OnceValue(func() *List {
	l, err := read(packed)
	if err != nil {
		panic(err) // the build is wrong: a test reads the list
	}
	return l
})

func read(gz []byte) (*List, error) {
	r, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		return nil, fmt.Errorf("place: %w", err)
	}
	l := &List{at: map[string]int{}, below: map[string]bool{}}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), ",")
		if len(cells) != 4 {
			return nil, fmt.Errorf("place: line %q has not four cells", lines.Text())
		}
		u := Unit{Code: cells[0], Type: cells[1], Name: cells[2], Above: cells[3], Level: levelOf(cells[0])}
		l.at[u.Code] = len(l.units)
		l.below[u.Above] = true
		l.units = append(l.units, u)
		l.folded = append(l.folded, nameOf(u))
	}
	return l, lines.Err()
}

// levelOf reads the level off the length of a code.
func levelOf(code string) Level {
	return map[int]Level{2: Province, 3: District, 5: Commune}[len(code)]
}

// Unit is the unit with a code; false for a code that was not given.
func (l *List) Unit(code string) (Unit, bool) {
	i, ok := l.at[code]
	if !ok {
		return Unit{}, false
	}
	return l.units[i], true
}

// Smallest reports that nobody can live in a smaller unit: a commune, or a district
// without communes (the islands).
func (l *List) Smallest(u Unit) bool {
	return u.Level == Commune || u.Level == District && !l.below[u.Code]
}

// FullName is a unit with those above it, as written on papers: "xã Tân Liên, huyện Cao
// Lộc, tỉnh Lạng Sơn"; "" for a code that was not given.
func (l *List) FullName(code string) string {
	var parts []string
	for u, ok := l.Unit(code); ok; u, ok = l.Unit(u.Above) {
		parts = append(parts, lowerFirst(u.Type)+" "+u.Name)
	}
	return strings.Join(parts, ", ")
}

// ProvinceOf is the code of the province a unit lies in, its own for a province.
func (l *List) ProvinceOf(code string) string {
	u, ok := l.Unit(code)
	for ok && u.Above != "" {
		u, ok = l.Unit(u.Above)
	}
	return u.Code
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// name is a unit's words as they are searched.
type name struct {
	plain string   // folded name without type
	words []string // of type and name
	exact string   // lower case with marks
}

func nameOf(u Unit) name {
	plain := words(code.Fold(u.Name))
	return name{plain: strings.Join(plain, " "), words: append(words(code.Fold(u.Type)), plain...), exact: strings.ToLower(u.Name)}
}

// words are the runs of letters and digits, numbers without zeros before them: the list
// writes phường 1 and phường 01.
func words(s string) []string {
	out := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range out {
		if isNumber(w) {
			out[i] = strings.TrimLeft(w, "0")
		}
	}
	return out
}

func isNumber(w string) bool { return strings.Trim(w, "0123456789") == "" }
