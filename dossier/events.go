package dossier

import (
	"motcua/internal/clock"
	"motcua/internal/event"
)

// The kinds of events of a dossier. Never renamed, never reused.
const (
	KindSubmitted event.Kind = "dossier.submitted"
	KindRefused   event.Kind = "dossier.refused"
	KindReceived  event.Kind = "dossier.received"
	KindTransfer  event.Kind = "dossier.transferred"
	KindAssigned  event.Kind = "dossier.assigned"
	KindCompleted event.Kind = "dossier.step_completed"
	KindApproved  event.Kind = "dossier.approved"
	KindDelivered event.Kind = "dossier.result_delivered"
	KindReturned  event.Kind = "dossier.returned"
	KindVoided    event.Kind = "dossier.voided"

	KindAsked           event.Kind = "dossier.supplement_requested"
	KindSupplemented    event.Kind = "dossier.supplemented"
	KindRedirected      event.Kind = "dossier.redirected"
	KindDeclined        event.Kind = "dossier.declined"
	KindWithdrawalAsked event.Kind = "dossier.withdrawal_requested"
	KindWithdrawn       event.Kind = "dossier.withdrawn"
)

// Each event has a body of plain facts and, some, a person part. The JSON of a
// version is frozen by a golden file; a new shape is a new version with an
// upcaster in codec.go.

// SubmittedBody is an application filed (not yet received: NĐ61 Đ17 k3).
type SubmittedBody struct {
	Procedure Procedure   `json:"procedure"`
	Form      string      `json:"form"`
	Places    Places      `json:"places"`
	Account   int64       `json:"account,string"`
	Filing    Channel     `json:"filing"`
	Delivery  Channel     `json:"delivery"`
	Papers    []Component `json:"papers"`
	ByAgent   bool        `json:"by_agent,omitempty"` // since version 2
}

// SubmittedPerson is what the applicant said.
type SubmittedPerson struct {
	Applicant Applicant         `json:"applicant"`
	Answers   map[string]string `json:"answers"`
	Agent     *Agent            `json:"agent,omitempty"` // since version 2
}

// ReceivedBody is the receipt: code, promise and legal limit (NĐ61 Đ17 k3, Đ26).
type ReceivedBody struct {
	Code       string        `json:"code"`
	Day        clock.Date    `json:"day"`
	No         int           `json:"no"` // ordinal of the day in the receiving agency
	Regime     string        `json:"regime"`
	Process    int           `json:"process"`
	Promised   Epoch         `json:"promised"`
	Legal      Epoch         `json:"legal"`
	TransferBy clock.Instant `json:"transfer_by"`
	Step       NextStep      `json:"step"`
	Fees       []FeeNote     `json:"fees,omitempty"`        // since version 2
	Handled    bool          `json:"handled,omitempty"`     // since version 2
	OnTheSpot  bool          `json:"on_the_spot,omitempty"` // since version 2
}

// NextStep is the step that begins with the event.
type NextStep struct {
	ID  string        `json:"id"`
	Due clock.Instant `json:"due,omitempty"`
}

// RefusedBody is a refusal before receipt (NĐ61 Đ17 k1b, Mẫu 03).
type RefusedBody struct {
	Ground Ground `json:"ground"`
}

// RefusedPerson is the reason in words.
type RefusedPerson struct {
	Reason string `json:"reason"`
}

// TransferredBody is the hand-over to the resolving unit (NĐ61 Đ18).
type TransferredBody struct {
	Step string `json:"step"` // the step it ends
	From int64  `json:"from,string"`
	To   int64  `json:"to,string"`
	// Resolving is who resolves it, when that was chosen at the hand-over; since version 2.
	Resolving *Places `json:"resolving,omitempty"`
}

// AssignedBody names the handler (NĐ61 Đ19 k1).
type AssignedBody struct {
	Assignee int64    `json:"assignee,string"`
	Step     NextStep `json:"step"`
}

// CompletedBody ends a step and begins the next.
type CompletedBody struct {
	Step  string     `json:"step"`
	Next  NextStep   `json:"next"`
	Entry *BookEntry `json:"entry,omitempty"` // since version 2
}

// CompletedPerson is what the step brought in.
type CompletedPerson struct {
	PersonNumber string            `json:"person_number,omitempty"`
	Found        map[string]string `json:"found,omitempty"` // since version 2
}

// ApprovedBody is the leader's signature on the result (NĐ61 Đ19 k2).
type ApprovedBody struct {
	Step string   `json:"step"`
	Next NextStep `json:"next"`
}

// DeliveredBody is the result handed to the one-stop unit (NĐ61 Đ20 k1).
type DeliveredBody struct {
	Step   string `json:"step"`
	Result string `json:"result"`
}

// ReturnedBody is the result in the applicant's hands (NĐ61 Đ20 k3, Đ6 k2b).
type ReturnedBody struct {
	Method     Channel `json:"method"`
	ByProxy    bool    `json:"by_proxy"`
	BookSigned bool    `json:"book_signed"`
}

// ReturnedPerson is who took it.
type ReturnedPerson struct {
	Collector string `json:"collector"`
}
