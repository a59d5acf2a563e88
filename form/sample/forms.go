package sample

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"motcua/form"
	"motcua/form/place"
	"motcua/internal/clock"
)

// makers is how to answer each form, by its id.
func makers() map[string]func(m maker, today clock.Date) form.Answers {
	return map[string]func(maker, clock.Date) form.Answers{
		"1.001193": maker.birthRegistration,
		"1.000656": maker.deathRegistration,
		"2.000635": maker.extractCopies,
		"2.000815": maker.certification,
		"1.001612": maker.householdBusiness,
		"chung":    maker.application,
	}
}

// Forms is the ids of the forms there are samples for, sorted.
func Forms() []string {
	return slices.Sorted(maps.Keys(makers()))
}

// Of is complete valid answers for the form with an id, about people of Lạng Sơn; false
// for a form there are no samples for. Branches occur over seeds.
func Of(id string, seed uint64, today clock.Date) (form.Answers, bool) {
	do, ok := makers()[id]
	if !ok {
		return nil, false
	}
	return do(maker{rand.New(rand.NewPCG(seed, stream))}, today), true
}

// applies is the answers of who applies and how to reach her.
func (m maker) applies(p person, relation string) form.Answers {
	a := form.Answers{"requester.full_name": p.name, "requester.person_number": p.number,
		"requester.residence": p.residence, "requester.phone": m.mobile()}
	if relation != "" {
		a["requester.relation"] = relation
	}
	maps.Copy(a, m.delivery(p))
	return a
}

func (m maker) anybody(at clock.Date) (person, sex) {
	s := m.sex()
	return m.person(s, at, m.pick(places())), s
}

// citizen is answers about p as somebody called as.
func (p person) citizen(as string, s sex) form.Answers {
	a := form.Answers{as + ".full_name": p.name, as + ".sex": string(s), as + ".ethnicity": p.ethnicity, as + ".nationality": "Việt Nam"}
	putDate(a, as+".birth_date", p.birth)
	return a
}

// address is a real commune of Lạng Sơn with an invented line.
func (m maker) address(field string) form.Answers {
	found, _ := place.Official().Find(place.Query{Text: m.pick(places()), From: place.Commune, Max: 1})
	return form.Answers{field + ".unit": found[0].Code, field + ".line": "thôn " + strconv.Itoa(1+m.IntN(9))}
}

func (m maker) deathRegistration(today clock.Date) form.Answers {
	who, _ := m.anybody(today)
	dead, s := m.anybody(today.AddMonths(-12 * 40))
	died := today.AddDays(-m.IntN(15))
	a := m.applies(who, m.pick([]string{"spouse", "child", "relative"}))
	maps.Copy(a, dead.citizen("deceased", s))
	if m.IntN(3) > 0 {
		a["deceased.person_number"] = dead.number
	}
	a["deceased.residence_known"] = "no"
	if m.IntN(8) > 0 {
		a["deceased.residence_known"] = "yes"
		maps.Copy(a, m.address("deceased.residence"))
	}
	putDate(a, "death.date", died)
	a["death.place"], a["death.cause"] = m.pick(hospitals()), m.pick([]string{"Bệnh tim mạch", "Già yếu", "Tai nạn giao thông"})
	a["notice.kind"] = m.pick([]string{"notice", "notice", "notice", "police", "none"})
	if a["notice.kind"] != "none" {
		a["notice.number"], a["notice.issuer"] = strconv.Itoa(1+m.IntN(300))+"/GBT", m.pick(hospitals())
		putDate(a, "notice.date", died)
	}
	a["copies.count"] = strconv.Itoa(m.IntN(4))
	return a
}

func (m maker) extractCopies(today clock.Date) form.Answers {
	who, s := m.anybody(today)
	relation := m.pick([]string{"self", "self", "child", "parent"})
	a := m.applies(who, relation)
	whose := who
	if relation != "self" {
		whose, s = m.anybody(today)
	}
	maps.Copy(a, whose.citizen("subject", s))
	a["subject.person_number"], a["subject.residence"] = whose.number, whose.residence
	a["record.book"] = m.pick([]string{"birth", "birth", "marriage", "death", "change"})
	a["record.office"] = "Ủy ban nhân dân " + whose.home
	if a["record.book"] == "marriage" {
		a["spouse.full_name"] = m.person(female, today, whose.home).name
	}
	if m.IntN(2) == 0 {
		a["record.number"], a["record.date.year"] = strconv.Itoa(1+m.IntN(200)), strconv.Itoa(whose.birth.Year)
	}
	a["copies.count"] = strconv.Itoa(1 + m.IntN(5))
	return a
}

func (m maker) certification(today clock.Date) form.Answers {
	who, _ := m.anybody(today)
	a := m.applies(who, "")
	a["certification.origin"] = m.pick([]string{"vietnam", "vietnam", "vietnam", "foreign"})
	for i := range 1 + m.IntN(4) {
		row := "documents.list." + strconv.Itoa(i) + "."
		a[row+"name"] = m.pick([]string{"Bằng tốt nghiệp trung học phổ thông", "Giấy khai sinh", "Sổ hộ khẩu", "Chứng minh nhân dân", "Học bạ"})
		a[row+"pages"], a[row+"copies"] = strconv.Itoa(1+m.IntN(20)), strconv.Itoa(1+m.IntN(5))
	}
	return a
}

func (m maker) householdBusiness(today clock.Date) form.Answers {
	who, s := m.anybody(today)
	a := m.applies(who, "")
	maps.Copy(a, who.citizen("requester", s))
	putDate(a, "requester.paper_date", today.AddDays(-400-m.IntN(2000)))
	a["requester.paper_issuer"] = "Công an tỉnh Lạng Sơn"
	a["business.name"] = "Hộ kinh doanh " + strings.TrimPrefix(who.name, who.family+" ")
	maps.Copy(a, m.address("business.address"))
	for i := range 1 + m.IntN(3) {
		row := "business.sectors." + strconv.Itoa(i) + "."
		a[row+"name"] = m.pick([]string{"Bán lẻ lương thực, thực phẩm", "Dịch vụ ăn uống", "Sửa chữa mô tô, xe máy"})
		if m.IntN(2) == 0 {
			a[row+"code"] = m.pick([]string{"4711", "5610", "9521"})
		}
	}
	a["business.capital"], a["business.workers"] = strconv.Itoa(10_000_000*(1+m.IntN(50))), strconv.Itoa(1+m.IntN(9))
	a["business.kind"] = m.pick([]string{"person", "person", "group", "family"})
	if a["business.kind"] == "person" {
		return a
	}
	for i := range 1 + m.IntN(3) {
		maps.Copy(a, m.member("business.members."+strconv.Itoa(i), today, a["business.kind"] == "group"))
	}
	return a
}

// member is somebody who founds the business too.
func (m maker) member(row string, today clock.Date, shares bool) form.Answers {
	p, s := m.anybody(today)
	a := form.Answers{row + ".full_name": p.name, row + ".sex": string(s), row + ".person_number": p.number, row + ".residence": p.residence}
	putDate(a, row+".birth_date", p.birth)
	if shares {
		a[row+".share"] = strconv.Itoa(1_000_000 * (1 + m.IntN(90)))
	}
	return a
}

func (m maker) application(today clock.Date) form.Answers {
	who, _ := m.anybody(today)
	a := m.applies(who, "")
	a["requester.kind"] = "person"
	a["request.content"] = "Đề nghị cơ quan giải quyết theo hồ sơ kèm theo."
	if m.IntN(3) == 0 {
		a["requester.kind"] = "organisation"
		a["organisation.name"] = "Hợp tác xã " + strings.TrimPrefix(who.name, who.family+" ")
		a["organisation.code"] = m.taxCode()
		maps.Copy(a, m.address("organisation.address"))
		a["requester.position"] = "Giám đốc"
	}
	return a
}

// taxCode has the check digit of TT95/2016 Đ5 [M]; 49 is Lạng Sơn.
func (m maker) taxCode() string {
	for {
		code, sum := "49"+m.digits(7), 0
		for i, weight := range [9]int{31, 29, 23, 19, 17, 13, 7, 5, 3} {
			sum += weight * int(code[i]-'0')
		}
		if last := 10 - sum%11; last < 10 {
			return code + strconv.Itoa(last)
		}
	}
}
