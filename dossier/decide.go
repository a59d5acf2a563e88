package dossier

import (
	"slices"
	"strings"
	"unicode/utf8"

	"motcua/calendar"
	"motcua/code"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/law"
	"motcua/process"
)

// reasonMax bounds a reason in characters: a page of text.
const reasonMax = 2000

// Decide says what a command does to a dossier: the events, or the fault that
// tells why not. It is pure.
func Decide(s State, c Command, e Env) ([]event.New, error) { return c.decide(s, e) }

func (s State) must(want Status) error {
	if s.Status != want {
		return fault.New(fault.CodeState, "status", string(s.Status))
	}
	return nil
}

func one(n event.New) []event.New {
	n.Version = current(n.Kind)
	return []event.New{n}
}

// words checks a text that people must give on field: its one form, or a fault.
func words(field, typed string, most int) (string, error) {
	text, err := optional(field, typed, most)
	if err == nil && text == "" {
		err = fault.New(fault.CodeInvalid).OnField(field, fault.CodeReasonRequired)
	}
	return text, err
}

// optional is words of a text that may be missing.
func optional(field, typed string, most int) (string, error) {
	text := strings.TrimSpace(code.Normalize(typed))
	if utf8.RuneCountInString(text) > most {
		return "", fault.New(fault.CodeInvalid).OnField(field, fault.CodeFieldTooLong, "max", most)
	}
	return text, nil
}

func (c Submit) decide(s State, _ Env) ([]event.New, error) {
	if s.Status != "" {
		return nil, fault.New(fault.CodeState, "status", string(s.Status))
	}
	return one(event.New{Kind: KindSubmitted, Unit: c.Places.Agency, Body: c.SubmittedBody, Person: c.SubmittedPerson}), nil
}

// decide gives everything of a receipt but the ordinal of the day, which the
// service takes last, since that row is the only one everybody waits for.
//
// law: NĐ61 Đ17 k3
// law: NĐ61 Đ18 k2
func (c Receive) decide(s State, e Env) ([]event.New, error) {
	err := s.must(Submitted)
	if err != nil {
		return nil, err
	}
	promised, legal, err := c.promise(e)
	if err != nil {
		return nil, err
	}
	fees, err := feesOf(c.Fees)
	if err != nil {
		return nil, err
	}
	first := e.Process.First()
	transferBy := e.Calendar.TransferBy(e.Now, s.Filing != Online, e.Terms.TransferCutoff)
	return one(event.New{Kind: KindReceived, Unit: s.Places.OneStop, Body: ReceivedBody{
		Day: e.Now.Date(), Regime: e.Terms.Regime, Process: e.ProcessVersion,
		Promised: promised, Legal: legal, TransferBy: transferBy,
		Step: NextStep{ID: first.ID, Due: stepDue(e, first)}, Fees: fees,
		Handled: e.Process.AtOneStop(), OnTheSpot: e.Process.OnTheSpot,
	}}), nil
}

// numbered puts the ordinal of the day into a receipt, as far as the law in force
// (most) and the digits of the code go.
func numbered(n event.New, unit code.UnitCode, no, most int) (event.New, error) {
	b := n.Body.(ReceivedBody)
	if no > most {
		return n, fault.New(fault.CodeDayFull, "unit", string(unit), "date", b.Day, "max", most)
	}
	c, err := code.FormatDossierCode(unit, b.Day, no)
	if err != nil {
		return n, err
	}
	b.Code, b.No = string(c), no
	n.Body = b
	return n, nil
}

// decide refuses an application with a legal ground and a reason in words.
//
// law: NĐ61 Đ17 k1b
func (c Refuse) decide(s State, _ Env) ([]event.New, error) {
	if s.Status != Submitted && s.Status != Awaiting {
		return nil, fault.New(fault.CodeState, "status", string(s.Status))
	}
	reason := code.Normalize(c.Reason)
	f := fault.New(fault.CodeInvalid)
	if !slices.Contains(Grounds(), c.Ground) {
		f.OnField("ground", fault.CodeFieldChoice)
	}
	if c.Ground == NotSupplied && s.asked(law.Receiver) == 0 {
		f.OnField("ground", fault.CodeNotGuided)
	}
	switch n := utf8.RuneCountInString(reason); {
	case n == 0:
		f.OnField("reason", fault.CodeReasonRequired)
	case n > reasonMax:
		f.OnField("reason", fault.CodeFieldTooLong, "max", reasonMax)
	}
	if len(f.Fields) > 0 {
		return nil, f
	}
	return one(event.New{Kind: KindRefused, Unit: s.Places.OneStop, Body: RefusedBody{c.Ground}, Person: RefusedPerson{reason}}), nil
}

func (c Transfer) decide(s State, e Env) ([]event.New, error) {
	err := s.must(Received)
	if err != nil {
		return nil, err
	}
	body := TransferredBody{Step: s.Current, From: s.Places.OneStop, To: s.Places.Division}
	if s.Places.Division == 0 {
		if c.Resolving == (Places{}) {
			return nil, fault.New(fault.CodeInvalid).OnField("department", fault.CodeFieldRequired)
		}
		body.To, body.Resolving = c.Resolving.Division, &c.Resolving
	}
	return one(event.New{Kind: KindTransfer, Unit: s.Places.OneStop, Body: body}), nil
}

func (c Assign) decide(s State, e Env) ([]event.New, error) {
	err := s.must(Transferred)
	if err != nil {
		return nil, err
	}
	if c.Assignee == 0 {
		return nil, fault.New(fault.CodeInvalid).OnField("assignee", fault.CodeFieldRequired)
	}
	next, ok := e.Process.After(e.Process.First().ID)
	if !ok {
		return nil, fault.New(fault.CodeState, "status", string(s.Status))
	}
	return one(event.New{Kind: KindAssigned, Unit: s.Places.Leadership,
		Body: AssignedBody{Assignee: c.Assignee, Step: NextStep{next.ID, stepDue(e, next)}}}), nil
}

// decide checks the personal number the official types: twelve digits that can
// exist; it comes from the population database, which is not connected yet.
func (c CompleteStep) decide(s State, e Env) ([]event.New, error) {
	step, next, err := s.ending(e, process.Complete)
	if err != nil {
		return nil, err
	}
	person := CompletedPerson{}
	if step.Has(process.PersonNumber) {
		number, err := code.ParsePersonNumber(c.PersonNumber)
		if err != nil {
			return nil, fault.New(fault.CodeStepNeedsNumber).OnField("person_number", fault.CodeStepNeedsNumber)
		}
		person.PersonNumber = number.Plain()
	}
	person.Found = c.Found
	body := CompletedBody{Step: step.ID, Next: next}
	if step.Book != "" {
		body.Entry = &BookEntry{Book: step.Book, Year: e.Now.Date().Year} // the service takes the number
	}
	return one(event.New{Kind: KindCompleted, Unit: s.workplace(), Body: body, Person: person}), nil
}

func (c Approve) decide(s State, e Env) ([]event.New, error) {
	step, next, err := s.ending(e, process.Approve)
	if err != nil {
		return nil, err
	}
	return one(event.New{Kind: KindApproved, Unit: s.Places.Leadership, Body: ApprovedBody{step.ID, next}}), nil
}

func (c Deliver) decide(s State, e Env) ([]event.New, error) {
	step, _, err := s.ending(e, process.Deliver)
	if err != nil {
		return nil, err
	}
	result := ""
	if len(e.Results) > 0 && s.Declined == nil {
		result = e.Results[0]
	}
	return one(event.New{Kind: KindDelivered, Unit: s.workplace(), Body: DeliveredBody{step.ID, result}}), nil
}

// ending finds the step at hand, checks that it ends in this way and names the
// step after it.
func (s State) ending(e Env, want process.Ending) (process.Step, NextStep, error) {
	step, ok := e.Process.Step(s.Current)
	if s.Status != Processing || !ok || step.EndsWith != want {
		return step, NextStep{}, fault.New(fault.CodeState, "status", string(s.Status))
	}
	next, ok := e.Process.After(step.ID)
	if !ok {
		return step, NextStep{}, nil
	}
	return step, NextStep{next.ID, stepDue(e, next)}, nil
}

// decide checks what must be shown when a result is collected at the counter:
// the receipt, and the authorisation paper of a proxy (NĐ61 Đ6 k2b). The parent
// signs the civil-status book when taking the certificate.
//
// law: NĐ61 Đ6 k2b
// law: NĐ61 Đ20 k3
func (c GiveBack) decide(s State, e Env) ([]event.New, error) {
	err := s.must(ResultReady)
	if err != nil {
		return nil, err
	}
	collector := strings.TrimSpace(code.Normalize(c.Collector))
	switch {
	case !slices.Contains(Channels(), c.Method):
		return nil, fault.New(fault.CodeInvalid).OnField("method", fault.CodeFieldChoice)
	case (c.Method == Counter || c.Method == ByAgent) && !c.Receipt && !s.OnTheSpot:
		return nil, fault.New(fault.CodeReceiptMissing).OnField("receipt", fault.CodeReceiptMissing)
	case (c.ByProxy || c.Method == ByAgent) && !c.Authorisation:
		return nil, fault.New(fault.CodeAuthorityMissing).OnField("authorisation", fault.CodeAuthorityMissing)
	case e.Process.BookAtReturn && s.Declined == nil && !c.BookSigned:
		return nil, fault.New(fault.CodeBookUnsigned).OnField("book_signed", fault.CodeBookUnsigned)
	case collector == "":
		return nil, fault.New(fault.CodeInvalid).OnField("collector", fault.CodeFieldRequired)
	case utf8.RuneCountInString(collector) > 100:
		return nil, fault.New(fault.CodeInvalid).OnField("collector", fault.CodeFieldTooLong, "max", 100)
	}
	return one(event.New{Kind: KindReturned, Unit: s.Places.OneStop,
		Body: ReturnedBody{c.Method, c.ByProxy, c.BookSigned}, Person: ReturnedPerson{collector}}), nil
}

// stepDue is when a step that begins now runs out, by its own hours; 0 when it
// has none. Hours of a process are no office hours: so many make a working day
// whatever the season, and each day gives them evenly over its office time.
func stepDue(e Env, step process.Step) clock.Instant {
	if step.Minutes == 0 {
		return 0
	}
	r, err := e.Calendar.Due(e.Now, calendar.ProcessHours(step.Minutes, e.Terms.processDay()))
	if err != nil {
		return 0 // a checked process has no unreadable limit
	}
	return r.Due
}

func (t Terms) processDay() int {
	if t.ProcessDayHours == 0 {
		return process.HoursPerDay
	}
	return t.ProcessDayHours
}
