package e2e

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"motcua/app"
	"motcua/app/apptest"
	"motcua/form/sample"
	"motcua/internal/clock"
	"motcua/internal/i18n"
	"motcua/internal/store"
	"motcua/internal/testkit"
)

var update = flag.Bool("update", false, "write docs/WALK.md anew")

// numbers are ids and codes that differ from run to run.
var numbers = regexp.MustCompile(`\d{15,}|\d{3}\.\d{2}\.\d{2}\.H37-\d{6}-\d{4}`)

func generic(path string) string { return numbers.ReplaceAllString(path, "…") }

// TestWalk does the main job as each person of docs/WALK.md, from looking for
// the procedure to the returned result: on both engines, in Vietnamese with
// scripts switched off and in English with scripts on. Each page is checked by
// axe on the way.
func TestWalk(t *testing.T) {
	catalog, err := app.Words()
	if err != nil {
		t.Fatal(err)
	}
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			dsn := "sqlite"
			if engine == store.Postgres {
				dsn = testkit.FreshDSN(t, engine)
			}
			walk(t, start(t, 2, dsn), catalog)
		})
	}
}

func walk(t *testing.T, site demonstration, catalog *i18n.Catalog) {
	logs := map[i18n.Lang][]line{}
	for _, run := range []struct {
		lang    i18n.Lang
		scripts bool
	}{{i18n.VI, false}, {i18n.EN, true}} {
		t.Run(string(run.lang), func(t *testing.T) {
			w := newWalker(t, site, catalog, run.lang, run.scripts)
			w.citizenFiles()
			w.officialsWork()
			w.resultComesBack()
			logs[run.lang] = w.log
		})
	}
	if !t.Failed() {
		tell(t, logs)
	}
}

func (w *walker) citizenFiles() {
	T := w.words.T
	w.open("/")
	w.sees("anybody", "opens the portal", T("portal.home.title"))
	w.open("/thu-tuc?cap=commune&mot-cua=1")
	w.sees("anybody", "opens the list behind a figure: what communes receive at the one-stop", "1.001193")
	w.open("/tim-kiem?q=dang+ky+khai+sinh")
	w.sees("anybody", "searches without accents", "Thủ tục đăng ký khai sinh")
	w.open("/tim-kiem?q=dang+ki+khai+sihn")
	w.sees("anybody", "searches with a slip of the finger", "Thủ tục đăng ký khai sinh")
	w.open("/thu-tuc/1.001193")
	byWhen, _, _ := strings.Cut(T("portal.procedure.promise", "due", "|"), "|")
	w.sees("anybody", "reads the procedure, and by when the result comes if she files today", "Giấy khai sinh", "163/QĐ-BTP", strings.TrimSpace(byWhen))
	w.as(apptest.Lan)
	w.open("/thu-tuc/1.001193")
	w.press(`main form[action$="/nop"] button`)
	w.sees("citizen", "signs in and begins an application", T("portal.tasks.title"))
	draft := w.where()
	w.open(draft + "/noi-nop")
	w.set(map[string]string{"unit": "3059770"})
	w.press(`main form[method="post"] button`)
	w.questions(draft)
	w.open(draft + "/giay-to")
	w.sees("citizen", "says which papers she brings", T("portal.papers.title"))
	w.run(chromedp.Evaluate(`document.querySelectorAll('input[name="paper"]').forEach((e, i) => e.checked = i < 3)`, nil))
	w.press(`main form[action$="/giay-to"] button:not(.mc-hidden):not([formaction])`)
	w.open(draft + "/kiem-tra")
	w.sees("citizen", "checks the answers", T("portal.check.title"))
	w.set(map[string]string{"declare": "yes"})
	w.press(`main form[action$="/nop"] button`)
	w.sees("citizen", "declares and files", T("portal.filed.title"), "TN-")
}

// questions answers page after page until the form ends.
func (w *walker) questions(draft string) {
	answers := sample.BirthRegistration(2018, clock.System{}.Now().Date())
	answers["delivery.channel"] = "counter"
	w.open(draft + "/trang/requester")
	bad := map[string]string{"requester.full_name": "Lăng Thị Mai Lan", "requester.person_number": "12345"}
	w.set(bad)
	w.press(`main form[method="post"] button`)
	w.sees("citizen", "types a wrong personal number: it is kept and explained", w.words.T("fault.field.person_number"))
	for pages := 0; strings.Contains(w.where(), "/trang/"); pages++ {
		if pages > 20 {
			w.t.Fatal("the questions do not end")
		}
		w.set(answers)
		w.press(`main form[method="post"] button`)
	}
}

func (w *walker) officialsWork() {
	T := w.words.T
	w.as(apptest.Counter)
	w.open("/can-bo")
	w.sees("counter official", "opens the work list", T("view.action.dossier.receive"))
	id := w.newest()
	page := "/can-bo/ho-so/" + id
	w.open(page)
	w.press(`form[action$="/tiep-nhan"] button`)
	w.run(chromedp.Evaluate(`document.body.innerText.match(/\d{3}\.\d{2}\.\d{2}\.H37-\d{6}-\d{4}/)[0]`, &w.code))
	w.sees("counter official", "receives the dossier: code and promised date", "000.23.21.H37-", T("view.national.2"))
	w.open(page + "/phieu/01")
	w.sees("counter official", "opens the receipt slip (Mẫu 01)", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ")
	w.open(page)
	w.press(`form[action$="/chuyen"] button`)
	w.sees("counter official", "transfers it to the justice section", T("view.national.4"))
	w.as(apptest.Vice)
	w.open(page)
	w.press(`form[action$="/phan-cong"] button`)
	w.sees("vice-chairwoman", "names the handler", T("view.national.4"))
	w.as(apptest.Specialist)
	w.open(page)
	w.set(map[string]string{"person_number": "999"})
	w.press(`form[action$="/hoan-thanh"] button`)
	w.sees("civil-status official", "types a wrong personal number: refused", T("fault.dossier.step_needs_person_number"))
	w.set(map[string]string{"person_number": "020226000123"})
	w.press(`form[action$="/hoan-thanh"] button`)
	w.sees("civil-status official", "registers the birth with the personal number", T("view.national.4"))
	w.as(apptest.Vice)
	w.open(page + "/phe-duyet")
	w.press(`form[action$="/phe-duyet"] button`)
	w.sees("vice-chairwoman", "signs the certificate", T("view.national.4"))
	w.as(apptest.Specialist)
	w.open(page)
	w.press(`form[action$="/ban-giao-ket-qua"] button`)
	w.sees("civil-status official", "hands the sealed result to the one-stop unit", T("view.national.9"))
}

// newest is the dossier filed last among those that wait to be received.
func (w *walker) newest() string {
	var id string
	w.run(chromedp.Evaluate(`[...document.querySelectorAll('a[href*="/can-bo/ho-so/"]')].map(a => a.href.match(/ho-so\/(\d+)/)[1]).sort().at(-1)`, &id))
	return id
}

func (w *walker) resultComesBack() {
	T := w.words.T
	w.open("/tra-cuu?ma=" + w.code)
	w.sees("anybody", "looks the dossier up by its code: the degree of completion and no more", "83%", w.code)
	w.as(apptest.Counter)
	w.open("/can-bo")
	id := w.ofCode()
	w.open("/can-bo/ho-so/" + id)
	w.set(map[string]string{"method": "counter", "receipt": "yes", "book_signed": "yes", "collector": "Lăng Thị Mai Lan"})
	w.press(`form[action$="/tra-ket-qua"] button`)
	w.sees("counter official", "returns the result against the receipt; the parent signs the book", T("view.national.10"))
	w.as(apptest.Lan)
	w.open("/ho-so/" + id)
	w.sees("citizen", "sees the closed dossier, every step and why that date", T("view.national.10"), w.code)
	w.open("/hop-thu")
	w.sees("citizen", "reads the messages about it", T("portal.inbox.title"), w.code)
	w.reached()
	w.sees("anybody", "sees in the sandbox what was sent by mail and SMS", w.code)
}

// reached opens the sandbox page until the text message about the returned result
// is there: it is sent by a job after the page was answered.
func (w *walker) reached() {
	for range 100 {
		w.run(chromedp.Navigate(w.site.sandbox + "/"))
		if strings.Contains(w.text(), w.code) {
			return
		}
	}
}

// ofCode is the id behind the code on the page.
func (w *walker) ofCode() string {
	var id string
	w.run(chromedp.Evaluate(fmt.Sprintf(`[...document.querySelectorAll('a[href*="/can-bo/ho-so/"]')].filter(a => a.closest("tr").innerText.includes(%q)).map(a => a.href.match(/ho-so\/(\d+)/)[1])[0]`, w.code), &id))
	return id
}

// tell holds docs/WALK.md against the walk that was just done.
func tell(t *testing.T, logs map[i18n.Lang][]line) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# The main job, step by step\n\n`make run`, then as written here; `make walk` does the same in Chromium on both databases, in Vietnamese without\nscripts and in English with them, and leaves numbered pictures. Sign in by one click on\n<http://127.0.0.1:8081/demo>. This file is made by `go test ./test/e2e -run TestWalk -update`.\n\n| # | who | where | does | sees (vi) | sees (en) |\n|---|---|---|---|---|---|\n")
	for i, vi := range logs[i18n.VI] {
		fmt.Fprintf(&b, "| %d | %s | `%s` | %s | %s | %s |\n", i+1, vi.who, vi.where, vi.does, generic(vi.sees), generic(logs[i18n.EN][i].sees))
	}
	const path = "../../docs/WALK.md"
	if *update {
		err := os.WriteFile(path, []byte(b.String()), 0o644)
		if err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil || string(have) != b.String() {
		t.Errorf("docs/WALK.md does not tell this walk (%v); run go test ./test/e2e -run TestWalk -update", err)
	}
}
