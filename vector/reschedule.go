package vector

import "motcua/law"

// reschedules is whether the notice of a new promised date came in time.
//
// law: NĐ61 Đ19 k9
func reschedules() []Vector {
	v := func(id, vi, en, noticed, expect string) Vector {
		return Vector{ID: id, Article: law.Article("NĐ61 Đ19 k9"), Title: Text{vi, en}, Expect: expect, Got: reschedule,
			Inputs: Inputs{{"promised", "2019-06-17"}, {"noticed", noticed}}}
	}
	return []Vector{
		v("V14a", "báo Chủ Nhật cho hẹn thứ Hai: “01 ngày” là ngày thường", "told on Sunday for a promise of Monday: “01 day” is a calendar day",
			"2019-06-16", InTime),
		v("V14b", "báo đúng ngày hẹn: quá muộn", "told on the promised day: too late",
			"2019-06-17", Late),
	}
}

func reschedule(c Context, in Inputs) (string, error) {
	promised, err := in.date("promised")
	if err != nil {
		return "", err
	}
	noticed, err := in.date("noticed")
	if err != nil {
		return "", err
	}
	r, err := c.regime(noticed)
	if err != nil {
		return "", err
	}
	return inTime(r.RescheduleInTime(promised, noticed)), nil
}
