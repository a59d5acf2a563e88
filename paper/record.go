package paper

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"motcua/internal/clock"
)

// Template names what kind of paper a record is. Names are stored; never renamed.
type Template string

// The templates.
const (
	TemplateReceipt          Template = "mau_01"               // Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT01 Đ9 k1)
	TemplateSupplement       Template = "mau_02"               // Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (TT01 Đ9 k1)
	TemplateRefusal          Template = "mau_03"               // Phiếu từ chối tiếp nhận giải quyết hồ sơ (TT01 Đ9 k1; NĐ61 Đ19 k8)
	TemplateBirthCertificate Template = "birth_certificate"    // Giấy khai sinh
	TemplateDeathExtract     Template = "death_extract"        // Trích lục khai tử
	TemplateCivilExtract     Template = "civil_extract"        // Trích lục hộ tịch, bản sao
	TemplateCertification    Template = "copy_certification"   // Lời chứng chứng thực bản sao từ bản chính
	TemplateHousehold        Template = "household_registered" // Giấy chứng nhận đăng ký hộ kinh doanh
)

// Templates are all templates, slips first.
func Templates() []Template {
	return []Template{TemplateReceipt, TemplateSupplement, TemplateRefusal, TemplateBirthCertificate,
		TemplateDeathExtract, TemplateCivilExtract, TemplateCertification, TemplateHousehold}
}

// CurrentVersion is the version in which new papers of every template are issued.
const CurrentVersion = 1

// Record is what one paper says. Exactly one of the pointers is set, that of its
// Template.
type Record struct {
	Template Template      `json:"template"`
	Version  int           `json:"version"` // of the template
	Heading  string        `json:"heading"` // the form's title in the law of the day
	Head     Head          `json:"head"`
	Code     string        `json:"code,omitempty"`    // mã hồ sơ; empty before receipt
	LookUp   string        `json:"look_up,omitempty"` // address the QR code leads to; holds nothing personal
	IssuedAt clock.Instant `json:"issued_at"`

	VoidedAt clock.Instant `json:"voided_at,omitempty"` // since when the paper holds no longer
	Preview  bool          `json:"preview,omitempty"`   // as it would be printed now; not issued
	// Copies are the copies (liên) to print; empty: all that the template has.
	Copies []int `json:"copies,omitempty"`

	Receipt       *Receipt           `json:"receipt,omitempty"`
	Supplement    *SupplementSlip    `json:"supplement,omitempty"`
	Refusal       *RefusalSlip       `json:"refusal,omitempty"`
	Birth         *BirthCertificate  `json:"birth,omitempty"`
	Death         *DeathExtract      `json:"death,omitempty"`
	Extract       *CivilExtract      `json:"extract,omitempty"`
	Certification *Certification     `json:"certification,omitempty"`
	Household     *HouseholdBusiness `json:"household,omitempty"`
}

// Head is the head of a paper: who issues it, its number, and where and when.
type Head struct {
	Superior  string `json:"superior,omitempty"` // cơ quan cấp trên; none for a committee's own paper
	Authority string `json:"authority"`          // the unit that issues
	// Number is the paper's own ("190617-0012/BPTNTKQ"), empty while it has none.
	Number string `json:"number,omitempty"`
	// Series is the fixed end of numbers ("BPTNTKQ"), printed behind dots while the
	// paper has no number, to be written by hand.
	Series    string `json:"series,omitempty"`
	PlaceDate string `json:"place_date"` // "Vĩnh Trại, ngày 17 tháng 6 năm 2019"
}

// Party is the person or organisation a slip is given to.
type Party struct {
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Email   string `json:"email,omitempty"`
}

// Signer is who signs a result: the capacity ("TM. ỦY BAN NHÂN DÂN"), the post
// ("CHỦ TỊCH") and the name.
type Signer struct {
	Capacity string `json:"capacity,omitempty"`
	Post     string `json:"post"`
	Name     string `json:"name"`
}

// content is what the struct of a template knows: what must be there, the sizes and
// copies of the template, and its blocks.
type content interface {
	needs(r Record) []need
	size() Size
	copies() []int
	blocks(r Record, w words, copy int) []Block
}

// need is a value that must be on the paper.
type need struct {
	field string
	have  bool
}

func text(field, value string) need { return need{field, value != ""} }

// contents are the contents that are set, by template.
func (r Record) contents() map[Template]content {
	out := make(map[Template]content, 1)
	put := func(set bool, t Template, c content) {
		if set {
			out[t] = c
		}
	}
	put(r.Receipt != nil, TemplateReceipt, r.Receipt)
	put(r.Supplement != nil, TemplateSupplement, r.Supplement)
	put(r.Refusal != nil, TemplateRefusal, r.Refusal)
	put(r.Birth != nil, TemplateBirthCertificate, r.Birth)
	put(r.Death != nil, TemplateDeathExtract, r.Death)
	put(r.Extract != nil, TemplateCivilExtract, r.Extract)
	put(r.Certification != nil, TemplateCertification, r.Certification)
	put(r.Household != nil, TemplateHousehold, r.Household)
	return out
}

// Title is what stands over the paper, marked when it is a preview.
func (r Record) Title() string {
	w, err := wordsOf(r.Version)
	if err != nil || !r.Preview {
		return r.Heading
	}
	return w.say("preview.title", "title", r.Heading)
}

// Number is the number of the paper itself, not of the dossier; empty: none.
func (r Record) Number() string { return r.Head.Number }

// Copy is r with the copies (liên) to print.
func (r Record) Copy(numbers ...int) Record {
	r.Copies = numbers
	return r
}

// Voided is r as it is shown since the instant from which it holds no longer.
func (r Record) Voided(since clock.Instant) Record {
	r.VoidedAt = since
	return r
}

// Check reports everything that keeps the record from being a paper: an unknown
// template or version, contents of another template, a copy the template does not
// have, empty fields that must be filled, and text that Encode would change (not
// in NFC, invisible characters). The error is of the program, not for people.
func (r Record) Check() error {
	var errs []error
	want := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf("paper: "+format, args...))
		}
	}
	_, err := wordsOf(r.Version)
	want(err == nil, "%s: version %d is not known", r.Template, r.Version)
	want(slices.Contains(Templates(), r.Template), "template %q is not known", r.Template)
	all := r.contents()
	c, ok := all[r.Template]
	want(ok && len(all) == 1, "%s: exactly its own contents must be set", r.Template)
	if errors.Join(errs...) != nil {
		return errors.Join(errs...)
	}
	for _, copy := range r.Copies {
		want(slices.Contains(c.copies(), copy), "%s has no copy %d", r.Template, copy)
	}
	common := []need{text("heading", r.Heading), text("head.authority", r.Head.Authority), text("head.place_date", r.Head.PlaceDate),
		{"issued_at", r.IssuedAt > 0}}
	for _, n := range append(common, c.needs(r)...) {
		want(n.have, "%s: %s is empty", r.Template, n.field)
	}
	if dirty := unclean(r); len(dirty) > 0 {
		want(false, "%s: not in NFC or not printable: %q", r.Template, strings.Join(dirty, "; "))
	}
	return errors.Join(errs...)
}
