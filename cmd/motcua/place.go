package main

import (
	"slices"
	"strings"

	"motcua/code"
	"motcua/internal/fault"
	"motcua/internal/i18n"
)

// place is a committee as it can be named on the command line.
type place struct {
	id         int64 // of the unit
	level, gso string
	codes      []string // its identifiers and those of its one-stop unit, which receives in its name
	vi, en     string
	names      []string // short ones: "Vĩnh Trại", "Phường Vĩnh Trại"
	receives   bool     // it has the parts that a dossier meets
}

func (p place) name(l i18n.Lang) string {
	if l == i18n.EN {
		return p.en
	}
	return p.vi
}

// mostNamed bounds how many units a fault names.
const mostNamed = 8

// find is the unit that text names: by an identifier of either scheme, by its
// administrative code, or by its name as searched. A name that is whole wins over
// names that only contain it. The faults: unit.unknown, and unit.ambiguous with the
// units meant.
func find(all []place, text string, l i18n.Lang) (place, error) {
	text = code.Normalize(text)
	for _, p := range all {
		if slices.Contains(p.codes, strings.ToUpper(text)) {
			return p, nil
		}
	}
	folded := code.Fold(text)
	var whole, part []place
	for _, p := range all {
		switch {
		case p.gso == text:
			return p, nil
		case folded == "":
		case slices.ContainsFunc(slices.Concat(p.names, []string{p.vi, p.en}), func(name string) bool { return code.Fold(name) == folded }):
			whole = append(whole, p)
		case strings.Contains(code.Fold(p.vi), folded) || strings.Contains(code.Fold(p.en), folded):
			part = append(part, p)
		}
	}
	if len(whole) > 0 {
		part = whole
	}
	switch len(part) {
	case 0:
		return place{}, fault.New(fault.CodeUnitUnknown, "unit", text)
	case 1:
		return part[0], nil
	}
	return place{}, fault.New(fault.CodeUnitAmbiguous, "unit", text, "list", named(part, l))
}

func named(list []place, l i18n.Lang) string {
	var names []string
	for i, p := range list {
		if i == mostNamed {
			names = append(names, "…")
			break
		}
		names = append(names, p.name(l)+" ("+p.gso+")")
	}
	return strings.Join(names, "; ")
}
