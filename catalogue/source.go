package catalogue

import (
	"encoding/json"
	"fmt"
	"strconv"

	"motcua/internal/clock"
)

// sourceRecord mirrors one record of the carried file; a key it does not have is
// an error, so nothing published is dropped unseen.
type sourceRecord struct {
	Code          string          `json:"code"`
	PortalID      string          `json:"portal_id"`
	Name          string          `json:"name"`
	DecisionNo    string          `json:"decision_no"`
	DecisionDate  clock.Date      `json:"decision_date"`
	Levels        []Level         `json:"levels"`
	Vertical      bool            `json:"vertical"`
	Type          string          `json:"type"`
	FormalityType string          `json:"formality_type"`
	FullProcess   bool            `json:"full_process"`
	Sectors       []Named         `json:"sectors"`
	LifeEvents    []string        `json:"life_events"`
	SubjectTypes  []Named         `json:"subject_types"`
	Promulgating  Named           `json:"promulgating"`
	Executing     []Named         `json:"executing"`
	Authority     []Named         `json:"authority"`
	Authorized    []Named         `json:"authorized"`
	Coordinating  []Named         `json:"coordinating"`
	Receiving     string          `json:"receiving"`
	Channels      []sourceChannel `json:"channels"`
	Cases         []sourceCase    `json:"cases"`
	Steps         []Step          `json:"steps"`
	Dossier       []sourceGroup   `json:"dossier"`
	LegalBasis    []string        `json:"legal_basis"`
	Results       []Named         `json:"results"`
	Requirements  string          `json:"requirements"`
	Related       string          `json:"related"`
	Source        string          `json:"source"`
	Quality       Quality         `json:"quality"`
	Updated       clock.Date      `json:"updated"`
}

type sourceChannel struct {
	Method   Method      `json:"method"`
	Qty      *Quantity   `json:"qty"`
	Unit     *Unit       `json:"unit"`
	TimeText string      `json:"time_text"`
	Fees     []sourceFee `json:"fees"`
	Note     string      `json:"note"`
}

type sourceFee struct {
	Kind     FeeKind `json:"kind"`
	Value    *int64  `json:"value"`
	Currency string  `json:"currency"`
	Text     string  `json:"text"`
}

type sourceCase struct {
	Code string    `json:"code"`
	Name string    `json:"name"`
	Qty  *Quantity `json:"qty"`
	Unit *Unit     `json:"unit"`
}

type sourceGroup struct {
	Group string       `json:"group"`
	Items []sourceItem `json:"items"`
}

type sourceItem struct {
	Code              string   `json:"code"`
	Name              string   `json:"name"`
	Originals         int      `json:"originals"`
	Copies            int      `json:"copies"`
	HasForm           bool     `json:"has_form"`
	FormFiles         []string `json:"form_files"`
	IsResultOfAnother bool     `json:"is_result_of_other"`
}

// sourceLegal and sourceFeeRow are rows of the tables beside the records; every
// cell is text, as in the tables.
type sourceLegal struct {
	Code    string `json:"code"`
	Year    string `json:"year"`
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	CitedBy string `json:"cited_by"`
}

type sourceFeeRow struct {
	Code     string     `json:"code"`
	Channel  Method     `json:"channel"`
	Kind     FeeKind    `json:"kind"`
	Value    string     `json:"value"`
	Currency string     `json:"currency"`
	Quality  FeeQuality `json:"quality"`
	Text     string     `json:"text"`
}

type sourceFile struct {
	Records        []json.RawMessage `json:"records"`
	LegalDocuments []sourceLegal     `json:"legal_documents"`
	Fees           []sourceFeeRow    `json:"fees"`
}

// record joins s with the titles of its legal basis and the quality of its fees.
func (s sourceRecord) record(f sourceFile) (Record, error) {
	r := Record{
		Code: s.Code, PortalID: s.PortalID, Name: s.Name,
		DecisionNo: s.DecisionNo, DecisionDate: s.DecisionDate,
		Levels: s.Levels, Vertical: s.Vertical, Type: s.Type,
		FormalityType: s.FormalityType, FullProcess: s.FullProcess,
		Sectors: s.Sectors, LifeEvents: s.LifeEvents, Subjects: s.SubjectTypes,
		Promulgating: s.Promulgating, Executing: s.Executing, Authority: s.Authority,
		Authorized: s.Authorized, Coordinating: s.Coordinating, Receiving: s.Receiving,
		Steps: s.Steps, Results: s.Results, Requirements: s.Requirements,
		Related: s.Related, Source: s.Source, Quality: s.Quality, Updated: s.Updated,
	}
	for _, g := range s.Dossier {
		r.Groups = append(r.Groups, g.group())
	}
	err := s.addCases(&r)
	if err != nil {
		return Record{}, err
	}
	err = s.addChannels(&r, f.Fees)
	if err != nil {
		return Record{}, err
	}
	return r, s.addLegalBasis(&r, f.LegalDocuments)
}

func (g sourceGroup) group() Group {
	out := Group{Heading: g.Group}
	for _, i := range g.Items {
		out.Items = append(out.Items, Item{
			Code: i.Code, Name: i.Name, Originals: i.Originals, Copies: i.Copies,
			HasForm: i.HasForm, FormFiles: i.FormFiles, ResultOfAnother: i.IsResultOfAnother,
		})
	}
	return out
}

func (s sourceRecord) addCases(r *Record) error {
	for i, c := range s.Cases {
		limit, err := limitOf(c.Qty, c.Unit)
		if err != nil {
			return s.fault(fmt.Sprintf("cases[%d].qty", i), err)
		}
		r.Cases = append(r.Cases, Case{Code: c.Code, Name: c.Name, Limit: limit})
	}
	return nil
}

// addChannels pairs the n-th fee of a method with the n-th row of the fee table
// for that method: the table was written from the records in their order.
func (s sourceRecord) addChannels(r *Record, rows []sourceFeeRow) error {
	next := map[Method]int{}
	for i, c := range s.Channels {
		limit, err := limitOf(c.Qty, c.Unit)
		if err != nil {
			return s.fault(fmt.Sprintf("channels[%d].qty", i), err)
		}
		channel := Channel{Method: c.Method, Limit: limit, TimeText: c.TimeText, Note: c.Note}
		for k, fee := range c.Fees {
			row, ok := nthRow(rows, s.Code, c.Method, next[c.Method])
			next[c.Method]++
			if !ok || !row.describes(fee) {
				return s.fault(fmt.Sprintf("channels[%d].fees[%d]", i, k), fmt.Errorf("no row of the fee table describes it"))
			}
			channel.Fees = append(channel.Fees, Fee{Kind: fee.Kind, Value: fee.Value, Currency: fee.Currency, Text: fee.Text, Quality: row.Quality})
		}
		r.Channels = append(r.Channels, channel)
	}
	return nil
}

func (s sourceRecord) addLegalBasis(r *Record, documents []sourceLegal) error {
	byCode := map[string]sourceLegal{}
	for _, d := range documents {
		byCode[d.Code] = d
	}
	for i, code := range s.LegalBasis {
		field := fmt.Sprintf("legal_basis[%d]", i)
		d, ok := byCode[code]
		if !ok {
			return s.fault(field, fmt.Errorf("document %q is not in the table", code))
		}
		year, err := d.year()
		if err != nil {
			return s.fault(field, fmt.Errorf("year of document %q: %w", code, err))
		}
		r.LegalBasis = append(r.LegalBasis, LegalBasis{Code: code, Kind: d.Kind, Year: year, Title: d.Name})
	}
	return nil
}

// year is 0 where the table has none: some codes of parsed records lost theirs.
func (d sourceLegal) year() (int, error) {
	if d.Year == "" {
		return 0, nil
	}
	return strconv.Atoi(d.Year)
}

func (s sourceRecord) fault(field string, err error) error {
	return fmt.Errorf("catalogue: record %s: field %s: %w", s.Code, field, err)
}

func nthRow(rows []sourceFeeRow, code string, m Method, n int) (sourceFeeRow, bool) {
	for _, row := range rows {
		if row.Code != code || row.Channel != m {
			continue
		}
		if n == 0 {
			return row, true
		}
		n--
	}
	return sourceFeeRow{}, false
}

func (row sourceFeeRow) describes(f sourceFee) bool {
	value := ""
	if f.Value != nil {
		value = strconv.FormatInt(*f.Value, 10)
	}
	return row.Value == value && row.Currency == f.Currency && row.Kind == f.Kind
}

func limitOf(qty *Quantity, unit *Unit) (Limit, error) {
	if (qty == nil) != (unit == nil) {
		return Limit{}, fmt.Errorf("a quantity without a unit, or a unit without a quantity")
	}
	if qty == nil {
		return Limit{}, nil
	}
	return Limit{Quantity: *qty, Unit: *unit}, nil
}
