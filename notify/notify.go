// Package notify tells applicants what became of their dossiers: a message in
// the portal, a mail and a text message, each automatic on receipt and on
// result (TT32 Đ9 k1b, k2; NĐ61 Đ17 k2a).
//
// It follows events. One job per event writes the message in the portal and
// enqueues a job per way the person can be reached. Names and addresses are
// loaded when a message is sent and are written nowhere: not in job rows, not
// in errors, not in the record of the delivery.
package notify

import (
	"context"
	"embed"

	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/job"
	"motcua/internal/store"
)

// Words holds vi.json and en.json: the templates, under "notify.<template>.".
//
//go:embed vi.json en.json
var Words embed.FS

// The templates. Hand-overs inside the administration (transferred, assigned,
// approved) do not message the applicant.
const (
	Submitted   = "submitted"    // filed online, not yet received (NĐ61 Đ17 k2)
	Received    = "received"     // code and promised date (NĐ61 Đ17 k3; TT32 Đ9 k1b)
	Refused     = "refused"      // with the reason (NĐ61 Đ17 k1b, Đ19 k8)
	ResultReady = "result_ready" // also before the promised date (NĐ61 Đ20 k4)
	Returned    = "returned"     // the result was handed over (NĐ61 Đ20 k3)
	Voided      = "voided"       // the receipt was issued in error: why, and that she may file again
	Asked       = "asked"        // what is missing, why, and how to supply it, once (NĐ61 Đ17 k2a)
	Redirected  = "redirected"   // another unit of the authority is competent (NĐ61 Đ17 k2a)
	Withdrawn   = "withdrawn"    // at the applicant's wish; where the papers are
)

// Templates is every template.
func Templates() []string {
	return []string{Submitted, Received, Refused, ResultReady, Returned, Voided, Asked, Redirected, Withdrawn}
}

// The arguments a template may name. All are plain facts: they are stored with
// the message in the portal.
const (
	ArgCode      = "code"      // dossier code; before receipt the temporary number
	ArgProcedure = "procedure" // name of the procedure
	ArgUnit      = "unit"      // name of the receiving one-stop unit
	ArgPlace     = "place"     // where to go in person: address of the unit
	ArgLink      = "link"      // address of the dossier's page, for mail
	ArgSite      = "site"      // host name of the portal, for text messages
	ArgDue       = "due"       // promised moment, written by TimeArg
	ArgAt        = "at"        // moment of the event, written by TimeArg
)

// argReason fills the reason in a mail; it is never stored.
const argReason = "reason"

// Notice is what to tell one person about one event.
type Notice struct {
	Account  int64 // 0: filed without an account, no message in the portal
	Dossier  int64
	Template string
	// Args are plain facts (code, dates, unit names), never personal ones.
	Args map[string]string
	Lang string // "vi" or "en"

	// What follows is loaded when the notice is sent and never stored.
	Email, Phone, Name string // empty: not known
	Reason             string // free text of an official; may be personal
}

// Source reads what to tell about an event; false when there is nothing to
// tell. It runs in a reading transaction, once per job run, so that a changed
// or withdrawn address counts at once.
type Source func(ctx context.Context, tx *store.Tx, f event.Follow) (Notice, bool, error)

// Texts gives the text of key in lang with name, value pairs filled in. A key
// or value that is missing is marked by "⟦…⟧"; such a text is never sent.
type Texts interface {
	T(lang, key string, args ...any) string
}

// Sender is in whose name an authority writes.
type Sender struct {
	Address string // mail address
	Name    string // name of the authority
	Brand   string // registered brand name of text messages, at most 11 characters
}

// Service tells applicants and keeps their inboxes.
type Service struct {
	DB     *store.DB
	Queue  *job.Queue
	Source Source
	Texts  Texts
	Mailer Mailer // nil: this installation sends no mail
	Texter Texter // nil: this installation sends no text messages
}

// The kinds of jobs. KindApplicant is to be subscribed to events.
const (
	KindApplicant = "notify.applicant"
	KindMail      = "notify.mail"
	KindSMS       = "notify.sms"
)

// Handlers is the job handlers for one authority.
func (s *Service) Handlers(authority int32, from Sender) map[string]job.Handler {
	w := worker{Service: s, authority: authority, from: from}
	return map[string]job.Handler{
		KindApplicant: w.applicant,
		KindMail:      w.mail,
		KindSMS:       w.sms,
	}
}

// TimeArg writes a moment as an argument; each language shows it its own way.
func TimeArg(at clock.Instant) string { return at.String() }
