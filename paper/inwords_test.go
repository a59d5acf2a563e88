package paper

import (
	"testing"

	"motcua/internal/clock"
)

func TestNumbersAndDaysInWords(t *testing.T) {
	for n, want := range map[int]string{
		0: "không", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 20: "hai mươi", 21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm",
		30: "ba mươi", 100: "một trăm", 105: "một trăm lẻ năm", 215: "hai trăm mười lăm", 1975: "một nghìn chín trăm bảy mươi lăm",
		2005: "hai nghìn không trăm lẻ năm", 2019: "hai nghìn không trăm mười chín", 2000: "hai nghìn", 9999: "chín nghìn chín trăm chín mươi chín", 10000: "10000",
	} {
		if got := InWords(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	for day, want := range map[string]string{
		"2019-06-02": "ngày mồng hai, tháng sáu, năm hai nghìn không trăm mười chín",
		"2019-06-15": "ngày mười lăm, tháng sáu, năm hai nghìn không trăm mười chín",
		"2024-04-30": "ngày ba mươi, tháng tư, năm hai nghìn không trăm hai mươi tư",
	} {
		if got := DayInWords(clock.MustDate(day)); got != want {
			t.Errorf("%s: %q", day, got)
		}
	}
}
