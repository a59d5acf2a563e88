package code_test

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"motcua/code"
)

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"  Nguyễn Thị Hoà \u00a0":          "Nguyễn Thị Hoà",
		"Nguye\u0302\u0303n":               "Nguyễn",
		"Nguye\u0302\u200b\u0303n":         "Nguyễn", // a zero-width space within a letter
		"\ufeffLa\u200bng\u200d Sơn\u2060": "Lang Sơn",
		"\u202eabc\u202c\u2066d\u2069":     "abcd",
		"a\x00b\x7f":                       "ab",
		"dòng một\r\n\tdòng hai\n":         "dòng một\r\n\tdòng hai",
		"a\xffb":                           "a\ufffdb",
	} {
		if got := code.Normalize(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"ĐẶNG THỊ HOÀ":            "dang thi hoa",
		"Đặng Thị Hòa":            "dang thi hoa",
		"đăng ký khai sinh":       "dang ky khai sinh",
		"Đa\u0306ng":              "dang",
		"Ủy ban nhân dân xã Ưu Ấ": "uy ban nhan dan xa uu a",
		"số 12/QĐ-UBND":           "so 12/qd-ubnd",
		"x \u0301":                "x",
	} {
		if got := code.Fold(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

// Every character there is: folding what is folded changes nothing.
func TestFoldSettlesEveryRune(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		once := code.Fold(string(r))
		if twice := code.Fold(once); twice != once {
			t.Errorf("%U folds to %q, then to %q", r, once, twice)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"Nguyễn Thị Hoà", "e\u0302\u200b\u0303", "\u202e x \ufeff", "a\xff", "Đ\u0301 \u0301", "각\u11a8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := code.Normalize(s)
		if !utf8.ValidString(n) || !norm.NFC.IsNormalString(n) || code.Normalize(n) != n {
			t.Fatalf("%q becomes %q, then %q", s, n, code.Normalize(n))
		}
		if code.Fold(n) != code.Fold(s) || code.Fold(code.Fold(s)) != code.Fold(s) {
			t.Fatalf("%q folds to %q, then %q", s, code.Fold(s), code.Fold(code.Fold(s)))
		}
	})
}
