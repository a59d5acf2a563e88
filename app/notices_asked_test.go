package app_test

import (
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/dossier"
	"motcua/internal/event"
	"motcua/internal/store"
	"motcua/notify"
)

// NĐ61 Đ17 k2a: the message says what is missing, why, and how to supply it.
func TestTheNoticeOfASupplementNamesEveryItem(t *testing.T) {
	town := apptest.New(t)
	lan, counter := town.Login(t, apptest.Lan), town.Login(t, apptest.Counter)
	id := town.File(t, lan, 1)
	v, err := town.Dossiers.Own(t.Context(), lan, id)
	if err != nil {
		t.Fatal(err)
	}
	st, err := town.Dossiers.Do(t.Context(), counter, id, 1, dossier.RequestSupplement{
		Items:   []dossier.Item{{Kind: dossier.OfComponent, Key: v.State.Papers[0].Key}, {Kind: dossier.OfField, Key: "child.full_name"}},
		Reasons: []string{"Ảnh mờ.", "Thiếu chữ đệm."}, Guidance: "Nộp tại quầy."})
	if err != nil {
		t.Fatal(err)
	}
	err = town.Bench.DB.View(t.Context(), town.Authority(), func(tx *store.Tx) error {
		n, ok, err := town.Core.Notify.Source(t.Context(), tx, event.Follow{Event: dossier.KindAsked, Dossier: id, Seq: st.Seq})
		if err != nil || !ok || n.Template != notify.Asked {
			t.Fatalf("%+v, %t, %v", n, ok, err)
		}
		for _, want := range []string{"1. Trường hợp trẻ em bị bỏ rơi", "lập: Ảnh mờ.", "2. Họ, chữ đệm, tên của trẻ: Thiếu chữ đệm.", "Nộp tại quầy."} {
			if !strings.Contains(n.Reason, want) {
				t.Errorf("it does not say %q:\n%s", want, n.Reason)
			}
		}
		for _, arg := range n.Args {
			if strings.Contains(arg, "Ảnh mờ") {
				t.Error("the official's words are stored with the message")
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
