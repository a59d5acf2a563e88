package vector

import (
	"strings"

	"motcua/code"
	"motcua/law"
)

// unitCodes is which texts are codes of agencies, and a dossier code whose unit
// part belongs to the other scheme.
//
// law: QĐ20 Đ4 k1, QĐ20 Đ4 k2, TT01 Đ19 k1
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
	add("P23", "QĐ20 Đ4 k1", "mã định danh đúng", "a code of an agency", string(code.QD20), "H29", "H29.05.03", "G12.18")
	add("P24", "QĐ20 Đ4 k2", "sai ký tự hoặc sai nhóm", "wrong characters or groups", Invalid,
		"h29", "H29.", ".H29", "H29..05", "H290", "HA1", "H29-05", "H29.Đ1")
	add("P25", "QĐ20 Đ4 k2", "chữ đầu của cơ quan nhà nước là A đến Y", "the first letter of a state agency is A to Y", Invalid, "Z29.01")
	add("P26", "QĐ20 Đ4 k2", "mã bắt đầu bằng Z không phải mã cơ quan nhà nước", "a code that begins with Z is none of a state agency", Invalid,
		"Z00ABC", "Z01", "Z01"+strings.Repeat("A", 33))
	list = append(list,
		v("P27a", "QĐ20 Đ4 k1", "35 ký tự kể cả dấu chấm: đúng", "35 characters with the dots: valid", "A01."+strings.Repeat("1", 31), string(code.QD20)),
		v("P27b", "QĐ20 Đ4 k1", "36 ký tự: sai", "36 characters: invalid", "A01."+strings.Repeat("1", 32), Invalid),
		Vector{ID: "P29", Article: law.Article("TT01 Đ19 k1"), Got: codeOfDossier, Expect: string(code.TT10),
			Title: Text{"mã số hồ sơ đúng; phần đơn vị theo TT10/2016, không theo QĐ20",
				"a valid dossier code; its unit part is of TT10/2016, not of QĐ20"},
			Inputs: Inputs{{"code", "000.00.53.H48-220921-0099"}}})
	return list
}

// unitCode is the scheme of a unit code. It is read as it stands: people may type
// spaces around it, and nothing else is forgiven.
func unitCode(_ Context, in Inputs) (string, error) {
	c, err := code.ParseUnitCode(in.Get("code"))
	if err != nil {
		return Invalid, nil
	}
	return string(c.Scheme()), nil
}

// codeOfDossier is the scheme of the unit part of a dossier code.
func codeOfDossier(_ Context, in Inputs) (string, error) {
	c, err := code.ParseDossierCode(in.Get("code"))
	if err != nil {
		return Invalid, nil
	}
	return string(c.Unit().Scheme()), nil
}
