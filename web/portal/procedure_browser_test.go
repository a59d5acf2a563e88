package portal_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"

	"motcua/app/apptest"
	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/testkit/browser"
	"motcua/web/ui"
)

// TestProcedurePagesInABrowser asks axe about each kind of page a procedure can have, at
// both widths, and that the browser reports nothing the policy of contents forbids: the
// description for search engines is data and is never run.
func TestProcedurePagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of pictures")
	}
	axe := browser.Axe(t, "../..")
	assets, err := ui.LoadAssets()
	browser.Need(t, err)
	ctx := browser.New(t, 2*time.Minute)
	s := serve(t, apptest.New(t), assets)
	kinds(t, s)
	var mu sync.Mutex
	var reported []string
	chromedp.ListenTarget(ctx, func(e any) {
		if entry, ok := e.(*log.EventEntryAdded); ok && entry.Entry.Level == log.LevelError && !strings.Contains(entry.Entry.Text, "404") {
			mu.Lock()
			defer mu.Unlock()
			reported = append(reported, entry.Entry.Text)
		}
	})
	err = chromedp.Run(ctx, log.Enable())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/thu-tuc/1.001193", "/thu-tuc/1.001193?ngay=2019-05-01", "/thu-tuc/1.001193?ngay=x", "/thu-tuc/1.900001", "/thu-tuc/1.900002",
		"/thu-tuc/1.900003", "/thu-tuc/1.900004", "/thu-tuc/1.900005", "/thu-tuc/1.900006", "/thu-tuc/1.001139", "/thu-tuc/1.001193/so-sanh?tu=1&den=2"} {
		for _, width := range widths() {
			browser.Look(t, ctx, "procedure "+path, s.URL+path, width, axe)
		}
	}
	var boxes int
	err = chromedp.Run(ctx, chromedp.Navigate(s.URL+"/thu-tuc/1.001193"), chromedp.Evaluate(`document.querySelectorAll('.pt-print button').length`, &boxes))
	if err != nil || boxes != 1 {
		t.Errorf("%d buttons to print (%v)", boxes, err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, text := range reported {
		t.Errorf("the browser reports: %s", text)
	}
}

// kinds publishes one procedure of each kind a page can be of.
func kinds(t *testing.T, s site) {
	t.Helper()
	s.renew(t, "1.001193", 2, "2019-06-01", func(r *catalogue.Record) {
		r.Name += " (mới)"
		r.LegalBasis = append(r.LegalBasis, catalogue.LegalBasis{Code: "99/2019/NĐ-CP", Title: strings.Repeat("về hộ tịch ", 30)})
	})
	at := func(level string) []catalogue.Listing {
		return []catalogue.Listing{{Level: level, Basis: "hand", OneStop: true}, {Level: "ministry", Basis: "words", Vertical: "police"}, {Level: catalogue.Unclear}}
	}
	s.add(t, "1.900001", "2019-08-01", at("commune"), func(r *catalogue.Record) {}) // not yet
	s.add(t, "1.900002", "2018-06-21", at("district"), func(r *catalogue.Record) {  // the row alone
		*r = catalogue.Record{Code: r.Code, PortalID: r.PortalID, Name: r.Name, Type: r.Type, Subjects: r.Subjects, Sectors: r.Sectors,
			Promulgating: r.Promulgating, Source: r.Source, Quality: catalogue.QualityRow, State: catalogue.StateActive}
	})
	long, err := catalogue.LoadSome("1.115369")
	if err != nil {
		t.Fatal(err)
	}
	s.add(t, "1.900003", "2018-06-21", at("province"), func(r *catalogue.Record) { // the longest name
		code, id := r.Code, r.PortalID
		*r = long[0]
		r.Code, r.PortalID = code, id
	})
	s.add(t, "1.900004", "2018-06-21", at("commune"), func(r *catalogue.Record) { // contradicts itself
		r.Channels = []catalogue.Channel{{Method: catalogue.Direct, Limit: catalogue.Limit{Quantity: 40, Unit: catalogue.UnitDay}, TimeText: "Không quá 20 ngày làm việc"}}
	})
	s.add(t, "1.900005", "2018-06-21", at("commune"), func(r *catalogue.Record) { // cases, and a choice of papers
		r.Cases = []catalogue.Case{{Code: "1", Name: "Cấp mới", Limit: catalogue.Limit{Quantity: 5, Unit: catalogue.UnitWorkingDay}},
			{Code: "2", Limit: catalogue.Limit{Quantity: 4, Unit: catalogue.UnitHour}}}
		r.Groups = []catalogue.Group{{Heading: "Một trong các giấy tờ sau:", Items: []catalogue.Item{{Name: "- Hộ chiếu", Originals: 1}, {Name: "- Căn cước", Copies: 1}}},
			{Heading: "Trường hợp ủy quyền", Items: []catalogue.Item{{Name: "Văn bản ủy quyền; hoặc giấy giới thiệu", Originals: 1}}}}
	})
	s.add(t, "1.900006", "2018-06-21", at("commune"), func(r *catalogue.Record) {}) // ended
	e, _ := s.Book.ByCode("1.900006")
	s.publish(t, func(ctx context.Context, p *catalogue.Publication) error {
		return p.Withdraw(ctx, e.ID, catalogue.Withdrawal{From: clock.MustDate("2019-06-01"), Decision: "99/QĐ-UBND"}, 1)
	})
}
