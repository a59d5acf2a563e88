package app

import (
	"motcua/catalogue"
	"motcua/catalogue/pack"
	"motcua/catalogue/quality"
	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/notify"
	"motcua/web/demo"
	"motcua/web/desk"
	"motcua/web/portal"
	"motcua/web/ui"
	"motcua/web/view"
)

// Words is every text the program shows people, in both languages.
func Words() (*i18n.Catalog, error) {
	return i18n.Load(fault.Words, ui.Words, view.Words, catalogue.Words, quality.Words, pack.Words, notify.Words, portal.Words, desk.Words, demo.Words)
}

// TextsOf lends the words to notices.
func TextsOf(catalog *i18n.Catalog) notify.Texts { return texts{catalog} }

// texts lends the words to packages that pick the language themselves.
type texts struct{ catalog *i18n.Catalog }

func (t texts) T(lang, key string, args ...any) string {
	known, ok := i18n.ParseLang(lang)
	if !ok {
		known = i18n.VI
	}
	return t.catalog.Printer(known).T(key, args...)
}
