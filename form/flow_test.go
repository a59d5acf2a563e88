package form

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"motcua/internal/fault"
)

func birthForm(t *testing.T) Definition {
	t.Helper()
	lib, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return lib["1.001193"]
}

func shownPages(d Definition, a Answers) string {
	var ids []string
	for _, p := range d.Visible(a) {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, " ")
}

func walk(d Definition, a Answers) string {
	var ids []string
	for id, ok := d.First(a), true; ok; id, ok = d.Next(id, a) {
		ids = append(ids, id)
	}
	return strings.Join(ids, " ")
}

const birthStart = "requester contact child origin mother_known "

func TestBirthFormBranches(t *testing.T) {
	d := birthForm(t)
	cases := []struct {
		name string
		a    Answers
		want string
	}{
		{"nothing answered", Answers{}, "father_known copies delivery"},
		{"NĐ123/2015 Đ15: father not known", Answers{"mother.known": "yes", "father.known": "no", "marriage.registered": "yes"},
			"mother father_known copies delivery"},
		{"married parents", Answers{"mother.known": "yes", "father.known": "yes", "marriage.registered": "yes"},
			"mother father_known father marriage certificate copies delivery"},
		{"unmarried parents", Answers{"mother.known": "yes", "father.known": "yes", "marriage.registered": "no"},
			"mother father_known father marriage copies delivery"},
		{"NĐ61 Đ16 k2: result by post", Answers{"delivery.channel": "post"}, "father_known copies delivery delivery_address"},
		{"NĐ61 Đ20 k3: result online", Answers{"delivery.channel": "online"}, "father_known copies delivery"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := shownPages(d, c.a); got != birthStart+c.want {
				t.Errorf("shown: %s", got)
			}
			if got := walk(d, c.a); got != birthStart+c.want {
				t.Errorf("walked: %s", got)
			}
		})
	}
}

// The ids other parts of the product refer to.
func TestBirthFormKeepsItsIDs(t *testing.T) {
	d := birthForm(t)
	for _, id := range strings.Fields(`requester.full_name requester.person_number requester.relation requester.residence
		requester.phone requester.email child.full_name child.birth_date child.sex child.birth_place child.ethnicity
		child.nationality child.hometown mother.known mother.full_name mother.birth_date mother.ethnicity mother.nationality
		mother.residence mother.person_number father.known father.full_name father.birth_date father.ethnicity
		father.nationality father.residence father.person_number marriage.registered marriage.certificate_number
		marriage.date marriage.place copies.count delivery.channel delivery.address`) {
		if _, ok := d.Field(id); !ok {
			t.Errorf("the form lost %s", id)
		}
	}
	if !strings.Contains(d.Source, "[M]") {
		t.Error("the source no longer says that it is from memory")
	}
	f, _ := d.Field("mother.ethnicity")
	if got := d.Suggestions(f); len(got) != 54 || !slices.Contains(got, "Nùng") {
		t.Errorf("%d ethnic groups", len(got))
	}
}

// A field that hangs on a hidden field is hidden, whatever was answered before.
func TestHiddenChain(t *testing.T) {
	d := everyType(t)
	a := Answers{"a.pet": "yes", "a.pet_kind": "cat", "a.cat_name": "Mướp"}
	if got := shownPages(d, a); got != "about cat rest" {
		t.Errorf("with a cat: %s", got)
	}
	a["a.pet"] = "no"
	if got := shownPages(d, a); got != "about rest" {
		t.Errorf("without a pet: %s", got)
	}
	if got := d.Submission(a); !maps.Equal(got, Answers{"a.pet": "no"}) {
		t.Errorf("submitted %v", got)
	}
	if got := d.Normalise(a); got["a.cat_name"] != "Mướp" {
		t.Errorf("the draft lost the answer that is hidden: %v", got)
	}
	for _, s := range d.Summary(a, "vi") {
		for _, r := range s.Rows {
			if r.Field == "a.pet_kind" || r.Field == "a.cat_name" {
				t.Errorf("the summary shows %s", r.Field)
			}
		}
	}
}

func TestNextAndPrevious(t *testing.T) {
	d := everyType(t)
	a := Answers{"a.pet": "no"}
	if id, ok := d.Next("cat", a); !ok || id != "rest" {
		t.Errorf("after a page that has become hidden: %s", id)
	}
	if id, ok := d.Next("rest", a); ok {
		t.Errorf("after the last: %s", id)
	}
	if id, ok := d.Next("nowhere", a); ok {
		t.Errorf("after an unknown page: %s", id)
	}
	if id, ok := d.Previous("rest", a); !ok || id != "about" {
		t.Errorf("before rest: %s", id)
	}
	if id, ok := d.Previous("about", a); ok {
		t.Errorf("before the first: %s", id)
	}
	if _, ok := d.Page("nowhere"); ok {
		t.Error("found a page that does not exist")
	}
}

func TestValidateOnePage(t *testing.T) {
	d := everyType(t)
	a := Answers{"a.name": "Lan 2", "a.pet": "yes", "a.born.day": "30", "a.born.month": "2", "a.born.year": "2018"}
	got := d.Validate("about", a, today)
	want := []fault.Field{{Name: "a.name", Code: fault.CodeFieldName}, {Name: "a.born", Code: fault.CodeFieldDate},
		{Name: "a.pet_kind", Code: fault.CodeFieldRequired}}
	same := func(x, y fault.Field) bool { return x.Name == y.Name && x.Code == y.Code }
	if !slices.EqualFunc(got, want, same) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, page := range []string{"cat", "nowhere", "rest"} {
		if got := d.Validate(page, a, today); got != nil {
			t.Errorf("page %s: %v", page, got)
		}
	}
}

// N15.3, N11.2c: a supplement is asked once, so every gap is shown at once.
func TestCompleteListsEveryGap(t *testing.T) {
	d := birthForm(t)
	a := Answers{"requester.full_name": "Nông Thị Lan", "mother.known": "yes", "delivery.channel": "post",
		"father.known": "no", "requester.phone": "12"}
	got := map[string]fault.Code{}
	var order []string
	for _, g := range d.Complete(a, today) {
		got[g.Page+" "+g.Field] = g.Code
		order = append(order, g.Page)
	}
	want := map[string]fault.Code{"contact requester.phone": fault.CodeFieldPhone}
	for _, missing := range strings.Split(`requester requester.person_number,requester requester.relation,requester requester.residence,
		child child.full_name,child child.birth_date,child child.sex,child child.birth_place,origin child.ethnicity,
		origin child.nationality,origin child.hometown,mother mother.full_name,mother mother.birth_date,mother mother.ethnicity,
		mother mother.nationality,mother mother.residence,copies copies.count,delivery_address delivery.address`, ",") {
		want[strings.TrimSpace(missing)] = fault.CodeFieldRequired
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if shown := strings.Fields(shownPages(d, a)); !slices.IsSortedFunc(order, func(x, y string) int {
		return slices.Index(shown, x) - slices.Index(shown, y)
	}) {
		t.Errorf("not in the order of the form: %v", order)
	}
}

func TestSummaryInBothLanguages(t *testing.T) {
	d := everyType(t)
	a := Answers{"a.name": " Lan ", "a.born.day": "5", "a.born.month": "03", "a.born.year": "2018", "a.year.year": "1990",
		"a.pet": "no", "a.phone": "+84912345678", "a.boxes": "sms,mail", "a.count": "07"}
	show := func(lang string) string {
		var b strings.Builder
		for _, s := range d.Summary(a, lang) {
			b.WriteString("[" + s.Title + "] ")
			for _, r := range s.Rows {
				b.WriteString(r.Page + "/" + r.Label + "=" + r.Display + "|")
			}
		}
		return b.String()
	}
	vi := "[Một] about/Tên=Lan|about/Sinh=05/03/2018|about/Năm=1990|about/Con vật=Không|" +
		"[Hai] rest/Chỗ=|rest/Số=|rest/Điện thoại=0912 345 678|rest/Thư=|rest/Đếm=7|rest/Chọn=Thư; Tin nhắn|"
	en := "[One] about/Name=Lan|about/Born=05/03/2018|about/Year=1990|about/Pet=No|" +
		"[Two] rest/Place=|rest/Number=|rest/Phone=0912 345 678|rest/E-mail=|rest/Count=7|rest/Choose=Mail; SMS|"
	if got := show("vi"); got != vi {
		t.Errorf("vi: %s", got)
	}
	if got := show("en"); got != en {
		t.Errorf("en: %s", got)
	}
	row := d.Summary(a, "vi")[1].Rows[2]
	if row.Value != "0912345678" || row.Field != "a.phone" {
		t.Errorf("row: %+v", row)
	}
}

// What is wrong is shown as it was typed.
func TestSummaryOfWrongAnswers(t *testing.T) {
	d := everyType(t)
	a := Answers{"a.born.day": "x", "a.born.month": "13", "a.born.year": "99", "a.pet": "maybe", "a.phone": "12"}
	got := map[string]string{}
	for _, s := range d.Summary(a, "vi") {
		for _, r := range s.Rows {
			got[r.Field] = r.Display
		}
	}
	if got["a.born"] != "x/13/99" || got["a.pet"] != "maybe" || got["a.phone"] != "12" {
		t.Errorf("got %v", got)
	}
}

// TT32 Đ11 k2c: filled from the account, and the page can say so.
func TestPrefill(t *testing.T) {
	d := birthForm(t)
	p := d.Prefill(map[string]string{"full_name": "Nông  Thị Lan", "phone": "+84 912345678", "residence": "thôn 2", "salary": "1"})
	want := Answers{"requester.full_name": "Nông Thị Lan", "requester.phone": "0912345678", "requester.residence": "thôn 2",
		"delivery.address": "thôn 2", "child.nationality": "Việt Nam", "mother.nationality": "Việt Nam", "father.nationality": "Việt Nam"}
	if !maps.Equal(p.Answers, want) {
		t.Errorf("proposed %v", p.Answers)
	}
	a := p.Under(Answers{"requester.phone": "0333333333", "requester.residence": ""})
	if a["requester.phone"] != "0333333333" || a["requester.residence"] != "" || a["requester.full_name"] != "Nông Thị Lan" {
		t.Errorf("typed answers were replaced: %v", a)
	}
	for key, want := range map[string]Source{"requester.full_name": FromAccount, "child.nationality": FromForm,
		"requester.phone": "", "requester.residence": "", "child.full_name": ""} {
		if got, ok := p.Source(key, a); ok != (want != "") || ok && got != want {
			t.Errorf("source of %s: %q, %v", key, got, ok)
		}
	}
}

// Ask once: a mother who files is not asked for her own data again.
func TestCopies(t *testing.T) {
	d := birthForm(t)
	a := Answers{"requester.full_name": "Nông Thị Lan", "requester.person_number": "020190001234",
		"requester.residence": "thôn 2", "requester.relation": "mother", "mother.known": "yes", "father.known": "yes",
		"mother.residence": "thôn 3"}
	p := d.Copies("mother", a)
	if want := (Answers{"mother.full_name": "Nông Thị Lan", "mother.person_number": "020190001234"}); !maps.Equal(p.Answers, want) {
		t.Errorf("proposed %v", p.Answers)
	}
	if s, ok := p.Source("mother.full_name", p.Under(a)); !ok || s != FromAnswers {
		t.Errorf("source %q", s)
	}
	if p := d.Copies("father", a); len(p.Answers) != 0 {
		t.Errorf("proposed for the father: %v", p.Answers)
	}
	if p := d.Copies("nowhere", a); len(p.Answers) != 0 {
		t.Errorf("proposed for no page: %v", p.Answers)
	}
}

func TestRead(t *testing.T) {
	d := everyType(t)
	about, _ := d.Page("about")
	got := about.Read(map[string][]string{"a.name": {"Lan", "Mai"}, "a.born.day": {"3"}, "a.phone": {"1"}, "evil": {"x"}})
	if got["a.name"] != "Lan" || got["a.born.day"] != "3" {
		t.Errorf("read %v", got)
	}
	if _, ok := got["a.phone"]; ok || len(got) != 9 {
		t.Errorf("read keys of other pages, or not all of its own: %v", got)
	}
	rest, _ := d.Page("rest")
	boxes, _ := d.Field("a.boxes")
	a := Answers{"a.boxes": "mail", "a.name": "Lan"}.With(rest.Read(map[string][]string{"a.boxes": {"sms", "mail"}}))
	if !a.Has(boxes, "sms") || !a.Has(boxes, "mail") || a.Has(boxes, "fax") || a["a.name"] != "Lan" {
		t.Errorf("boxes %v", a)
	}
	if a = a.With(rest.Read(nil)); a.Has(boxes, "mail") {
		t.Error("boxes cannot be unticked")
	}
}
