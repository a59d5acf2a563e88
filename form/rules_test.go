package form

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"motcua/internal/clock"
	"motcua/internal/fault"
)

const everyTypeFile = "testdata/every_type.yaml"

var today = clock.MustDate("2019-03-05")

func everyTypeText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(everyTypeFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func everyType(t *testing.T) Definition {
	t.Helper()
	d, err := Parse([]byte(everyTypeText(t)), everyTypeFile)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// codeOf is the fault of one field after normalising, "" for none.
func codeOf(d Definition, field string, a Answers) (fault.Code, []any) {
	a = d.Normalise(a)
	f, _ := d.Field(field)
	p := f.problem(a.values(f), today)
	return p.code, p.args
}

func TestName(t *testing.T) {
	d := everyType(t)
	cases := []struct {
		name, typed string
		want        fault.Code
	}{
		{"Kinh", "Nguyễn Thị Minh Khai", ""},
		{"six words", "Công Tằng Tôn Nữ Hồng Nhung", ""},
		{"Civil Code 2015 Đ26 k3: another language of Vietnam", "H'Hen Niê", ""},
		{"typographic apostrophe", "H’Hen Niê", ""},
		{"hyphen", "Y-Blô Êban", ""},
		{"mark without composed form", "Siu K\u01a1\u0306k", ""},
		{"decomposed", "Nguye\u0302\u0303n Thi\u0323 Lan", ""},
		{"one letter", "Ý", ""},
		{"100 runes", strings.Repeat("a", 100), ""},
		{"101 runes", strings.Repeat("ễ", 101), fault.CodeFieldTooLong},
		{"empty", "", fault.CodeFieldRequired},
		{"only spaces", " \u00a0 ", fault.CodeFieldRequired},
		{"only zero width", "\u200b\u200d", fault.CodeFieldRequired},
		{"Civil Code 2015 Đ26 k3: no digits", "Nguyễn Văn 2", fault.CodeFieldName},
		{"Civil Code 2015 Đ26 k3: no signs", "Nguyễn @", fault.CodeFieldName},
		{"comma", "Lan, Hương", fault.CodeFieldName},
		{"Cyrillic look-alike", "L\u0430n", fault.CodeFieldName},
		{"full width", "Ｌan", fault.CodeFieldName},
		{"ligature", "ﬁ", fault.CodeFieldName},
		{"superscript", "Lanª", fault.CodeFieldName},
		{"begins with a hyphen", "-Lan", fault.CodeFieldName},
		{"ends with a hyphen", "Lan-", fault.CodeFieldName},
		{"two hyphens", "Y--Blô", fault.CodeFieldName},
		{"two apostrophes", "H''Hen", fault.CodeFieldName},
		{"only an apostrophe", "'", fault.CodeFieldName},
		{"mark on a space", "Lan \u0335Mai", fault.CodeFieldName},
		{"heap of marks", "La\u0335\u0336\u0337n", fault.CodeFieldName},
		{"broken UTF-8", "Lan\xff", fault.CodeFieldName},
		{"markup", "<b>Lan</b>", fault.CodeFieldName},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := codeOf(d, "a.name", Answers{"a.name": c.typed}); got != c.want {
				t.Errorf("%q: got %q, want %q", c.typed, got, c.want)
			}
		})
	}
}

func dateAnswers(field, typed string) Answers {
	parts := strings.Split(typed, "/")
	return Answers{field + ".day": parts[0], field + ".month": parts[1], field + ".year": parts[2]}
}

func TestDate(t *testing.T) {
	d := everyType(t)
	cases := []struct {
		name, field, typed string
		want               fault.Code
		part               string
	}{
		{"plain", "a.born", "28/2/2019", "", ""},
		{"leading zeros", "a.born", "05/03/2019", "", ""},
		{"today", "a.born", "5/3/2019", "", ""},
		{"tomorrow", "a.born", "6/3/2019", fault.CodeFieldDateFuture, "day"},
		{"leap day", "a.born", "29/2/2016", "", ""},
		{"29 February of a common year", "a.born", "29/2/2019", fault.CodeFieldDate, "day"},
		{"29 February 1900", "a.born", "29/2/1900", fault.CodeFieldDate, "day"},
		{"31 April", "a.born", "31/4/2018", fault.CodeFieldDate, "day"},
		{"first allowed", "a.born", "1/1/1900", "", ""},
		{"day before the first", "a.born", "31/12/1899", fault.CodeFieldDateEarly, "year"},
		{"nothing", "a.born", "//", fault.CodeFieldRequired, ""},
		{"day missing", "a.born", "/3/2018", fault.CodeFieldDate, "day"},
		{"month missing", "a.born", "3//2018", fault.CodeFieldDate, "month"},
		{"year missing", "a.born", "3/3/", fault.CodeFieldDate, "year"},
		{"year of two digits", "a.born", "3/3/18", fault.CodeFieldDate, "year"},
		{"month 13", "a.born", "3/13/2018", fault.CodeFieldDate, "month"},
		{"day 0", "a.born", "0/3/2018", fault.CodeFieldDate, "day"},
		{"words", "a.born", "ba/3/2018", fault.CodeFieldDate, "day"},
		{"sign", "a.born", "-3/3/2018", fault.CodeFieldDate, "day"},
		{"huge", "a.born", "3/3/99999999999999999999", fault.CodeFieldDate, "year"},
		{"other digits", "a.born", "٣/3/2018", fault.CodeFieldDate, "day"},
		{"year alone where a day is asked", "a.born", "//1990", fault.CodeFieldDate, "day"},
		{"TT04/2020: year of a parent alone", "a.year", "//1990", "", ""},
		{"this year alone", "a.year", "//2019", "", ""},
		{"next year alone", "a.year", "//2020", fault.CodeFieldDateFuture, "year"},
		{"year alone too early", "a.year", "//1899", fault.CodeFieldDateEarly, "year"},
		{"year alone, year of the bound", "a.year", "//1900", "", ""},
		{"year alone, not a year", "a.year", "//19x0", fault.CodeFieldDate, "year"},
		{"full date where the year is enough", "a.year", "3/4/1990", "", ""},
		{"month and year", "a.year", "/4/1990", fault.CodeFieldDate, "day"},
		{"optional and empty", "a.year", "//", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, args := codeOf(d, c.field, dateAnswers(c.field, c.typed))
			if got != c.want {
				t.Fatalf("%s: got %q, want %q", c.typed, got, c.want)
			}
			if c.part != "" && (len(args) < 2 || args[0] != "part" || args[1] != c.part) {
				t.Errorf("%s: arguments %v, want part %s", c.typed, args, c.part)
			}
		})
	}
}

func TestOneValueRules(t *testing.T) {
	d := everyType(t)
	const required = fault.CodeFieldRequired
	cases := []struct {
		name, field, typed string
		want               fault.Code
		stored             string
	}{
		{"choice", "a.pet", "yes", "", "yes"},
		{"choice of nothing offered", "a.pet", "maybe", fault.CodeFieldChoice, "maybe"},
		{"no choice", "a.pet", "", required, ""},
		{"boxes in the order of the form, once", "a.boxes", "sms,mail,sms", "", "mail,sms"},
		{"spaces around boxes", "a.boxes", "sms , mail", "", "mail,sms"},
		{"what normalised twice differently once", "a.boxes", "0 ,", fault.CodeFieldChoice, "0"},
		{"box not offered", "a.boxes", "mail,fax", fault.CodeFieldChoice, "mail,fax"},
		{"no box, optional", "a.boxes", "", "", ""},
		{"boxes of commas", "a.boxes", ",,", "", ""},
		{"text at its length", "a.cat_name", "Mướpp", "", "Mướpp"},
		{"text too long in runes, not bytes", "a.cat_name", "Mướppp", fault.CodeFieldTooLong, "Mướppp"},
		{"place", "a.place", "  thôn 2,\n xã Tân Liên ", "", "thôn 2, xã Tân Liên"},
		{"place without words", "a.place", "123", fault.CodeFieldPlace, "123"},
		{"place too long", "a.place", strings.Repeat("x", 251), fault.CodeFieldTooLong, strings.Repeat("x", 251)},
		{"NĐ137/2015 Đ13 k1: 12 digits", "a.number", "020190001234", "", "020190001234"},
		{"NĐ05/1999: 9 digits, grouped", "a.number", "080 123 456", "", "080123456"},
		{"11 digits keep what was typed", "a.number", "020 190 00123", fault.CodeFieldPersonNo, "020 190 00123"},
		{"10 digits", "a.number", "0201900012", fault.CodeFieldPersonNo, "0201900012"},
		{"a letter", "a.number", "02019000123A", fault.CodeFieldPersonNo, "02019000123A"},
		{"only zeros", "a.number", "000000000000", fault.CodeFieldPersonNo, "000000000000"},
		{"other digits", "a.number", "٠٢٠١٩٠", fault.CodeFieldPersonNo, "٠٢٠١٩٠"},
		{"mobile", "a.phone", "0912 345 678", "", "0912345678"},
		{"mobile abroad", "a.phone", "+84 (0)912.345-678", "", "0912345678"},
		{"mobile 0084", "a.phone", "0084912345678", "", "0912345678"},
		{"mobile 84", "a.phone", "84912345678", "", "0912345678"},
		{"landline of Lạng Sơn", "a.phone", "(0205) 3812 345", "", "02053812345"},
		{"landline of Hà Nội", "a.phone", "024 3943 1234", "", "02439431234"},
		{"mobile of eleven digits, given up in 2018", "a.phone", "01234567890", fault.CodeFieldPhone, "01234567890"},
		{"too short", "a.phone", "091234567", fault.CodeFieldPhone, "091234567"},
		{"foreign", "a.phone", "+86 138 0013 8000", fault.CodeFieldPhone, "+86 138 0013 8000"},
		{"letters", "a.phone", "0912 abc 678", fault.CodeFieldPhone, "0912 abc 678"},
		{"e-mail", "a.email", " lan.hoang+x@thu.example.vn ", "", "lan.hoang+x@thu.example.vn"},
		{"no domain", "a.email", "lan@", fault.CodeFieldEmail, "lan@"},
		{"domain without a dot", "a.email", "lan@example", fault.CodeFieldEmail, "lan@example"},
		{"marks", "a.email", "lan@gmaíl.com", fault.CodeFieldEmail, "lan@gmaíl.com"},
		{"with a name", "a.email", "Lan <lan@example.vn>", fault.CodeFieldEmail, "Lan <lan@example.vn>"},
		{"two addresses", "a.email", "a@b.vn, c@d.vn", fault.CodeFieldEmail, "a@b.vn, c@d.vn"},
		{"space inside", "a.email", "la n@b.vn", fault.CodeFieldEmail, "la n@b.vn"},
		{"domain literal", "a.email", "lan@[127.0.0.1]", fault.CodeFieldEmail, "lan@[127.0.0.1]"},
		{"label begins with a hyphen", "a.email", "lan@-b.vn", fault.CodeFieldEmail, "lan@-b.vn"},
		{"label ends with a hyphen", "a.email", "lan@b-.vn", fault.CodeFieldEmail, "lan@b-.vn"},
		{"line break cannot add a header", "a.email", "a@b.vn\r\nBcc: c@d.vn", fault.CodeFieldEmail, "a@b.vn Bcc: c@d.vn"},
		{"e-mail too long", "a.email", strings.Repeat("x", 250) + "@b.vn", fault.CodeFieldTooLong, strings.Repeat("x", 250) + "@b.vn"},
		{"number", "a.count", "020", "", "20"},
		{"number above", "a.count", "21", fault.CodeFieldNumber, "21"},
		{"number below", "a.count", "0", fault.CodeFieldNumber, "0"},
		{"fraction", "a.count", "1.5", fault.CodeFieldNumber, "1.5"},
		{"plus", "a.count", "+5", fault.CodeFieldNumber, "+5"},
		{"huge", "a.count", "99999999999999999999", fault.CodeFieldNumber, "99999999999999999999"},
		{"NUL, which databases refuse", "a.place", "xã\x00 Tân", "", "xã Tân"},
		{"bidirectional control", "a.place", "xã \u202eTân", "", "xã Tân"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := Answers{c.field: c.typed}
			if got, _ := codeOf(d, c.field, a); got != c.want {
				t.Errorf("%q: got %q, want %q", c.typed, got, c.want)
			}
			if got := d.Normalise(a)[c.field]; got != c.stored {
				t.Errorf("%q: kept as %q, want %q", c.typed, got, c.stored)
			}
		})
	}
}

// A stored date reads back; a year alone has neither month nor day.
func TestAnswersDate(t *testing.T) {
	d := everyType(t)
	for _, c := range []struct {
		field, typed string
		want         clock.Date
		ok           bool
	}{
		{"a.year", "//1990", clock.Date{Year: 1990}, true},
		{"a.year", "3/4/1990", clock.MustDate("1990-04-03"), true},
		{"a.year", "//90", clock.Date{Year: 90}, false},
		{"a.born", "//1990", clock.Date{}, false},
		{"a.born", "29/2/2019", clock.Date{}, false},
		{"a.born", "29/2/2016", clock.MustDate("2016-02-29"), true},
	} {
		f, _ := d.Field(c.field)
		got, ok := dateAnswers(c.field, c.typed).Date(f)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s of %s: got %v, %v", c.typed, c.field, got, ok)
		}
	}
}

// What cannot be seen is dropped; letters, marks and signs stay.
func TestInvisible(t *testing.T) {
	for _, r := range "\x00\x07\x7f\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u202a\u202e\u2060\u2066\u2069\u3164\ufe0f\ufeff\U000e0001\U000e0100" {
		if !invisible(r) {
			t.Errorf("%U is kept", r)
		}
	}
	for _, r := range "aễĐ \u00a0\u0301'-ʼ\n\u2028€中" {
		if invisible(r) {
			t.Errorf("%U is dropped", r)
		}
	}
}

// What is passed over as clean is what cleaning would leave.
func TestPlainTextIsCleanAlready(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("aZ0 .  ăđếỵỸ\u00a0\u00ad\t\u0301ÀÿſȺ\u0000世\ufffd"))).Draw(t, "typed")
		if isClean(s) && cleanSlowly(s) != s {
			t.Errorf("%q passes, cleaned it is %q", s, cleanSlowly(s))
		}
	})
	for _, s := range []string{"", "Lăng Thị Mai", "12, đường Hùng Vương"} {
		if !isClean(s) {
			t.Errorf("%q takes the long way", s)
		}
	}
}
