package portal

import (
	"context"
	"net/http"
	"time"

	"motcua/attachment"
	"motcua/authz"
	"motcua/dossier"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/internal/limit"
	"motcua/law"
	"motcua/notify"
	"motcua/web/view"
)

// Inbox is the messages of people; *notify.Service does it.
type Inbox interface {
	Inbox(ctx context.Context, authority int32, account, before int64, limit int) ([]notify.Message, error)
	MarkRead(ctx context.Context, authority int32, account, id int64) error
	Unread(ctx context.Context, authority int32, account int64) (int, error)
}

// Config is what the portal is made of.
type Config struct {
	Site     *view.Site
	Dossiers *dossier.Service
	Identity *identity.Service
	Inbox    Inbox
	Files    *attachment.Service // nil: applications take no files
	Clock    clock.Source        // nil: the machine's
	Law      *law.Timeline
	BaseURL  string // as citizens see it, without a final slash: addresses in sitemap.xml
	// Shared numbers what pages show besides a procedure: calendar, addresses. nil: that
	// stays as it is while the program runs.
	Shared Fresh
	Board  Board // nil: nobody is shown
}

// Portal is the surface.
type Portal struct {
	Config
	lookUps *limit.Buckets
}

// lookUpRate slows down who asks for one dossier code after another: codes are
// ordinals of the day and can be guessed, although they tell no person.
var lookUpRate = limit.Rate{Size: 60, Every: 2 * time.Second}

// New is a portal of c.
func New(c Config) *Portal {
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	return &Portal{Config: c, lookUps: limit.New(c.Clock, lookUpRate)}
}

// Routes is every page of the portal. Public pages read the session too, so that
// the header says truly who is signed in.
func (p *Portal) Routes() []httpx.Route {
	get, post := http.MethodGet, http.MethodPost
	citizens := httpx.ForCitizens
	return []httpx.Route{
		{Method: get, Pattern: "/{$}", Action: authz.PortalView, Handler: p.home, Audience: citizens, Cache: p.shelfKey()},
		{Method: get, Pattern: "/thu-tuc", Action: authz.PortalView, Handler: p.procedures, Audience: citizens, Cache: p.shelfKey(findParameters()...)},
		{Method: get, Pattern: "/thu-tuc/{code}", Action: authz.PortalView, Handler: p.procedure, Audience: citizens, Cache: p.procedureKey},
		{Method: get, Pattern: "/thu-tuc/{code}/du-lieu", Action: authz.PortalView, Handler: p.data, Audience: citizens},
		{Method: get, Pattern: "/thu-tuc/{code}/so-sanh", Action: authz.PortalView, Handler: p.diff, Audience: citizens},
		{Method: post, Pattern: "/thu-tuc/{code}/nop", Action: authz.DraftEdit, Handler: p.start, Audience: citizens},
		{Method: get, Pattern: "/linh-vuc", Action: authz.PortalView, Handler: p.sectors, Audience: citizens, Cache: p.shelfKey()},
		{Method: get, Pattern: "/co-quan", Action: authz.PortalView, Handler: p.units, Audience: citizens, Cache: p.shelfKey()},
		{Method: get, Pattern: "/co-quan/{id}", Action: authz.PortalView, Handler: p.unit, Audience: citizens, Cache: p.boardKey},
		{Method: get, Pattern: "/tim-kiem", Action: authz.PortalView, Handler: p.search, Audience: citizens, Cache: p.shelfKey(findParameters()...)},
		{Method: get, Pattern: "/tim-kiem/goi-y", Action: authz.PortalView, Handler: p.suggest, Audience: citizens, Cache: p.shelfKey(byText)},
		{Method: get, Pattern: "/dia-danh", Action: authz.PortalView, Handler: p.placeList, Audience: citizens},
		{Method: get, Pattern: "/tra-cuu", Action: authz.Lookup, Handler: p.lookUp, Audience: citizens},
		{Method: get, Pattern: "/gioi-thieu", Action: authz.PortalView, Handler: p.about, Audience: citizens},
		{Method: get, Pattern: "/so-do", Action: authz.PortalView, Handler: p.siteMap, Audience: citizens, Cache: p.shelfKey()},
		{Method: get, Pattern: "/sitemap.xml", Action: authz.PortalView, Handler: p.siteMapXML, Cache: p.shelfKey(partParam)},
		{Method: get, Pattern: "/robots.txt", Action: authz.PortalView, Handler: p.robots},

		{Method: get, Pattern: "/dang-ky", Action: authz.Register, Handler: p.registerForm, Audience: citizens},
		{Method: post, Pattern: "/dang-ky", Action: authz.Register, Handler: p.register, Audience: citizens},
		{Method: get, Pattern: "/dang-nhap", Action: authz.SignIn, Handler: p.signInForm, Audience: citizens},
		{Method: post, Pattern: "/dang-nhap", Action: authz.SignIn, Handler: p.signIn, Audience: citizens},
		{Method: post, Pattern: "/dang-xuat", Action: authz.SignOut, Handler: p.signOut, Audience: citizens},

		{Method: get, Pattern: "/nhap/{id}", Action: authz.DraftEdit, Handler: p.tasks, Audience: citizens},
		{Method: get, Pattern: "/nhap/{id}/noi-nop", Action: authz.DraftEdit, Handler: p.placeForm, Audience: citizens},
		{Method: post, Pattern: "/nhap/{id}/noi-nop", Action: authz.DraftEdit, Handler: p.place, Audience: citizens},
		{Method: get, Pattern: "/nhap/{id}/trang/{page}", Action: authz.DraftEdit, Handler: p.question, Audience: citizens},
		{Method: post, Pattern: "/nhap/{id}/trang/{page}", Action: authz.DraftEdit, Handler: p.answer, Audience: citizens},
		{Method: get, Pattern: "/nhap/{id}/giay-to", Action: authz.DraftEdit, Handler: p.papersForm, Audience: citizens},
		{Method: post, Pattern: "/nhap/{id}/giay-to", Action: authz.DraftEdit, Handler: p.papers, Audience: citizens},
		{Method: post, Pattern: "/nhap/{id}/tep", Action: authz.FileAdd, Handler: p.addFiles, Audience: citizens, MaxBody: p.filesMax()},
		{Method: post, Pattern: "/nhap/{id}/tep/{file}/bo", Action: authz.FileAdd, Handler: p.removeFile, Audience: citizens},
		{Method: get, Pattern: "/tep/{id}", Action: authz.FileRead, Handler: p.file, Audience: citizens},
		{Method: get, Pattern: "/nhap/{id}/kiem-tra", Action: authz.DraftEdit, Handler: p.check, Audience: citizens},
		{Method: post, Pattern: "/nhap/{id}/nop", Action: authz.DossierSubmit, Handler: p.submit, Audience: citizens},
		{Method: get, Pattern: "/nhap/{id}/bo", Action: authz.DraftEdit, Handler: p.discardForm, Audience: citizens},
		{Method: post, Pattern: "/nhap/{id}/bo", Action: authz.DraftEdit, Handler: p.discard, Audience: citizens},

		{Method: get, Pattern: "/ho-so", Action: authz.DossierViewOwn, Handler: p.mine, Audience: citizens},
		{Method: get, Pattern: "/ho-so/{id}", Action: authz.DossierViewOwn, Handler: p.dossier, Audience: citizens},
		{Method: post, Pattern: "/ho-so/{id}/bo-sung", Action: authz.DossierAnswer, Handler: p.supplement, Audience: citizens},
		{Method: get, Pattern: "/ho-so/{id}/rut", Action: authz.DossierWithdraw, Handler: p.withdrawForm, Audience: citizens},
		{Method: post, Pattern: "/ho-so/{id}/rut", Action: authz.DossierWithdraw, Handler: p.withdraw, Audience: citizens},
		{Method: get, Pattern: "/ho-so/{id}/da-nop", Action: authz.DossierViewOwn, Handler: p.filed, Audience: citizens},
		{Method: get, Pattern: "/ho-so/{id}/phieu/{form}", Action: authz.PaperPrint, Handler: p.slip, Audience: citizens},
		{Method: get, Pattern: "/ho-so/{id}/phieu/{form}/giay.pdf", Action: authz.PaperPrint, Handler: p.slipPDF, Audience: citizens},
		{Method: get, Pattern: "/hop-thu", Action: authz.InboxView, Handler: p.inbox, Audience: citizens},
		{Method: post, Pattern: "/hop-thu/{id}/da-doc", Action: authz.InboxView, Handler: p.markRead, Audience: citizens},
	}
}
