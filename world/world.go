package world

import "motcua/internal/clock"

// Text is a name in both languages.
type Text struct {
	VI string `yaml:"vi"`
	EN string `yaml:"en"`
}

// The timelines of law a world may be under.
const (
	LawND61  = "nd61"  // NĐ61/2018 and TT01/2018 without end
	LawToday = "today" // the same with what is known of later decrees
)

// World is a declared world. It is not changed after Load.
type World struct {
	Name         string
	Title        Text
	Note         Text     // what of it is from another world or from memory; may be empty
	Law          string   // timeline of law: LawND61 or LawToday
	Inherits     string   // world whose files it reads where it has none of its own
	Inherited    []string // those files: "processes"
	Levels       []Level
	Authorities  []Authority
	Units        []Unit // parents before children, in the order of the files
	DemoCommunes []Unit // the main one first
	Contacts     []Contact
	Officials    []Official
	Citizens     []Citizen
	Procedures   []Procedure
	Processes    []ProcessFile
	Placing      []byte // levels.yaml, which package listing reads; none: the world lacks it

	byID  map[int64]int
	byRef map[string]int
}

// Level is a level of government.
type Level struct {
	ID     string // "commune"
	Number int    // place in a unit code, 1 for the level-1 body
	Under  string // the level above; empty for the highest
	Term   Term   // of officials sent to its one-stop units
	Name   Text
}

// Term is how long an official may be sent to a one-stop unit each time, in
// months (NĐ61 Đ11 k4: 6 to 24, communes exempt). Zero: no rule.
type Term struct{ Least, Most int }

// Authority runs one system for itself and the units below it (NĐ61 Đ25 k2a).
type Authority struct {
	ID   int32  // given by our own registry, not a published code
	Code string // "H37", level-1 code
	Name Text
	Unit int64 // the unit it is
}

// Unit is a people's committee, a part of one, a department or a division.
type Unit struct {
	ID        int64 // made from the GSO code and a suffix: the same in every run
	Authority int32
	Ref       string // "commune/05977", "commune/05977/reception"
	GSO       string // code of the General Statistics Office; of the committee for a part
	Level     string // id of the level
	Type      string // "Phường"
	Area      string // "Vĩnh Trại", without the type
	Name      Text   // "Ủy ban nhân dân phường Vĩnh Trại"
	Kind      string // "people_committee", "reception_unit", "justice_section"
	Role      string // in an internal process: "leadership", "onestop", "division", "department"
	Parent    int64  // 0 for the unit of an authority
	// Department is the id that levels of procedures name: "so-tu-phap". Empty for
	// what is no department and no part of one.
	Department string
	Succeeds   []string // ids of departments of another world whose sectors it took over
	Sample     bool     // "mẫu": that it existed under this name is from memory
	Basis      string   // where that is known from: "NĐ61 Đ7 k2a"; may be empty
	Codes      []UnitCode
}

// UnitCode is a code a unit has for a time: codes are dated attributes.
type UnitCode struct {
	Scheme string // "tt10", lowest unit first, or "qd20", level 1 first
	Code   string
	From   clock.Date
	To     clock.Date // zero: without end
	Sample bool       // "mẫu": made by us, since the real one is not published
}

// CodeAt is the code u has under scheme on day d; false when it has none.
func (u Unit) CodeAt(scheme string, d clock.Date) (UnitCode, bool) {
	for _, c := range u.Codes {
		if c.Scheme == scheme && !d.Before(c.From) && (c.To.IsZero() || !d.After(c.To)) {
			return c, true
		}
	}
	return UnitCode{}, false
}

// Contact is how to reach a unit, made public by NĐ61 Đ9 k7.
type Contact struct {
	Unit    int64
	Address Text
	Phone   string
	Email   string
	Hours   Hours
	Sample  bool // "mẫu"
}

// Hours are the office hours of a unit.
type Hours struct {
	Days   []string // "mon" to "sun"
	Shifts []Shift
}

// Shift is one stretch of office hours.
type Shift struct{ From, To clock.TimeOfDay }

// Official is a person who works for units, with grants that have terms.
type Official struct {
	ID        int64
	Username  string
	Name      string
	Fictional bool
	Title     Text // chức danh
	Field     Text // lĩnh vực, shown on the public board
	Phone     string
	Email     string
	Grants    []Grant
}

// The roles an official may be granted.
const (
	RoleCounterOfficial = "counter_official" // NĐ61 Đ11
	RoleSpecialist      = "specialist"
	RoleLeader          = "leader"
	RoleOnestopHead     = "onestop_head"     // NĐ61 Đ10
	RoleControlOfficial = "control_official" // NĐ63 Đ26 k2, NĐ61 Đ36
	RoleAdministrator   = "administrator"
)

// Grant is a role in a unit for a term. To is the last day, zero without end:
// communes are exempt from the term of 6 to 24 months (NĐ61 Đ11 k4).
type Grant struct {
	Role string
	Unit int64
	From clock.Date
	To   clock.Date
	// Renewed is the length in months of terms that follow each other from From on,
	// each a new appointment; To is the end of the first. 0: not renewed.
	Renewed int
}

// TermOn is g for the term that runs on day d: g itself unless it is renewed.
// Before the first term it is the first.
func (g Grant) TermOn(d clock.Date) Grant {
	for g.Renewed > 0 && d.After(g.To) {
		first := g.To.AddDays(1)
		g.From, g.To = first, first.AddMonths(g.Renewed).AddDays(-1)
	}
	return g
}

// Next is the term that follows g; false when g is not renewed.
func (g Grant) Next() (Grant, bool) {
	if g.Renewed == 0 {
		return g, false
	}
	return g.TermOn(g.To.AddDays(1)), true
}

// Citizen is a person of the demonstration.
type Citizen struct {
	ID           int64
	Username     string
	Name         string
	Fictional    bool
	Sex          string // "female" or "male"
	Born         clock.Date
	PersonNumber string // số định danh cá nhân, 12 digits
	Phone        string
	Email        string
	LivesIn      int64
}

// Procedure says where a published procedure is carried out in this world.
type Procedure struct {
	Code     string
	Level    string // id of the level
	Verified bool   // false: from memory of the practice
}

// ProcessFile is the text of an internal process; package process reads it.
type ProcessFile struct {
	Procedure string // code
	File      string // "processes/1.001193.yaml"
	YAML      []byte
}
