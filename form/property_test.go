package form

import (
	"maps"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"motcua/internal/fault"
)

// Normalising twice changes nothing, and no answer holds a character that cannot
// be seen.
func TestNormaliseProperty(t *testing.T) {
	d := everyType(t)
	var keys []string
	for _, p := range d.Pages {
		for _, f := range p.Fields {
			keys = append(keys, f.Keys()...)
		}
	}
	nasty := rapid.OneOf(rapid.String(),
		rapid.StringOf(rapid.RuneFrom([]rune("09 .-+,84\u200b\u202e\u0301\u0302\u0303ễeaLn'\u00a0\ufeff\x00"))),
		rapid.SampledFrom([]string{"mail,sms", "sms, mail", "+84 912 345 678", "0205 3812 345", "020 190 001 234"}))
	rapid.Check(t, func(rt *rapid.T) {
		a := Answers{"unknown.key": "x"}
		for _, k := range keys {
			a[k] = nasty.Draw(rt, k)
		}
		once := d.Normalise(a)
		if twice := d.Normalise(once); !maps.Equal(once, twice) {
			rt.Fatalf("normalised twice: %q, then %q", once, twice)
		}
		for k, v := range once {
			if v == "" || k == "unknown.key" || !norm.NFC.IsNormalString(v) || strings.ContainsFunc(v, invisible) {
				rt.Fatalf("%s kept as %q", k, v)
			}
		}
		if !maps.Equal(d.Submission(a), d.Submission(once)) {
			rt.Fatalf("submissions of typed and of normalised answers differ")
		}
	})
}

// Every name made of Vietnamese syllables is accepted, composed or not, and no
// visible letter of it is lost.
func TestNameProperty(t *testing.T) {
	d := everyType(t)
	syllable := rapid.StringMatching(`[A-ZĐÂÊÔƠƯ][a-zăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{0,5}`)
	between := rapid.SampledFrom([]string{" ", "-", "'", "  ", "\u00a0", "\u200b "})
	rapid.Check(t, func(rt *rapid.T) {
		typed := syllable.Draw(rt, "family")
		for range rapid.IntRange(0, 6).Draw(rt, "words") {
			typed += between.Draw(rt, "between") + syllable.Draw(rt, "syllable")
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			a := Answers{"a.name": form.String(typed)}
			if code, _ := codeOf(d, "a.name", a); code != "" {
				rt.Fatalf("%q refused: %s", typed, code)
			}
			if letters(d.Normalise(a)["a.name"]) != letters(norm.NFC.String(typed)) {
				rt.Fatalf("%q lost letters: %q", typed, d.Normalise(a)["a.name"])
			}
		}
	})
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// An accepted name holds nothing but letters, marks, spaces, hyphens, apostrophes.
func FuzzName(f *testing.F) {
	for _, s := range []string{"Nguyễn Thị Lan", "H'Hen Niê", "a\u0301\u0302\u0303", "\u200bLan", "L\u0430n", "-", "Lan\xff"} {
		f.Add(s)
	}
	text, err := os.ReadFile(everyTypeFile)
	if err != nil {
		f.Fatal(err)
	}
	d, err := Parse(text, everyTypeFile)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		a := Answers{"a.name": typed}
		if code, _ := codeOf(d, "a.name", a); code != "" {
			return
		}
		name := d.Normalise(a)["a.name"]
		for _, r := range name {
			if !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(" -'’ʼ", r) {
				t.Errorf("%q accepted with %U", name, r)
			}
		}
		if len([]rune(name)) > 100 || letters(name) == "" {
			t.Errorf("%q accepted", name)
		}
	})
}

// The civil calendar agrees with package time on every day, and a date is either
// accepted and read back, or refused.
func TestDateProperty(t *testing.T) {
	d := everyType(t)
	f, _ := d.Field("a.born")
	rapid.Check(t, func(rt *rapid.T) {
		day, month := rapid.IntRange(0, 33).Draw(rt, "day"), rapid.IntRange(0, 14).Draw(rt, "month")
		year := rapid.IntRange(1880, 2030).Draw(rt, "year")
		a := d.Normalise(Answers{"a.born.day": strconv.Itoa(day), "a.born.month": strconv.Itoa(month), "a.born.year": strconv.Itoa(year)})
		real := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		exists := real.Day() == day && real.Month() == time.Month(month) && real.Year() == year
		want := fault.Code("")
		switch {
		case !exists:
			want = fault.CodeFieldDate
		case real.After(time.Date(2019, 3, 5, 0, 0, 0, 0, time.UTC)):
			want = fault.CodeFieldDateFuture
		case year < 1900:
			want = fault.CodeFieldDateEarly
		}
		if got, _ := codeOf(d, "a.born", a); got != want {
			rt.Fatalf("%d/%d/%d: got %q, want %q", day, month, year, got, want)
		}
		if read, ok := a.Date(f); ok != exists || ok && read.String() != real.Format(time.DateOnly) {
			rt.Fatalf("%d/%d/%d read as %v, %v", day, month, year, read, ok)
		}
	})
}
