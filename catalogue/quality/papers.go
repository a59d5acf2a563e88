package quality

import (
	"regexp"
	"strconv"
	"strings"

	"motcua/catalogue"
)

// maxCopies is the number of originals or copies of one paper above which the
// number is taken for digits that stuck to it (the largest found is 61,781).
const maxCopies = 20

var fileName = regexp.MustCompile(`(?i)\.(docx?|pdf|xlsx?|odt|rtf|rar|zip|jpe?g|png)\s*$`)

// papers checks the dossier list.
func (i *inspection) papers() {
	for g, group := range i.record.Groups {
		for k, item := range group.Items {
			field := path(path("groups", g)+".items", k)
			name := strings.ToLower(strings.TrimRight(catalogue.Clean(item.Name), " :;.,"))
			switch name {
			case "":
				i.once(PaperEmpty, field)
			case "hoặc", "và", "hoặc:", "có chứng thực hoặc":
				i.once(PaperFragment, field, "text", item.Name)
			}
			if fileName.MatchString(item.Name) {
				i.once(PaperGlued, field, "text", tail(item.Name))
			}
			if n := max(item.Originals, item.Copies); n > maxCopies {
				i.once(PaperCount, field, "n", strconv.Itoa(n))
			}
		}
	}
}

// tail is the end of a long text, enough to see what is wrong with it.
func tail(s string) string {
	r := []rune(s)
	if len(r) <= 80 {
		return s
	}
	return "…" + string(r[len(r)-80:])
}

// documentNumber is the number of a legal document: 61/2018/NĐ-CP, 31/2024/QH15,
// 66.7/2025/NQ-CP, 30a/2008/NQ-CP, 12/VBHN-BTC, 01/2014/TTLT-BCA-BTP.
var documentNumber = regexp.MustCompile(`^[1-9]\d{0,4}(\.\d{1,2})?[a-zđ]?/(\d{4}/)?(QH\d{1,2}|UBTVQH\d{1,2}|[\p{L}&]+\d{0,2}([-/.][\p{L}&]+)*(-?UBTVQH\d{1,2})?)$`)

// leadingZero is a number below ten as it is written: 07/2025/NĐ-CP.
var leadingZero = regexp.MustCompile(`^0+[1-9]`)

// cutNumber is a number that lost its end (QĐ-TT for QĐ-TTg, NĐ-C) or took up the
// word behind it (NĐ-CP QUY ĐỊNH …), as page text was cut by rule.
var cutNumber = regexp.MustCompile(`(?:N[ĐQ]-C|Q[ĐD]-TT?|TT-(?:B|BT|BC|BX|NHN|BGTV|BNNM|BNNPTN|BLĐTBX))$` +
	`|(?:CP|BTC|BCA|BGTVT|BXD|BNNPTNT|BLĐTBXH|BTP|BNV|BYT|NHNN|BHXH|BNNM|BNNMT)(?:L|QUY|NG|TH|BAN)$`)

// law checks the legal basis.
func (i *inspection) law() {
	untitled := 0
	for n, l := range i.record.LegalBasis {
		code := l.Code
		if leadingZero.MatchString(code) {
			code = strings.TrimLeft(code, "0")
		}
		if !documentNumber.MatchString(code) {
			i.once(LawJunk, path("legal_basis", n), "text", l.Code)
		} else if cutNumber.MatchString(code) {
			i.once(LawCut, path("legal_basis", n), "text", l.Code)
		}
		if l.Title == "" {
			untitled++
		}
	}
	if untitled > 0 {
		i.add(LawUntitled, "legal_basis", "n", strconv.Itoa(untitled))
	}
}
