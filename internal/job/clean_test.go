package job

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCleanTakesOutWhoAMessageWasFor(t *testing.T) {
	for said, want := range map[string]string{
		"550 5.1.1 <lan.tran@example.vn>: user unknown":            "550 5.1.1 <[address]>: user unknown",
		"smtp: \"Trần\" lan+1@mail.example.vn refused, x@y":        "smtp: \"Trần\" [address] refused, [address]",
		"to=lan%40example.vn&key=1":                                "to=[address]&key=1",
		"number 0912345678 is wrong":                               "number [number] is wrong",
		"number +84 912 345 678, (091) 234-5678 or 0912.345.678":   "number [number], [number] or [number]",
		"person 020219000123; old 082345678":                       "person [number]; old [number]",
		`Post "http://127.0.0.1:9000/sms/v1?to=84912345678": EOF`:  `Post "http://127.0.0.1:9000/sms/v1?to=[number]": EOF`,
		"dial tcp 192.168.100.25:587: connect: connection refused": "dial tcp 192.168.100.25:587: connect: connection refused",
		"421 4.7.0 try again, 2 of 12":                             "421 4.7.0 try again, 2 of 12",
		"two\nlines\x00":                                           "two lines",
		"not \xff text":                                            "not ? text",
	} {
		if got := clean(said); got != want {
			t.Errorf("%q\n got %q\nwant %q", said, got, want)
		}
	}
	long := clean(strings.Repeat("ế", 5000))
	if utf8.RuneCountInString(long) != saidMax {
		t.Errorf("%d characters of a long error are kept", utf8.RuneCountInString(long))
	}
}
