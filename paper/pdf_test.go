package paper

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestSameBytes: the file follows from the records alone, also when drawn at once
// by several.
func TestSameBytes(t *testing.T) {
	want := drawn(t, receipt(), supplement())
	got := make(chan []byte)
	for range 4 {
		go func() {
			data, err := PDF(receipt(), supplement())
			if err != nil {
				data = []byte(err.Error())
			}
			got <- data
		}()
	}
	for range 4 {
		if !bytes.Equal(<-got, want) {
			t.Error("other bytes of the same records")
		}
	}
}

// TestBatch: several papers in one file, each with its copies and its own size.
func TestBatch(t *testing.T) {
	info := string(poppler(t, "pdfinfo", drawn(t, receipt(), refusal().Copy(2), birth(), certification()), "-f", "1", "-l", "9", "-"))
	for _, want := range []string{"Pages:           5\n", "Page    1 size:  419.53 x 595.28", "Page    2 size:  419.53 x 595.28", "Page    3 size:  419.53 x 595.28",
		"Page    4 size:  595.28 x 841.89", "Page    5 size:  595.28 x 419.53",
		"Title:           Giấy tiếp nhận hồ sơ và hẹn trả kết quả " + dossierCode + " (+3)\n", "Author:          Bộ phận Tiếp nhận và Trả kết quả, UBND phường Vĩnh Trại\n"} {
		if !strings.Contains(info, want) {
			t.Errorf("%q is missing in\n%s", want, info)
		}
	}
	if !bytes.Contains(drawn(t, birth()), []byte("/Lang (vi)")) {
		t.Error("the file does not say that it is Vietnamese")
	}
	if _, err := PDF(); err == nil {
		t.Error("a file without a paper")
	}
	wrong := receipt()
	wrong.Receipt.Limit = ""
	if _, err := PDF(birth(), wrong); err == nil {
		t.Error("a paper that is none was drawn")
	}
}

// TestCopies: the copy asked for and no other; the words of copies differ in their
// name alone.
func TestCopies(t *testing.T) {
	one, two := extracted(t, receipt().Copy(1)), extracted(t, receipt().Copy(2))
	if !strings.Contains(one, "Liên 1: Lưu") || strings.Contains(one, "Liên 2") {
		t.Error("copy 1 is not copy 1")
	}
	if strings.Replace(one, "Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ", 1) != two {
		t.Error("the copies differ in more than their name")
	}
}

// extracted is the text of a paper as a reader of the file gets it, with single
// spaces.
func extracted(t testing.TB, r Record) string {
	t.Helper()
	return strings.Join(strings.Fields(string(poppler(t, "pdftotext", drawn(t, r), "-raw", "-", "-"))), " ")
}

// TestFurtherPages: each says of which paper and dossier it is, and its number.
func TestFurtherPages(t *testing.T) {
	pdf := drawn(t, long())
	for page, want := range map[string][]string{"1": {"Trang 1/3"}, "2": {"Trang 2/3", "Mã hồ sơ " + dossierCode, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"}, "3": {"Trang 3/3", "Mã hồ sơ " + dossierCode}} {
		text := string(poppler(t, "pdftotext", pdf, "-layout", "-f", page, "-l", page, "-", "-"))
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("page %s lacks %q", page, w)
			}
		}
	}
	if text := extracted(t, receipt()); strings.Contains(text, "Trang 1") {
		t.Error("a paper of one page has a page number")
	}
}

// TestCodesAreRead: a reader gets the code from the bars and the address from the
// square, as printed at 200 dots per inch.
func TestCodesAreRead(t *testing.T) {
	slow(t)
	for _, r := range []Record{receipt(), refusalResult(), birth(), certification()} {
		source := gozxing.NewLuminanceSourceFromImage(picture(t, drawn(t, r), 1, 200))
		bits, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
		if err != nil {
			t.Fatal(err)
		}
		hard := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
		square, err := qrcode.NewQRCodeReader().Decode(bits, hard)
		if err != nil || square.GetText() != r.LookUp {
			t.Errorf("%s: QR code: %v, %v", r.Template, square, err)
		}
		bars, err := oned.NewCode128Reader().Decode(bits, hard)
		if err != nil || bars.GetText() != r.Code {
			t.Errorf("%s: bar code: %v, %v", r.Template, bars, err)
		}
	}
}

// TestValid: a second reader of the format finds nothing wrong.
func TestValid(t *testing.T) {
	api.DisableConfigDir()
	for name, r := range samples() {
		config := model.NewDefaultConfiguration()
		config.ValidationMode = model.ValidationStrict
		if err := api.Validate(bytes.NewReader(drawn(t, r)), config); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestUnknownCharacters: what the font does not have is shown as a box, not left out,
// and nothing fails.
func TestUnknownCharacters(t *testing.T) {
	r := receipt().Copy(2)
	r.Receipt.Applicant.Name = "An 😀 漢 \uFFFF\U0010FFFF Bình"
	if text := extracted(t, r); !strings.Contains(text, "An □ □ □□ Bình") {
		t.Error(text)
	}
	for _, c := range "ẬậẪẵỞợỰỹĐđ–…“”₫½□" {
		if !has(uint16(c)) {
			t.Errorf("%c is missing in the font", c)
		}
	}
	for _, s := range []style{regular, bold, italic, boldItalic} {
		for _, c := range "ẬậẪẵỞợỰỹĐđ–…“”₫□" {
			found := false
			for _, span := range charactersOf(face(s)) {
				found = found || span.first <= uint16(c) && uint16(c) <= span.last
			}
			if !found {
				t.Errorf("%c is missing in face %q", c, s)
			}
		}
	}
}

// syllable is a word of a few letters with and without marks, decomposed at times.
func syllable() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		word := rapid.StringOfN(rapid.SampledFrom([]rune("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵAĂÂĐÊÔƠƯ0123456789.,()/-")), 1, 14, -1).Draw(t, "word")
		if rapid.Bool().Draw(t, "decomposed") {
			return norm.NFD.String(word)
		}
		return word
	})
}

// TestNoWordIsLost: whatever is written, however long, stands on the paper.
func TestNoWordIsLost(t *testing.T) {
	slow(t)
	sentence := func(t *rapid.T, most int) string {
		return strings.Join(rapid.SliceOfN(syllable(), 1, most).Draw(t, "words"), " ")
	}
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		if runs++; runs > 25 { // each starts a program; a few hundred words each
			return
		}
		r := receipt().Copy(2)
		r.Receipt.Procedure, r.Receipt.Delivery = sentence(rt, 250), sentence(rt, 60)
		r.Receipt.Applicant.Name, r.Receipt.Applicant.Address, r.Receipt.Applicant.Email = sentence(rt, 12), sentence(rt, 40), sentence(rt, 20)
		r.Receipt.Components = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return sentence(t, 30) }), 0, 40).Draw(rt, "components")
		r.Head.Authority, r.Head.PlaceDate = sentence(rt, 15), sentence(rt, 15)
		s := supplement()
		for range rapid.IntRange(0, 20).Draw(rt, "items") {
			s.Supplement.Items = append(s.Supplement.Items, SupplementItem{Name: sentence(rt, 40), Reason: sentence(rt, 40), Originals: 1})
		}
		lost(t, rt, r)
		lost(t, rt, s)
	})
}

// lost fails when a word of r is not on its pages. Heads are in capitals and may cut a
// long word, so letters are compared there.
func lost(t *testing.T, rt *rapid.T, r Record) {
	text := extracted(t, r)
	have := map[string]bool{}
	for _, w := range strings.Fields(text) {
		have[w] = true
	}
	upper := func(s string) string {
		return strings.Map(func(c rune) rune {
			if unicode.IsSpace(c) {
				return -1
			}
			return unicode.ToUpper(c)
		}, s)
	}
	all, n := upper(text), Normalise(r)
	for _, w := range strings.Fields(n.Head.Authority + " " + n.Head.PlaceDate) {
		if !strings.Contains(all, upper(w)) {
			rt.Fatalf("%q of the head is lost", w)
		}
	}
	written := []string{}
	if n.Receipt != nil {
		p := n.Receipt
		written = append(append(written, p.Procedure, p.Delivery, p.Applicant.Name, p.Applicant.Address), p.Components...)
	}
	if n.Supplement != nil {
		for _, i := range n.Supplement.Items {
			written = append(written, i.Name, i.Reason)
		}
	}
	for _, w := range strings.Fields(strings.Join(written, " ")) {
		if !have[w] {
			rt.Fatalf("%q is lost", w)
		}
	}
}
