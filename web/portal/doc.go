// Package portal is the citizens' surface of an authority: finding a procedure,
// filing a dossier, following it, reading what was answered.
//
// Routes lists every page. A page is two files: x.go holds the handler and the
// struct the page is drawn from, x.templ its markup. Handlers answer GET with a
// page and POST with a redirect; a form that is wrong is drawn again with what
// was typed. Every page works without JavaScript. Texts of procedures stay
// Vietnamese in both languages, as published.
package portal
