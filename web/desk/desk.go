package desk

import (
	"net/http"
	"sync"

	"motcua/agency"
	"motcua/authz"
	"motcua/dossier"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/law"
	"motcua/web/view"
)

// Config is what the desk is made of.
type Config struct {
	Site     *view.Site
	Dossiers *dossier.Service
	Identity *identity.Service
	Clock    clock.Source // nil: the machine's
	Law      *law.Timeline
	Staff    *identity.Staff
	Counters *agency.Counters
	Jobs     Jobs     // what runs in the background
	Importer Importer // takes procedures in
	Control  Control  // what the control office changes in the catalogue
	Calendar Calendar // the edits of working days and hours
	BaseURL  string   // of the portal, without a final slash: what the QR code of a slip leads to
}

// Desk is the surface.
type Desk struct {
	Config
	importing sync.Mutex // held while a file is read and imported
}

// New is a desk of c.
func New(c Config) *Desk {
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	return &Desk{Config: c}
}

// Routes is every page of the desk.
func (d *Desk) Routes() []httpx.Route {
	get, post := http.MethodGet, http.MethodPost
	routes := []httpx.Route{
		{Method: get, Pattern: signInPath, Action: authz.DeskSignIn, Handler: d.signInForm},
		{Method: post, Pattern: signInPath, Action: authz.DeskSignIn, Handler: d.signIn},
		{Method: post, Pattern: "/can-bo/dang-xuat", Action: authz.SignOut, Handler: d.signOut},

		{Method: get, Pattern: activatePath, Action: authz.Activate, Handler: d.activateForm},
		{Method: post, Pattern: activatePath, Action: authz.Activate, Handler: d.activate},

		{Method: get, Pattern: homePath, Action: authz.DeskHome, Handler: d.home},
		{Method: get, Pattern: unitPath, Action: authz.WorklistView, Handler: d.unitWork},
		{Method: get, Pattern: keysPath, Action: authz.WorklistView, Handler: d.keys},

		{Method: get, Pattern: jobsPath, Action: authz.OpsJobs, Handler: d.jobs},
		{Method: post, Pattern: jobsPath + "/{id}/chay-lai", Action: authz.OpsJobsRetry, Handler: d.runAgain},
		{Method: get, Pattern: jobsPath + "/{id}/cat-di", Action: authz.OpsJobsRetry, Handler: d.putAwayForm},
		{Method: post, Pattern: jobsPath + "/{id}/cat-di", Action: authz.OpsJobsRetry, Handler: d.putAway},

		{Method: get, Pattern: cataloguePath, Action: authz.CatalogueControl, Handler: d.catalogue},
		{Method: get, Pattern: uploadPath, Action: authz.CatalogueImport, Handler: d.uploadForm},
		{Method: post, Pattern: uploadPath, Action: authz.CatalogueImport, Handler: d.upload, MaxBody: uploadMax},
		{Method: get, Pattern: runPath, Action: authz.CatalogueControl, Handler: d.run},
		{Method: get, Pattern: runPath + "/tai-ve", Action: authz.CatalogueControl, Handler: d.runCSV},
		{Method: get, Pattern: runPath + "/{kind}", Action: authz.CatalogueControl, Handler: d.findings},
		{Method: get, Pattern: runPath + "/{kind}/tai-ve", Action: authz.CatalogueControl, Handler: d.findingsCSV},
		{Method: get, Pattern: controlledPath, Action: authz.CatalogueControl, Handler: d.controlled},
		{Method: get, Pattern: confirmPath, Action: authz.CatalogueConfirm, Handler: d.confirmForm},
		{Method: post, Pattern: confirmPath, Action: authz.CatalogueConfirm, Handler: d.confirm},
		{Method: get, Pattern: calendarPath, Action: authz.CalendarView, Handler: d.calendar},
		{Method: get, Pattern: historyPath, Action: authz.CalendarView, Handler: d.calendarHistory},
		{Method: get, Pattern: provisionalPath, Action: authz.CalendarEdit, Handler: d.provisional},

		{Method: get, Pattern: unitsPath, Action: authz.PeopleView, Handler: d.adminUnits},
		{Method: get, Pattern: unitsPath + "/{id}", Action: authz.PeopleView, Handler: d.adminUnit},
		{Method: get, Pattern: unitsPath + "/{id}" + actsSlug, Action: authz.PeopleView, Handler: d.unitActs},
		{Method: get, Pattern: accountsPath, Action: authz.PeopleEdit, Handler: d.accounts},
		{Method: get, Pattern: accountsPath + "/{id}", Action: authz.PeopleEdit, Handler: d.account},
		{Method: get, Pattern: accountsPath + "/{id}" + actsSlug, Action: authz.PeopleEdit, Handler: d.accountActs},

		{Method: get, Pattern: "/can-bo/ho-so/{id}", Action: authz.DossierRead, Handler: d.dossier},
		{Method: get, Pattern: "/can-bo/ho-so/{id}/phieu/{form}", Action: authz.PaperPrint, Handler: d.slip},
		{Method: get, Pattern: "/can-bo/ho-so/{id}/phieu/{form}/giay.pdf", Action: authz.PaperPrint, Handler: d.slipPDF},

		{Method: get, Pattern: "/can-bo/tep/{id}", Action: authz.FileRead, Handler: d.file},

		{Method: get, Pattern: "/can-bo/ho-so/{id}/tiep-nhan", Action: authz.DossierReceive, Handler: d.receiveForm},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/tiep-nhan", Action: authz.DossierReceive, Handler: d.receive},
		{Method: get, Pattern: "/can-bo/ho-so/{id}/tu-choi", Action: authz.DossierRefuse, Handler: d.refuseForm},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/tu-choi", Action: authz.DossierRefuse, Handler: d.refuse},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/tu-choi/xem-truoc", Action: authz.DossierRefuse, Handler: d.refusePreview},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/chuyen", Action: authz.DossierTransfer, Handler: d.transfer},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/phan-cong", Action: authz.DossierAssign, Handler: d.assign},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/hoan-thanh", Action: authz.DossierComplete, Handler: d.complete},
		{Method: get, Pattern: "/can-bo/ho-so/{id}/phe-duyet", Action: authz.DossierApprove, Handler: d.approveForm},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/phe-duyet", Action: authz.DossierApprove, Handler: d.approve},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/ban-giao-ket-qua", Action: authz.DossierDeliver, Handler: d.deliver},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/tra-ket-qua", Action: authz.DossierReturn, Handler: d.giveBack},
		{Method: get, Pattern: "/can-bo/ho-so/{id}/huy-tiep-nhan", Action: authz.DossierVoid, Handler: d.voidForm},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/huy-tiep-nhan", Action: authz.DossierVoid, Handler: d.void},
	}
	routes = append(routes, d.lifeRoutes()...)
	for _, f := range calendarForms() {
		routes = append(routes, httpx.Route{Method: get, Pattern: f.path(), Action: authz.CalendarEdit, Handler: d.calendarForm(f)},
			httpx.Route{Method: post, Pattern: f.path(), Action: authz.CalendarEdit, Handler: d.calendarPost(f)})
	}
	for _, f := range peopleForms() {
		routes = append(routes, httpx.Route{Method: get, Pattern: f.pattern(), Action: f.Action, Handler: d.peopleForm(f)},
			httpx.Route{Method: post, Pattern: f.pattern(), Action: f.Action, Handler: d.peoplePost(f)})
	}
	for i := range routes {
		routes[i].Audience = httpx.ForOfficials
	}
	return routes
}

// lifeRoutes is the acts that stand beside the one that waits.
func (d *Desk) lifeRoutes() []httpx.Route {
	get, post := http.MethodGet, http.MethodPost
	return []httpx.Route{
		{Method: get, Pattern: "/can-bo/ho-so/{id}/" + supplementSlug, Action: authz.DossierSupplement, Handler: d.supplementForm},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/" + supplementSlug, Action: authz.DossierSupplement, Handler: d.supplement},
		{Method: get, Pattern: "/can-bo/ho-so/{id}/" + redirectSlug, Action: authz.DossierRedirect, Handler: d.redirectForm},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/" + redirectSlug, Action: authz.DossierRedirect, Handler: d.redirect},
		{Method: get, Pattern: "/can-bo/ho-so/{id}/" + declineSlug, Action: authz.DossierDecline, Handler: d.declineForm},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/" + declineSlug, Action: authz.DossierDecline, Handler: d.decline},
		{Method: get, Pattern: "/can-bo/ho-so/{id}/" + withdrawSlug, Action: authz.DossierConfirmWithdrawal, Handler: d.withdrawForm},
		{Method: post, Pattern: "/can-bo/ho-so/{id}/" + withdrawSlug, Action: authz.DossierConfirmWithdrawal, Handler: d.withdraw},
	}
}

// Addresses that pages link to.
const (
	homePath   = "/can-bo"
	unitPath   = "/can-bo/don-vi"
	keysPath   = "/can-bo/phim"
	signInPath = "/can-bo/dang-nhap"
	jobsPath   = "/can-bo/van-hanh/viec-nen"

	calendarPath    = "/can-bo/lich"
	historyPath     = calendarPath + "/lich-su"
	provisionalPath = calendarPath + "/tam-tinh"
)
