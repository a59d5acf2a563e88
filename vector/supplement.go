package vector

import "motcua/law"

// supplements is the return of a dossier for supplement and the clock after it.
//
// law: NĐ61 Đ19 k4
func supplements() []Vector {
	article := law.Article("NĐ61 Đ19 k4")
	notice := func(id, vi, en, noticed, expect string) Vector {
		return Vector{ID: id, Article: article, Title: Text{vi, en}, Expect: expect, Got: returnNotice,
			Inputs: Inputs{{"received", "2019-06-03T09:00"}, {"noticed", noticed}}}
	}
	return []Vector{
		notice("V11a", "trả hồ sơ để bổ sung vào ngày làm việc thứ 3: đúng hạn", "returned for supplement on the 3rd working day: in time",
			"2019-06-06T10:00", InTime),
		notice("V11b", "trả hồ sơ để bổ sung vào ngày làm việc thứ 4: quá hạn", "returned for supplement on the 4th working day: late",
			"2019-06-07T10:00", Late),
		{ID: "V12", Article: article, Got: restart, Expect: "2019-06-27 17:00",
			Title: Text{"đủ hồ sơ sau khi bổ sung: thời hạn tính lại từ đầu, không cộng phần còn lại",
				"complete after the supplement: the limit starts anew, not the rest of it"},
			Inputs: Inputs{{"received", "2019-06-03T09:00"}, {"completed", "2019-06-13T09:00"}, {"limit", "10 working_day"}}},
	}
}

func returnNotice(c Context, in Inputs) (string, error) {
	received, err := in.instant("received")
	if err != nil {
		return "", err
	}
	noticed, err := in.instant("noticed")
	if err != nil {
		return "", err
	}
	r, err := c.regime(received.Date())
	if err != nil {
		return "", err
	}
	last, err := r.ReturnNoticeDue(c.Calendar, received)
	if err != nil {
		return "", err
	}
	return inTime(noticed <= last.Due), nil
}

// restart counts from the complete dossier; the first receipt is shown so that
// the difference can be seen, and must come first.
func restart(c Context, in Inputs) (string, error) {
	received, err := in.instant("received")
	if err != nil {
		return "", err
	}
	completed, err := in.instant("completed")
	if err != nil {
		return "", err
	}
	if completed < received {
		return "", unreadable("completed", in.Get("completed"), errBefore)
	}
	return due(c, Inputs{{"received", in.Get("completed")}, {"limit", in.Get("limit")}})
}
