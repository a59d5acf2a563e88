package vector

import "motcua/law"

// The ways a dossier comes in.
const (
	direct = "direct"
	online = "online"
)

// transfers is by when a received dossier must have been transferred.
//
// law: NĐ61 Đ18 k1, NĐ61 Đ18 k2, NĐ61 Đ18 k3
func transfers() []Vector {
	v := func(id, article, vi, en, received, channel, expect string) Vector {
		return Vector{ID: id, Article: law.Article(article), Title: Text{vi, en}, Expect: expect, Got: transferBy,
			Inputs: Inputs{{"received", received}, {"channel", channel}}}
	}
	return []Vector{
		v("V1", "NĐ61 Đ18 k2", "tại quầy trước 15 giờ: chuyển trong ngày", "counter before 15:00: transferred within the day",
			"2019-06-17T14:59", direct, "2019-06-17 17:00"),
		v("V2a", "NĐ61 Đ18 k2", "tại quầy đúng 15 giờ: chưa phải “sau 15 giờ”", "counter at exactly 15:00: not yet “after 15:00”",
			"2019-06-17T15:00:00", direct, "2019-06-17 17:00"),
		v("V2b", "NĐ61 Đ18 k2", "tại quầy, một giây sau 15 giờ: đầu giờ ngày làm việc tiếp theo", "counter, a second after 15:00: start of the next working day",
			"2019-06-17T15:00:01", direct, "2019-06-18 07:30"),
		v("V3", "NĐ61 Đ18 k2", "chiều thứ Sáu sau 15 giờ: sáng thứ Hai", "Friday after 15:00: Monday morning",
			"2019-06-14T15:01", direct, "2019-06-17 07:30"),
		v("V4", "NĐ61 Đ18 k2", "ngày làm việc cuối trước Tết sau 15 giờ: sáng ngày đầu sau Tết", "last working day before Tết after 15:00: first morning after it",
			"2019-02-01T15:20", direct, "2019-02-11 07:30"),
		v("V5", "NĐ61 Đ18 k1", "trực tuyến: chuyển ngay, không có mốc 15 giờ", "online: at once, no mark of 15:00",
			"2019-06-17T16:30", online, "2019-06-17 16:30"),
	}
}

func transferBy(c Context, in Inputs) (string, error) {
	received, err := in.instant("received")
	if err != nil {
		return "", err
	}
	channel, err := in.oneOf("channel", direct, online)
	if err != nil {
		return "", err
	}
	r, err := c.regime(received.Date())
	if err != nil {
		return "", err
	}
	return Moment(r.TransferBy(c.Calendar, received, channel == direct)), nil
}
