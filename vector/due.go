package vector

import "motcua/law"

// dues is when a limit in working days ends.
//
// law: BLDS Đ147 k2
func dues() []Vector {
	v := func(id, vi, en, received, limit, expect string) Vector {
		return Vector{ID: id, Article: law.Article("BLDS Đ147 k2"), Title: Text{vi, en}, Expect: expect, Got: due,
			Inputs: Inputs{{"received", received}, {"limit", limit}}}
	}
	return []Vector{
		v("V6", "ngày tiếp nhận không tính; ngày làm việc kế tiếp là ngày 1", "the day of receipt is not counted; the next working day is day 1",
			"2019-06-03T09:00", "10 working_day", "2019-06-17 17:00"),
		v("V7", "Giỗ Tổ vào Chủ Nhật, nghỉ bù thứ Hai", "Hùng Kings' day on a Sunday, off on Monday",
			"2019-04-10T09:00", "3 working_day", "2019-04-16 17:00"),
		v("V8", "hoán đổi 29/04 lấy thứ Bảy 04/05: thứ Bảy đó được tính", "29/04 swapped with Saturday 04/05: that Saturday counts",
			"2019-04-26T09:00", "3 working_day", "2019-05-04 17:00"),
		v("V9", "qua Tết Kỷ Hợi", "over Tết 2019",
			"2019-01-31T09:00", "5 working_day", "2019-02-14 17:00"),
		v("V10", "qua Tết Dương lịch", "over New Year",
			"2019-12-27T09:00", "3 working_day", "2020-01-02 17:00"),
	}
}

func due(c Context, in Inputs) (string, error) {
	received, err := in.instant("received")
	if err != nil {
		return "", err
	}
	limit, err := in.limit("limit")
	if err != nil {
		return "", err
	}
	r, err := c.Calendar.Due(received, limit)
	if err != nil {
		return "", err
	}
	return Moment(r.Due), nil
}
