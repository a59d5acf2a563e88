package view

import (
	"regexp"
	"strings"

	"motcua/dossier"
	"motcua/internal/fault"
	"motcua/paper"
)

// birthCertificate is Giấy khai sinh (Luật Hộ tịch 2014 Đ14, Đ16 [M]).
func birthCertificate(r result) (paper.Record, error) {
	r.Template, r.Heading, r.Head.Number = paper.TemplateBirthCertificate, "Giấy khai sinh", r.number()
	declarant := r.citizen("requester")
	r.Birth = &paper.BirthCertificate{BirthEntry: r.birth(), Declarant: paper.Citizen{Name: declarant.Name, Identity: declarant.Identity},
		Registration: r.registration(), Signer: r.signer}
	r.Birth.PersonalNumber = r.v.Person.PersonNumber
	return r.Record, nil
}

// birth is a birth as answered: by the parents, or out of the book.
func (r result) birth() paper.BirthEntry {
	born := r.date("child.birth_date")
	return paper.BirthEntry{Name: strings.ToUpper(r.shown["child.full_name"]), Born: born, BornInWords: paper.DayInWords(born), Sex: r.shown["child.sex"],
		Ethnicity: r.shown["child.ethnicity"], Nationality: r.shown["child.nationality"], BirthPlace: r.shown["child.birth_place"],
		HomeTown: r.shown["child.hometown"], PersonalNumber: r.answers["child.person_number"], Mother: r.citizen("mother"), Father: r.citizen("father")}
}

// deathExtract is Trích lục khai tử (Luật Hộ tịch 2014 Đ34 [M]).
func deathExtract(r result) (paper.Record, error) {
	r.Template, r.Heading, r.Head.Number = paper.TemplateDeathExtract, "Trích lục khai tử", r.number()
	entry := r.death()
	entry.Declarant = strings.ToUpper(r.shown["requester.full_name"])
	entry.Notice = r.notice()
	if entry.LastHome == "" {
		entry.LastHome = "Không rõ nơi cư trú cuối cùng"
	}
	r.Death = &paper.DeathExtract{DeathEntry: entry, Registration: r.registration(), Signer: r.signer}
	return r.Record, nil
}

func (r result) death() paper.DeathEntry {
	died := r.date("death.date")
	deceased := r.citizen("deceased")
	hour := hourOf(r.shown["death.time"])
	words := paper.DayInWords(died)
	return paper.DeathEntry{Deceased: deceased, Sex: r.shown["deceased.sex"], Number: r.answers["deceased.person_number"], LastHome: deceased.Residence,
		Died: died, Hour: hour, InWords: words, Place: r.shown["death.place"], Cause: r.shown["death.cause"]}
}

// notice is the paper that attests the death, as typed.
func (r result) notice() string {
	if r.shown["notice.number"] == "" {
		return ""
	}
	return "số " + r.shown["notice.number"] + " do " + r.shown["notice.issuer"] + " cấp ngày " + r.shown["notice.date"]
}

var clockTime = regexp.MustCompile(`^(\d{1,2})\D+(\d{1,2})?`)

// hourOf brings "22:40", "22h40", "22 giờ 40" to "22 giờ 40 phút"; other words stay.
func hourOf(typed string) string {
	m := clockTime.FindStringSubmatch(typed)
	if m == nil {
		return typed
	}
	minute := m[2]
	if minute == "" {
		minute = "00"
	}
	return m[1] + " giờ " + minute + " phút"
}

// Kinds of the book that an entry was found in (form 2.000635-tra-so).
const (
	foundBirth    = "birth"
	foundMarriage = "marriage"
	foundDeath    = "death"
)

// extracts is 1 where the extract can be written here: of another book it is made by hand.
func extracts(v dossier.View) int {
	switch v.Person.Found["found.kind"] {
	case foundBirth, foundMarriage, foundDeath:
		return 1
	}
	return 0
}

// civilExtract is a copy of an extract (Luật Hộ tịch 2014 Đ63, Đ64 [M]).
func civilExtract(r result) (paper.Record, error) {
	headings := map[string]string{foundBirth: "Trích lục khai sinh (bản sao)", foundMarriage: "Trích lục kết hôn (bản sao)", foundDeath: "Trích lục khai tử (bản sao)"}
	number := r.number()
	r = r.found(r.v.StepForms["search"])
	kind := r.answers["found.kind"]
	r.Template, r.Heading, r.Head.Number = paper.TemplateCivilExtract, headings[kind], number
	x := &paper.CivilExtract{Signer: r.signer, Note: r.shown["found.note"], Registration: paper.Registration{Office: r.shown["found.office"],
		Number: r.shown["found.number"], Book: r.shown["found.book"], Date: r.date("found.date")}}
	switch kind {
	case foundBirth:
		b := r.birth()
		x.Birth = &b
	case foundMarriage:
		x.Marriage = &paper.MarriageEntry{Wife: r.citizen("wife"), Husband: r.citizen("husband")}
	case foundDeath:
		d := r.death()
		x.Death = &d
	default:
		return r.Record, fault.New(fault.CodeNotFound)
	}
	r.Extract = x
	return r.Record, nil
}
