package pack

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"motcua/catalogue"
	"motcua/internal/clock"

	"golang.org/x/text/unicode/norm"
)

const head = `{"format":"motcua.procedures/1","title":"Thử","source":"example.vn","crawled":"2026-07-18","complete":false,"records":2}` + "\n"

const (
	first  = `{"code":"1.1","name":"Đăng ký","portal_id":"a"}` + "\n"
	second = `{"code":"1.2","name":"Cấp lại","portal_id":"b","channels":[{"method":"DIRECT","limit":{"qty":2.5,"unit":"WORKING_DAY"},"fees":[{"value":0,"currency":"VND","quality":"ok"}]}]}` + "\n"
)

func zipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, text)
	if err != nil {
		t.Fatal(err)
	}
	err = z.Close()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReadTakesPlainAndCompressed(t *testing.T) {
	plain := head + first + second
	for name, text := range map[string]string{
		"plain": plain, "gzip": zipped(t, plain), "no last line end": strings.TrimSuffix(plain, "\n"),
		"Windows lines": strings.ReplaceAll(plain, "\n", "\r\n"), "NFD": norm.NFD.String(plain),
	} {
		h, records, err := Read(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if h.Title != "Thử" || h.Crawled != clock.MustDate("2026-07-18") || h.Complete || len(records) != 2 ||
			records[0].Name != "Đăng ký" || records[1].Channels[0].Limit.Quantity != 5 || *records[1].Channels[0].Fees[0].Value != 0 {
			t.Errorf("%s: %+v %+v", name, h, records)
		}
		if records[0].NotNFC != (name == "NFD") {
			t.Errorf("%s: not NFC: %v", name, records[0].NotNFC)
		}
	}
}

func TestReadRefusesWholeFiles(t *testing.T) {
	whole := zipped(t, head+first+second)
	damaged := []byte(whole)
	damaged[len(damaged)/2] ^= 0x55
	three := strings.Replace(head, `"records":2`, `"records":3`, 1)
	one := strings.Replace(head, `"records":2`, `"records":1`, 1)
	for name, c := range map[string]struct {
		text string
		want Error  // without place and problem
		at   string // what stands at the place
	}{
		"empty":            {"", Error{Kind: BadHeader, Line: 1}, ``},
		"no header":        {first + second, Error{Kind: "unknown_key", Line: 1, Code: "1.1"}, `"code"`},
		"header lacks key": {strings.Replace(head, `"complete":false,`, "", 1), Error{Kind: BadHeader, Line: 1, Field: "complete"}, ``},
		"other format":     {strings.Replace(head, "procedures/1", "procedures/2", 1), Error{Kind: BadHeader, Line: 1, Field: "format"}, `"motcua.procedures/2"`},
		"no such day":      {strings.Replace(head, "2026-07-18", "2026-07-32", 1), Error{Kind: "type", Line: 1, Field: "crawled"}, `"2026-07-32"`},
		"negative":         {strings.Replace(head, `"records":2`, `"records":-2`, 1), Error{Kind: BadHeader, Line: 1, Field: "records"}, `-2`},
		"too many":         {strings.Replace(head, `"records":2`, `"records":100001`, 1), Error{Kind: TooLarge, Line: 1, Field: "records"}, `100001`},
		"fewer":            {three + first + second, Error{Kind: Count, Line: 4}, ``},
		"more":             {one + first + second, Error{Kind: Count, Line: 3}, ``},
		"repeated":         {head + first + strings.Replace(second, `"b"`, `"a"`, 1), Error{Kind: Repeated, Line: 3, Code: "1.2", Field: "portal_id"}, ``},
		"cut in a line":    {(head + first + second)[:len(head+first)+60], Error{Kind: Truncated, Line: 3, Code: "1.2"}, ``},
		"cut gzip":         {whole[:len(whole)-20], Error{Kind: Truncated, Line: 3}, ``},
		"cut gzip head":    {whole[:5], Error{Kind: Truncated, Line: 1}, ``},
		"not gzip":         {"\x1f\x8b\x00rest of the file", Error{Kind: Gzip, Line: 1}, ``},
		"empty line":       {head + first + "\n" + second, Error{Kind: "syntax", Line: 3}, ``},
		"bad JSON":         {head + first + strings.Replace(second, `"Cấp lại",`, `"Cấp lại"`, 1), Error{Kind: "syntax", Line: 3, Code: "1.2"}, `"portal_id"`},
		"bad UTF-8":        {head + strings.Replace(first, "Đăng", "Đ\xffng", 1) + second, Error{Kind: "encoding", Line: 2, Code: "1.1"}, "\xff"},
		"unknown key":      {head + first + strings.Replace(second, `"qty"`, `"quantity"`, 1), Error{Kind: "unknown_key", Line: 3, Code: "1.2", Field: "channels[0].limit"}, `"quantity"`},
		"wrong type":       {head + strings.Replace(first, `"a"`, `7`, 1) + second, Error{Kind: "type", Line: 2, Code: "1.1", Field: "portal_id"}, `7`},
		"unknown unit":     {head + first + strings.Replace(second, "WORKING_DAY", "WEEK", 1), Error{Kind: BadRecord, Line: 3, Code: "1.2", Field: "channels[0].limit.unit"}, `"WEEK"`},
		"without a code":   {head + strings.Replace(first, `"1.1"`, `""`, 1) + second, Error{Kind: BadRecord, Line: 2, Field: "code"}, `""`},
	} {
		t.Run(name, func(t *testing.T) {
			h, records, err := Read(strings.NewReader(c.text))
			var got *Error
			if !errors.As(err, &got) {
				t.Fatalf("error %v, want an *Error", err)
			}
			if records != nil || h != (Header{}) {
				t.Errorf("a refused pack gives %+v and %d records", h, len(records))
			}
			if got.Problem == "" {
				t.Error("no problem is named")
			}
			if at := strings.Split(c.text, "\n")[got.Line-1:]; c.at != "" &&
				(!strings.HasPrefix(at[0][got.Offset:], c.at) || got.Column != len([]rune(at[0][:got.Offset]))+1) {
				t.Errorf("line %d, column %d is not at %q", got.Line, got.Column, c.at)
			}
			short := *got
			short.Problem, short.Column, short.Offset = "", 0, 0
			if short != c.want {
				t.Errorf("%+v, want %+v (%s)", short, c.want, got)
			}
		})
	}
	_, _, err := Read(bytes.NewReader(damaged))
	var got *Error
	if !errors.As(err, &got) {
		t.Errorf("damaged gzip: %v", err)
	}
}

func TestReadRefusesWhatIsTooLarge(t *testing.T) {
	text := head + `{"code":"1.1","name":"` + strings.Repeat("a", catalogue.MaxLine) + `","portal_id":"a"}` + "\n"
	_, _, err := Read(strings.NewReader(text))
	var got *Error
	if !errors.As(err, &got) || got.Kind != TooLarge || got.Line != 2 {
		t.Errorf("error %v", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestReadTellsThatReadingFailed(t *testing.T) {
	_, _, err := Read(io.MultiReader(strings.NewReader(head+first), failing{}))
	var got *Error
	if !errors.As(err, &got) || got.Kind != Reading || got.Line != 3 || got.Problem != "the disk is gone" {
		t.Errorf("error %v", err)
	}
}

// TestCarriedPack reads the pack of the product the strict way and writes a part of
// it again: the same lines, so that reading loses nothing.
func TestCarriedPack(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the whole pack")
	}
	z, err := gzip.NewReader(catalogue.Carried())
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	h, records, err := Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if h.Records != 5670 || len(records) != 5670 || !h.Complete {
		t.Fatalf("%d records, header %+v", len(records), h)
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	for i := 0; i < len(records); i += 20 {
		again, err := line(records[i])
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again, lines[i+1]) {
			t.Errorf("line %d written again differs", i+2)
		}
	}
}

// FuzzRead holds that no bytes make Read panic or half-succeed, and that what it
// took is taken again when written.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", head, head + first, head + first + second, zipped(f, head+first+second), norm.NFD.String(head + first + second),
		zipped(f, head+first+second)[:40], head + "{}\n{}\n", head + "null\nnull\n", "\xef\xbb\xbf" + head,
		strings.Replace(head, "2}", "1}", 1) + `{"code":"\u0031","portal_id":"\ud83d\ude00","name":"e\u0301","steps":[{}],"foreign":{"channels":[null]}}`,
		strings.Replace(head, "2}", "1}", 1) + `{"code":"1","portal_id":"a","name":"n","levels":["bo"],"cases":[{"limit":{"qty":0.5,"unit":"DAY"}}],"listed":null}`,
		strings.Replace(head, "2}", "0}", 1),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		h, records, err := Read(bytes.NewReader(text))
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Line < 1 || e.Column < 0 || records != nil {
				t.Fatalf("%d records with %v", len(records), err)
			}
			return
		}
		var out bytes.Buffer
		err = Write(&out, h, records)
		if err != nil {
			t.Fatal(err)
		}
		_, again, err := Read(&out)
		if err != nil || len(again) != len(records) {
			t.Fatalf("written again: %d of %d records, %v", len(again), len(records), err)
		}
	})
}
