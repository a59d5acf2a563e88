package desk_test

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
	"motcua/form"
	"motcua/internal/store"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (a answer) rows() []string {
	var out []string
	for _, n := range a.Find("[data-row]").EachIter() {
		out = append(out, n.AttrOr("data-row", ""))
	}
	return out
}

func TestEmptyListsSayWhy(t *testing.T) {
	o := open(t)
	counter := o.as(t, apptest.Counter)
	counter.ok("/can-bo").has("Bạn không có việc nào đang chờ", "Việc mới hiện ở đây khi")
	counter.ok("/can-bo/don-vi").has("Đơn vị không có việc nào đang chờ")
	counter.ok("/can-bo?ma=TN-1").has("Không có việc nào khớp", "Đã xem 0 việc")
	counter.ok("/can-bo?sau=9.9").has("Hết danh sách")
	counter.ok("/can-bo/phim").has("Dòng dưới")
}

// TestWorkListOrderAndFilters: what will be late first, and each condition alone.
func TestWorkListOrderAndFilters(t *testing.T) {
	o := open(t)
	counter := o.as(t, apptest.Counter)
	waits, received := o.file(t, 1), o.file(t, 2)
	counter.act(received, "tiep-nhan")
	list := counter.ok("/can-bo")
	if got := fmt.Sprint(list.rows()); got != fmt.Sprint([]string{itoa(received), itoa(waits)}) {
		t.Errorf("order %s: what runs a clock comes first", got)
	}
	list.has("Việc sắp trễ nhất đứng trước", "2 việc", "công chức tiếp nhận", "Chưa tính hạn", "Lộc Tuấn Nam")
	if list.Find("[data-worklist] [data-row] a[href='"+at(received, "")+"']").Length() != 1 || list.Find("[data-search]").Length() != 1 || list.Find("[data-keys]").Length() != 1 {
		t.Error("the keyboard script finds no rows, search or help")
	}
	code := o.state(t, received).Code
	for query, want := range map[string]int64{"?viec=chuyen": received, "?viec=tiep-nhan": waits, "?han=sap": received, "?ma=" + code: received} {
		a := counter.ok("/can-bo" + query)
		if got := a.rows(); len(got) != 1 || got[0] != itoa(want) {
			t.Errorf("%s: rows %v, want %d", query, got, want)
		}
		a.has("1 việc khớp trong 2 việc đã xem")
		if a.Find(".mc-filter__tags li").Length() != 2 {
			t.Errorf("%s: the condition has no tag", query)
		}
	}
	if got := counter.ok("/can-bo?thu-tuc=1.000656").rows(); len(got) != 0 {
		t.Errorf("another procedure: rows %v", got)
	}
	if got := counter.ok("/can-bo?viec=" + url.QueryEscape(`"><svg onload=x>`) + "&sau=x.y").rows(); len(got) != 2 {
		t.Errorf("an unknown condition: rows %v, want all", got)
	}
	o.Bench.Clock.Advance(30 * time.Hour)
	o.as(t, apptest.Counter).ok("/can-bo").has("Quá hạn")
}

// TestLongListsArePagedByKey: fifty a page, each dossier once, none lost when one
// ends meanwhile.
func TestLongListsArePagedByKey(t *testing.T) {
	o := open(t)
	counter, lan := o.as(t, apptest.Counter), o.Login(t, apptest.Lan)
	for n := range 53 {
		_, err := o.Filed(lan, o.Commune, uint64(n)+100)
		if err != nil {
			t.Fatal(err)
		}
	}
	first := counter.ok("/can-bo")
	first.has("50+ việc")
	seen := first.rows()
	next := first.Find(".mc-pages a[rel=next]").AttrOr("href", "")
	id, _ := strconv.ParseInt(seen[0], 10, 64)
	_, err := o.Dossiers.Do(t.Context(), o.Login(t, apptest.Counter), id, 1, dossier.Refuse{Ground: dossier.NotCompetent, Reason: "Nơi khác."})
	if err != nil {
		t.Fatal(err)
	}
	second := counter.ok(next)
	seen = append(seen, second.rows()...)
	if len(seen) != 53 || second.Find(".mc-pages a[rel=next]").Length() != 0 {
		t.Errorf("%d rows on two pages, want 53", len(seen))
	}
	second.has("3 việc", "Về đầu danh sách")
	once := map[string]bool{}
	for _, row := range seen {
		if once[row] {
			t.Errorf("dossier %s stands twice", row)
		}
		once[row] = true
	}
}

const hostile = `Thôn "><svg onload=alert(1)>`

// TestEveryStateInBothLanguages shows every page of a dossier at each of its
// states to each role, with answers that are markup to the careless; a missing
// word or an unescaped one fails in read.
func TestEveryStateInBothLanguages(t *testing.T) {
	o := open(t)
	id := o.fileWith(t, 7, form.Answers{"child.birth_place": hostile, "requester.residence": hostile})
	for _, s := range life(o, t) {
		o.look(t, id)
		_, err := o.Dossiers.Do(t.Context(), s.actor, id, o.state(t, id).Seq, s.command)
		if err != nil {
			t.Fatal(err)
		}
	}
	o.look(t, id)
}

// look opens every page of the dossier as everybody who takes part.
func (o office) look(t *testing.T, id int64) {
	t.Helper()
	for _, lang := range []string{"vi", "en"} {
		for _, login := range []string{apptest.Counter, apptest.Specialist, apptest.Vice, apptest.Chairman} {
			if o.state(t, id).Seq == 1 && login != apptest.Counter && login != apptest.Chairman {
				continue // it is before the one-stop alone until it is received
			}
			p := o.as(t, login)
			p.cookie("lang", lang)
			for _, path := range []string{"/can-bo", "/can-bo/don-vi", "/can-bo/phim", at(id, "")} {
				if got := p.ok(path).Find("html").AttrOr("lang", ""); got != lang {
					t.Errorf("%s: lang %q", path, got)
				}
			}
			p.ok(at(id, "")).has("Thủ tục đăng ký khai sinh", hostile)
			p.get(at(id, "phieu/01"))
			p.get(at(id, "phe-duyet"))
		}
	}
}

// TestTheLongestName: 1,192 characters, whole on the dossier's page.
func TestTheLongestName(t *testing.T) {
	o := open(t)
	name := o.rename(t, 1192)
	id := o.file(t, 1)
	counter := o.as(t, apptest.Counter)
	counter.ok(at(id, "")).has(name)
	if got := counter.ok("/can-bo").Find(".dk-clamp").Text(); got != name {
		t.Errorf("the list shows %d characters; only the eye gets fewer", len([]rune(got)))
	}
	counter.act(id, "tiep-nhan")
	counter.get(at(id, "phieu/01")).has(name)
}

// deed is one act of somebody.
type deed struct {
	actor   authz.Actor
	command dossier.Command
}

// life is every act from receipt to return.
func life(o office, t *testing.T) []deed {
	counter, specialist, leader := o.Login(t, apptest.Counter), o.Login(t, apptest.Specialist), o.Login(t, apptest.Vice)
	return []deed{{counter, dossier.Receive{}}, {counter, dossier.Transfer{}}, {leader, dossier.Assign{Assignee: specialist.Account}},
		{specialist, dossier.CompleteStep{PersonNumber: "020219000123"}}, {leader, dossier.Approve{}}, {specialist, dossier.Deliver{}},
		{counter, dossier.GiveBack{Method: dossier.Post, BookSigned: true, Collector: "Bưu điện tỉnh"}}}
}

// An erased dossier stays on the list, without a name.
func TestAnErasedPersonIsADash(t *testing.T) {
	o := open(t)
	id := o.file(t, 1)
	err := o.Core.DB.Update(t.Context(), o.Authority(), func(tx *store.Tx) error {
		_, err := tx.ExecContext(t.Context(), `DELETE FROM dossier_person WHERE authority = $1 AND dossier = $2`, tx.Authority, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	page := o.as(t, apptest.Counter).ok("/can-bo")
	if rows := page.rows(); len(rows) != 1 || page.Find("#work td").FilterFunction(func(_ int, cell *goquery.Selection) bool { return strings.TrimSpace(cell.Text()) == "–" }).Length() != 1 {
		t.Errorf("rows %v, want one with a dash for the name", rows)
	}
}
