package portal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"motcua/catalogue"
	"motcua/dossier"
	"motcua/internal/httpx"
)

// procedureData is a version of a procedure for machines (docs/PROCEDURE-DATA.md). Fields
// are only added; what is not known is absent, which is never 0 or false.
type procedureData struct {
	Code      string              `json:"code"`      // mã TTHC
	PortalID  string              `json:"portal_id"` // at the national portal; unique
	URL       string              `json:"url"`
	Day       string              `json:"as_of"`    // the day the standing is of
	Standing  string              `json:"standing"` // in_force, not_yet, withdrawn
	Withdrawn *dataWithdrawal     `json:"withdrawn,omitempty"`
	Version   dataVersion         `json:"version"`
	Versions  []dataVersion       `json:"versions"`
	Listings  []dataListing       `json:"listings"`
	Limits    []dataLimit         `json:"limits"`
	Fees      []dataFee           `json:"fees"`
	Papers    []dataPaper         `json:"papers"`
	Record    json.RawMessage     `json:"record"` // as published, in the form the hash is of
	Sector    *dataSectorLimit    `json:"sector_limit,omitempty"`
	Links     map[string]dataLink `json:"links"`
}

type dataLink struct {
	Href string `json:"href"`
}

type dataWithdrawal struct {
	From     string `json:"from"`
	Decision string `json:"decision,omitempty"`
}

type dataVersion struct {
	Number    int    `json:"number"`
	Effective string `json:"effective_from"`
	Hash      string `json:"hash"` // SHA-256 of the record
}

type dataListing struct {
	Level    string `json:"level"` // ministry, province, district, commune, unclear
	Basis    string `json:"basis,omitempty"`
	Verified bool   `json:"verified"`
	OneStop  bool   `json:"one_stop"`
	Unit     string `json:"unit,omitempty"`
	Vertical string `json:"vertical_body,omitempty"`
}

// dataLimit is a published limit; State says whether a date may be counted from it.
type dataLimit struct {
	Channel  string `json:"channel,omitempty"`
	Case     string `json:"case,omitempty"`
	CaseName string `json:"case_name,omitempty"`
	Quantity string `json:"quantity,omitempty"` // "2.5"
	Unit     string `json:"unit,omitempty"`
	TextUnit string `json:"text_unit,omitempty"` // what the text says where it contradicts the unit
	State    string `json:"state"`               // countable, see_text, contradicts, unstated
}

// dataSectorLimit is the rule that stands above the published limits.
type dataSectorLimit struct {
	Limit   string `json:"limit"`
	Article string `json:"article"`
}

type dataFee struct {
	Line      int    `json:"line"`
	Channel   string `json:"channel"`
	Kind      string `json:"kind,omitempty"` // FEE, SERVICE_FEE, PRICE_LEVEL
	Amount    *int64 `json:"amount,omitempty"`
	Currency  string `json:"currency,omitempty"`
	State     string `json:"state"` // confirmed, unverified, council, unstated
	Day       string `json:"confirmed_on,omitempty"`
	Document  string `json:"document,omitempty"`
	Published string `json:"text,omitempty"`
}

type dataPaper struct {
	Key         string `json:"key"`  // portal id/version/group/item
	Kind        string `json:"kind"` // form, to_submit, to_present
	Text        string `json:"text"`
	Originals   int    `json:"originals"`
	Copies      int    `json:"copies"`
	Conditional bool   `json:"conditional,omitempty"`
	Choice      int    `json:"choice,omitempty"` // papers or words of one number are alternatives
}

// data is a procedure as JSON. The entity tag is that of the bytes, so that who has
// them is told so.
func (p *Portal) data(w http.ResponseWriter, r *http.Request) error {
	s, err := p.ask(r, httpx.From(r).Now.Date())
	if err != nil {
		return err
	}
	v, err := p.Dossiers.Book.Open(r.Context(), s.Edition)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err = e.Encode(p.dataOf(s, v))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	sum := sha256.Sum256(b.Bytes())
	h.Set("Etag", `"`+hex.EncodeToString(sum[:16])+`"`)
	h.Set("Cache-Control", "no-cache")
	if matches(r.Header.Get("If-None-Match"), h.Get("Etag")) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	_, err = w.Write(b.Bytes())
	if errors.Is(err, http.ErrBodyNotAllowed) { // HEAD
		return nil
	}
	return err
}

// matches reports that a list of entity tags names tag, weakly compared (RFC 9110 13.1.2).
func matches(list, tag string) bool {
	for _, one := range strings.Split(list, ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}

func (p *Portal) dataOf(s shown, v catalogue.Version) procedureData {
	path := procedurePath(s.Entry.Code)
	d := procedureData{Code: s.Entry.Code, PortalID: s.Entry.PortalID, URL: p.BaseURL + path, Day: s.Day.String(), Standing: string(s.Standing),
		Version: dataVersionOf(s.Edition), Record: json.RawMessage(v.Canonical), Listings: []dataListing{}, Limits: []dataLimit{}, Fees: dataFees(s.Entry, v),
		Papers: dataPapers(v), Links: map[string]dataLink{"page": {p.BaseURL + path}, "differences": {p.BaseURL + path + "/so-sanh"}}}
	for _, e := range s.Entry.Editions {
		d.Versions = append(d.Versions, dataVersionOf(e))
	}
	if ended, ok := dossier.WithdrawalAt(s.Entry, s.Day); ok && s.Standing == catalogue.Withdrawn {
		d.Withdrawn = &dataWithdrawal{ended.From.String(), ended.Decision}
	}
	if limit, article, ok := p.Dossiers.SectorLimit(s.Entry.Code, s.Day); ok {
		d.Sector = &dataSectorLimit{limit.String(), article}
	}
	for _, l := range s.Entry.Listings {
		one := dataListing{Level: l.Level, Basis: l.Basis, OneStop: l.OneStop, Vertical: l.Vertical, Verified: verified(l)}
		if l.Body != 0 {
			one.Unit = p.Dossiers.Units.Name(l.Body, "vi")
		}
		d.Listings = append(d.Listings, one)
	}
	d.Limits = append(d.Limits, dataLimits(v.Record)...)
	return d
}

func dataVersionOf(e catalogue.Edition) dataVersion {
	return dataVersion{Number: e.Number, Effective: e.Effective.String(), Hash: e.Hash}
}

func dataLimits(r catalogue.Record) []dataLimit {
	var out []dataLimit
	fill := func(d dataLimit, l catalogue.Limit) dataLimit {
		if l.Unit != catalogue.UnitUnstated {
			d.Quantity, d.Unit = l.Quantity.String(), string(l.Unit)
		}
		return d
	}
	for _, ch := range r.Channels {
		_, state := r.PromiseLimit(ch.Method, "")
		out = append(out, fill(dataLimit{Channel: string(ch.Method), TextUnit: string(ch.TextUnit()), State: string(state)}, ch.Limit))
	}
	for _, one := range r.Cases {
		_, state := r.PromiseLimit(catalogue.Direct, one.Code)
		out = append(out, fill(dataLimit{Case: one.Code, CaseName: one.Name, State: string(state)}, one.Limit))
	}
	return out
}

func dataFees(e catalogue.Entry, v catalogue.Version) []dataFee {
	out := []dataFee{}
	for _, line := range v.Record.FeeLines() {
		s := line.Fee.Stated()
		d := dataFee{Line: line.Line, Channel: string(line.Method), Kind: string(line.Fee.Kind), State: "unstated", Published: line.Fee.Text}
		confirmed, ok := e.ConfirmedFee(v.Number, line.Line)
		switch {
		case ok:
			d.State, d.Amount, d.Currency = "confirmed", &confirmed.Amount, "VND"
			d.Day, d.Document = confirmed.At.Date().String(), confirmed.Document
		case s.Council:
			d.State = "council"
		case s.Known:
			d.State, d.Amount, d.Currency = "unverified", &s.Amount, s.Currency
		}
		out = append(out, d)
	}
	return out
}

func dataPapers(v catalogue.Version) []dataPaper {
	out := []dataPaper{}
	choices := v.Record.Choices()
	for _, paper := range v.Papers() {
		d := dataPaper{Key: paper.Key.String(), Kind: kindID(paper.Kind), Text: paper.Text, Originals: paper.Item.Originals,
			Copies: paper.Item.Copies, Conditional: paper.Conditional}
		for n, ch := range choices {
			for _, item := range ch.Items {
				if ch.Group == paper.Key.Group && item == paper.Key.Item {
					d.Choice = n + 1
				}
			}
		}
		out = append(out, d)
	}
	return out
}

// kindID is the last word of the kind's message key.
func kindID(k catalogue.ComponentKind) string {
	key := k.Key()
	return key[strings.LastIndexByte(key, '.')+1:]
}

func verified(l catalogue.Listing) bool {
	switch l.Basis {
	case "detail", "own":
		return true
	}
	return false
}

// linkedData describes a procedure to search engines in the words of schema.org.
type linkedData map[string]any

// linked is the description of what a page shows; nil for a version that is not in force.
func (p *Portal) linked(page procedurePage) linkedData {
	if !page.Current() {
		return nil
	}
	r := page.Version.Record
	named := func(kind, field string, list []catalogue.Named) []map[string]string {
		var out []map[string]string
		for _, n := range list {
			out = append(out, map[string]string{"@type": kind, field: strings.TrimSpace(n.Name)})
		}
		return out
	}
	d := linkedData{"@context": "https://schema.org", "@type": "GovernmentService", "name": r.Name, "identifier": r.Code, "url": page.Canonical,
		"provider": map[string]string{"@type": "GovernmentOrganization", "name": p.Dossiers.Units.Name(p.Dossiers.Units.Root().ID, "vi")}}
	if len(r.Sectors) > 0 {
		d["serviceType"] = names(r.Sectors)
	}
	if list := named("Audience", "audienceType", r.Subjects); list != nil {
		d["audience"] = list
	}
	if list := named("Thing", "name", r.Results); list != nil {
		d["serviceOutput"] = list
	}
	if page.Online {
		d["availableChannel"] = map[string]string{"@type": "ServiceChannel", "serviceUrl": page.Canonical}
	}
	return d
}

// description is a sentence for search engines: what it is, its number, its sector.
func description(r catalogue.Record) string {
	text := shorten(strings.TrimSpace(r.Name), 200) + " (" + r.Code + ")"
	if s := names(r.Sectors); s != "" {
		text += ". " + s
	}
	return text
}

func versionQuery(n int) string { return "?" + paramVersion + "=" + strconv.Itoa(n) }
