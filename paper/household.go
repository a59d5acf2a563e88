package paper

import (
	"fmt"
	"slices"

	"motcua/internal/clock"
)

// Member is a person or member of the family who set up a household business.
type Member struct {
	Name        string `json:"name"`
	Born        string `json:"born,omitempty"`
	Nationality string `json:"nationality,omitempty"`
	Residence   string `json:"residence,omitempty"`
	Share       int64  `json:"share,omitempty"` // đồng
	Identity    string `json:"identity,omitempty"`
}

// Owner is who represents a household business.
type Owner struct {
	Citizen
	Sex    string `json:"sex"`
	Living string `json:"living,omitempty"` // chỗ ở hiện tại
}

// HouseholdBusiness is the certificate of registration of a household business (Giấy
// chứng nhận đăng ký hộ kinh doanh). Record.Head.Number is its number. Fields from
// memory of NĐ78/2015/NĐ-CP and TT02/2019/TT-BKHĐT.
type HouseholdBusiness struct {
	Name       string     `json:"name"` // in capitals
	Place      string     `json:"place"`
	Phone      string     `json:"phone,omitempty"`
	Email      string     `json:"email,omitempty"`
	Trades     []string   `json:"trades"`
	Capital    int64      `json:"capital"` // đồng
	Owner      Owner      `json:"owner"`
	Members    []Member   `json:"members,omitempty"`
	Registered clock.Date `json:"registered"` // đăng ký lần đầu
	Changes    int        `json:"changes,omitempty"`
	ChangedOn  clock.Date `json:"changed_on"` // of the last change; zero while none
	Signer     Signer     `json:"signer"`
}

func (s *HouseholdBusiness) size() Size    { return A4() }
func (s *HouseholdBusiness) copies() []int { return []int{0} }

func (s *HouseholdBusiness) needs(r Record) []need {
	return slices.Concat([]need{text("head.number", r.Head.Number), text("name", s.Name), text("place", s.Place), text("owner.name", s.Owner.Name),
		text("owner.sex", s.Owner.Sex), text("owner.identity", s.Owner.Identity), text("owner.residence", s.Owner.Residence),
		{"trades", len(s.Trades) > 0}, {"capital", s.Capital >= 0}, {"registered", s.Registered.Valid()},
		{"changed_on", (s.Changes > 0) == s.ChangedOn.Valid()}}, s.Signer.needs())
}

func (s *HouseholdBusiness) blocks(r Record, w words, _ int) []Block {
	out := append(r.resultTop(w, w.say("household.first", "day", w.day(s.Registered))), s.changed(w)...)
	o := s.Owner
	out = append(out, List{Field: "items", Items: []Item{
		{Line: strong(w.line("name", "household.name", s.Name))},
		{Line: w.line("place", "household.place", s.Place)},
		{Line: Line{Field: "trades", Label: w.say("household.trades")}, Points: s.Trades},
		{Line: w.line("capital", "household.capital", w.money(s.Capital))},
		{Line: strong(w.line("owner", "household.owner", o.Name)), Points: []string{
			w.pairs("civil.sex", o.Sex, "household.born", o.Born, "civil.ethnicity", o.Ethnicity, "civil.nationality", o.Nationality),
			w.pairs("civil.identity", o.Identity), w.pairs("household.residence", o.Residence), w.pairs("household.living", o.Living)}},
	}}, Pair{[]Line{w.line("phone", "phone", s.Phone), w.line("email", "email", s.Email)}})
	if len(s.Members) > 0 {
		out = append(out, s.members(w))
	}
	return append(out, r.resultFoot(w, s.Signer)...)
}

func (s *HouseholdBusiness) changed(w words) []Block {
	if s.Changes == 0 {
		return nil
	}
	return []Block{Text{Field: "changed", Text: w.say("household.changed", "no", fmt.Sprint(s.Changes), "day", w.day(s.ChangedOn)), Look: Centred}}
}

func (s *HouseholdBusiness) members(w words) Table {
	t := Table{Field: "members", Label: w.say("household.members"), Columns: []Column{
		{Head: w.say("household.member.no"), Weight: 7, Centre: true}, {Head: w.say("household.member.name"), Weight: 24},
		{Head: w.say("household.member.born"), Weight: 20, Centre: true}, {Head: w.say("household.member.nationality"), Weight: 15, Centre: true},
		{Head: w.say("household.member.residence"), Weight: 36}, {Head: w.say("household.member.share"), Weight: 22, Centre: true},
		{Head: w.say("household.member.identity"), Weight: 26}}}
	for i, m := range s.Members {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), m.Name, m.Born, m.Nationality, m.Residence, w.money(m.Share), m.Identity})
	}
	return t
}

// pairs is labels and values in one line, "Giới tính: Nữ; Dân tộc: Tày".
func (w words) pairs(keysAndValues ...string) string {
	out := ""
	for i := 0; i+1 < len(keysAndValues); i += 2 {
		if i > 0 {
			out += "; "
		}
		out += w.say(keysAndValues[i]) + " " + orDots(keysAndValues[i+1])
	}
	return out
}
