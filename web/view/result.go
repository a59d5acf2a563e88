package view

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"motcua/dossier"
	"motcua/form"
	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/paper"
)

// maker makes the results of one procedure: how many there are, and each of them.
// Fields are from memory of the circulars that fix the forms (package paper names them).
type maker struct {
	count func(dossier.View) int
	make  func(result) (paper.Record, error)
}

func single(dossier.View) int { return 1 }

// makers are the procedures whose results the system writes itself; those of others are
// written elsewhere and handed over (NĐ61 Đ20).
var makers = map[string]maker{
	"1.001193": {single, birthCertificate},
	"1.000656": {single, deathExtract},
	"2.000635": {extracts, civilExtract},
	"2.000815": {certified, certification},
	"1.001612": {single, household},
}

// result is what a result is made of: a paper begun, the answers as stored, as shown,
// and the number in its book.
type result struct {
	paper.Record
	v       dossier.View
	p       Paper
	signer  paper.Signer
	office  string // the committee or department, as papers name it
	answers map[string]string
	shown   map[string]string
	entry   dossier.BookEntry
}

func newResult(i Issuer, v dossier.View, p Paper, signer paper.Signer) result {
	lead := v.State.Places.Leadership
	r := result{v: v, p: p, signer: signer, office: i.Units.Name(lead, string(i18n.VI)), answers: v.Person.Answers, shown: map[string]string{}}
	r.Record = paper.Record{Version: paper.CurrentVersion, Code: v.State.Code, LookUp: LookUpPath(v.State.Code), IssuedAt: p.At,
		Head: paper.Head{Authority: r.office, PlaceDate: placeDate(i.Units, v.State.Places.Agency, p.At.Date())}}
	for _, s := range v.Form.Summary(form.Answers(v.Person.Answers), string(i18n.VI)) {
		for _, row := range s.Rows {
			r.shown[row.Field] = row.Display
		}
	}
	for _, e := range v.State.Entries {
		r.entry = e
	}
	return r
}

// found is r with what a step entered in place of the application.
func (r result) found(d form.Definition) result {
	r.answers, r.shown = r.v.Person.Found, map[string]string{}
	for _, s := range d.Summary(form.Answers(r.v.Person.Found), string(i18n.VI)) {
		for _, row := range s.Rows {
			r.shown[row.Field] = row.Display
		}
	}
	return r
}

// number is the number of the paper in its book of the year, "12/2019".
func (r result) number() string { return fmt.Sprintf("%d/%d", r.entry.No, r.entry.Year) }

// volume is the book of the year: one a year (TT01 Đ10 k2 for the dossier register).
func (r result) volume() string { return fmt.Sprintf("01/%d", r.entry.Year) }

func (r result) date(id string) clock.Date {
	n := func(part string) int {
		v, _ := strconv.Atoi(r.answers[id+"."+part]) // checked when it was answered
		return v
	}
	d := clock.Date{Year: n("year"), Month: time.Month(n("month")), Day: n("day")}
	if !d.Valid() {
		return clock.Date{}
	}
	return d
}

func (r result) citizen(prefix string) paper.Citizen {
	return paper.Citizen{Name: strings.ToUpper(r.shown[prefix+".full_name"]), Born: r.shown[prefix+".birth_date"], Ethnicity: r.shown[prefix+".ethnicity"],
		Nationality: r.shown[prefix+".nationality"], Residence: r.shown[prefix+".residence"], Identity: identityOf(r.answers[prefix+".person_number"])}
}

// identityOf names the paper a number stands on: 12 digits are the citizen's, 9 those of
// the older identity card.
func identityOf(number string) string {
	switch len(number) {
	case 12:
		return "Số định danh cá nhân " + number
	case 9:
		return "Chứng minh nhân dân số " + number
	}
	return number
}

func (r result) registration() paper.Registration {
	return paper.Registration{Office: r.office, Number: r.number(), Book: r.volume(), Date: r.p.At.Date()}
}

// signer is who signed and in whose name: a committee's chairman, who a deputy signs
// for, or the head of a department (NĐ110/2004 Đ10 [M]).
func (k Clerk) signer(ctx context.Context, i Issuer, v dossier.View, p Paper) (paper.Signer, error) {
	lead := v.State.Places.Leadership
	title, err := k.Identity.TitleIn(ctx, k.Dossiers.Units.Authority, p.By, lead, p.At.Date())
	s := paper.Signer{Post: postOf(title), Name: orDots(i.Names[p.By])}
	if lead == v.State.Places.Agency {
		s.Capacity = "TM. ỦY BAN NHÂN DÂN"
	}
	return s, err
}

// posts are the beginnings of titles and how they stand under a paper.
var posts = []struct{ title, under string }{
	{"Phó Chủ tịch", "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH"}, {"Chủ tịch", "CHỦ TỊCH"},
	{"Phó Trưởng phòng", "KT. TRƯỞNG PHÒNG – PHÓ TRƯỞNG PHÒNG"}, {"Trưởng phòng", "TRƯỞNG PHÒNG"},
	{"Phó Giám đốc", "KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC"}, {"Giám đốc", "GIÁM ĐỐC"},
}

func postOf(title string) string {
	i := slices.IndexFunc(posts, func(p struct{ title, under string }) bool { return strings.HasPrefix(title, p.title) })
	if i < 0 {
		return orDots(strings.ToUpper(title))
	}
	return posts[i].under
}
