package view

import (
	"fmt"
	"strconv"
	"strings"

	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/paper"
)

// certified is how many papers were compared with their originals.
func certified(v dossier.View) int {
	n := 0
	for v.Person.Found[row("compared.list", n, "name")] != "" {
		n++
	}
	return n
}

func row(group string, n int, field string) string { return fmt.Sprintf("%s.%d.%s", group, n, field) }

// certification is the text under a certified copy (NĐ23/2015 Đ12, Đ20 [M]).
func certification(r result) (paper.Record, error) {
	found := r.v.Person.Found
	number := func(field string) int {
		n, _ := strconv.Atoi(found[row("compared.list", r.p.No-1, field)]) // checked when it was entered
		return n
	}
	r.Template, r.Heading = paper.TemplateCertification, "Chứng thực bản sao đúng với bản chính"
	pages, copies := number("pages"), number("copies")
	r.Certification = &paper.Certification{Document: found[row("compared.list", r.p.No-1, "name")], Number: strconv.Itoa(r.entry.No),
		Book: r.volume(), Date: r.p.At.Date(), Copies: copies, Pages: pages, Fee: dossier.CertificationFee(pages, copies), Signer: r.signer}
	return r.Record, nil
}

// household is the certificate of a household business (NĐ78/2015 Đ68, Đ71 [M]).
func household(r result) (paper.Record, error) {
	r.Template, r.Heading, r.Head.Number = paper.TemplateHousehold, "Giấy chứng nhận đăng ký hộ kinh doanh", r.number()
	owner := r.citizen("requester")
	capital, _ := strconv.ParseInt(r.answers["business.capital"], 10, 64) // checked when it was answered
	r.Household = &paper.HouseholdBusiness{Name: strings.ToUpper(r.shown["business.name"]), Place: r.shown["business.address"], Phone: r.shown["requester.phone"],
		Email: r.shown["requester.email"], Capital: capital, Owner: paper.Owner{Citizen: owner, Sex: r.shown["requester.sex"], Living: owner.Residence},
		Registered: r.p.At.Date(), Signer: r.signer}
	for n := 0; r.answers[row("business.sectors", n, "name")] != ""; n++ {
		r.Household.Trades = append(r.Household.Trades, r.answers[row("business.sectors", n, "name")])
	}
	for n := 0; r.answers[row("business.members", n, "full_name")] != ""; n++ {
		get := func(field string) string { return r.answers[row("business.members", n, field)] }
		share, _ := strconv.ParseInt(get("share"), 10, 64)
		r.Household.Members = append(r.Household.Members, paper.Member{Name: strings.ToUpper(get("full_name")), Born: bornOn(r.date(row("business.members", n, "birth_date"))), Residence: get("residence"),
			Identity: identityOf(get("person_number")), Share: share})
	}
	return r.Record, nil
}

// bornOn is a date as tables of papers write it; empty when none was given.
func bornOn(d clock.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year)
}
