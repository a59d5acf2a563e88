package authz

import (
	"fmt"
	"slices"
	"strings"
)

// Action is something a person may be allowed to do. Every route names one.
type Action string

// The actions.
const (
	Assets          Action = "assets"       // stylesheets, scripts, fonts
	PortalView      Action = "portal.view"  // public pages
	Lookup          Action = "lookup"       // a dossier's degree of completion by its code
	Register        Action = "register"     // make a citizen's account
	SignIn          Action = "sign_in"      // citizens
	DeskSignIn      Action = "desk.sign_in" // officials
	SignOut         Action = "sign_out"
	DeskHome        Action = "desk.home" // where an official begins
	DraftEdit       Action = "draft.edit"
	FileAdd         Action = "file.add"  // to a draft, and take away again
	FileRead        Action = "file.read" // of a dossier
	DossierSubmit   Action = "dossier.submit"
	DossierViewOwn  Action = "dossier.view_own"
	InboxView       Action = "inbox.view"
	WorklistView    Action = "worklist.view"
	DossierRead     Action = "dossier.read"     // by officials
	DossierReceive  Action = "dossier.receive"  // tiếp nhận
	DossierRefuse   Action = "dossier.refuse"   // từ chối tiếp nhận
	DossierTransfer Action = "dossier.transfer" // chuyển hồ sơ
	DossierAssign   Action = "dossier.assign"   // phân công
	DossierComplete Action = "dossier.complete" // a step is done
	DossierApprove  Action = "dossier.approve"  // phê duyệt
	DossierDeliver  Action = "dossier.deliver"  // the result goes back to the one-stop
	DossierReturn   Action = "dossier.return"   // trả kết quả
	DossierVoid     Action = "dossier.void"     // hủy giấy tiếp nhận

	IntakeEdit               Action = "intake.edit"                // write an intake at a counter
	DossierIntake            Action = "dossier.intake"             // tiếp nhận tại quầy: file and receive for an applicant
	DossierSupplement        Action = "dossier.supplement"         // yêu cầu bổ sung
	DossierAnswer            Action = "dossier.answer"             // nộp bổ sung
	DossierRedirect          Action = "dossier.redirect"           // chuyển đúng nơi có thẩm quyền
	DossierDecline           Action = "dossier.decline"            // từ chối sau thẩm định
	DossierWithdraw          Action = "dossier.withdraw"           // rút hồ sơ
	DossierConfirmWithdrawal Action = "dossier.confirm_withdrawal" // trả lại hồ sơ đã rút

	PaperPrint       Action = "paper.print"
	CatalogueControl Action = "catalogue.control" // what an import found, what a version changed
	CatalogueConfirm Action = "catalogue.confirm" // a published fee is right, or a listing
	CatalogueImport  Action = "catalogue.import"  // take in a file of procedures
	CalendarView     Action = "calendar.view"     // working days and hours, with their history
	CalendarEdit     Action = "calendar.edit"
	PeopleView       Action = "admin.people.view" // officials of a unit, their terms, the history
	PeopleEdit       Action = "admin.people.edit"
	PeopleCover      Action = "admin.people.cover" // name a substitute for days
	CountersEdit     Action = "admin.counters.edit"
	Activate         Action = "activate" // set a password with a code, once
	OpsHealth        Action = "ops.health"
	OpsMetrics       Action = "ops.metrics"
	OpsJobs          Action = "ops.jobs"       // what runs in the background, and what is parked
	OpsJobsRetry     Action = "ops.jobs.retry" // run a parked job again, or put it away
	UIGallery        Action = "ui.gallery"     // routed in the demo only
	DemoEnter        Action = "demo.enter"     // routed in the demo only
)

// matrix is the whole policy: action, role, scope. It is never written to.
//
// Handing data to those who have no part in a dossier is forbidden (NĐ61 Đ5 k1d),
// and so is altering or passing it on without the right to (NĐ61 Đ5 k1c): hence
// taking_part for reading, and one role and one unit for each change. Specialists
// have no action that reaches an applicant: they go through the one-stop (NĐ61
// Đ5 k1e). Officials hold rights for the term of their secondment only (NĐ61 Đ11
// k4); identity drops posts out of term before an Actor is made.
var matrix = map[Action]map[Role]Scope{
	Assets:     {Anonymous: Everywhere},
	PortalView: {Anonymous: Everywhere}, // NĐ61 Đ8 k1a: procedures are public
	Lookup:     {Anonymous: Everywhere}, // TT01 Đ16 k2d: progress without personal data
	Register:   {Anonymous: Everywhere},
	SignIn:     {Anonymous: Everywhere},
	DeskSignIn: {Anonymous: Everywhere},
	SignOut:    {Anonymous: Everywhere}, // harmless, also when the session has ended already

	DraftEdit:     {Citizen: Own},         // NĐ61 Đ6 k1a: filing is the applicant's right
	IntakeEdit:    {CounterOfficial: Own}, // NĐ61 Đ17 k1: what she writes for who stands at her counter
	DossierSubmit: {Citizen: Own},
	// NĐ61 Đ17 k1: papers come by the applicant, or the counter scans what she brings.
	FileAdd: {Citizen: Own, CounterOfficial: Own},
	// Who takes part in a dossier reads its papers, and nobody else (NĐ61 Đ5 k1d).
	FileRead:       {Citizen: Own, CounterOfficial: TakingPart, Specialist: TakingPart, Leader: TakingPart, OneStopHead: TakingPart},
	DossierViewOwn: {Citizen: Own},
	InboxView:      {Citizen: Own},

	DeskHome: {CounterOfficial: Everywhere, Specialist: Everywhere, Leader: Everywhere, OneStopHead: Everywhere, ControlOfficial: Everywhere, Administrator: Everywhere},
	// NĐ61 Đ9 k1, k3: the head of the one-stop watches the work of the whole unit; no
	// action below lets her do it. DossierVoid alone is hers, and is no step of it.
	WorklistView: {CounterOfficial: Desk, Specialist: Desk, Leader: Desk, OneStopHead: Desk},
	// NĐ61 Đ9 k3: the head of the one-stop watches progress of every dossier it takes part in.
	DossierRead: {CounterOfficial: TakingPart, Specialist: TakingPart, Leader: TakingPart, OneStopHead: TakingPart},

	DossierReceive:  {CounterOfficial: InUnit}, // NĐ61 Đ17 k1c, k3
	DossierRefuse:   {CounterOfficial: InUnit}, // NĐ61 Đ17 k1b, with the reason in writing
	DossierTransfer: {CounterOfficial: InUnit}, // NĐ61 Đ18 k1
	DossierReturn:   {CounterOfficial: InUnit}, // NĐ61 Đ20
	DossierAssign:   {Leader: InUnit},          // NĐ61 Đ19 k1
	DossierApprove:  {Leader: InUnit},
	// NĐ61 Đ19; a counter official completes what the one-stop handles itself (Đ17 k5):
	// the unit of the step is then hers.
	DossierComplete: {Specialist: Assigned, CounterOfficial: InUnit},
	DossierDeliver:  {Specialist: Assigned, CounterOfficial: InUnit}, // NĐ61 Đ20 k1: results go to the one-stop
	DossierDecline:  {Specialist: Assigned, CounterOfficial: InUnit}, // NĐ61 Đ19 k8; a leader signs it

	DossierIntake:            {CounterOfficial: InUnit},               // NĐ61 Đ17 k1
	DossierSupplement:        {CounterOfficial: InUnit},               // NĐ61 Đ11 k2c: through the one-stop alone (Đ5 k1e)
	DossierAnswer:            {Citizen: Own, CounterOfficial: InUnit}, // papers may be brought to the counter
	DossierRedirect:          {CounterOfficial: InUnit},               // NĐ61 Đ17 k2a
	DossierWithdraw:          {Citizen: Own},
	DossierConfirmWithdrawal: {CounterOfficial: InUnit},

	// NĐ61 Đ9 k1: she answers for all the one-stop does, so a receipt issued in error
	// is hers to declare void, and not of the official who issued it.
	DossierVoid: {OneStopHead: InUnit},

	PaperPrint: {Citizen: Own, CounterOfficial: TakingPart, Specialist: TakingPart, Leader: TakingPart, OneStopHead: TakingPart},

	// NĐ63 Đ26 k2: the control office checks what is published and answers for it.
	CatalogueControl: {ControlOfficial: Everywhere},
	CatalogueConfirm: {ControlOfficial: Everywhere},
	// NĐ63 Đ24 k1: what is published is checked before it is put up, by the same office.
	CatalogueImport: {ControlOfficial: Everywhere},
	// No decree fixes office hours; who runs the system keeps them, all officials see them.
	CalendarView: {CounterOfficial: Everywhere, Specialist: Everywhere, Leader: Everywhere, OneStopHead: Everywhere,
		ControlOfficial: Everywhere, Administrator: Everywhere},
	CalendarEdit: {Administrator: Everywhere},

	// The people of the authority are kept by who runs the system. The head of a one-stop
	// unit answers for who works there (NĐ61 Đ9 k3) and sees to a substitute on the day,
	// so that service is not interrupted (NĐ61 Đ12 k8).
	PeopleView:   {Administrator: Everywhere, OneStopHead: InUnit},
	PeopleEdit:   {Administrator: Everywhere},
	PeopleCover:  {Administrator: Everywhere, OneStopHead: InUnit},
	CountersEdit: {Administrator: Everywhere},
	Activate:     {Anonymous: Everywhere}, // the code is the right

	OpsHealth:  {Anonymous: Everywhere},
	OpsMetrics: {System: Everywhere, Administrator: Everywhere},
	// A job names a dossier by number and holds nothing personal, so that who runs the
	// machine learns nothing of a person by it (NĐ61 Đ5 k1d).
	OpsJobs:      {Administrator: Everywhere},
	OpsJobsRetry: {Administrator: Everywhere},
	UIGallery:    {Anonymous: Everywhere},
	DemoEnter:    {Anonymous: Everywhere},
}

// Roles is every role, from the least to the most.
func Roles() []Role {
	return []Role{Anonymous, Citizen, CounterOfficial, Specialist, Leader, OneStopHead, ControlOfficial, Administrator, System}
}

// Actions is every action, sorted.
func Actions() []Action {
	out := make([]Action, 0, len(matrix))
	for act := range matrix {
		out = append(out, act)
	}
	slices.Sort(out)
	return out
}

// Grant is one cell of the matrix. What anybody may do is granted to every role.
type Grant struct {
	Action Action
	Role   Role
	Scope  Scope // Nowhere: denied
}

// Matrix is every cell, actions sorted, roles in the order of Roles: for the
// documentation and for the test that calls every route as every role.
func Matrix() []Grant {
	var out []Grant
	for _, act := range Actions() {
		for _, role := range Roles() {
			scope := matrix[act][role]
			if scope == Nowhere {
				scope = matrix[act][Anonymous]
			}
			out = append(out, Grant{Action: act, Role: role, Scope: scope})
		}
	}
	return out
}

// Markdown is the matrix as a table for docs.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| action |")
	for _, role := range Roles() {
		fmt.Fprintf(&b, " %s |", role)
	}
	b.WriteString("\n|" + strings.Repeat("---|", len(Roles())+1))
	for i, g := range Matrix() {
		if i%len(Roles()) == 0 {
			fmt.Fprintf(&b, "\n| %s |", g.Action)
		}
		word := string(g.Scope)
		if g.Scope == Nowhere {
			word = "–"
		}
		fmt.Fprintf(&b, " %s |", word)
	}
	b.WriteString("\n")
	return b.String()
}
