package ui

import (
	"net/url"
	"strings"
)

// Where the forms of every page's header and footer go, by POST, with the page
// to return to in the field "back": LangPath takes "lang" (vi, en), LooksPath
// takes "theme" (light, dark) or "contrast" (normal, high).
const (
	LangPath  = "/ngon-ngu"
	LooksPath = "/giao-dien"
)

// LocalPath is back when it is a path and query on this site, else "/": a
// redirect must never lead to another site.
func LocalPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil ||
		!strings.HasPrefix(u.Path, "/") || strings.HasPrefix(back, "//") || strings.Contains(back, `\`) {
		return "/"
	}
	return back
}
