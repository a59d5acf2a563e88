package vector

// Answers of inputs that are yes or no.
const (
	yes = "yes"
	no  = "no"
)

// staffing is who may work in a one-stop unit and for how long.
//
// law: NĐ61 Đ10 k2a, NĐ61 Đ11 k1b, NĐ61 Đ11 k4
func staffing() []Vector {
	term := func(id, vi, en, to, expect string) Vector {
		return Vector{ID: id, Article: "NĐ61 Đ11 k4", Title: Text{vi, en}, Expect: expect, Got: secondment,
			Inputs: Inputs{{"level", "province"}, {"from", "2019-07-01"}, {"to", to}}}
	}
	senior := func(id, vi, en, level, expect string) Vector {
		return Vector{ID: id, Article: "NĐ61 Đ11 k1b", Title: Text{vi, en}, Expect: expect, Got: seniority,
			Inputs: Inputs{{"level", level}, {"since", "2016-08-01"}, {"on", "2019-07-01"}}}
	}
	return []Vector{
		term("V28a", "6 tháng: đủ", "6 months: enough", "2019-12-31", Allowed),
		term("V28b", "5 tháng: thiếu", "5 months: too short", "2019-11-30", Refused),
		term("V28c", "24 tháng: được", "24 months: allowed", "2021-06-30", Allowed),
		term("V28d", "25 tháng: quá dài", "25 months: too long", "2021-07-31", Refused),
		{ID: "V29", Article: "NĐ61 Đ10 k2a", Got: deputies, Expect: Refused,
			Title: Text{"phó giám đốc trung tâm thứ ba", "a third deputy director of a centre"}, Inputs: Inputs{{"day", "2019-07-01"}, {"deputies", "3"}}},
		senior("V30a", "thâm niên 2 năm 11 tháng ở cấp tỉnh: chưa đủ", "2 years 11 months in a province: not enough", "province", Refused),
		senior("V30b", "thâm niên 2 năm 11 tháng ở cấp xã: được", "2 years 11 months in a commune: allowed", "commune", Allowed),
	}
}

func allowed(ok bool) string {
	if ok {
		return Allowed
	}
	return Refused
}

func (in Inputs) level() (string, error) {
	return in.oneOf("level", "ministry", "province", "district", "commune")
}

func secondment(c Context, in Inputs) (string, error) {
	level, err := in.level()
	if err != nil {
		return "", err
	}
	from, err := in.date("from")
	if err != nil {
		return "", err
	}
	to, err := in.date("to")
	if err != nil {
		return "", err
	}
	r, err := c.regime(from)
	return allowed(r.TermAllowed(level, from, to)), err
}

func seniority(c Context, in Inputs) (string, error) {
	level, err := in.level()
	if err != nil {
		return "", err
	}
	since, err := in.date("since")
	if err != nil {
		return "", err
	}
	on, err := in.date("on")
	if err != nil {
		return "", err
	}
	r, err := c.regime(on)
	return allowed(r.SeniorEnough(level, since, on)), err
}

func deputies(c Context, in Inputs) (string, error) {
	day, err := in.date("day")
	if err != nil {
		return "", err
	}
	n, err := in.Number("deputies")
	if err != nil {
		return "", err
	}
	r, err := c.regime(day)
	return allowed(r.DeputiesAllowed(n)), err
}
