package catalogue

import "motcua/internal/clock"

// Record is one administrative procedure as published. Texts are as the source
// has them, in Unicode NFC; see Text and Components for reading them.
type Record struct {
	Code          string       `json:"code"`          // mã TTHC; not unique over the whole catalogue
	PortalID      string       `json:"portal_id"`     // identifier at the national portal; unique
	Name          string       `json:"name"`          // tên thủ tục
	DecisionNo    string       `json:"decision_no"`   // quyết định công bố, NĐ63 Đ15
	DecisionDate  clock.Date   `json:"decision_date"` // zero when the source does not say
	Levels        []Level      `json:"levels"`        // where it is carried out today
	Vertical      bool         `json:"vertical"`      // cơ quan ngành dọc
	Type          string       `json:"type"`          // STANDARD, SPECIFIC or STANDARD_INTERNAL
	FormalityType string       `json:"formality_type"`
	FullProcess   bool         `json:"full_process"`
	Sectors       []Named      `json:"sectors"` // lĩnh vực, TT01 Đ20
	LifeEvents    []string     `json:"life_events"`
	Subjects      []Named      `json:"subjects"` // đối tượng thực hiện, NĐ63 Đ8 k2e
	Promulgating  Named        `json:"promulgating"`
	Executing     []Named      `json:"executing"` // cơ quan thực hiện, NĐ63 Đ8 k2g
	Authority     []Named      `json:"authority"` // cơ quan có thẩm quyền
	Authorized    []Named      `json:"authorized"`
	Coordinating  []Named      `json:"coordinating"`
	Receiving     string       `json:"receiving"`
	Channels      []Channel    `json:"channels"` // cách thức thực hiện, NĐ63 Đ8 k2c
	Cases         []Case       `json:"cases"`    // sub-cases with limits of their own
	Steps         []Step       `json:"steps"`    // trình tự thực hiện, NĐ63 Đ8 k2b
	Groups        []Group      `json:"groups"`   // thành phần hồ sơ, NĐ63 Đ8 k2d
	LegalBasis    []LegalBasis `json:"legal_basis"`
	Results       []Named      `json:"results"`      // kết quả, NĐ63 Đ8 k2h
	Requirements  string       `json:"requirements"` // yêu cầu, điều kiện
	Related       string       `json:"related"`
	Source        string       `json:"source"`  // which collection the record came through
	Quality       Quality      `json:"quality"` // how far its structure can be trusted
	Updated       clock.Date   `json:"updated"` // zero when the source does not say

	// What follows came later: absent values leave the canonical text as it was.
	State     State    `json:"state,omitempty"`      // of the row in the national catalogue
	HasDetail bool     `json:"has_detail,omitempty"` // more than the row of the catalogue is known
	Listed    *Listed  `json:"listed,omitempty"`     // what the catalogue row says otherwise
	Foreign   *Foreign `json:"foreign,omitempty"`    // a page collected in its place by mistake
	// NotNFC: the text arrived in another Unicode form than NFC and was normalised.
	// It is of the file, not of the procedure, so it is not stored.
	NotNFC bool `json:"-"`
}

// State is the state of a row of the national catalogue.
type State string

// The states the portal's list gives.
const (
	StateActive  State = "ACTIVE"
	StateUpdated State = "UPDATED"
)

// Listed is what the row of the catalogue says where its detail says otherwise;
// what agrees is left out.
type Listed struct {
	Name      string   `json:"name,omitempty"`
	Executing []string `json:"executing,omitempty"`
}

// Foreign is what is kept of a collected page that turned out to be of another
// procedure: enough to report it, nothing that a page could show by mistake.
type Foreign struct {
	PortalID string    `json:"portal_id"`
	Name     string    `json:"name"`
	Channels []Channel `json:"channels"`
}

// Named is a code and its name; the code is empty where the source has none.
type Named struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Level is a level of government as the record writes it.
type Level string

// The levels the source knows; the district of before July 2025 is not among
// them, so where a procedure stood in 2018 is world data.
const (
	LevelMinistry Level = "bo"
	LevelProvince Level = "tinh"
	LevelCommune  Level = "xa"
	LevelOther    Level = "khac"
)

// Types of procedure, as the portal writes them.
const (
	TypeStandard = "STANDARD"          // set by the state for the whole country
	TypeSpecific = "SPECIFIC"          // set by one province for itself
	TypeInternal = "STANDARD_INTERNAL" // between agencies: out of scope, NĐ63 Đ1 k2a
)

// Quality says how the record was read from the portal.
type Quality string

// Structured records kept their item codes, cases and attachments; parsed ones
// were rebuilt from page text and lost them.
const (
	QualityStructured   Quality = "structured"
	QualityParsedText   Quality = "parsed_text"
	QualityParsedChunks Quality = "parsed_chunks"
	QualityRow          Quality = "catalogue_row" // the row of the catalogue only
)

// Method is a way to file (NĐ61 Đ16).
type Method string

// The ways to file.
const (
	Online Method = "ONLINE" // trực tuyến
	Postal Method = "POSTAL" // bưu chính công ích
	Direct Method = "DIRECT" // trực tiếp
)

// Key is the message key of the channel's words.
func (m Method) Key() string {
	switch m {
	case Online:
		return "catalogue.channel.online"
	case Postal:
		return "catalogue.channel.postal"
	}
	return "catalogue.channel.direct"
}

// Channel is one way to file with its limit and fees. A method may occur twice,
// with different fees.
type Channel struct {
	Method   Method `json:"method"`
	Limit    Limit  `json:"limit"`
	TimeText string `json:"time_text"`
	Fees     []Fee  `json:"fees"`
	Note     string `json:"note"`
}

// Case is a sub-case of the procedure with a limit of its own.
type Case struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Limit Limit  `json:"limit"`
}

// Step is one step of the published sequence; the source often holds the whole
// sequence as one step without a name.
type Step struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Group is a group of components under one heading, which may be empty.
type Group struct {
	Heading string `json:"heading"`
	Items   []Item `json:"items"`
}

// Item is one line of a group: a paper, or a remark about papers.
type Item struct {
	Code            string   `json:"code"` // empty in parsed records
	Name            string   `json:"name"`
	Originals       int      `json:"originals"` // bản chính
	Copies          int      `json:"copies"`    // bản sao
	HasForm         bool     `json:"has_form"`
	FormFiles       []string `json:"form_files"`
	ResultOfAnother bool     `json:"result_of_another"` // the result of another procedure
}

// LegalBasis is a document the procedure rests on (NĐ63 Đ15 k1b).
type LegalBasis struct {
	Code  string `json:"code"` // số, ký hiệu
	Kind  string `json:"kind"`
	Year  int    `json:"year"`  // 0 where the source has none
	Title string `json:"title"` // empty where the source has none
}
