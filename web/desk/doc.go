// Package desk is the officials' surface of an authority, under /can-bo: the
// work list, the dossier with the one act that waits, and the slips.
//
// Routes lists every page. An act is a file of its own: x.go holds the handler
// and what its page is drawn from, x.templ its markup. A POST ends in a redirect
// or in a page that keeps what was typed; each carries the version of the dossier
// the official saw, so that two never overwrite each other. Everything works
// without JavaScript. Texts of procedures stay Vietnamese, as published.
//
// What nobody but the counter needs, an applicant's phone and mail, is taken out
// before a page is drawn for anybody else (discreet.go; NĐ61 Đ5 k1e).
package desk
