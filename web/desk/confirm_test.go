package desk_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"motcua/catalogue"
	"motcua/internal/clock"
	"motcua/internal/store"
)

// TestTheControlOfficeConfirmsAFee: wrong input keeps what was typed; the right one is
// shown, recorded and written once.
func TestTheControlOfficeConfirmsAFee(t *testing.T) {
	o := open(t)
	published(t, o, "d3", some(t, procedureWithFees), nil)
	var record bytes.Buffer
	o.Dossiers.Security = slog.New(slog.NewTextHandler(&record, nil))
	e, _ := o.Book.ByCode(procedureWithFees)
	v := e.Newest()
	if v.Card.Fees == 0 {
		t.Fatal("the procedure has no charge")
	}
	control := o.as(t, controlLogin)
	page := fmt.Sprintf("%s/thu-tuc/%d", cataloguePath, e.ID)
	path := fmt.Sprintf("%s/phien-ban/%d/phi/1", page, v.Number)
	shown := control.ok(page)
	shown.has("Chưa xác nhận", "Nơi niêm yết", "Phiên bản đầu")
	if shown.Find(`#fees a[href="`+path+`"]`).Length() != 1 {
		t.Fatal("the line has no way to its form")
	}
	form := control.ok(path).form(path)
	if !form.Has("amount") || form.Get("document") != "" {
		t.Errorf("the form begins with %v", form)
	}
	for typed, field := range map[[2]string]string{{"12,50", "12/NQ"}: "amount", {"", "12/NQ"}: "amount", {"-5", "12/NQ"}: "amount", {"1e3", "12/NQ"}: "amount",
		{"100000000001", "12/NQ"}: "amount", {"2000", "  "}: "document", {"2000", strings.Repeat("x", 201)}: "document"} {
		a := control.post(path, url.Values{"amount": {typed[0]}, "document": {typed[1]}})
		if a.Status != http.StatusUnprocessableEntity || a.Find(`.mc-errors a[href="#`+field+`"]`).Length() != 1 || a.Find("input[name=amount]").AttrOr("value", "") != typed[0] {
			t.Errorf("%q: %d, %s", typed, a.Status, a.Find(".mc-errors").Text())
		}
	}
	if e, _ = o.Book.ByCode(procedureWithFees); len(e.Confirmed) != 0 || record.Len() != 0 {
		t.Fatal("a wrong form confirmed something")
	}
	right := url.Values{"amount": {"2.000"}, "document": {"226/2016/TT-BTC"}}
	sent := control.post(path, right)
	again := control.post(path, right)
	if sent.Status != http.StatusSeeOther || again.Location != sent.Location {
		t.Fatalf("confirmed: %d, %q", sent.Status, sent.Location)
	}
	control.ok(sent.Location).has("Đã xác nhận mức thu", "2.000 đồng", "Vi Thị Thu Hằng", "226/2016/TT-BTC")
	e, _ = o.Book.ByCode(procedureWithFees)
	if done, ok := e.ConfirmedFee(v.Number, 1); !ok || done.Amount != 2000 || len(e.Confirmed) != 1 || e.Unconfirmed(v) != v.Card.Fees-1 {
		t.Errorf("confirmed %+v", e.Confirmed)
	}
	who := o.Account(t, controlLogin)
	for _, said := range []string{"fee confirmed", fmt.Sprint("actor=", who.ID), "action=catalogue.confirm", "amount=2000"} {
		if strings.Count(record.String(), said) != 1 {
			t.Errorf("the security log says %q not once: %s", said, record.String())
		}
	}
	if second := control.ok(path).form(path); second.Get("amount") != "2000" || second.Get("document") != "226/2016/TT-BTC" {
		t.Errorf("the form of a confirmed line holds %v", second)
	}
	for _, missing := range []string{page + "/phien-ban/1/phi/9999", page + "/phien-ban/9/phi/1", page + "/phien-ban/1/phi/0", page + "/phien-ban/01/phi/1"} {
		if a := control.post(missing, right); a.Status != http.StatusNotFound {
			t.Errorf("%s: %d", missing, a.Status)
		}
	}
}

// TestANewVersionStartsUnverified and shows its way to the comparison.
func TestANewVersionStartsUnverified(t *testing.T) {
	o := open(t)
	records := some(t, procedureWithFees)
	published(t, o, "d4", records, nil)
	e, _ := o.Book.ByCode(procedureWithFees)
	control := o.as(t, controlLogin)
	page := fmt.Sprintf("%s/thu-tuc/%d", cataloguePath, e.ID)
	control.post(page+"/phien-ban/1/phi/1", url.Values{"amount": {"7654321"}, "document": {"1/NQ"}})
	records[0].Requirements += " Bổ sung."
	published(t, o, "d5", records, nil)
	now := control.ok(page)
	now.has("Các dòng thu của phiên bản 2", "Phiên bản 2")
	now.lacks("7.654.321")
	if now.Find(`a[href="/thu-tuc/`+procedureWithFees+`/so-sanh?tu=1&den=2"]`).Length() != 1 {
		t.Error("no way to the comparison of versions 1 and 2")
	}
	control.ok(page+"?phien-ban=1").has("Các dòng thu của phiên bản 1", "7.654.321 đồng")

	err := o.Bench.DB.Update(t.Context(), o.Authority(), func(tx *store.Tx) error {
		p, err := catalogue.Publishing(t.Context(), tx)
		if err != nil {
			return err
		}
		return p.Withdraw(t.Context(), e.ID, catalogue.Withdrawal{From: clock.MustDate("2019-01-01"), Decision: "15/QĐ-UBND"}, 0)
	})
	if err == nil {
		_, err = o.Book.Refresh(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	control.ok(page).has("Các phiên bản", "15/QĐ-UBND")
}
