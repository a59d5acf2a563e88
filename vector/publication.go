package vector

import (
	"motcua/law"
)

// publications is by when a procedure is published and entered into the national
// database, when a review plan is sent, and when a petition is forwarded.
//
// law: NĐ63 Đ15, NĐ63 Đ23, NĐ63 Đ24 k2, NĐ63 Đ30 k3, NĐ20 Đ9 k1d
func publications() []Vector {
	sign := func(id, vi, en string, by law.Publisher, effect, expect string) Vector {
		return Vector{ID: id, Article: "NĐ63 Đ15", Title: Text{vi, en}, Expect: expect, Got: publishBy,
			Inputs: Inputs{{"publisher", string(by)}, {"effect", effect}}}
	}
	post := func(id, article, vi, en string, by law.Publisher, signed, shortened, expect string) Vector {
		return Vector{ID: id, Article: law.Article(article), Title: Text{vi, en}, Expect: expect, Got: postBy,
			Inputs: Inputs{{"publisher", string(by)}, {"signed", signed}, {"shortened", shortened}}}
	}
	plan := func(id, vi, en, sent, expect string) Vector {
		return Vector{ID: id, Article: "NĐ63 Đ30 k3", Title: Text{vi, en}, Expect: expect, Got: reviewPlan,
			Inputs: Inputs{{"year", "2026"}, {"sent", sent}}}
	}
	return []Vector{
		sign("P1", "bộ trưởng công bố trước ngày có hiệu lực 20 ngày", "a minister publishes 20 days before effect", law.Minister, "2026-07-01", "2026-06-11"),
		sign("P2", "chủ tịch tỉnh công bố trước 5 ngày", "a provincial chairman 5 days before", law.Chairman, "2026-07-01", "2026-06-26"),
		sign("P3", "đếm lùi, không dời vì ngày nghỉ", "counted backwards, not moved for a day off", law.Minister, "2026-03-01", "2026-02-09"),
		post("P4", "NĐ63 Đ24 k2", "trình tự rút gọn: 2 ngày làm việc", "shortened route: 2 working days", law.Minister, "2026-03-09", yes, "2026-03-11"),
		post("P5", "NĐ63 Đ24 k2", "bộ trưởng ký thứ Sáu: 10 ngày làm việc", "a minister signs on Friday: 10 working days", law.Minister, "2026-03-06", no, "2026-03-20"),
		post("P6", "NĐ63 Đ24 k2", "chủ tịch tỉnh ký: 5 ngày làm việc", "a chairman signs: 5 working days", law.Chairman, "2026-03-06", no, "2026-03-13"),
		post("P7", "NĐ63 Đ24 k2", "hạn nhập có thể sau ngày có hiệu lực", "the entry may be due after the day of effect", law.Chairman, "2026-06-26", no, "2026-07-03"),
		post("P8", "NĐ63 Đ24 k2", "qua Giỗ Tổ, 30/4, 1/5", "over Hùng Kings' day, 30/4 and 1/5", law.Minister, "2026-04-23", no, "2026-05-12"),
		{ID: "P9", Article: "NĐ20 Đ9 k1d", Got: forwardBy, Expect: "2026-05-05",
			Title:  Text{"chuyển phản ánh, kiến nghị cho cơ quan khác", "a petition forwarded to another agency"},
			Inputs: Inputs{{"received_on", "2026-04-23"}}},
		plan("P10a", "“trước ngày 31/01”: đúng 31/01 là muộn", "“before 31/01”: that day itself is late", "2026-01-31", Late),
		plan("P10b", "30/01 là đúng hạn", "30/01 is in time", "2026-01-30", InTime),
		post("P11", "NĐ63 Đ23", "cơ quan được giao không nhập vào cơ sở dữ liệu quốc gia", "a delegate's decision has no place in the national database",
			law.Delegate, "2026-03-06", no, Refused),
	}
}

func (in Inputs) publisher() (law.Publisher, error) {
	by, err := in.oneOf("publisher", string(law.Minister), string(law.Chairman), string(law.Delegate))
	return law.Publisher(by), err
}

func publishBy(c Context, in Inputs) (string, error) {
	by, err := in.publisher()
	if err != nil {
		return "", err
	}
	effect, err := in.date("effect")
	if err != nil {
		return "", err
	}
	r, err := c.regime(effect)
	if err != nil {
		return "", err
	}
	last, _ := r.PublishBy(by, effect)
	return last.String(), nil
}

func postBy(c Context, in Inputs) (string, error) {
	by, err := in.publisher()
	if err != nil {
		return "", err
	}
	signed, err := in.date("signed")
	if err != nil {
		return "", err
	}
	shortened, err := in.oneOf("shortened", yes, no)
	if err != nil {
		return "", err
	}
	r, err := c.regime(signed)
	if err != nil {
		return "", err
	}
	last, ok, err := r.PostBy(c.Calendar, by, signed, shortened == yes)
	if err == nil && !ok {
		return Refused, nil
	}
	return last.String(), err
}

func reviewPlan(c Context, in Inputs) (string, error) {
	year, err := in.Number("year")
	if err != nil {
		return "", err
	}
	sent, err := in.date("sent")
	if err != nil {
		return "", err
	}
	r, err := c.regime(sent)
	if err != nil {
		return "", err
	}
	return inTime(r.ReviewPlanInTime(year, sent)), nil
}

func forwardBy(c Context, in Inputs) (string, error) {
	received, err := in.date("received_on")
	if err != nil {
		return "", err
	}
	r, err := c.regime(received)
	if err != nil {
		return "", err
	}
	last, err := r.ForwardPetitionBy(c.Calendar, received)
	return last.String(), err
}
