package dossier

import (
	"motcua/authz"
	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/process"
)

// Command asks for one change of a dossier.
type Command interface {
	// Action is what the actor must be allowed to do.
	Action() authz.Action
	// Kind is the event it leads to, to recognise a command sent twice.
	Kind() event.Kind
	decide(s State, e Env) ([]event.New, error)
	// did reports whether a dossier that just underwent this kind of command holds
	// what this one asks: then it is the same command sent twice.
	did(s State, p Person) bool
}

// Env is what a decision may know besides the state: nothing of it is read while
// deciding.
type Env struct {
	Now      clock.Instant
	Actor    event.Actor
	Calendar *calendar.Calendar
	Terms    Terms
	Process  process.Definition
	// ProcessVersion numbers Process among the authority's.
	ProcessVersion int
	// Results is the procedure version's list of result codes.
	Results []string
	// Askable is what a supplement request may name: components of the version and
	// fields of the form, by key (NĐ61 Đ5 k1đ: nothing outside the law).
	Askable map[string]ItemKind
}

// Terms are the legal values in force that decisions use.
type Terms struct {
	Regime         string // hash under which the values are kept for ever
	Limit          calendar.Limit
	LimitArticle   string
	TransferCutoff clock.TimeOfDay // NĐ61 Đ18 k2
	DailyMaximum   int             // receipts of a unit and day (TT01 Đ19 k1)
	// ProcessDayHours is how many hours of an internal process make a working day;
	// 0 takes process.HoursPerDay, for law that was resolved before it had the value.
	ProcessDayHours int
	// SupplementLimit is how often the receiver may ask for a supplement (NĐ61 Đ11 k2c).
	SupplementLimit int
}

// Submit files an application (NĐ61 Đ16 k1c).
type Submit struct {
	SubmittedBody
	SubmittedPerson
}

// Receive accepts a complete application: code, promise, slip (NĐ61 Đ17 k3).
type Receive struct {
	// Stated is the promise where the published limit cannot be counted; nil where it
	// can, since then no official chooses it.
	Stated *Stated
	Fees   []FeeNote // noted at the counter
}

// Refuse declines an application before receipt (NĐ61 Đ17 k1b).
type Refuse struct {
	Ground Ground
	Reason string
}

// Transfer hands the dossier to the resolving unit (NĐ61 Đ18). Resolving says which
// department does it, where the agency has several and the list names none; the service
// makes it of Department.
type Transfer struct {
	Department int64
	Resolving  Places
}

// Assign names the handler (NĐ61 Đ19 k1).
type Assign struct{ Assignee int64 }

// CompleteStep ends the handler's step with what it needs.
type CompleteStep struct {
	PersonNumber string
	Found        map[string]string // answers of the step's own form
}

// Approve signs the result.
type Approve struct{}

// Deliver hands the sealed result to the one-stop unit (NĐ61 Đ20 k1).
type Deliver struct{}

// GiveBack returns the result to the applicant (NĐ61 Đ20 k3).
type GiveBack struct {
	Method        Channel
	Receipt       bool // the receipt slip was shown (NĐ61 Đ6 k2b)
	ByProxy       bool
	Authorisation bool // the proxy's paper was shown (NĐ61 Đ6 k2b)
	BookSigned    bool // the civil-status book was signed
	Collector     string
}

// Ground is the legal ground of a refusal before receipt.
type Ground string

// The grounds offered: a refusal outside the law is itself a breach (NĐ61 Đ5 k1đ).
const (
	NotCompetent  Ground = "not_competent"  // another agency is competent (NĐ61 Đ17 k2a)
	NotEligible   Ground = "not_eligible"   // the conditions of the procedure are not met
	NotSupplied   Ground = "not_supplied"   // guided once and still incomplete (NĐ61 Đ17 k1a)
	AlreadyExists Ground = "already_exists" // the event is already registered
)

// Grounds lists them in the order of the form.
func Grounds() []Ground { return []Ground{NotSupplied, NotEligible, NotCompetent, AlreadyExists} }

// Action, Kind and did of each command.

func (c Submit) did(State, Person) bool { return false } // known by its draft
func (Receive) did(State, Person) bool  { return true }
func (c Refuse) did(s State, p Person) bool {
	return s.Refusal.Ground == c.Ground && p.Reason == code.Normalize(c.Reason)
}
func (Transfer) did(State, Person) bool     { return true }
func (c Assign) did(s State, _ Person) bool { return s.Assignee == c.Assignee }
func (c CompleteStep) did(_ State, p Person) bool {
	number, err := code.ParsePersonNumber(c.PersonNumber)
	for k, v := range c.Found {
		if p.Found[k] != v {
			return false
		}
	}
	return c.PersonNumber == "" || err == nil && p.PersonNumber == number.Plain()
}
func (Approve) did(State, Person) bool { return true }
func (Deliver) did(State, Person) bool { return true }
func (c GiveBack) did(s State, p Person) bool {
	return *s.Return == Return{At: s.Return.At, By: s.Return.By, Method: c.Method, ByProxy: c.ByProxy, BookSigned: c.BookSigned} &&
		p.Collector == code.Normalize(c.Collector)
}

func (Submit) Action() authz.Action { return authz.DossierSubmit }
func (Submit) Kind() event.Kind     { return KindSubmitted }

func (Receive) Action() authz.Action { return authz.DossierReceive }
func (Receive) Kind() event.Kind     { return KindReceived }

func (Refuse) Action() authz.Action { return authz.DossierRefuse }
func (Refuse) Kind() event.Kind     { return KindRefused }

func (Transfer) Action() authz.Action { return authz.DossierTransfer }
func (Transfer) Kind() event.Kind     { return KindTransfer }

func (Assign) Action() authz.Action { return authz.DossierAssign }
func (Assign) Kind() event.Kind     { return KindAssigned }

func (CompleteStep) Action() authz.Action { return authz.DossierComplete }
func (CompleteStep) Kind() event.Kind     { return KindCompleted }

func (Approve) Action() authz.Action { return authz.DossierApprove }
func (Approve) Kind() event.Kind     { return KindApproved }

func (Deliver) Action() authz.Action { return authz.DossierDeliver }
func (Deliver) Kind() event.Kind     { return KindDelivered }

func (GiveBack) Action() authz.Action { return authz.DossierReturn }
func (GiveBack) Kind() event.Kind     { return KindReturned }
