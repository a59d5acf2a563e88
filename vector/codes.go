package vector

import (
	"regexp"
	"strings"

	"motcua/code"
	"motcua/law"
)

// unitCodes is which texts are codes of agencies, and a dossier code whose unit
// part belongs to the other scheme.
//
// law: QĐ20 Đ4 k1, QĐ20 Đ4 k2, QĐ20 Đ6 k2, TT01 Đ19 k1
func unitCodes() []Vector {
	v := func(id, article, vi, en, text, expect string) Vector {
		return Vector{ID: id, Article: law.Article(article), Title: Text{vi, en}, Expect: expect, Got: unitCode, Inputs: Inputs{{"code", text}}}
	}
	list := []Vector{}
	add := func(number, article, vi, en, expect string, texts ...string) {
		for i, text := range texts {
			id := number
			if len(texts) > 1 {
				id += string(rune('a' + i))
			}
			list = append(list, v(id, article, vi, en, text, expect))
		}
	}
	state := string(code.StateAgency)
	add("P23", "QĐ20 Đ4 k1", "mã định danh đúng", "a code of an agency", state, "H29", "H29.05.03", "G12.18")
	add("P24", "QĐ20 Đ4 k2", "sai ký tự hoặc sai nhóm", "wrong characters or groups", Invalid,
		"h29", "H29.", ".H29", "H29..05", "H290", "HA1", "H29-05", "H29.Đ1")
	add("P25", "QĐ20 Đ6 k2", "chữ Z là lược đồ; lược đồ Z29 không có thì sai", "Z is a scheme; invalid while there is no scheme Z29", Invalid, "Z29.01")
	allowed := v("P25z", "QĐ20 Đ6 k2", "lược đồ Z29 cho phép “.01” thì đúng", "valid when scheme Z29 allows “.01”", "Z29.01", string(code.OtherBody))
	allowed.Inputs = append(allowed.Inputs, Input{"scheme", "Z29"}, Input{"pattern", `\.[0-9]{2}`})
	list = append(list, allowed)
	add("P26", "QĐ20 Đ6 k2", "lược đồ bắt đầu từ Z01, phải có mã và không quá 32 ký tự", "schemes begin at Z01, need a code, of at most 32 characters", Invalid,
		"Z00ABC", "Z01", "Z01"+strings.Repeat("A", 33))
	list = append(list,
		v("P27a", "QĐ20 Đ4 k1", "35 ký tự kể cả dấu chấm: đúng", "35 characters with the dots: valid", "A01."+strings.Repeat("1", 31), state),
		v("P27b", "QĐ20 Đ4 k1", "36 ký tự: sai", "36 characters: invalid", "A01."+strings.Repeat("1", 32), Invalid),
		Vector{ID: "P29", Article: law.Article("TT01 Đ19 k1"), Got: codeOfDossier, Expect: string(code.TT10),
			Title: Text{"mã số hồ sơ đúng; phần đơn vị theo TT10/2016, không theo QĐ20",
				"a valid dossier code; its unit part is of TT10/2016, not of QĐ20"},
			Inputs: Inputs{{"code", "000.00.53.H48-220921-0099"}}})
	return list
}

// unitCode is the family of an agency code. It is read as it stands: nothing is
// forgiven, since codes are compared byte by byte.
func unitCode(_ Context, in Inputs) (string, error) {
	registry := code.Registry{}
	if scheme := in.Get("scheme"); scheme != "" {
		pattern, err := regexp.Compile("^(?:" + in.Get("pattern") + ")$")
		if err != nil {
			return "", unreadable("pattern", in.Get("pattern"), err)
		}
		registry.Schemes = map[string]*regexp.Regexp{scheme: pattern}
	}
	c, err := code.ParseAgencyCode(in.Get("code"), registry)
	if err != nil {
		return Invalid, nil
	}
	return string(c.Family()), nil
}

// codeOfDossier is the scheme of the unit part of a dossier code.
func codeOfDossier(_ Context, in Inputs) (string, error) {
	c, err := code.ParseDossierCode(in.Get("code"))
	if err != nil {
		return Invalid, nil
	}
	return string(c.Unit().Scheme()), nil
}
