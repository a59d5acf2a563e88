package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"motcua/agency"
	"motcua/authz"
	"motcua/code"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// Addresses of the administration of people.
const (
	adminPath    = "/can-bo/quan-tri"
	unitsPath    = adminPath + "/don-vi"
	accountsPath = adminPath + "/can-bo"
	actsSlug     = "/lich-su"
	activatePath = "/can-bo/dat-mat-khau"

	levelParam = "cap"
	textParam  = "q"
)

const (
	unitsPageSize = 50
	actsPageSize  = 50
	actsOnPage    = 10 // of the history, on the page of a unit or a person
	endedShown    = 90 // days for which the page of a unit shows a post that ended
)

func unitAdminPath(id int64) string { return unitsPath + "/" + itoa(id) }
func accountPath(id int64) string   { return accountsPath + "/" + itoa(id) }

// unitsPage is the units whose people the actor may see.
type unitsPage struct {
	Query, Level string
	Levels       []string
	Rows         []unitRow
	Next         int64 // behind what the next page begins; 0: there is none
	MayEdit      bool
}

// unitRow is one unit of the list.
type unitRow struct {
	agency.Unit
	Name, Above string
}

// adminUnits is the units by id: those of the authority for administrators, her own
// for the head of a one-stop unit.
func (d *Desk) adminUnits(w http.ResponseWriter, r *http.Request) error {
	q, lang, actor := r.URL.Query(), httpx.From(r).Lang, actorOf(r)
	p := unitsPage{Query: strings.TrimSpace(q.Get(textParam)), Level: q.Get(levelParam), MayEdit: authz.Permits(actor, authz.PeopleEdit) == nil}
	after, wanted, units := readID(q.Get(afterParam)), code.Fold(p.Query), d.Dossiers.Units
	for _, u := range units.All() {
		if authz.Check(actor, authz.PeopleView, authz.Object{Unit: u.ID}) != nil {
			continue
		}
		if !slices.Contains(p.Levels, u.Level) {
			p.Levels = append(p.Levels, u.Level)
		}
		row := unitRow{Unit: u, Name: units.Name(u.ID, lang), Above: units.Name(u.Parent, lang)}
		if u.ID <= after || p.Level != "" && u.Level != p.Level || !strings.Contains(code.Fold(row.Name+" "+row.Above), wanted) {
			continue
		}
		if len(p.Rows) == unitsPageSize {
			p.Next = p.Rows[unitsPageSize-1].ID
			break
		}
		p.Rows = append(p.Rows, row)
	}
	return show(w, r, adminUnitsView(d.ctx(r), p))
}

// unitPage is a unit with its people, counters and latest history.
type unitPage struct {
	Unit      agency.Unit
	Name      string
	Above     string
	People    []identity.Posted
	Counters  []agency.Counter
	Acts      actsPage
	Today     clock.Date
	Agency    int64            // whose calendar it keeps
	Names     map[int64]string // of who sits at counters
	MayEdit   bool
	MayCover  bool
	MayCount  bool // change counters
	Done      string
	BoardPath string // of the public board; "": none
}

func (d *Desk) adminUnit(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	actor, units, lang := actorOf(r), d.Dossiers.Units, httpx.From(r).Lang
	p := unitPage{Today: d.now().Date(), Done: r.URL.Query().Get(doneParam)}
	p.People, err = d.Staff.InUnit(r.Context(), actor, id, endedShown)
	if err != nil {
		return err
	}
	p.Unit, _ = units.Unit(id)
	p.Name, p.Above = units.Name(id, lang), units.Name(p.Unit.Parent, lang)
	may := func(act authz.Action) bool { return authz.Check(actor, act, authz.Object{Unit: id}) == nil }
	p.MayEdit, p.MayCover, p.MayCount = may(authz.PeopleEdit), may(authz.PeopleCover), may(authz.CountersEdit)
	p.Agency = id
	if above := units.AgencyAbove(id); above != 0 {
		p.Agency = above
	}
	if p.Unit.Place == agency.OneStop {
		p.BoardPath = "/co-quan/" + itoa(p.Unit.Parent)
		p.Counters, err = d.Counters.Of(r.Context(), actor, id)
		if err != nil {
			return err
		}
	}
	p.Acts, err = d.acts(r, identity.History{Unit: id, Limit: actsOnPage})
	if err != nil {
		return err
	}
	var seated []int64
	for _, c := range p.Counters {
		seated = append(seated, c.Seated)
	}
	p.Names, err = d.Identity.Names(r.Context(), httpx.From(r).Authority, seated...)
	if err != nil {
		return err
	}
	return show(w, r, adminUnitView(d.ctx(r), p))
}

// accountsPage is officials' accounts by login.
type accountsPage struct {
	Query string
	Rows  []identity.Someone
	Next  string
}

func (d *Desk) accounts(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := accountsPage{Query: strings.TrimSpace(q.Get(textParam))}
	var err error
	p.Rows, err = d.Staff.Accounts(r.Context(), actorOf(r), p.Query, q.Get(afterParam), unitsPageSize+1)
	if err != nil {
		return err
	}
	if len(p.Rows) > unitsPageSize {
		p.Rows = p.Rows[:unitsPageSize]
		p.Next = p.Rows[unitsPageSize-1].Login
	}
	return show(w, r, accountsView(d.ctx(r), p))
}

// accountPage is an official with her posts.
type personPage struct {
	identity.Someone
	Units map[int64]string
	Acts  actsPage
	Today clock.Date
	Done  string
}

func (d *Desk) account(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	p := personPage{Units: map[int64]string{}, Today: d.now().Date(), Done: r.URL.Query().Get(doneParam)}
	p.Someone, err = d.Staff.Someone(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	for _, post := range p.Posts {
		p.Units[post.Unit] = d.agencyName(r, post.Unit)
	}
	p.Acts, err = d.acts(r, identity.History{Account: id, Limit: actsOnPage})
	if err != nil {
		return err
	}
	return show(w, r, personView(d.ctx(r), p))
}

// actsPage is lines of the history of a unit or a person.
type actsPage struct {
	Of    string // whose history it is
	Back  string // its own page
	Acts  []identity.Act
	Names map[int64]string // of who acted and of whom
	Units map[int64]string
	More  bool
}

// acts reads a page of the history and one line more, to know whether it goes on.
func (d *Desk) acts(r *http.Request, h identity.History) (actsPage, error) {
	limit := h.Limit
	h.Limit++
	p := actsPage{Units: map[int64]string{}}
	var err error
	p.Acts, err = d.Staff.Acts(r.Context(), actorOf(r), h)
	if err != nil {
		return p, err
	}
	if len(p.Acts) > int(limit) {
		p.Acts, p.More = p.Acts[:limit], true
	}
	var accounts []int64
	for _, a := range p.Acts {
		accounts = append(accounts, a.Actor, a.Account)
		if a.Unit != 0 {
			p.Units[a.Unit] = d.agencyName(r, a.Unit)
		}
	}
	p.Names, err = d.Identity.Names(r.Context(), httpx.From(r).Authority, accounts...)
	return p, err
}

func (d *Desk) unitActs(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	p, err := d.acts(r, identity.History{Unit: id, Before: readID(r.URL.Query().Get(afterParam)), Limit: actsPageSize})
	if err != nil {
		return err
	}
	p.Of, p.Back = d.agencyName(r, id), unitAdminPath(id)
	return show(w, r, actsView(d.ctx(r), p))
}

func (d *Desk) accountActs(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	o, err := d.Staff.Someone(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	p, err := d.acts(r, identity.History{Account: id, Before: readID(r.URL.Query().Get(afterParam)), Limit: actsPageSize})
	if err != nil {
		return err
	}
	p.Of, p.Back = o.Profile.FullName, accountPath(id)
	return show(w, r, actsView(d.ctx(r), p))
}

// next is the address of what follows on a list; "" at its end.
func next(path, after string, q url.Values) string {
	if after == "" {
		return ""
	}
	out := url.Values{afterParam: {after}}
	for name, values := range q {
		if values[0] != "" {
			out[name] = values
		}
	}
	return path + "?" + out.Encode()
}

// adminCrumbs leads from the list of units to the page itself.
func adminCrumbs(c ui.Ctx, steps ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: c.T("desk.people.units"), Href: unitsPath}}, steps...)
}

// doneNotice says what was done; an unknown word nothing.
func doneNotice(c ui.Ctx, done string) *ui.BannerData {
	key := "desk.people.done." + done
	if done == "" || !c.Has(key) {
		return nil
	}
	return &ui.BannerData{Kind: ui.BannerSuccess, Title: c.T(key)}
}
