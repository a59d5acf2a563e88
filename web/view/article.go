package view

import (
	"regexp"
	"strings"
	"sync"

	"motcua/law"
	"motcua/web/ui"
)

// articleParts reads "Đ17 k2a": article, clause, letter.
var articleParts = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^Đ([0-9]+)(?: k([0-9]+)([a-zđ]?))?$`)
})

// Article is an article in words, "điểm a khoản 2 Điều 17 Nghị định 61/2018/NĐ-CP";
// as it is written when the law carried does not list its instrument or it points
// at no article.
func Article(c ui.Ctx, a law.Article) string {
	m := articleParts().FindStringSubmatch(strings.TrimPrefix(string(a), a.Instrument()+" "))
	instrument := instrumentName(c, a.Instrument())
	if m == nil || instrument == "" {
		return string(a)
	}
	text := c.T("view.article.article", "n", m[1])
	if m[2] != "" {
		text = c.T("view.article.clause", "n", m[2], "of", text)
	}
	if m[3] != "" {
		text = c.T("view.article.letter", "letter", m[3], "of", text)
	}
	return c.T("view.article.in", "of", text, "instrument", instrument)
}

func instrumentName(c ui.Ctx, id string) string {
	all, err := law.Instruments()
	if err != nil {
		return "" // the program does not start with unreadable law
	}
	for _, i := range all {
		if i.ID == id {
			return c.T("view.instrument."+instrumentKind(i.Number), "number", i.Number)
		}
	}
	return ""
}

// instrumentKind reads the kind of a legal text from its number.
func instrumentKind(number string) string {
	for _, k := range [][2]string{{"/NĐ-CP", "decree"}, {"/TT-", "circular"}, {"/QĐ-", "decision"}} {
		if strings.Contains(number, k[0]) {
			return k[1]
		}
	}
	return "law"
}
