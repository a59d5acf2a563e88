package vector

import (
	"motcua/code"
	"motcua/internal/fault"
	"motcua/law"
)

// numbers is dossier codes and the numbering of a day.
//
// law: NĐ61 Đ26 k2, TT01 Đ19 k1
func numbers() []Vector {
	v := func(id, vi, en, received, ordinal, expect string) Vector {
		return Vector{ID: id, Article: law.Article("NĐ61 Đ26 k2"), Title: Text{vi, en}, Expect: expect, Got: dossierCode,
			Inputs: Inputs{{"unit", "000.00.12.H26"}, {"received", received}, {"ordinal", ordinal}}}
	}
	return []Vector{
		v("V27a", "nộp Chủ Nhật 16/06/2019, tiếp nhận thứ Hai: mã mang ngày tiếp nhận", "filed on Sunday 16/06/2019, received on Monday: the code bears the day of receipt",
			"2019-06-17T08:00", "45", "000.00.12.H26-190617-0045"),
		v("V27b", "hồ sơ đầu tiên của ngày kế tiếp: số bắt đầu lại từ 1", "first of the next day: numbers begin at 1 again",
			"2019-06-18T08:00", "1", "000.00.12.H26-190618-0001"),
		v("V27c", "hồ sơ thứ 10.000 trong ngày: từ chối, không quay vòng", "the 10,000th of a day: refused, never wraps",
			"2019-06-18T16:00", "10000", string(fault.CodeDayFull)),
		{ID: "P30", Article: law.Article("TT01 Đ19 k1"), Got: dayFull, Expect: Refused,
			Title:  Text{"đã cấp 9.999 số trong ngày: hết số", "9,999 numbers issued today: none left"},
			Inputs: Inputs{{"received", "2019-06-18T16:00"}, {"issued", "9999"}}},
	}
}

func dossierCode(_ Context, in Inputs) (string, error) {
	unit, err := code.ParseUnitCode(in.Get("unit"))
	if err != nil {
		return "", unreadable("unit", in.Get("unit"), err)
	}
	received, err := in.instant("received")
	if err != nil {
		return "", err
	}
	ordinal, err := in.Number("ordinal")
	if err != nil {
		return "", err
	}
	c, err := code.FormatDossierCode(unit, received.Date(), ordinal)
	if fault.Is(err, fault.CodeDayFull) {
		return string(fault.CodeDayFull), nil
	}
	return string(c), err
}

func dayFull(c Context, in Inputs) (string, error) {
	received, err := in.instant("received")
	if err != nil {
		return "", err
	}
	issued, err := in.Number("issued")
	if err != nil {
		return "", err
	}
	r, err := c.regime(received.Date())
	if err != nil {
		return "", err
	}
	if r.DayFull(issued) {
		return Refused, nil
	}
	return Allowed, nil
}
