package desk_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/catalogue"
	"motcua/catalogue/pack"
	"motcua/internal/clock"
)

const uploadPath = cataloguePath + "/nhap-tep"

// packed is a procedure pack with its records.
func packed(t testing.TB, complete bool, records ...catalogue.Record) []byte {
	t.Helper()
	var out bytes.Buffer
	err := pack.Write(&out, pack.Header{Format: pack.Format, Title: "Tệp của tỉnh", Source: "kiểm thử", Crawled: clock.MustDate("2019-06-01"), Complete: complete, Records: len(records)}, records)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// send posts a file with fields; nil is a form without a chosen file.
func (p *official) send(path string, file []byte, fields url.Values) answer {
	p.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	name := "pack.jsonl"
	if file == nil {
		name = ""
	}
	part, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(file)
	}
	for field := range fields {
		if err == nil {
			err = m.WriteField(field, fields.Get(field))
		}
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return p.read(p.client.Post(p.office.URL+path, m.FormDataContentType(), &body))
}

// fieldsOf is the form of the page as a browser sends it beside the file.
func fieldsOf(a answer, others ...string) url.Values {
	fields := a.form(uploadPath, others...)
	fields.Del("file")
	return fields
}

// TestAFileIsImportedInTwoSteps: looking writes nothing; the same file is imported,
// another, or another day, is looked at first.
func TestAFileIsImportedInTwoSteps(t *testing.T) {
	o := open(t)
	var record bytes.Buffer
	o.Dossiers.Security = slog.New(slog.NewTextHandler(&record, nil))
	control := o.as(t, controlLogin)
	control.ok(cataloguePath).has("Nhập tệp thủ tục")
	first := packed(t, false, some(t, procedureWithFees)...)
	form := fieldsOf(control.ok(uploadPath))
	if form.Get("from.day") != "17" || form.Get("from.year") != "2019" || form.Has("digest") {
		t.Errorf("the form begins with %v", form)
	}
	looked := control.send(uploadPath, first, form)
	if looked.Status != http.StatusOK {
		t.Fatalf("looking: %d %s", looked.Status, looked.Text)
	}
	looked.has("Nếu nhập tệp này", "Tệp của tỉnh", "Một phần danh mục", "Điểm phát hiện theo loại", "Chọn lại đúng tệp này")
	if _, ok := o.Book.ByCode(procedureWithFees); ok {
		t.Fatal("looking imported something")
	}
	second := packed(t, false, some(t, procedureWithFees, "1.001342")...)
	other := control.send(uploadPath, second, fieldsOf(looked))
	other.has("Đây không phải tệp đã xem trước")
	if _, ok := o.Book.ByCode("1.001342"); ok || other.Status != http.StatusOK {
		t.Fatalf("another file was imported: %d", other.Status)
	}
	moved := control.send(uploadPath, second, fieldsOf(other, "from.day", "20"))
	moved.has("Nếu nhập tệp này", "20/06/2019")
	if _, ok := o.Book.ByCode("1.001342"); ok || moved.Find("input[name=seen]").AttrOr("value", "") != "2019-06-20" {
		t.Fatal("another day was imported without a look")
	}
	done := control.send(uploadPath, second, fieldsOf(moved))
	if done.Status != http.StatusSeeOther {
		t.Fatalf("importing: %d %s", done.Status, done.Text)
	}
	control.ok(done.Location).has("Đã nhập tệp", "Vi Thị Thu Hằng", "20/06/2019")
	e, ok := o.Book.ByCode(procedureWithFees)
	if !ok || e.Newest().Effective != clock.MustDate("2019-06-20") || len(e.Listings) == 0 {
		t.Errorf("imported %+v", e)
	}
	who := o.Account(t, controlLogin)
	for _, said := range []string{"procedures imported", fmt.Sprint("actor=", who.ID), "action=catalogue.import"} {
		if strings.Count(record.String(), said) != 1 {
			t.Errorf("the security log says %q not once: %s", said, record.String())
		}
	}
	again := control.send(uploadPath, second, fieldsOf(moved))
	control.ok(again.Location).has("Không có gì thay đổi")
}

// TestACorruptFileIsRefusedWithItsPlace in either language, and a file that would
// withdraw nearly all is asked about.
func TestACorruptFileIsRefusedWithItsPlace(t *testing.T) {
	o := open(t)
	control := o.as(t, controlLogin)
	form := fieldsOf(control.ok(uploadPath))
	bad := bytes.Replace(packed(t, false, some(t, procedureWithFees)...), []byte(`"channels":[`), []byte(`"channels":[x`), 1)
	refused := control.send(uploadPath, bad, form)
	if refused.Status != http.StatusUnprocessableEntity || refused.Find(`.mc-errors a[href="#file"]`).Length() != 1 {
		t.Fatalf("corrupt: %d %s", refused.Status, refused.Text)
	}
	refused.has("dòng 2:", procedureWithFees, "không phải JSON hợp lệ", "Không có gì thay đổi")
	if refused.Find("input[name=digest]").Length() != 0 {
		t.Error("a refused file may be imported")
	}
	if none := control.send(uploadPath, nil, form); none.Status != http.StatusUnprocessableEntity || none.Find(`.mc-errors a[href="#file"]`).Length() != 1 {
		t.Errorf("no file: %d", none.Status)
	}
	form.Set("from.month", "13")
	if date := control.send(uploadPath, packed(t, false, some(t, procedureWithFees)...), form); date.Status != http.StatusUnprocessableEntity || date.Find(`.mc-errors a[href="#from"]`).Length() != 1 {
		t.Errorf("no such day: %d", date.Status)
	}
	form.Set("from.month", "6")
	control.cookie("lang", "en")
	control.send(uploadPath, bad, form).has("line 2:", "not valid JSON", "Nothing was changed")

	whole := packed(t, true, some(t, "1.001342")...)
	asked := control.send(uploadPath, whole, form)
	if asked.Status != http.StatusConflict {
		t.Fatalf("a file that withdraws nearly all: %d", asked.Status)
	}
	asked.has("what the file lacks is withdrawn", "So many procedures are withdrawn indeed")
	if still := control.send(uploadPath, whole, fieldsOf(asked)); still.Status != http.StatusConflict {
		t.Errorf("without the box: %d", still.Status)
	}
	done := control.send(uploadPath, whole, fieldsOf(asked, "force", "yes"))
	if done.Status != http.StatusSeeOther {
		t.Fatalf("with the box: %d %s", done.Status, done.Text)
	}
	entry, _ := o.Book.ByCode("1.001193")
	if _, standing := entry.At(o.Bench.Clock.Now().Date()); standing != catalogue.Withdrawn {
		t.Errorf("what the file lacks is %s", standing)
	}
	if a := control.send(uploadPath, bytes.Repeat([]byte("x"), 17<<20), form); a.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("17 MiB: %d", a.Status)
	}
	for _, login := range []string{apptest.Counter, apptest.Admin, apptest.Chairman} {
		if a := o.as(t, login).send(uploadPath, whole, form); a.Status != http.StatusForbidden {
			t.Errorf("%s imports: %d", login, a.Status)
		}
	}
}
