package paper

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"motcua/internal/clock"
	"motcua/law"
)

func encoded(t testing.TB, r Record) []byte {
	t.Helper()
	data, err := Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestRoundTrip: what was stored is what is read, for every template and variant.
func TestRoundTrip(t *testing.T) {
	seen := map[Template]bool{}
	for name, r := range samples() {
		data := encoded(t, r)
		again, err := Decode(data)
		if err != nil || !reflect.DeepEqual(again, Normalise(r)) || !bytes.Equal(encoded(t, again), data) {
			t.Errorf("%s: %v", name, err)
		}
		seen[r.Template] = true
	}
	for _, template := range Templates() {
		if !seen[template] {
			t.Errorf("no sample of %s", template)
		}
	}
}

// TestDecodeRefuses: one thing wrong at a time.
func TestDecodeRefuses(t *testing.T) {
	good := string(encoded(t, receipt()))
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown field":     {`"version":1`, `"version":1,"colour":"red"`, "unknown field"},
		"unknown version":   {`"version":1`, `"version":2`, "version 2 is not known"},
		"unknown template":  {`"mau_01"`, `"mau_07"`, `template "mau_07" is not known`},
		"other template":    {`"mau_01"`, `"mau_02"`, "exactly its own contents"},
		"two contents":      {`"receipt":`, `"supplement":{"one_stop":"","applicant":{"name":""},"procedure":"","items":null},"receipt":`, "exactly its own contents"},
		"copy 3":            {`"issued_at":`, `"copies":[3],"issued_at":`, "has no copy 3"},
		"empty limit":       {`"limit":"ngay`, `"limit":"","delivery":"x","book":"ngay`, "limit is empty"},
		"no code":           {`"code":"` + dossierCode + `",`, ``, "code is empty"},
		"instant as a text": {`"issued_at":`, `"issued_at":"now","voided_at":`, "cannot unmarshal"},
		"a second document": {`"version":1`, `"version":1`, ""},
	} {
		text := strings.Replace(good, c.old, c.new, 1)
		if c.want == "" {
			text, c.want = good+"{}", "more than one document"
		} else if text == good {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// leaves are the paths of everything filled in below v, with a way to take it out.
func leaves(v any, path string, visit func(path string, remove func() (restore func()))) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			child := v[key]
			switch child.(type) {
			case map[string]any, []any:
				leaves(child, path+"."+key, visit)
			default:
				visit(path+"."+key, func() func() { delete(v, key); return func() { v[key] = child } })
			}
		}
	case []any:
		if len(v) > 0 {
			leaves(v[0], path+".0", visit)
		}
	}
}

// TestNeeds: without which values a record is no paper, each taken out of a sample
// in turn. The rest a form may leave blank.
func TestNeeds(t *testing.T) {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(samples())) {
		var whole map[string]any
		if err := json.Unmarshal(encoded(t, samples()[name]), &whole); err != nil {
			t.Fatal(err)
		}
		leaves(whole, name, func(path string, remove func() func()) {
			restore := remove()
			data, err := json.Marshal(whole)
			restore()
			if err != nil {
				t.Fatal(err)
			}
			if _, err = Decode(data); err != nil {
				b.WriteString(path + "\n")
			}
		})
	}
	golden(t, "needs.txt", []byte(b.String()))
}

// TestEmptyIsRefused: emptied is as missing.
func TestEmptyIsRefused(t *testing.T) {
	for field, spoil := range map[string]func(*Record){
		"heading": func(r *Record) { r.Heading = "" }, "head.authority": func(r *Record) { r.Head.Authority = " " },
		"head.place_date": func(r *Record) { r.Head.PlaceDate = "" }, "issued_at": func(r *Record) { r.IssuedAt = 0 },
		"due_at": func(r *Record) { r.Receipt.DueAt = 0 }, "sets": func(r *Record) { r.Receipt.Sets = 0 },
	} {
		r := receipt()
		spoil(&r)
		if _, err := Encode(r); err == nil || !strings.Contains(err.Error(), ": "+field+" is empty") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestReasonOfEveryItem: a request gives a reason for the whole or for each item
// (NĐ61 Đ11 k2c).
func TestReasonOfEveryItem(t *testing.T) {
	r := supplement()
	r.Supplement.Reason, r.Supplement.Items[1].Reason = "", ""
	if err := r.Check(); err == nil || !strings.Contains(err.Error(), "items.1.reason is empty") {
		t.Error(err)
	}
	r.Supplement.Reason = "Hồ sơ chưa đủ."
	if err := r.Check(); err != nil {
		t.Error(err)
	}
}

// TestOneFormOfText: decomposed letters, as some keyboards type them, spaces and what
// cannot be seen become one form before anything is stored or drawn; Check refuses
// what did not.
func TestOneFormOfText(t *testing.T) {
	want := encoded(t, receipt())
	typed := norm.NFD.Bytes(want)
	if bytes.Equal(typed, want) {
		t.Fatal("nothing to decompose")
	}
	r, err := Decode(typed)
	if err != nil || !bytes.Equal(encoded(t, r), want) {
		t.Errorf("decomposed: %v", err)
	}
	escaped := strings.Replace(string(want), "Diễm", `Die\u0302\u0303m`, 1)
	if r, err = Decode([]byte(escaped)); err != nil || !bytes.Equal(encoded(t, r), want) {
		t.Errorf("escaped: %v", err)
	}
	r = receipt()
	r.Receipt.Applicant.Name = norm.NFD.String(" Công\u200b Tằng\n Tôn Nữ\tHoàng Thị Ngọc Diễm\u0007")
	if err := r.Check(); err == nil || !strings.Contains(err.Error(), "not in NFC") {
		t.Errorf("Check let it pass: %v", err)
	}
	if !bytes.Equal(encoded(t, r), want) || norm.NFC.IsNormalString(r.Receipt.Applicant.Name) {
		t.Error("Encode did not bring it to one form, or changed its argument")
	}
}

func TestTitleAndNumber(t *testing.T) {
	if r := receipt(); r.Title() != "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" || r.Number() != "190617-0012/BPTNTKQ" {
		t.Errorf("%q, %q", r.Title(), r.Number())
	}
	if r := preview(); r.Title() != "BẢN XEM TRƯỚC – Giấy tiếp nhận hồ sơ và hẹn trả kết quả" || r.Number() != "" {
		t.Errorf("%q, %q", r.Title(), r.Number())
	}
}

// lawIDs are the law's names of fields where those of blocks differ.
var lawIDs = map[string]string{"onestop": "reception", "procedure": "request", "papers": "components", "received": "received_at", "due": "promised_at",
	"delivery": "collection", "signature-applicant": "filer", "signature-official": "receiver"}

// fieldsOf are the fields of a sheet in order, by the law's names.
func fieldsOf(t *testing.T, r Record) []string {
	t.Helper()
	sheets, err := r.Sheets()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	add := func(fields ...string) {
		for _, f := range fields {
			if id, ok := lawIDs[f]; ok {
				f = id
			}
			out = append(out, f)
		}
	}
	for _, b := range sheets[0].Blocks {
		switch b := b.(type) {
		case TopHead:
			add("superior", "unit", "number", "place_date")
		case Codes:
			add("code", "copy")
		case Line:
			add(b.Field)
		case Pair:
			for _, l := range b.Lines {
				add(l.Field)
			}
		case List:
			for _, i := range b.Items {
				add(i.Field)
			}
		case Table:
			add(b.Field)
		case Text:
			add(b.Field)
		case Signatures:
			for _, s := range []*Signature{b.Left, b.Right} {
				if s != nil {
					add(s.Field)
				}
			}
		}
	}
	return out
}

// TestFieldsOfLaw: Mẫu 01, 02 and 03 have every field that the law in force lists,
// in its order; what is more are local additions.
//
// law: TT01 Đ9 k1
func TestFieldsOfLaw(t *testing.T) {
	all, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	regime, err := all.At(clock.MustDate("2019-06-17"))
	if err != nil {
		t.Fatal(err)
	}
	for form, r := range map[string]Record{"01": receipt(), "02": supplement(), "03": refusal()} {
		have := fieldsOf(t, r)
		if form == "02" {
			have[len(have)-1] = "guide" // who guides is the official there
		}
		next := 0
		for _, f := range regime.Fields(form) {
			at := slices.Index(have[next:], f.ID)
			if at < 0 {
				t.Errorf("Mẫu %s: %s is missing or out of order in %v", form, f.ID, have)
				continue
			}
			next += at + 1
		}
	}
}

// TestWords: every text is used by a source file, and no sheet shows a key that has
// none.
func TestWords(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	source := ""
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f, "_test.go") {
			source += string(text)
		}
	}
	w, err := wordsOf(CurrentVersion)
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range w {
		if !strings.Contains(source, `"`+key+`"`) || !norm.NFC.IsNormalString(text) {
			t.Errorf("%s is not used, or not in NFC", key)
		}
	}
	for name, r := range samples() {
		sheets, err := r.Sheets()
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(sheets)
		if err != nil || strings.Contains(string(text), `"[`) || strings.Contains(string(text), "{") && strings.Contains(string(text), "} ") {
			t.Errorf("%s shows a key or a placeholder: %s", name, text)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, r := range samples() {
		f.Add(encoded(f, r))
	}
	f.Add([]byte(`{"template":"mau_01"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Decode(data)
		if err != nil {
			return
		}
		again, err := Decode(encoded(t, r))
		if err != nil || !reflect.DeepEqual(r, again) {
			t.Fatalf("%v: read again as another record", err)
		}
	})
}
