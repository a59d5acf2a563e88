package portal_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
	"time"

	"motcua/app/apptest"
	"motcua/attachment"
	"motcua/internal/clamd"
	"motcua/web/ui"
)

const onePage = "%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"

// scripted is onePage with a command that runs by itself.
var scripted = strings.Replace(onePage, "/Catalog", "/Catalog /OpenAction << /S /JavaScript >>", 1)

func snapshot(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// chosen is a file in a box of a form.
type chosen struct{ field, name, text string }

// multipartForm is a form with files as a browser sends it.
func multipartForm(t testing.TB, fields url.Values, files ...chosen) (kind string, body *bytes.Buffer) {
	t.Helper()
	body = &bytes.Buffer{}
	m := multipart.NewWriter(body)
	for name, values := range fields {
		for _, value := range values {
			if err := m.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range files {
		h := textproto.MIMEHeader{"Content-Type": {"application/pdf"},
			"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%s"`, f.field, f.name)}}
		part, err := m.CreatePart(h)
		if err == nil {
			_, err = part.Write([]byte(f.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return m.FormDataContentType(), body
}

func (v *visitor) upload(path string, fields url.Values, files ...chosen) answer {
	v.t.Helper()
	kind, body := multipartForm(v.t, fields, files...)
	return v.read(v.client.Post(v.site.URL+path, kind, body))
}

// boxes is the keys of the papers of a page, in their order.
func boxes(a answer) (keys []string) {
	a.Find(`input[name="paper"]`).Each(func(_ int, in *selection) {
		key, _ := in.Attr("value")
		keys = append(keys, key)
	})
	return keys
}

// TestFilesAreGivenWithoutAScript: several at once, the ticks beside them kept, the
// good ones taken whatever is wrong with others, and seen again after filing.
func TestFilesAreGivenWithoutAScript(t *testing.T) {
	s := newSite(t)
	silent, err := clamd.New("tcp:127.0.0.1:1", time.Second)
	if err != nil {
		t.Fatal(err)
	}
	s.Files.Scanner = silent
	v, draft := begin(t, s)
	fill(t, v, draft)
	page := v.ok(draft + "/giay-to")
	keys := boxes(page)
	if n := page.Find(`input[type=file][multiple][accept]`).Length(); n != len(keys) || n < 2 {
		t.Fatalf("%d boxes of files for %d papers", n, len(keys))
	}
	first, second := keys[0], keys[1]
	ticks := url.Values{"sent": {"yes"}, "paper": {second, "no/1/1/1"}}
	wrong := v.upload(draft+"/tep", ticks, chosen{"file:" + first, "giấy chứng sinh.pdf", onePage}, chosen{"file:" + first, "lệnh.pdf", scripted},
		chosen{"file:" + second, "anh.pdf", snapshot(t)}, chosen{"file:no/1/1/1", "x.pdf", onePage}, chosen{"file:" + second, "", ""})
	if wrong.Status != http.StatusUnprocessableEntity || wrong.Find(`.mc-errors a[href="#file:`+first+`"]`).Length() != 1 {
		t.Fatalf("one of three is refused: %d %s", wrong.Status, wrong.Find("main").Text())
	}
	wrong.has(t, "lệnh.pdf: Tệp PDF này có mã lệnh tự chạy", "giấy chứng sinh.pdf", "anh.pdf", "Ảnh JPEG, 1 KB, đang chờ kiểm tra mã độc")
	if n := wrong.Find(".mc-files li").Length(); n != 2 {
		t.Errorf("%d files, want 2", n)
	}
	if n := wrong.Find(`input[name="paper"][checked]`).Length(); n != 2 {
		t.Errorf("%d papers ticked, want that of the form and that of the file", n)
	}
	right := v.upload(draft+"/tep", ticks, chosen{"file:" + second, "trang 2.pdf", onePage})
	if right.Status != http.StatusSeeOther || right.Location != draft+"/giay-to#paper-"+second {
		t.Errorf("one more: %d to %s", right.Status, right.Location)
	}
	left := v.post(draft+"/giay-to", url.Values{"sent": {"yes"}, "paper": {first}, "file:" + first: {"chưa tải.pdf"}})
	if left.Status != http.StatusUnprocessableEntity {
		t.Errorf("a file that was chosen and not sent: %d", left.Status)
	}
	left.has(t, "chưa tải.pdf: Tệp đã chọn nhưng chưa được tải lên")

	remove, _ := left.Find(`.mc-files button[formaction$="/bo"]`).Last().Attr("formaction")
	if to := v.follow(remove, url.Values{"sent": {"yes"}, "paper": {second}}); to != draft+"/giay-to" {
		t.Errorf("removing leads to %s", to)
	}
	after := v.ok(draft + "/giay-to")
	if n := after.Find(".mc-files li").Length(); n != 2 || strings.Contains(after.Body, "trang 2.pdf") {
		t.Errorf("%d files after one was removed", n)
	}
	if ticked, _ := after.Find(`input[name="paper"][checked]`).Attr("value"); ticked != second {
		t.Errorf("ticked is %s after removing", ticked)
	}
	file, _ := after.Find(".mc-files a").First().Attr("href")
	v.follow(draft+"/giay-to", url.Values{"sent": {"yes"}, "paper": {first, second}})
	v.ok(draft+"/kiem-tra").has(t, "giấy chứng sinh.pdf", "Có tệp đang chờ kiểm tra mã độc. Bạn vẫn nộp được")
	filed := strings.TrimSuffix(v.follow(draft+"/nop", url.Values{"declare": {"yes"}}), "/da-nop")
	v.ok(filed).has(t, "giấy chứng sinh.pdf", "PDF, 1 KB, đang chờ kiểm tra mã độc", "anh.pdf")

	own := v.get(file)
	if own.Status != http.StatusOK || own.Body == "" {
		t.Fatalf("her own file: %d", own.Status)
	}
	for name, want := range map[string]string{"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Content-Security-Policy": "sandbox; default-src 'none'", "Content-Length": fmt.Sprint(len(onePage)),
		"Content-Disposition": "attachment; filename*=utf-8''gi%E1%BA%A5y%20ch%E1%BB%A9ng%20sinh.pdf"} {
		if got := own.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for name, other := range map[string]*visitor{"another citizen": s.signedIn(t, apptest.Phuc), "an official": s.signedIn(t, apptest.Counter)} {
		if a := other.get(file); a.Status != http.StatusNotFound && a.Status != http.StatusForbidden {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if a := s.visitor(t).get(file); a.Status != http.StatusUnauthorized {
		t.Errorf("nobody signed in: %d", a.Status)
	}
}

// TestWhatIsTooLargeIsSaidOnThePage, before it is read when its length is told, and
// nothing else is lost.
func TestWhatIsTooLargeIsSaidOnThePage(t *testing.T) {
	s := newSite(t)
	s.Files.Limits = attachment.Limits{FileBytes: attachment.MB, DraftBytes: 2 * attachment.MB}.OrDefault()
	v, draft := begin(t, s)
	v.follow(ui.LangPath, url.Values{"lang": {"en"}, "back": {"/"}})
	page := v.ok(draft + "/giay-to")
	page.has(t, "Add a photo or a scan", "at most 1 MB a file, 10 files", "has no scanner")
	key := boxes(page)[0]
	large := onePage + strings.Repeat("\n", attachment.MB)
	a := v.upload(draft+"/tep", url.Values{"sent": {"yes"}, "paper": {boxes(page)[1]}}, chosen{"file:" + key, "scan.pdf", large}, chosen{"file:" + key, "page.pdf", onePage})
	if a.Status != http.StatusUnprocessableEntity || a.Find(".mc-files li").Length() != 1 || a.Find(`input[name="paper"][checked]`).Length() != 2 {
		t.Errorf("one file of two: %d, %d kept", a.Status, a.Find(".mc-files li").Length())
	}
	a.has(t, "scan.pdf: The file is larger than 1 MB", "page.pdf", "not scanned for malicious software")
	a = v.upload(draft+"/tep", nil, chosen{"file:" + key, "all.pdf", strings.Repeat("x", 4*attachment.MB)})
	if a.Status != http.StatusUnprocessableEntity || a.Find(".mc-files li").Length() != 1 {
		t.Errorf("more than an application may have: %d", a.Status)
	}
	a.has(t, "more than 2 MB together")
	kind, body := multipartForm(t, nil, chosen{"file:" + key, "x.html", "<script>"})
	r, err := http.NewRequest(http.MethodPost, s.URL+draft+"/tep", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Accept", "application/json")
	if said := v.read(v.client.Do(r)); said.Status != http.StatusUnprocessableEntity || !strings.Contains(said.Body, `"refused":["This file is not PDF, JPEG or PNG.`) {
		t.Errorf("a script is told %d %s", said.Status, said.Body)
	}
}

// TestAnAuthorityWithoutAFolderTakesNoFiles and says so, as before there were any.
func TestAnAuthorityWithoutAFolderTakesNoFiles(t *testing.T) {
	town := apptest.New(t)
	town.Core.Files, town.Dossiers.Files = nil, nil
	s := serve(t, town, nil)
	v, draft := begin(t, s)
	page := v.ok(draft + "/giay-to")
	page.has(t, "Chưa gửi bản chụp qua mạng được")
	if n := page.Find("input[type=file]").Length(); n != 0 {
		t.Errorf("%d boxes of files", n)
	}
	if a := v.post(draft+"/tep", url.Values{"x": {"y"}}); a.Status != http.StatusNotFound && a.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("a file all the same: %d", a.Status)
	}
	if a := v.get("/tep/1"); a.Status != http.StatusNotFound {
		t.Errorf("a file: %d", a.Status)
	}
}
