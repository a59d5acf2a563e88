package desk

import (
	"slices"

	"motcua/authz"
	"motcua/dossier"
	"motcua/form"
)

// mayContact reports whether an official may see how to reach the applicant: at
// the counter of this dossier only. A specialist goes through the one-stop unit.
//
// law: NĐ61 Đ5 k1e
func mayContact(a authz.Actor, v dossier.View) bool {
	return slices.Contains(a.Units(authz.CounterOfficial), v.State.Places.OneStop)
}

// discreet is v as the actor may see it: without phone and mail, in the
// applicant's record, in the answers and so on every slip, unless she works at
// the counter.
func discreet(a authz.Actor, v dossier.View) dossier.View {
	if mayContact(a, v) {
		return v
	}
	v.Person.Applicant.Phone, v.Person.Applicant.Email = "", ""
	if v.Person.Agent != nil {
		agent := *v.Person.Agent
		agent.Phone = ""
		v.Person.Agent = &agent
	}
	answers := map[string]string{}
	for id, value := range v.Person.Answers {
		answers[id] = value
	}
	pages := slices.Clone(v.Form.Pages)
	for i, p := range pages {
		pages[i].Fields = nil
		for _, f := range p.Fields {
			if f.Type == form.TypePhone || f.Type == form.TypeEmail {
				delete(answers, f.ID)
				continue
			}
			pages[i].Fields = append(pages[i].Fields, f)
		}
	}
	v.Form.Pages, v.Person.Answers = pages, answers
	return v
}
