package law

// Paper is a form of the one-stop procedure (biểu mẫu).
type Paper struct {
	Form string `json:"form" yaml:"form"` // "01"
	Vi   string `json:"vi" yaml:"vi"`
	En   string `json:"en" yaml:"en"`
	Size string `json:"size" yaml:"size"` // A5 or A4
}

// Field is a place on a paper where something is written.
type Field struct {
	ID string `json:"id" yaml:"id"`
	Vi string `json:"vi" yaml:"vi"`
	En string `json:"en" yaml:"en"`
}

// Form is the fields of a paper, in their order on it.
type Form struct {
	Form   string  `json:"form" yaml:"form"` // "01"
	Fields []Field `json:"fields" yaml:"fields"`
}

// registerForm is the dossier register (Sổ theo dõi hồ sơ).
const registerForm = "06"

// Paper is the form numbered form ("01").
//
// law: TT01 Đ9 k1, TT01 Đ9 k2
func (r Regime) Paper(form string) (Paper, bool) {
	for _, p := range r.PaperSet.Value {
		if p.Form == form {
			return p, true
		}
	}
	return Paper{}, false
}

// Fields is what the form numbered form holds, in its order; for 06 the columns
// of the register. None: the form is not known.
//
// law: TT01 Đ9 k1
func (r Regime) Fields(form string) []Field {
	if form == registerForm {
		return r.RegisterFields.Value
	}
	for _, f := range r.SlipFields.Value {
		if f.Form == form {
			return f.Fields
		}
	}
	return nil
}
