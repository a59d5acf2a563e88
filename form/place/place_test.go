package place

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTheListIsWhole(t *testing.T) {
	l := Official()
	count := map[Level]int{}
	for _, u := range l.units {
		count[u.Level]++
		above, ok := l.Unit(u.Above)
		if u.Level != Province && (!ok || above.Level != u.Level-1) {
			t.Errorf("%s %s lies in %q", u.Code, u.Name, u.Above)
		}
	}
	if count[Province] != 63 || count[District] != 713 || count[Commune] != 11162 || len(l.at) != len(l.units) {
		t.Errorf("%v, %d codes of %d units", count, len(l.at), len(l.units))
	}
}

func TestReadRefuses(t *testing.T) {
	if _, err := read([]byte("no archive")); err == nil {
		t.Error("read what is no archive")
	}
}

func TestNames(t *testing.T) {
	l := Official()
	for code, want := range map[string]string{
		"06244": "xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn", "183": "huyện Cao Lộc, tỉnh Lạng Sơn",
		"20": "tỉnh Lạng Sơn", "471": "huyện Cồn Cỏ, tỉnh Quảng Trị", "00000": "", "": "",
	} {
		if got := l.FullName(code); got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	if l.ProvinceOf("06244") != "20" || l.ProvinceOf("20") != "20" || l.ProvinceOf("x") != "" {
		t.Error("provinces are confused")
	}
}

func TestFind(t *testing.T) {
	l := Official()
	cases := []struct {
		name, text, home string
		from             Level
		first            string
		most             int // units found at most; 0 does not matter
	}{
		{"without marks, with where it lies", "tan lien cao loc", "", Commune, "xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn", 1},
		{"with marks and type", "xã Tân Liên, huyện Cao Lộc", "", Commune, "xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn", 1},
		{"a full name as printed", "xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn", "", Commune, "xã Tân Liên, huyện Cao Lộc, tỉnh Lạng Sơn", 1},
		{"at home first", "hop thanh", "20", Commune, "xã Hợp Thành, huyện Cao Lộc, tỉnh Lạng Sơn", 0},
		{"marks count", "Hợp Thành", "31", Commune, "xã Hợp Thành, huyện Thuỷ Nguyên, thành phố Hải Phòng", 0},
		{"half a word", "Vĩnh Tr", "20", Commune, "phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn", 0},
		{"đ as d", "dong dang", "20", Commune, "thị trấn Đồng Đăng, huyện Cao Lộc, tỉnh Lạng Sơn", 0},
		{"a number", "phuong 1 quan 3", "79", Commune, "phường 01, quận 3, thành phố Hồ Chí Minh", 0},
		{"island without communes", "con co", "", Commune, "huyện Cồn Cỏ, tỉnh Quảng Trị", 0},
		{"district wanted", "cao loc", "", District, "huyện Cao Lộc, tỉnh Lạng Sơn", 0},
		{"province wanted", "lang son", "", Province, "tỉnh Lạng Sơn", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, more := l.Find(Query{Text: c.text, From: c.from, Home: c.home, Max: 20})
			if len(found) == 0 || l.FullName(found[0].Code) != c.first {
				t.Fatalf("found %v", found)
			}
			if c.most > 0 && len(found)+more > c.most {
				t.Errorf("found %d", len(found)+more)
			}
		})
	}
	if found, more := l.Find(Query{Text: "xa", From: Commune, Max: 20}); len(found) != 20 || len(found)+more < 8973 {
		t.Errorf("of a common word: %d and %d more", len(found), more)
	}
	for _, text := range []string{"", " , ", "zzzz", "cao loc zzz", strings.Repeat("z", 10_000), "\xff\x00"} {
		if found, more := l.Find(Query{Text: text, From: Commune, Max: 20}); len(found)+more != 0 {
			t.Errorf("%.10q finds %v", text, found)
		}
	}
}

// Each unit is found by its own full name, and everything found is of the level wanted.
func TestEveryUnitIsFoundByItsName(t *testing.T) {
	l := Official()
	rapid.Check(t, func(t *rapid.T) {
		u := l.units[rapid.IntRange(0, len(l.units)-1).Draw(t, "unit")]
		found, more := l.Find(Query{Text: l.FullName(u.Code), From: u.Level, Max: 20})
		for _, f := range found {
			if f.Code == u.Code {
				return
			}
			if f.Level < u.Level && !l.Smallest(f) {
				t.Fatalf("%s is of a higher level than asked", f.Code)
			}
		}
		t.Fatalf("%s %s is not among %d and %d more", u.Code, l.FullName(u.Code), len(found), more)
	})
}

func BenchmarkFind(b *testing.B) {
	l := Official()
	for b.Loop() {
		l.Find(Query{Text: "tan lien cao loc", From: Commune, Max: 20})
	}
}
