package desk

import (
	"motcua/authz"
	"motcua/dossier"
	"motcua/web/ui"
	"motcua/web/view"
)

// act is one thing an official can do to a dossier.
type act struct {
	Slug    string // of its address, and in the address of the page after it
	Command dossier.Command
	Basis   string // the article it rests on
	Waits   bool   // a dossier can wait for it: it is work of a list
}

// acts is all of them, in the order of a dossier's life; at the end what undoes it.
func acts() []act {
	return []act{
		{"tiep-nhan", dossier.Receive{}, "NĐ61 Đ17 k1c, k3", true},
		{supplementSlug, dossier.RequestSupplement{}, "NĐ61 Đ17 k1a, k2a, Đ11 k2c, Đ15 k3", false},
		{redirectSlug, dossier.Redirect{}, "NĐ61 Đ17 k2a", false},
		{"tu-choi", dossier.Refuse{}, "NĐ61 Đ17 k1b", false},
		{"nop-bo-sung", dossier.Answer{}, "NĐ61 Đ17 k1a", true},
		{"chuyen", dossier.Transfer{}, "NĐ61 Đ18", true},
		{"phan-cong", dossier.Assign{}, "NĐ61 Đ19 k1", true},
		{"hoan-thanh", dossier.CompleteStep{}, "NĐ61 Đ19 k2", true},
		{declineSlug, dossier.Decline{}, "NĐ61 Đ19 k8", false},
		{"phe-duyet", dossier.Approve{}, "NĐ61 Đ19 k2", true},
		{"ban-giao-ket-qua", dossier.Deliver{}, "NĐ61 Đ20 k1", true},
		{"tra-ket-qua", dossier.GiveBack{}, "NĐ61 Đ20 k3, Đ6 k2b", true},
		{withdrawSlug, dossier.ConfirmWithdrawal{}, "TT22/2019 Phụ lục I", true},
		{"huy-tiep-nhan", dossier.Void{}, "NĐ61 Đ9 k1, TT01 Đ19 k1", false},
	}
}

func actOf(a authz.Action) act {
	for _, x := range acts() {
		if x.Command.Action() == a {
			return x
		}
	}
	return act{}
}

func actBySlug(slug string) (act, bool) {
	for _, x := range acts() {
		if x.Slug == slug {
			return x, true
		}
	}
	return act{}, false
}

// path is where the act on a dossier is posted to. An answer that is brought to the
// counter is an intake.
func (a act) path(id int64) string {
	if _, answer := a.Command.(dossier.Answer); answer {
		return "/can-bo/tiep-nhan/bo-sung/" + itoa(id)
	}
	return dossierPath(id) + "/" + a.Slug
}

// waiting is the open work of a dossier; false when it is closed.
func waiting(v dossier.View) (dossier.WorkItem, bool) {
	items := dossier.Work(v.State, v.Process)
	if len(items) == 0 {
		return dossier.WorkItem{}, false
	}
	return items[0], true
}

// offers reports whether a is what the dossier waits for; a refusal stands beside
// the receipt, and beside the wait for what was asked for.
func offers(v dossier.View, a authz.Action) bool {
	item, ok := waiting(v)
	if !ok {
		return false
	}
	return item.Action == a || a == authz.DossierRefuse && v.State.ReceivedAt == 0
}

// nextWords is what happens next and with whom, in one sentence.
func (d *Desk) nextWords(c ui.Ctx, v dossier.View, names map[int64]string) string {
	item, ok := waiting(v)
	if !ok {
		return c.T("desk.next.closed")
	}
	unit := d.Dossiers.Units.Name(item.Unit, string(c.Lang))
	if name := names[item.Assignee]; name != "" {
		return c.T("desk.next.person", "action", view.Action(c, item.Action), "name", name, "unit", unit)
	}
	return c.T("desk.next.role", "action", view.Action(c, item.Action), "role", roleWord(c, item.Role), "unit", unit)
}

func roleWord(c ui.Ctx, r authz.Role) string { return c.T("desk.role." + string(r)) }
