package vector

import (
	"strconv"

	"motcua/law"
)

// indicators is the points of the assessment: time against the time allowed, and
// petitions.
//
// law: TT01 Đ13 k1, TT01 Đ13 k8
func indicators() []Vector {
	time := func(id, vi, en, article, spent, days, expect string) Vector {
		return Vector{ID: id, Article: law.Article(article), Title: Text{vi, en}, Expect: expect, Got: timePoints,
			Inputs: Inputs{{"day", "2019-06-17"}, {"spent", spent}, {"allowed", days}}}
	}
	petitions := func(id, vi, en, received, handled, prolonged, expect string) Vector {
		return Vector{ID: id, Article: "TT01 Đ13 k8", Title: Text{vi, en}, Expect: expect, Got: petitionPoints,
			Inputs: Inputs{{"day", "2019-06-17"}, {"petitions", received}, {"in_time", handled}, {"prolonged", prolonged}}}
	}
	return []Vector{
		time("V17a", "trả trước hạn: 2 điểm", "returned before the limit: 2 points", "TT01 Đ13 k1", "9", "10", "2"),
		time("V17b", "trả đúng hạn: 1 điểm", "returned on the last day: 1 point", "TT01 Đ13 k1", "10", "10", "1"),
		time("V17c", "trả quá hạn: 0 điểm", "returned late: 0 points", "TT01 Đ13 k1", "11", "10", "0"),
		time("V18", "một cơ quan trong liên thông quá hạn của mình: 0 điểm", "an agency of an interlinked procedure past its own limit: 0 points", "TT01 Đ13 k2", "5", "4", "0"),
		petitions("V24a", "36/40 đúng hạn, tức 90%", "36 of 40 in time, 90%", "40", "36", "0", "1"),
		petitions("V24b", "35/40 đúng hạn", "35 of 40 in time", "40", "35", "0", "0"),
		petitions("V24c", "40/40 nhưng một việc kéo dài", "40 of 40, but one drawn out", "40", "40", "1", "0"),
		petitions("V24d", "không có phản ánh, kiến nghị", "no petition", "0", "0", "0", "2"),
	}
}

func (in Inputs) numbers(keys ...string) ([]int, error) {
	out := make([]int, len(keys))
	for i, key := range keys {
		n, err := in.Number(key)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}

func timePoints(c Context, in Inputs) (string, error) {
	day, err := in.date("day")
	if err != nil {
		return "", err
	}
	n, err := in.numbers("spent", "allowed")
	if err != nil {
		return "", err
	}
	r, err := c.regime(day)
	if err != nil {
		return "", err
	}
	return strconv.Itoa(r.TimePoints(int64(n[0]), int64(n[1]))), nil
}

func petitionPoints(c Context, in Inputs) (string, error) {
	day, err := in.date("day")
	if err != nil {
		return "", err
	}
	n, err := in.numbers("petitions", "in_time", "prolonged")
	if err != nil {
		return "", err
	}
	r, err := c.regime(day)
	if err != nil {
		return "", err
	}
	return strconv.Itoa(r.PetitionPoints(n[0], n[1], n[2])), nil
}
