package dossier

import (
	"motcua/internal/clock"
	"motcua/internal/event"
)

// Status is where a dossier stands inside the one-stop system. The ten national
// statuses are derived from it (National).
type Status string

// The statuses. Names are stored; never renamed.
const (
	Submitted   Status = "submitted"           // filed, not yet received: no code, no clock (NĐ61 Đ17 k2)
	Awaiting    Status = "awaiting_supplement" // asked for what it lacks, once (NĐ61 Đ17 k1a)
	Refused     Status = "refused"             // refused before receipt, Mẫu 03 (NĐ61 Đ17 k1b)
	Received    Status = "received"            // code and promised date given (NĐ61 Đ17 k3)
	Transferred Status = "transferred"         // handed to the resolving unit (NĐ61 Đ18)
	Processing  Status = "processing"          // a handler is named (NĐ61 Đ19 k1)
	ResultReady Status = "result_ready"        // the result is at the one-stop unit (NĐ61 Đ20 k1)
	Returned    Status = "returned"            // the applicant has it (NĐ61 Đ20 k3)
	Voided      Status = "voided"              // the receipt was issued in error; its code stays used (TT01 Đ19 k1)
	Withdrawn   Status = "withdrawn"           // at the applicant's wish; neither resolved nor refused (no article: ADR 0016)
)

// Closed reports whether nothing more can happen to the dossier.
func (s Status) Closed() bool {
	return s == Refused || s == Returned || s == Voided || s == Withdrawn
}

// Before reports that the dossier is not received yet: it has no code and no clock, and
// is before the one-stop alone (NĐ61 Đ17 k1, k2).
func (s Status) Before() bool { return s == Submitted || s == Awaiting || s == Refused }

// Channel is a way of filing or of getting the result; the two are chosen apart
// (NĐ61 Đ16, Đ20 k3).
type Channel string

// The channels.
const (
	Online  Channel = "online"
	Counter Channel = "counter"
	Post    Channel = "post"  // public postal service (NĐ61 Đ16 k1b)
	ByAgent Channel = "agent" // a hired service or an authorised person (NĐ61 Đ16 k1b)
)

// Procedure is the version of the procedure a dossier was filed under.
type Procedure struct {
	ID      int64  `json:"id,string"`
	Code    string `json:"code"`
	Version int    `json:"version"`
}

// Channels lists them.
func Channels() []Channel { return []Channel{Counter, Online, Post, ByAgent} }

// Places are the units a dossier meets inside its authority: the receiving agency and
// its one-stop unit, and the leadership and division that resolve it. Division is 0
// while nobody has said which department does (Transfer).
type Places struct {
	Agency     int64 `json:"agency,string"` // whose identifier the code carries; its leaders decide
	OneStop    int64 `json:"one_stop,string"`
	Division   int64 `json:"division,string"`
	Leadership int64 `json:"leadership,string"`
}

// All is every unit that takes part, for authorisation.
func (p Places) All() []int64 { return []int64{p.Agency, p.OneStop, p.Division, p.Leadership} }

// Component is a paper of the dossier, bound to the procedure version.
type Component struct {
	Key      string `json:"key"`      // catalogue.ComponentKey as text
	Declared bool   `json:"declared"` // the applicant says she hands it in or shows it
	// What the counter took in or saw, in sheets of a set (NĐ61 Đ17 k1); 0 online.
	Originals int `json:"originals,omitempty"`
	Copies    int `json:"copies,omitempty"`
}

// Step is a step of the internal process as this dossier walked it.
type Step struct {
	ID    string        `json:"id"`
	Since clock.Instant `json:"since"`
	Due   clock.Instant `json:"due"` // by the step's own limit; 0 when it has none
	Done  clock.Instant `json:"done,omitempty"`
	By    int64         `json:"by,string,omitempty"`
}

// Leg is the part of one agency; its order among others is a dependency graph.
// A dossier of one agency has one leg.
type Leg struct {
	Unit  int64  `json:"unit,string"`
	Lead  bool   `json:"lead"`
	Steps []Step `json:"steps"`
}

// Refusal is a refusal before receipt with its legal ground; the reason in words
// is personal and stands in Person.
type Refusal struct {
	At     clock.Instant `json:"at"`
	By     int64         `json:"by,string"`
	Ground Ground        `json:"ground"`
}

// Result is the outcome at the one-stop unit.
type Result struct {
	Code string        `json:"code"` // of the catalogue's list of results
	At   clock.Instant `json:"at"`
}

// Return is how the result reached the applicant.
type Return struct {
	At         clock.Instant `json:"at"`
	By         int64         `json:"by,string"`
	Method     Channel       `json:"method"`
	ByProxy    bool          `json:"by_proxy"`
	BookSigned bool          `json:"book_signed"`
}

// State is everything plain about a dossier, folded from its events.
type State struct {
	ID        int64       `json:"id,string"`
	Seq       int32       `json:"seq"` // of the last event: the version a command is checked against
	Last      LastEvent   `json:"last"`
	Status    Status      `json:"status"`
	Procedure Procedure   `json:"procedure"`
	Form      string      `json:"form"` // form id and version the answers belong to
	Places    Places      `json:"places"`
	Account   int64       `json:"account,string"` // who filed
	Filing    Channel     `json:"filing"`
	Delivery  Channel     `json:"delivery"`
	Papers    []Component `json:"papers"`

	SubmittedAt clock.Instant `json:"submitted_at"`

	Code       string        `json:"code,omitempty"`
	Regime     string        `json:"regime,omitempty"`  // hash of the legal values it was received under
	Process    int           `json:"process,omitempty"` // version of the internal process it runs by
	ReceivedAt clock.Instant `json:"received_at,omitempty"`
	ReceivedBy int64         `json:"received_by,string,omitempty"`
	TransferBy clock.Instant `json:"transfer_by,omitempty"`
	Clocks     Clocks        `json:"clocks,omitempty"`

	Legs     []Leg  `json:"legs,omitempty"`
	Current  string `json:"current,omitempty"` // the step at hand
	Assignee int64  `json:"assignee,string,omitempty"`

	ApprovedAt clock.Instant `json:"approved_at,omitempty"`
	ApprovedBy int64         `json:"approved_by,string,omitempty"`

	Agent       bool         `json:"agent,omitempty"`   // filed by somebody hired or authorised
	Handled     bool         `json:"handled,omitempty"` // by the one-stop itself (NĐ61 Đ17 k5)
	OnTheSpot   bool         `json:"on_the_spot,omitempty"`
	Supplements []Supplement `json:"supplements,omitempty"`
	Redirects   []Redirected `json:"redirects,omitempty"`
	Fees        []FeeNote    `json:"fees,omitempty"`
	Entries     []BookEntry  `json:"entries,omitempty"`
	Declined    *Declined    `json:"declined,omitempty"`
	Withdrawal  *Withdrawal  `json:"withdrawal,omitempty"`

	Refusal *Refusal `json:"refusal,omitempty"`
	Result  *Result  `json:"result,omitempty"`
	Return  *Return  `json:"return,omitempty"`
	Void    *Voiding `json:"void,omitempty"`
}

// LastEvent says who did what last, to recognise a command sent twice.
type LastEvent struct {
	Kind  event.Kind    `json:"kind"`
	Actor event.Actor   `json:"actor"`
	At    clock.Instant `json:"at"`
}

// Person is everything personal about a dossier. It is kept sealed by the
// dossier's own key and goes with it.
type Person struct {
	Applicant    Applicant         `json:"applicant"`
	Answers      map[string]string `json:"answers"`
	PersonNumber string            `json:"person_number,omitempty"` // given to the child at registration
	Reason       string            `json:"reason,omitempty"`        // of a refusal, or of declaring the receipt void
	Collector    string            `json:"collector,omitempty"`     // who took the result
	Agent        *Agent            `json:"agent,omitempty"`         // who filed for the applicant
	Asked        []Asked           `json:"asked,omitempty"`         // reasons of each supplement request
	Misdirected  []string          `json:"misdirected,omitempty"`   // reason of each redirection
	Withdrawing  string            `json:"withdrawing,omitempty"`   // why the applicant withdraws
	Found        map[string]string `json:"found,omitempty"`         // what steps entered, by field of their forms
}

// Applicant is who filed, as printed on the papers (Mẫu 01, 03).
type Applicant struct {
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Email   string `json:"email,omitempty"`
}

// Agent is who files for the applicant, and by what paper (NĐ61 Đ6 k2b).
type Agent struct {
	Name          string `json:"name"`
	PersonNumber  string `json:"person_number,omitempty"`
	Phone         string `json:"phone,omitempty"`
	Authorisation string `json:"authorisation"` // number and date of the paper, or the contract of the service
}

// CurrentStep is the step at hand, and false when none is.
func (s State) CurrentStep() (Step, bool) {
	for _, leg := range s.Legs {
		for _, step := range leg.Steps {
			if step.ID == s.Current && step.Done == 0 {
				return step, true
			}
		}
	}
	return Step{}, false
}

// Steps is every step walked so far, of all legs, in order.
func (s State) Steps() []Step {
	var out []Step
	for _, leg := range s.Legs {
		out = append(out, leg.Steps...)
	}
	return out
}
