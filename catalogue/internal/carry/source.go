package main

import (
	"fmt"
	"strconv"

	"motcua/catalogue"
	"motcua/internal/clock"
)

// sourceRecord mirrors one detail record of the source; a key it does not have is
// an error, so nothing published is dropped unseen.
type sourceRecord struct {
	Code          string            `json:"code"`
	PortalID      string            `json:"portal_id"`
	Name          string            `json:"name"`
	DecisionNo    string            `json:"decision_no"`
	DecisionDate  clock.Date        `json:"decision_date"`
	Levels        []catalogue.Level `json:"levels"`
	Vertical      bool              `json:"vertical"`
	Type          string            `json:"type"`
	FormalityType string            `json:"formality_type"`
	FullProcess   bool              `json:"full_process"`
	Sectors       []catalogue.Named `json:"sectors"`
	LifeEvents    []string          `json:"life_events"`
	SubjectTypes  []catalogue.Named `json:"subject_types"`
	Promulgating  catalogue.Named   `json:"promulgating"`
	Executing     []catalogue.Named `json:"executing"`
	Authority     []catalogue.Named `json:"authority"`
	Authorized    []catalogue.Named `json:"authorized"`
	Coordinating  []catalogue.Named `json:"coordinating"`
	Receiving     string            `json:"receiving"`
	Channels      []sourceChannel   `json:"channels"`
	Cases         []sourceCase      `json:"cases"`
	Steps         []catalogue.Step  `json:"steps"`
	Dossier       []sourceGroup     `json:"dossier"`
	LegalBasis    []string          `json:"legal_basis"`
	Results       []catalogue.Named `json:"results"`
	Requirements  string            `json:"requirements"`
	Related       string            `json:"related"`
	Source        string            `json:"source"`
	Quality       catalogue.Quality `json:"quality"`
	Updated       clock.Date        `json:"updated"`
}

type sourceChannel struct {
	Method   catalogue.Method    `json:"method"`
	Qty      *catalogue.Quantity `json:"qty"`
	Unit     *catalogue.Unit     `json:"unit"`
	TimeText string              `json:"time_text"`
	Fees     []sourceFee         `json:"fees"`
	Note     string              `json:"note"`
}

type sourceFee struct {
	Kind     catalogue.FeeKind `json:"kind"`
	Value    *int64            `json:"value"`
	Currency string            `json:"currency"`
	Text     string            `json:"text"`
}

type sourceCase struct {
	Code string              `json:"code"`
	Name string              `json:"name"`
	Qty  *catalogue.Quantity `json:"qty"`
	Unit *catalogue.Unit     `json:"unit"`
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
	Code     string               `json:"code"`
	Channel  catalogue.Method     `json:"channel"`
	Kind     catalogue.FeeKind    `json:"kind"`
	Value    string               `json:"value"`
	Currency string               `json:"currency"`
	Quality  catalogue.FeeQuality `json:"quality"`
	Text     string               `json:"text"`
}

// tables are what stands beside the records.
type tables struct {
	legal map[string]sourceLegal
	fees  map[feeKey][]sourceFeeRow
}

type feeKey struct {
	code   string
	method catalogue.Method
}

// record joins s with the titles of its legal basis and the quality of its fees.
func (s sourceRecord) record(t tables) (catalogue.Record, error) {
	r := catalogue.Record{
		Code: s.Code, PortalID: s.PortalID, Name: s.Name,
		DecisionNo: s.DecisionNo, DecisionDate: s.DecisionDate,
		Levels: s.Levels, Vertical: s.Vertical, Type: s.Type,
		FormalityType: s.FormalityType, FullProcess: s.FullProcess,
		Sectors: s.Sectors, LifeEvents: s.LifeEvents, Subjects: s.SubjectTypes,
		Promulgating: s.Promulgating, Executing: s.Executing, Authority: s.Authority,
		Authorized: s.Authorized, Coordinating: s.Coordinating, Receiving: s.Receiving,
		Steps: s.Steps, Results: s.Results, Requirements: s.Requirements,
		Related: s.Related, Source: s.Source, Quality: s.Quality, Updated: s.Updated,
		HasDetail: true,
	}
	for _, g := range s.Dossier {
		r.Groups = append(r.Groups, g.group())
	}
	for i, c := range s.Cases {
		limit, err := limitOf(c.Qty, c.Unit)
		if err != nil {
			return r, s.fault(fmt.Sprintf("cases[%d].qty", i), err)
		}
		r.Cases = append(r.Cases, catalogue.Case{Code: c.Code, Name: c.Name, Limit: limit})
	}
	err := s.addChannels(&r, t.fees)
	if err != nil {
		return r, err
	}
	return r, s.addLegalBasis(&r, t.legal)
}

func (g sourceGroup) group() catalogue.Group {
	out := catalogue.Group{Heading: g.Group}
	for _, i := range g.Items {
		out.Items = append(out.Items, catalogue.Item{
			Code: i.Code, Name: i.Name, Originals: i.Originals, Copies: i.Copies,
			HasForm: i.HasForm, FormFiles: i.FormFiles, ResultOfAnother: i.IsResultOfAnother,
		})
	}
	return out
}

// addChannels pairs the n-th fee of a method with the n-th row of the fee table
// for that method: the table was written from the records in their order.
func (s sourceRecord) addChannels(r *catalogue.Record, fees map[feeKey][]sourceFeeRow) error {
	next := map[catalogue.Method]int{}
	for i, c := range s.Channels {
		limit, err := limitOf(c.Qty, c.Unit)
		if err != nil {
			return s.fault(fmt.Sprintf("channels[%d].qty", i), err)
		}
		channel := catalogue.Channel{Method: c.Method, Limit: limit, TimeText: c.TimeText, Note: c.Note}
		rows := fees[feeKey{s.Code, c.Method}]
		for k, fee := range c.Fees {
			n := next[c.Method]
			next[c.Method]++
			if n >= len(rows) || !rows[n].describes(fee) {
				return s.fault(fmt.Sprintf("channels[%d].fees[%d]", i, k), fmt.Errorf("no row of the fee table describes it"))
			}
			channel.Fees = append(channel.Fees, catalogue.Fee{Kind: kindOf(fee.Kind), Value: fee.Value, Currency: fee.Currency, Text: fee.Text, Quality: rows[n].Quality})
		}
		r.Channels = append(r.Channels, channel)
	}
	return nil
}

func (s sourceRecord) addLegalBasis(r *catalogue.Record, documents map[string]sourceLegal) error {
	for i, code := range s.LegalBasis {
		field := fmt.Sprintf("legal_basis[%d]", i)
		d, ok := documents[code]
		if !ok {
			return s.fault(field, fmt.Errorf("document %q is not in the table", code))
		}
		year, err := d.year()
		if err != nil {
			return s.fault(field, fmt.Errorf("year of document %q: %w", code, err))
		}
		r.LegalBasis = append(r.LegalBasis, catalogue.LegalBasis{Code: code, Kind: d.Kind, Year: year, Title: d.Name})
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
	return fmt.Errorf("record %s: field %s: %w", s.Code, field, err)
}

func (row sourceFeeRow) describes(f sourceFee) bool {
	value := ""
	if f.Value != nil {
		value = strconv.FormatInt(*f.Value, 10)
	}
	return row.Value == value && row.Currency == f.Currency && row.Kind == f.Kind
}

// limitOf keeps a unit without a quantity, which land records have ("OTHER, see
// the text"); a quantity without a unit means nothing.
func limitOf(qty *catalogue.Quantity, unit *catalogue.Unit) (catalogue.Limit, error) {
	var l catalogue.Limit
	if unit != nil {
		l.Unit = *unit
	}
	if qty != nil {
		l.Quantity = *qty
	}
	if l.Unit == "" && l.Quantity != 0 {
		return l, fmt.Errorf("a quantity without a unit")
	}
	return l, nil
}

// kindOf reads the kinds that one of the collections gives in Vietnamese.
func kindOf(k catalogue.FeeKind) catalogue.FeeKind {
	switch k {
	case "Phí":
		return catalogue.KindFee
	case "Lệ phí":
		return catalogue.KindCharge
	}
	return k
}
