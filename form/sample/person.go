package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"motcua/form"
	"motcua/internal/clock"
)

type sex string

const (
	female sex = "female"
	male   sex = "male"
)

// maker draws; each draw moves it on.
type maker struct{ *rand.Rand }

type person struct {
	name, family string
	ethnicity    string
	number       string
	home         string // commune, district, province
	residence    string
	birth        clock.Date
}

func (m maker) pick(list []string) string { return list[m.IntN(len(list))] }

func (m maker) sex() sex {
	if m.IntN(2) == 0 {
		return female
	}
	return male
}

// person is somebody 22 to 40 years old on day at.
func (m maker) person(s sex, at clock.Date, home string) person {
	of := peoples()[m.IntN(len(peoples()))]
	family := m.pick(of.families)
	birth := at.AddMonths(-12 * 22).AddDays(-m.IntN(18 * 365))
	return person{
		name:   family + " " + m.pick(middles(s)) + " " + m.pick(givens(s)),
		family: family, ethnicity: of.ethnicity, birth: birth, home: home,
		number:    m.personNumber(s, birth),
		residence: "thôn " + strconv.Itoa(1+m.IntN(9)) + ", " + home,
	}
}

// personNumber has the structure of NĐ137/2015 Đ13, TT07/2016/TT-BCA Đ7 [M]:
// 020 for Lạng Sơn, a digit for century and sex, the year, six random digits.
func (m maker) personNumber(s sex, birth clock.Date) string {
	century := 2 * (birth.Year/100 - 19)
	if s == female {
		century++
	}
	return fmt.Sprintf("020%d%02d%s", century, birth.Year%100, m.digits(6))
}

func (m maker) mobile() string {
	return m.pick([]string{"03", "05", "07", "08", "09"}) + m.digits(8)
}

func (m maker) digits(n int) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = byte('0' + m.IntN(10))
	}
	return string(out)
}

// parent is the answers about p as mother or father; older people give the year
// alone as the paper form asks.
func (p person) parent(as string) form.Answers {
	a := form.Answers{
		as + ".full_name": p.name, as + ".ethnicity": p.ethnicity, as + ".nationality": "Việt Nam",
		as + ".residence": p.residence, as + ".person_number": p.number,
	}
	if p.birth.Year < 1985 {
		a[as+".birth_date.year"] = strconv.Itoa(p.birth.Year)
		return a
	}
	putDate(a, as+".birth_date", p.birth)
	return a
}

// PersonNumber is the number a child born about that day could be given.
func PersonNumber(seed uint64, born clock.Date) string {
	m := maker{rand.New(rand.NewPCG(seed, stream))}
	return m.personNumber(m.sex(), born)
}
