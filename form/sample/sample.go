// Package sample makes complete fictional answers for the forms the product
// carries: for seeded histories and for tests. Nobody in them exists; equal seeds
// and days give equal answers.
package sample

import (
	"maps"
	"math/rand/v2"
	"strconv"

	"motcua/form"
	"motcua/internal/clock"
)

// stream keeps these draws apart from those of other makers with the same seed.
const stream = 1001193

// BirthRegistration is complete valid answers for the form of procedure 1.001193,
// about a child born in the sixty days up to today (the time parents have, Luật Hộ
// tịch 2014 Đ15 k1 [M]). About one father in twenty is not known, and few parents of
// known fathers are not married; results go to counter, post and online.
func BirthRegistration(seed uint64, today clock.Date) form.Answers {
	return maker{rand.New(rand.NewPCG(seed, stream))}.birthRegistration(today)
}

func (m maker) birthRegistration(today clock.Date) form.Answers {
	born := today.AddDays(-m.IntN(60))
	home := m.pick(places())
	mother := m.person(female, born, home)
	father := m.person(male, born, home)
	fatherKnown := m.IntN(20) > 0

	a := form.Answers{"mother.known": "yes", "father.known": "no"}
	maps.Copy(a, mother.parent("mother"))
	if fatherKnown {
		a["father.known"] = "yes"
		maps.Copy(a, father.parent("father"))
		maps.Copy(a, m.marriage(born, home))
	}
	maps.Copy(a, m.requester(mother, father, fatherKnown))
	named := mother
	if fatherKnown {
		named = father
	}
	maps.Copy(a, m.child(named, born))
	maps.Copy(a, m.delivery(mother))
	a["copies.count"] = strconv.Itoa(m.IntN(6))
	return a
}

func (m maker) requester(mother, father person, fatherKnown bool) form.Answers {
	who, relation := mother, "mother"
	if fatherKnown && m.IntN(2) == 0 {
		who, relation = father, "father"
	}
	a := form.Answers{
		"requester.full_name": who.name, "requester.person_number": who.number,
		"requester.relation": relation, "requester.residence": who.residence,
		"requester.phone": m.mobile(),
	}
	if m.IntN(3) == 0 {
		a["requester.email"] = "dan" + m.digits(6) + "@example.vn" // example: nobody's mailbox
	}
	return a
}

func (m maker) child(like person, born clock.Date) form.Answers {
	s := m.sex()
	a := form.Answers{
		"child.full_name": like.family + " " + m.pick(middles(s)) + " " + m.pick(givens(s)),
		"child.sex":       string(s), "child.birth_place": m.pick(hospitals()),
		"child.ethnicity": like.ethnicity, "child.nationality": "Việt Nam", "child.hometown": like.home,
	}
	putDate(a, "child.birth_date", born)
	return a
}

func (m maker) marriage(born clock.Date, home string) form.Answers {
	if m.IntN(12) == 0 {
		return form.Answers{"marriage.registered": "no"}
	}
	a := form.Answers{"marriage.registered": "yes"}
	if m.IntN(4) > 0 { // some do not remember
		on := born.AddDays(-300 - m.IntN(400))
		a["marriage.certificate_number"] = strconv.Itoa(1+m.IntN(90)) + "/" + strconv.Itoa(on.Year)
		a["marriage.place"] = "Ủy ban nhân dân " + home
		putDate(a, "marriage.date", on)
	}
	return a
}

func (m maker) delivery(to person) form.Answers {
	switch m.IntN(10) {
	case 0, 1:
		return form.Answers{"delivery.channel": "post", "delivery.address": to.residence}
	case 2, 3:
		return form.Answers{"delivery.channel": "online"}
	}
	return form.Answers{"delivery.channel": "counter"}
}

func putDate(a form.Answers, field string, d clock.Date) {
	a[field+".day"] = strconv.Itoa(d.Day)
	a[field+".month"] = strconv.Itoa(int(d.Month))
	a[field+".year"] = strconv.Itoa(d.Year)
}
