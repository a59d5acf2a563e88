package paper

import "motcua/internal/clock"

// The fields of this file follow the forms of TT15/2015/TT-BTP and TT04/2020/TT-BTP
// from memory.

// Citizen is a person as the books of civil status describe her.
type Citizen struct {
	Name        string `json:"name"`
	Born        string `json:"born,omitempty"` // year or date, as registered
	Ethnicity   string `json:"ethnicity,omitempty"`
	Nationality string `json:"nationality,omitempty"`
	Residence   string `json:"residence,omitempty"`
	Identity    string `json:"identity,omitempty"` // giấy tờ tùy thân, with number, place and date of issue
}

// BirthEntry is a birth as registered.
type BirthEntry struct {
	Name           string     `json:"name"`
	Born           clock.Date `json:"born"`
	BornInWords    string     `json:"born_in_words"`
	Sex            string     `json:"sex"`
	Ethnicity      string     `json:"ethnicity"`
	Nationality    string     `json:"nationality"`
	BirthPlace     string     `json:"birth_place"`
	HomeTown       string     `json:"home_town"`                 // quê quán
	PersonalNumber string     `json:"personal_number,omitempty"` // số định danh cá nhân
	Mother         Citizen    `json:"mother"`
	Father         Citizen    `json:"father"` // empty when none is registered
}

func (e BirthEntry) needs() []need {
	return []need{text("name", e.Name), text("born_in_words", e.BornInWords), text("sex", e.Sex), text("ethnicity", e.Ethnicity),
		text("nationality", e.Nationality), text("birth_place", e.BirthPlace), text("home_town", e.HomeTown), {"born", e.Born.Valid()}}
}

func (e BirthEntry) blocks(w words) []Block {
	out := []Block{strong(w.line("name", "civil.name", e.Name)), w.line("born", "birth.born", w.day(e.Born)),
		w.line("born-in-words", "civil.in_words", e.BornInWords),
		Pair{[]Line{w.line("sex", "civil.sex", e.Sex), w.line("ethnicity", "civil.ethnicity", e.Ethnicity), w.line("nationality", "civil.nationality", e.Nationality)}},
		w.line("birth-place", "birth.place", e.BirthPlace), w.line("home-town", "birth.home_town", e.HomeTown),
		w.line("personal-number", "civil.personal_number", e.PersonalNumber)}
	out = append(out, e.Mother.parent(w, "mother", "birth.mother")...)
	return append(out, e.Father.parent(w, "father", "birth.father")...)
}

func (c Citizen) parent(w words, field, key string) []Block {
	return []Block{strong(w.line(field, key, c.Name)),
		Pair{[]Line{w.line(field+"-born", "civil.year", c.Born), w.line(field+"-ethnicity", "civil.ethnicity", c.Ethnicity), w.line(field+"-nationality", "civil.nationality", c.Nationality)}},
		w.line(field+"-residence", "civil.residence", c.Residence)}
}

// DeathEntry is a death as registered.
type DeathEntry struct {
	Deceased  Citizen    `json:"deceased"`
	Sex       string     `json:"sex"`
	Number    string     `json:"personal_number,omitempty"`
	LastHome  string     `json:"last_home"` // nơi cư trú cuối cùng
	Died      clock.Date `json:"died"`
	Hour      string     `json:"hour,omitempty"` // "22 giờ 40 phút"; empty: not known
	InWords   string     `json:"in_words"`
	Place     string     `json:"place"`
	Cause     string     `json:"cause"`
	Notice    string     `json:"notice,omitempty"`    // giấy báo tử, with number, issuer and date
	Declarant string     `json:"declarant,omitempty"` // người đi khai tử
}

func (e DeathEntry) needs() []need {
	return []need{text("deceased.name", e.Deceased.Name), text("sex", e.Sex), text("last_home", e.LastHome), text("in_words", e.InWords),
		text("place", e.Place), text("cause", e.Cause), {"died", e.Died.Valid()}}
}

func (e DeathEntry) blocks(w words) []Block {
	d := e.Deceased
	return []Block{strong(w.line("name", "civil.name", d.Name)), w.line("born", "birth.born", d.Born),
		Pair{[]Line{w.line("sex", "civil.sex", e.Sex), w.line("ethnicity", "civil.ethnicity", d.Ethnicity), w.line("nationality", "civil.nationality", d.Nationality)}},
		w.line("personal-number", "civil.personal_number", e.Number), w.line("identity", "civil.identity", d.Identity),
		w.line("last-home", "death.last_home", e.LastHome), w.line("died", "death.at", e.when(w)),
		w.line("died-in-words", "civil.in_words", e.InWords), w.line("death-place", "death.place", e.Place),
		w.line("cause", "death.cause", e.Cause), w.line("notice", "death.notice", e.Notice), w.line("declarant", "death.declarant", e.Declarant)}
}

// when is the day, before it the hour where it is known.
func (e DeathEntry) when(w words) string {
	if e.Hour == "" {
		return w.day(e.Died)
	}
	return e.Hour + ", " + w.day(e.Died)
}

// MarriageEntry is a marriage as registered.
type MarriageEntry struct {
	Wife    Citizen `json:"wife"`
	Husband Citizen `json:"husband"`
}

func (e MarriageEntry) needs() []need {
	return []need{text("wife.name", e.Wife.Name), text("wife.born", e.Wife.Born), text("husband.name", e.Husband.Name), text("husband.born", e.Husband.Born)}
}

func (e MarriageEntry) blocks(w words) []Block {
	return append(e.Wife.spouse(w, "wife", "marriage.wife"), e.Husband.spouse(w, "husband", "marriage.husband")...)
}

func (c Citizen) spouse(w words, field, key string) []Block {
	return []Block{strong(w.line(field, key, c.Name)), w.line(field+"-born", "birth.born", c.Born),
		Pair{[]Line{w.line(field+"-ethnicity", "civil.ethnicity", c.Ethnicity), w.line(field+"-nationality", "civil.nationality", c.Nationality)}},
		w.line(field+"-residence", "civil.residence", c.Residence), w.line(field+"-identity", "civil.identity", c.Identity)}
}

// Registration is where, when and under which number a fact was registered.
type Registration struct {
	Office string     `json:"office"` // nơi đăng ký
	Number string     `json:"number,omitempty"`
	Book   string     `json:"book,omitempty"` // quyển
	Date   clock.Date `json:"date"`
}

func (g Registration) needs() []need {
	return []need{text("registration.office", g.Office), {"registration.date", g.Date.Valid()}}
}

func strong(l Line) Line {
	l.Strong = true
	return l
}

func (s Signer) needs() []need {
	return []need{text("signer.post", s.Post), text("signer.name", s.Name)}
}
