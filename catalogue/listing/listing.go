// Package listing decides which of the published procedures an authority lists,
// and where: at which level each is carried out, by which department, at a one-stop
// counter or at a vertical body (NĐ63 Đ13 k2a, NĐ61 Đ1). The published texts are of
// today and know no district; what stood where in 2018 is a table of hand, every
// line with its reason and marked unverified.
package listing

import (
	"slices"
	"strings"

	"motcua/catalogue"
)

// Level is a level of government.
type Level string

// The levels of 2018, from above.
const (
	Ministry Level = "ministry"
	Province Level = "province"
	District Level = "district"
	Commune  Level = "commune"
)

// Exclusion says why a procedure is no part of the authority's catalogue at all.
type Exclusion string

// The exclusions. NotExcluded is the zero value.
const (
	NotExcluded   Exclusion = ""
	Internal      Exclusion = "internal"       // between agencies: NĐ63 Đ1 k2a
	OtherProvince Exclusion = "other_province" // set by another province for itself
)

// Basis says what a placement rests on.
type Basis string

// The bases, from the weakest to the strongest.
const (
	ByNothing Basis = ""       // unclear
	ByWords   Basis = "words"  // the names of the executing agencies
	ByDetail  Basis = "detail" // the levels of the detail record
	ByHand    Basis = "hand"   // a line of the hand list
	ByOwn     Basis = "own"    // the province set it for itself; the level is the detail's, or that of a hand line
)

// Placement is where a procedure stands in the authority.
type Placement struct {
	Excluded Exclusion
	Levels   []Level // from above; empty when unclear
	Basis    Basis
	// OneStop: received at the one-stop unit of its level. Never for vertical bodies,
	// for the ministry's level alone, or while the level is unclear.
	OneStop bool
	// Vertical is the id of the vertical body that receives it, and Where its words;
	// both empty for the rest.
	Vertical string
	Where    Text
	// Department is the id of the provincial department of the sector, e.g.
	// "so-tu-phap": it handles what is of the province and guides the levels below.
	Department string
	Reason     string // of the hand line used
	// Verified: the record itself states the levels, or the hand line says it was
	// checked. What words or unchecked hand lines give is shown as unverified.
	Verified bool
}

// Text is words in both languages.
type Text struct {
	VI string `yaml:"vi"`
	EN string `yaml:"en"`
}

// Unclear reports that neither record nor tables tell the level.
func (p Placement) Unclear() bool { return p.Excluded == NotExcluded && len(p.Levels) == 0 }

// Listed reports whether the authority publishes the procedure at one of its own
// levels, be it at a one-stop unit or at a vertical body.
func (p Placement) Listed() bool {
	return p.Excluded == NotExcluded && slices.ContainsFunc(p.Levels, func(l Level) bool { return l != Ministry })
}

// At reports whether the procedure is carried out at l.
func (p Placement) At(l Level) bool { return p.Excluded == NotExcluded && slices.Contains(p.Levels, l) }

// Place places r by the rules.
func Place(r catalogue.Record, rules Rules) Placement {
	own := r.Promulgating.Name == rules.own
	switch {
	case r.Type == catalogue.TypeInternal:
		return Placement{Excluded: Internal}
	case !own && (r.Type == catalogue.TypeSpecific || strings.HasPrefix(r.Promulgating.Name, "UBND ")):
		return Placement{Excluded: OtherProvince}
	}
	p := Placement{Department: rules.department(r)}
	body, isVertical := rules.verticalOf(r)
	p.Levels, p.Basis = rules.levels(r)
	p.Verified = p.Basis == ByDetail
	if line, ok := rules.handOf(r, p.Levels); ok {
		p.Levels, p.Basis, p.Reason, p.Verified = line.To, ByHand, line.Reason, line.Verified
		isVertical = isVertical && !line.OneStop
		if line.Department != "" {
			p.Department = line.Department
		}
	}
	if own && len(p.Levels) > 0 {
		p.Basis = ByOwn
	}
	if isVertical {
		p.Vertical, p.Where = body.ID, body.Name
	}
	p.OneStop = !isVertical && p.Listed()
	return p
}

// levels reads the levels off the detail, else off the names of the agencies.
func (rules Rules) levels(r catalogue.Record) ([]Level, Basis) {
	var found []Level
	for _, l := range r.Levels {
		switch l {
		case catalogue.LevelMinistry:
			found = append(found, Ministry)
		case catalogue.LevelProvince:
			found = append(found, Province)
		case catalogue.LevelCommune:
			found = append(found, Commune)
		}
	}
	if len(found) > 0 {
		return fromAbove(found), ByDetail
	}
	for _, name := range agenciesOf(r) {
		if l, ok := rules.levelOf(name); ok {
			found = append(found, l)
		}
	}
	if len(found) > 0 {
		return fromAbove(found), ByWords
	}
	return nil, ByNothing
}

func fromAbove(found []Level) []Level {
	var out []Level
	for _, l := range []Level{Ministry, Province, District, Commune} {
		if slices.Contains(found, l) {
			out = append(out, l)
		}
	}
	return out
}

// agenciesOf is the agencies that carry the procedure out, as the record names them.
func agenciesOf(r catalogue.Record) []string {
	var out []string
	for _, list := range [][]catalogue.Named{r.Executing, r.Authority} {
		for _, a := range list {
			out = append(out, folded(a.Name))
		}
		if len(out) > 0 {
			return out
		}
	}
	if r.Listed != nil {
		for _, name := range r.Listed.Executing {
			out = append(out, folded(name))
		}
	}
	return out
}
