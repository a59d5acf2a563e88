package view

import (
	"motcua/authz"
	"motcua/dossier"
	"motcua/law"
	"motcua/web/ui"
)

// Action is the words of an act on a dossier, as on its button; "" for an action
// that is none.
func Action(c ui.Ctx, a authz.Action) string {
	key := "view.action." + string(a)
	if !c.Has(key) {
		return ""
	}
	return c.T(key)
}

// Channel is the words of a way to file or to get the result.
func Channel(c ui.Ctx, ch dossier.Channel) string { return c.T("view.channel." + string(ch)) }

// Ground is the words of a legal ground of refusal.
func Ground(c ui.Ctx, g dossier.Ground) string { return c.T("view.ground." + string(g)) }

// GroundArticle is the article a ground rests on.
func GroundArticle(g dossier.Ground) law.Article {
	switch g {
	case dossier.NotCompetent:
		return "NĐ61 Đ17 k2a"
	case dossier.NotSupplied:
		return "NĐ61 Đ17 k1a"
	}
	return "NĐ61 Đ17 k1b"
}
