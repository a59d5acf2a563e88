package notify

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"motcua/internal/clock"
)

// The longest name in the national procedure database (1,192 characters) and a
// long name of a unit.
const longProcedure = "Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng; quyền sử dụng đất xây dựng công trình trên mặt đất phục vụ cho việc vận hành, khai thác sử dụng công trình ngầm, quyền sở hữu công trình ngầm; bán tài sản, điều chuyển, chuyển nhượng quyền sử dụng đất là tài sản công theo quy định của pháp luật về quản lý, sử dụng tài sản công; nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo kết quả giải quyết tranh chấp, khiếu nại, tố cáo về đất đai hoặc bản án, quyết định của Tòa án, quyết định thi hành án của cơ quan thi hành án đã được thi hành; quyết định hoặc phán quyết của Trọng tài thương mại Việt Nam về giải quyết tranh chấp giữa các bên phát sinh từ hoạt động thương mại liên quan đến đất đai; nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất do xử lý tài sản thế chấp là quyền sử dụng đất, tài sản gắn liền với đất đã được đăng ký, bao gồm cả xử lý tài sản thế chấp là quyền sử dụng đất, tài sản gắn liền với đất đã được đăng ký, bao gồm cả xử lý khoản nợ có nguồn gốc từ khoản nợ xấu của tổ chức tín dụng, chi nhánh ngân hàng nước ngoài"

const longUnit = "Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính Ủy ban nhân dân thị trấn Nông trường Việt Trung"

// wordsOf is the package's own words with their placeholders filled.
type wordsOf map[string]string

func (w wordsOf) T(_, key string, args ...any) string {
	text, ok := w[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	for i := 0; i < len(args); i += 2 {
		value, ok := args[i+1].(string)
		if !ok {
			value = args[i+1].(clock.Instant).Time().Format("15:04 02/01/2006")
		}
		text = strings.ReplaceAll(text, "{"+args[i].(string)+"}", value)
	}
	return strings.NewReplacer("{", "⟦", "}", "⟧").Replace(text)
}

func words(t *testing.T, lang string) wordsOf {
	t.Helper()
	raw, err := Words.ReadFile(lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var w wordsOf
	err = json.Unmarshal(raw, &w)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func longNotice(template, lang string) Notice {
	at := TimeArg(clock.At(clock.MustDate("2019-06-18"), clock.MustTimeOfDay("16:30")))
	return Notice{Template: template, Lang: lang, Email: "a@example.vn", Name: "Hoàng Thị Ngọc Ánh Dương Mai", Reason: "thiếu bản chính",
		Args: map[string]string{ArgCode: "000.00.12.H37-190617-0001", ArgProcedure: longProcedure, ArgUnit: longUnit,
			ArgPlace: "số 1", ArgLink: "https://dichvucong.langson.gov.vn/tra-cuu?ma=1", ArgSite: "dichvucong.langson.gov.vn",
			ArgDue: at, ArgAt: at}}
}

func TestTextMessagesFitOne(t *testing.T) {
	if n := utf8.RuneCountInString(longProcedure); n != 1192 {
		t.Fatalf("the name has %d characters", n)
	}
	for _, lang := range []string{"vi", "en"} {
		for _, template := range Templates() {
			for _, procedure := range []string{longProcedure, "Đăng ký khai sinh"} {
				n := longNotice(template, lang)
				n.Args[ArgProcedure] = procedure
				text, err := composeSMS(words(t, lang), n)
				if err != nil {
					t.Errorf("%s %s: %v", lang, template, err)
				}
				if len(text) > 160 || len(text) < 120 || fold(text) != text || strings.Contains(text, "....") {
					t.Errorf("%s %s: %d characters: %s", lang, template, len(text), text)
				}
				for _, want := range []string{"000.00.12.H37-190617-0001", "Dang ky", "dichvucong.langson.gov.vn", "..."} {
					if !strings.Contains(text, want) {
						t.Errorf("%s %s lacks %q: %s", lang, template, want, text)
					}
				}
				if strings.Contains(words(t, lang)["notify."+template+".sms"], "{due}") && !strings.Contains(text, "16:30 18/06/2019") {
					t.Errorf("%s %s: the promised moment is not as an office writes it: %s", lang, template, text)
				}
				if strings.Contains(text, "http") {
					t.Errorf("%s %s: a text message carries no link: %s", lang, template, text)
				}
			}
		}
	}
}

func TestATextMessageThatCannotFitIsAnError(t *testing.T) {
	n := longNotice(Received, "vi")
	n.Args[ArgSite] = strings.Repeat("a", 150)
	text, err := composeSMS(words(t, "vi"), n)
	if err == nil {
		t.Errorf("sent %d characters", len(text))
	}
}

func TestMailsAreComplete(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		for _, template := range Templates() {
			n := longNotice(template, lang)
			m, err := composeMail(words(t, lang), n)
			if err != nil {
				t.Errorf("%s %s: %v", lang, template, err)
			}
			for _, name := range []string{ArgCode, ArgProcedure, ArgUnit, ArgLink} {
				if !strings.Contains(m.Subject+m.Body, n.Args[name]) {
					t.Errorf("%s %s does not say %s", lang, template, name)
				}
			}
			if strings.Count(m.Body, "http") != 1 {
				t.Errorf("%s %s: one link, to the dossier", lang, template)
			}
			if strings.Contains(m.Subject, n.Name) || len(m.Subject) > 100 {
				t.Errorf("%s %s: subject %q", lang, template, m.Subject)
			}
		}
	}
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	vi, en := words(t, "vi"), words(t, "en")
	if !slices.Equal(slices.Sorted(maps.Keys(vi)), slices.Sorted(maps.Keys(en))) {
		t.Error("the languages have different keys")
	}
	for key := range vi {
		if a, b := placeholders(vi[key]), placeholders(en[key]); !slices.Equal(a, b) || vi[key] == "" || en[key] == "" {
			t.Errorf("%s: %v in Vietnamese, %v in English", key, a, b)
		}
	}
	if len(vi) != 3+4*len(Templates()) {
		t.Errorf("%d keys for %d templates", len(vi), len(Templates()))
	}
}

func placeholders(text string) []string {
	var names []string
	for _, part := range strings.Split(text, "{")[1:] {
		name, _, _ := strings.Cut(part, "}")
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Đặng Thị Ngọc Ảnh":     "Dang Thi Ngoc Anh",
		"giấy “ủy quyền” – số…": `giay "uy quyen" - so...`,
		"a\u00a0b\tc{d}[e]~":    "a b c(d)(e)-",
		"Ơ ư ỹ €":               "O u y EUR",
		"漢字":                    "??",
		"a\x00b":                "a?b",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"Dang ky khai sinh", 17, "Dang ky khai sinh"},
		{"Dang ky khai sinh", 16, "Dang ky khai..."},
		{"Dang ky khai sinh", 15, "Dang ky khai..."},
		{"Dang ky, khai sinh", 11, "Dang ky..."},
		{"Nghiengngoainghiengtrong", 10, "Nghieng..."},
	} {
		if got := shorten(c.in, c.n); got != c.want || len(got) > c.n {
			t.Errorf("shorten(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

func TestInternationalPhone(t *testing.T) {
	for in, want := range map[string]string{
		"0912 345 678": "84912345678", "+84 912.345.678": "84912345678", "0084-912-345-678": "84912345678",
		"84912345678": "84912345678", "+1 (212) 555-0100": "12125550100",
		"": "", "12": "", "09123x5678": "", "0912345678\r\nX: y": "", "+0912345678": "", "0912345678901234": "",
	} {
		got, ok := internationalPhone(in)
		if ok != (want != "") || ok && got != want {
			t.Errorf("internationalPhone(%q) = %q, %v", in, got, ok)
		}
	}
}

func TestHeadersCannotBeInjected(t *testing.T) {
	m := Mail{ID: "1-2\r\nBcc: x@evil.test", From: "a@langson.test", FromName: "Cổng\r\nBcc: x@evil.test", To: "b@example.vn",
		ToName: "Mai\nBcc: x@evil.test", Subject: "Hồ sơ\r\nBcc: x@evil.test\r\n\r\nbody", Body: "a\r\n.\r\nb\n", Lang: "vi\r\nBcc: x@evil.test"}
	from, to, ok := mailAddresses(m)
	if !ok {
		t.Fatal("good addresses refused")
	}
	raw, err := message(m, from, to, "langson.test")
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(raw), "\r\n\r\n")
	for _, line := range strings.Split(head, "\r\n") {
		if strings.HasPrefix(line, "Bcc") || strings.ContainsAny(line, "\r\n") || len(line) > 200 {
			t.Errorf("header line %q", line)
		}
	}
	if strings.Count(head, "\r\n") < 11 {
		t.Errorf("the head ends early:\n%s", head)
	}
	for _, bad := range []string{"", "b", "b@example.vn\r\nRCPT TO:<c@d.test>", "Mai <b@example.vn>", "b@example.vn, c@d.test", "bình@example.vn", "b@ex\nample.vn"} {
		m.To = bad
		if _, _, ok := mailAddresses(m); ok {
			t.Errorf("address %q accepted", bad)
		}
	}
}
