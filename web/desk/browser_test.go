package desk_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"motcua/app/apptest"
	"motcua/catalogue/quality"
	"motcua/dossier"
	"motcua/form"
	"motcua/internal/testkit/browser"
	"motcua/web/ui"
)

// TestPagesInABrowser asks axe for violations of WCAG 2.2 AA on every page and
// that none is wider than a screen of 320 px. With pictures asked for it looks at
// three widths.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute of pictures")
	}
	axe := browser.Axe(t, "../..")
	assets, err := ui.LoadAssets()
	browser.Need(t, err)
	ctx := browser.New(t, 4*time.Minute)
	o := serve(t, apptest.New(t), assets)
	sign(t, ctx, o, "")
	see(t, ctx, o, axe, "anybody", "/can-bo/dang-nhap", "/can-bo/dat-mat-khau")
	sign(t, ctx, o, apptest.Counter)
	see(t, ctx, o, axe, "empty", "/can-bo")
	see(t, ctx, o, axe, "missing", "/can-bo/ho-so/1")
	day := busy(t, o)
	sign(t, ctx, o, apptest.Counter) // two hours have passed
	see(t, ctx, o, axe, "counter", "/can-bo", "/can-bo/don-vi?han=sap&viec=chuyen", "/can-bo?ma=X", "/can-bo/phim", at(day.waits, ""), at(day.waits, "tu-choi"),
		at(day.waits, "phieu/01")+"?lien=1", at(day.received, ""), at(day.refused, ""), at(day.refused, "phieu/03")+"?lien=2", at(day.ready, ""), at(day.returned, ""))
	stale(t, ctx, o, day.waits, axe)
	wrongReturn(t, ctx, o, day.ready, axe)
	sign(t, ctx, o, apptest.Specialist)
	see(t, ctx, o, axe, "specialist", "/can-bo", at(day.received, ""), at(day.assigned, ""))
	sign(t, ctx, o, apptest.Vice)
	see(t, ctx, o, axe, "leader", at(day.transferred, ""), at(day.signing, ""), at(day.signing, "phe-duyet"))
	sign(t, ctx, o, apptest.Chairman)
	see(t, ctx, o, axe, "head", at(day.received, ""), at(day.received, "huy-tiep-nhan"), at(day.void, ""), at(day.void, "phieu/01")+"?lien=2")
	park(t, o, 40, `Post "https://sms.example/v1/messages": `+strings.Repeat("0123456789abcdef", 20))
	_, away := o.as(t, apptest.Admin).ok(jobsPath).rowOf("40/1")
	_, still := o.as(t, apptest.Admin).ok(jobsPath).rowOf("39/1")
	o.as(t, apptest.Admin).post(away, url.Values{"reason": {"Nhà mạng đã ngừng dịch vụ này."}})
	sign(t, ctx, o, apptest.Admin)
	see(t, ctx, o, axe, "administrator", "/can-bo", jobsPath, jobsPath+"?muc=da-cat&xong=away", still)
	keep(t, ctx, o, axe)
	sign(t, ctx, o, apptest.Admin)
	see(t, ctx, o, axe, "people", staffed(t, o)...)
	sign(t, ctx, o, controlLogin)
	see(t, ctx, o, axe, "control office", controlled(t, o)...)
	uploaded(t, ctx, o, axe)
	sign(t, ctx, o, apptest.Vice)
	o.rename(t, 1192)
	see(t, ctx, o, axe, "longest name", "/can-bo", at(day.signing, ""), at(day.signing, "phe-duyet"))
}

// controlled is the pages of the control office, with a fee confirmed, one that was
// typed wrongly, and findings with long words.
func controlled(t *testing.T, o office) []string {
	t.Helper()
	records := some(t, procedureWithFees, "1.001342")
	found := append(many(60), quality.Inspect(records)...)
	found[0].Detail["text"] = strings.Repeat("0123456789abcdef", 20)
	found[1].Field = strings.Repeat("groups[0].items[12].", 8)
	run := published(t, o, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", records, found)
	e, _ := o.Book.ByCode(procedureWithFees)
	page := fmt.Sprintf("%s/thu-tuc/%d", cataloguePath, e.ID)
	first := page + "/phien-ban/1/phi/1"
	o.as(t, controlLogin).post(first, url.Values{"amount": {"2000"}, "document": {strings.Repeat("226/2016/TT-BTC;", 12)}})
	runPage := fmt.Sprintf("%s/nhap/%d", cataloguePath, run.ID)
	return []string{"/can-bo", cataloguePath, uploadPath, cataloguePath + "?muc=chua-ro", cataloguePath + "?muc=phi", runPage, runPage + "/text_phone", runPage + "/text_phone?sau=50",
		page + "?xong=phi", first}
}

// keep looks at the calendar: a year with edits, each form, a refusal, the question
// before an edit of days that people rely on.
func keep(t *testing.T, ctx context.Context, o office, axe string) {
	t.Helper()
	admin := o.as(t, apptest.Admin)
	closure := func(d string) []string {
		return append(day("day", d), "kind", "closure", "name", "Nghỉ do bão số 2 và mưa lũ sau bão trên toàn địa bàn tỉnh", "decision", "15/TB-UBND", "note", strings.Repeat("Trực bão. ", 12))
	}
	admin.edited(calendarPath+"/ngay", closure("2019-07-03")...)
	admin.edited(calendarPath+"/gio", append(day("valid_from", "2019-06-01"), "shifts", "08:00-12:00, 13:30-17:00", "seasons.0", "16/04-15/10", "seasons.0.shifts", "07:00-11:00, 14:00-17:30", "saturday", "08:00-11:00", "decision", "3/QĐ-UBND")...)
	see(t, ctx, o, axe, "administrator", calendarPath, calendarPath+"?nam=2018", calendarPath+"/lich-su", calendarPath+"/tam-tinh", calendarPath+"/ngay", calendarPath+"/hoan-doi",
		calendarPath+"/bo?ngay=2019-07-03", calendarPath+"/du-kien?nam=2021", calendarPath+"/gio")
	for _, width := range widths() {
		run(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(o.URL+calendarPath+"/ngay?ngay=2019-09-02"), send("main form .mc-button"))
		browser.Check(t, ctx, "administrator wrong day "+itoa(width), axe)
		run(t, ctx, chromedp.Navigate(o.URL+calendarPath+"/ngay?ngay=2019-06-03"), chromedp.Click("[value=closure]"), chromedp.SendKeys("[name=name]", "Nghỉ do bão"),
			chromedp.SendKeys("[name=decision]", "16/TB-UBND"), send("main form .mc-button"))
		browser.Check(t, ctx, "administrator sure "+itoa(width), axe)
	}
	sign(t, ctx, o, apptest.Counter)
	see(t, ctx, o, axe, "counter", calendarPath+"?don-vi="+itoa(o.Commune))
}

func widths() []int64 {
	if os.Getenv(browser.PicturesEnv) != "" {
		return []int64{320, 768, 1366}
	}
	return []int64{320, 1366}
}

func see(t *testing.T, ctx context.Context, o office, axe, who string, paths ...string) {
	t.Helper()
	for _, path := range paths {
		for _, width := range widths() {
			browser.Look(t, ctx, who+" "+path, o.URL+path, width, axe)
		}
	}
}

// sign gives the browser the session of a login, or takes it away.
func sign(t *testing.T, ctx context.Context, o office, login string) {
	t.Helper()
	host, _ := url.Parse(o.URL)
	set := func(name, value string) chromedp.Action {
		return chromedp.ActionFunc(func(ctx context.Context) error {
			return network.SetCookie("mc_t_"+name, value).WithDomain(host.Hostname()).WithPath("/").Do(ctx)
		})
	}
	acts := []chromedp.Action{set("lang", "vi")}
	if login != "" {
		acts = append(acts, set("official", o.token(t, login)))
	}
	if err := chromedp.Run(ctx, acts...); err != nil {
		t.Fatal(err)
	}
}

// busyDay is a dossier at each of its states.
type busyDay struct{ waits, received, transferred, assigned, signing, ready, returned, refused, void int64 }

// longest is a name of the length real ones reach.
const longest = "Công Tằng Tôn Nữ Hoàng Thị Ngọc Diễm"

func busy(t *testing.T, o office) busyDay {
	t.Helper()
	var d busyDay
	d.refused = o.file(t, 20)
	o.carry(t, d.refused, deed{o.Login(t, apptest.Counter), dossier.Refuse{Ground: dossier.NotEligible, Reason: "Chưa có Giấy chứng sinh sau một lần hướng dẫn."}})
	d.void = o.file(t, 21)
	o.carry(t, d.void, deed{o.Login(t, apptest.Counter), dossier.Receive{}}, deed{o.Login(t, apptest.Chairman), dossier.Void{Reason: "Tiếp nhận nhầm."}})
	for n, id := range []*int64{&d.waits, &d.received, &d.transferred, &d.assigned, &d.signing, nil, &d.ready, &d.returned} {
		if id == nil {
			continue
		}
		*id = o.fileWith(t, uint64(n)+30, form.Answers{"requester.full_name": longest})
		o.carry(t, *id, life(o, t)[:n]...)
		o.Bench.Clock.Advance(17 * time.Minute)
	}
	return d
}

func (o office) carry(t *testing.T, id int64, deeds ...deed) {
	t.Helper()
	for _, d := range deeds {
		_, err := o.Dossiers.Do(t.Context(), d.actor, id, o.state(t, id).Seq, d.command)
		if err != nil {
			t.Fatal(err)
		}
	}
}

// stale sends a refusal of a version somebody changed meanwhile.
func stale(t *testing.T, ctx context.Context, o office, id int64, axe string) {
	t.Helper()
	for _, width := range widths() {
		run(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(o.URL+at(id, "tu-choi")),
			chromedp.Evaluate(`document.querySelector("[name=seq]").value = "7"`, nil),
			chromedp.Click(`[name=ground]`), chromedp.SendKeys(`[name=reason]`, "Nơi cư trú của trẻ không thuộc phường."), send(".mc-button--secondary"))
		browser.Check(t, ctx, "counter refusal previewed "+itoa(width), axe)
		run(t, ctx, send(".mc-button--danger"))
		browser.Check(t, ctx, "counter stale "+itoa(width), axe)
	}
}

// uploaded looks at a file that would withdraw nearly all, and at a damaged one.
func uploaded(t *testing.T, ctx context.Context, o office, axe string) {
	t.Helper()
	whole := packed(t, true, some(t, procedureWithFees)...)
	for name, text := range map[string][]byte{"whole": whole, "damaged": whole[:len(whole)/2]} {
		file := filepath.Join(t.TempDir(), name+".jsonl")
		err := os.WriteFile(file, text, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		for _, width := range widths() {
			run(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(o.URL+uploadPath), chromedp.SetUploadFiles("#file", []string{file}), send("main form .mc-button"))
			browser.Check(t, ctx, "control office "+name+" file "+itoa(width), axe)
		}
	}
}

// wrongReturn sends a return without the papers it needs.
func wrongReturn(t *testing.T, ctx context.Context, o office, id int64, axe string) {
	t.Helper()
	for _, width := range widths() {
		run(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(o.URL+at(id, "")), chromedp.Click("[value=counter]"), send(".dk-step form .mc-button"))
		browser.Check(t, ctx, "counter wrong return "+itoa(width), axe)
	}
}

func run(t *testing.T, ctx context.Context, acts ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, acts...); err != nil {
		t.Fatal(err)
	}
}

// send presses a button and waits for the page that answers.
func send(button string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := chromedp.RunResponse(ctx, chromedp.Click(button))
		return err
	})
}
