package catalogue

import (
	"bufio"
	"compress/gzip"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// line is the line of a carried record.
func line(t *testing.T, code string) string {
	t.Helper()
	z, err := gzip.NewReader(Carried())
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, MaxLine)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), `{"code":"`+code+`"`) {
			return lines.Text()
		}
	}
	t.Fatalf("no line of %s (%v)", code, lines.Err())
	return ""
}

func TestDecodingNamesRecordFieldAndPlace(t *testing.T) {
	text := line(t, "1.001612")
	for name, c := range map[string]struct{ old, new, field, problem, at string }{
		"unknown key":   {`"formality_type"`, `"formality_kind"`, "", `unknown key "formality_kind"`, `"formality_kind"`},
		"other case":    {`"formality_type"`, `"Formality_type"`, "", `unknown key "Formality_type"`, `"Formality_type"`},
		"key twice":     {`"formality_type"`, `"quality":"parsed_text","formality_type"`, "", `key "quality" stands twice`, `"quality":"parsed_text","results"`},
		"wrong type":    {`"originals":1`, `"originals":"one"`, "groups[1].items[0].originals", `string where whole number belongs`, `"one"`},
		"not whole":     {`"originals":1`, `"originals":1.5`, "groups[1].items[0].originals", `number where whole number belongs`, `1.5`},
		"null in list":  {`"channels":[{`, `"channels":[null,{`, "channels[0]", `null where object belongs`, `null,{`},
		"list expected": {`"channels":[{`, `"channels":{"a":[{`, "", "", ""},
		"method":        {`"method":"POSTAL"`, `"method":"PIGEON"`, "channels[1].method", `unknown word "PIGEON"`, `"PIGEON"`},
		"empty name":    {`"name":"Đăng ký thành lập hộ kinh doanh"`, `"name":" "`, "name", "is empty", `" ","portal_id"`},
		"negative fee":  {`"value":150000`, `"value":-1`, "channels[0].fees[0].value", "-1 is negative", `-1`},
		"third of day":  {`"method":"POSTAL"`, `"limit":{"qty":1.3,"unit":"DAY"},"method":"POSTAL"`, "channels[1].limit.qty", `"1.3" is not a multiple of one half`, `1.3`},
		"negative day":  {`"method":"POSTAL"`, `"limit":{"qty":-1,"unit":"DAY"},"method":"POSTAL"`, "channels[1].limit.qty", `"-1" is not a quantity of time`, `-1`},
		"unknown unit":  {`"method":"POSTAL"`, `"limit":{"qty":1,"unit":"FORTNIGHT"},"method":"POSTAL"`, "channels[1].limit.unit", `unknown word "FORTNIGHT"`, `"FORTNIGHT"`},
		"bad day":       {`"formality_type"`, `"updated":"2026-02-30","formality_type"`, "updated", "", `"2026-02-30"`},
		"nul":           {`"name":"Đăng ký`, `"name":"\u0000Đăng ký`, "name", `the escape \u0000 is no character`, `\u0000`},
		"half a pair":   {`"name":"Đăng ký`, `"name":"\ud800Đăng ký`, "name", `the escape \ud800 is no character`, `\ud800`},
		"not UTF-8":     {`"name":"Đăng ký`, "\"name\":\"\xffĐăng ký", "", "the text is not UTF-8", "\xff"},
		"no JSON":       {`"formality_type":`, `"formality_type";`, "", "", `;`},
		"two values":    {`{"code":"1.001612"`, `{} {"code":"1.001612"`, "", "", `{"code"`},
	} {
		t.Run(name, func(t *testing.T) {
			broken := strings.Replace(text, c.old, c.new, 1)
			if broken == text {
				t.Fatalf("the line does not hold %s", c.old)
			}
			_, err := NewDecoder().Decode([]byte(broken))
			var wrong *FieldError
			if !errors.As(err, &wrong) {
				t.Fatalf("error %v, want a FieldError", err)
			}
			if c.problem != "" && (wrong.Field != c.field || !strings.Contains(wrong.Problem, c.problem)) {
				t.Errorf("field %q, problem %q, want %q, %q", wrong.Field, wrong.Problem, c.field, c.problem)
			}
			if c.at != "" && !strings.HasPrefix(broken[wrong.Offset:], c.at) {
				t.Errorf("offset %d is at %.40q, want %q", wrong.Offset, broken[wrong.Offset:], c.at)
			}
		})
	}
}

func TestDecodingNormalisesAndSaysSo(t *testing.T) {
	text := line(t, "1.001193")
	d := NewDecoder()
	want, err := d.Decode([]byte(text))
	if err != nil || want.NotNFC {
		t.Fatalf("%v, not NFC: %v", err, want.NotNFC)
	}
	for name, other := range map[string]string{
		"bytes":   norm.NFD.String(text),
		"escapes": strings.Replace(text, `Thủ tục đăng ký`, `Thu\u0309 tục đăng ký`, 1),
	} {
		got, err := d.Decode([]byte(other))
		if err != nil || other == text {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Name != want.Name || !got.NotNFC {
			t.Errorf("%s: name %+q, not NFC: %v", name, got.Name, got.NotNFC)
		}
		if version(t, got).Hash != version(t, want).Hash {
			t.Errorf("%s: the form of Unicode makes another version", name)
		}
	}
}

func TestIncompleteRecordsAreTaken(t *testing.T) {
	r, err := NewDecoder().Decode([]byte(`{"code":"1.1","portal_id":"a","name":"b"}`))
	if err != nil || r.HasDetail {
		t.Fatalf("%+v, %v", r, err)
	}
	if v := version(t, r); len(v.Papers()) != 0 {
		t.Error("a record without a dossier list has papers")
	}
}

func TestLoadSomeFindsWhatItIsAskedFor(t *testing.T) {
	twice, err := LoadSome("1.014325")
	if err != nil || len(twice) != 2 {
		t.Errorf("1.014325: %d records (%v), want the two of two provinces", len(twice), err)
	}
	_, err = LoadSome("1.001193", "9.999999")
	if err == nil || !strings.Contains(err.Error(), "9.999999") {
		t.Errorf("error %v, want one that names the missing code", err)
	}
}
