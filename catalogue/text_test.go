package catalogue

import (
	"fmt"
	"strings"
	"testing"
)

// words is what no reading aid may alter: the text without white space and
// invisible characters, list marks taken off where they may stand.
func words(text string) []string {
	var out []string
	for _, w := range strings.Fields(tidy(text)) {
		w = strings.TrimLeft(w, "-–—+*•")
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

func blockWords(blocks []Block) []string {
	var out []string
	for _, b := range blocks {
		out = append(out, words(b.Mark+" "+b.Text)...)
	}
	return out
}

func TestNoWordOfAPublishedTextIsAltered(t *testing.T) {
	for code, r := range records(t) {
		texts := []string{r.Requirements, r.Related}
		for _, s := range r.Steps {
			texts = append(texts, s.Text)
		}
		for _, c := range r.Channels {
			texts = append(texts, c.Note)
			for _, f := range c.Fees {
				texts = append(texts, f.Text)
			}
		}
		for _, g := range r.Groups {
			for _, i := range g.Items {
				texts = append(texts, i.Name)
			}
		}
		for _, text := range texts {
			got, want := strings.Join(blockWords(Text(text)), " "), strings.Join(words(text), " ")
			if got != want {
				t.Errorf("%s: blocks say\n%s\nthe record says\n%s", code, got, want)
			}
		}
	}
}

func outline(blocks []Block) string {
	var b strings.Builder
	for _, block := range blocks {
		begin := strings.Fields(block.Text)
		kind := []string{"P", "H", "L"}[block.Kind]
		fmt.Fprintf(&b, "%s%d%s %s\n", kind, block.Level, block.Mark, strings.Join(begin[:min(4, len(begin))], " "))
	}
	return b.String()
}

func TestStepsOfBirthRegistrationAreReadable(t *testing.T) {
	got := outline(Text(records(t)["1.001193"].Steps[0].Text))
	const want = `L1 Nếu lựa chọn hình
L1 Nếu lựa chọn hình
P0 Người yêu cầu đăng
L1 Cán bộ tiếp nhận
L2(i) Trường hợp hồ sơ
L2(ii) Trường hợp hồ sơ
L2(iii) Trường hợp người yêu
L1 Công chức tư pháp
L2 Trường hợp hồ sơ
L2 Trường hợp cần phải
L2 Nếu thấy hồ sơ
P0 Trường hợp tiếp nhận
P0 Người yêu cầu có
P0 Nếu người yêu cầu
L1 Sau khi Cơ sở
H0 Lưu ý:
L1 Trường hợp cha, mẹ
P0 Trường hợp không tra
L1 Trong thời hạn 60
L1 Trường hợp đăng ký
P0 Sau khi lập biên
L1 Trường hợp trẻ chưa
L1 Trường hợp trẻ chưa
L1 Trường hợp trẻ chưa
`
	if got != want {
		t.Errorf("outline:\n%s", got)
	}
}

func TestStepsOfHouseholdBusinessAreReadable(t *testing.T) {
	got := outline(Text(records(t)["1.001612"].Steps[0].Text))
	const want = `H0 Trường hợp đăng ký
L1 Chủ hộ kinh doanh
L1 Sau khi tiếp nhận
H0 Trường hợp đăng ký
L1 Người nộp hồ sơ
L1 Người nộp hồ sơ
L1 Sau khi hoàn thành
L1 Các thông tin đăng
L1 Trường hợp hồ sơ
`
	if got != want {
		t.Errorf("outline:\n%s", got)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"- Giấy chứng sinh;":                "Giấy chứng sinh;",
		"+ Người tiếp nhận":                 "Người tiếp nhận",
		"* Lưu ý :":                         "Lưu ý :",
		"đăng k\u200eý hộ tịch":             "đăng ký hộ tịch",
		"để xác định        thẩm quyền":     "để xác định thẩm quyền",
		"(i) Trường hợp ủy quyền - cá nhân": "(i) Trường hợp ủy quyền - cá nhân",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextMarks(t *testing.T) {
	got := outline(Text("1. Một\na) Chữ\nb) Chữ\n2. Hai\n– Gạch dài\n- Gạch ngắn\n\nđi tiếp\nĐoạn mới"))
	want := "L11. Một\nL2a) Chữ\nL2b) Chữ\nL12. Hai\nL2 Gạch dài\nL2 Gạch ngắn đi tiếp\nP0 Đoạn mới\n"
	if got != want {
		t.Errorf("outline:\n%s", got)
	}
}
