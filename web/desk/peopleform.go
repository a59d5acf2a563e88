package desk

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"motcua/agency"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/law"
	"motcua/search"
	"motcua/web/ui"
)

// Names of the forms that change people and counters; parts of the keys of their
// words.
const (
	formAdd, formGrant, formEdit, formDisable, formEnable, formInvite = "add", "grant", "edit", "disable", "enable", "invite"
	formProlong, formEnd, formMove, formDescribe, formCover           = "prolong", "end", "move", "describe", "cover"
	formOpen, formCounter, formSeat, formClose                        = "open", "counter", "seat", "close"
)

// peopleForm is a page that changes people or counters.
type peopleForm struct {
	Name    string
	Of      subjectKind
	Slug    string // last part of its address
	Action  authz.Action
	Fields  []string // in order; names of the service's faults
	do      func(*Desk, *http.Request, subject, *peopleInput) error
	prefill func(*Desk, *http.Request, subject, url.Values)
}

// subjectKind is what a form is about, as its address names it.
type subjectKind string

const (
	ofUnit    subjectKind = "don-vi"
	ofAccount subjectKind = "can-bo"
	ofPost    subjectKind = "vi-tri"
	ofCounter subjectKind = "quay"
)

func (f peopleForm) pattern() string { return adminPath + "/" + string(f.Of) + "/{id}/" + f.Slug }
func (f peopleForm) path(id int64) string {
	return adminPath + "/" + string(f.Of) + "/" + itoa(id) + "/" + f.Slug
}

// peopleForms are the pages that change people and counters.
func peopleForms() []peopleForm {
	post := []string{"role", "deputy", "from", "to", "title", "title_en", "field", "field_en", "since", "decision"}
	counter := []string{"number", "name", "name_en", "sectors"}
	return []peopleForm{
		{Name: formAdd, Of: ofUnit, Slug: "them-can-bo", Action: authz.PeopleEdit, Fields: slices.Concat([]string{"login", "full_name", "phone", "email"}, post), do: doAdd},
		{Name: formGrant, Of: ofAccount, Slug: "bo-nhiem", Action: authz.PeopleEdit, Fields: slices.Concat([]string{"unit"}, post), do: doGrant},
		{Name: formEdit, Of: ofAccount, Slug: "sua", Action: authz.PeopleEdit, Fields: []string{"full_name", "phone", "email"}, do: doEdit, prefill: fillEdit},
		{Name: formDisable, Of: ofAccount, Slug: "ngung", Action: authz.PeopleEdit, Fields: []string{"reason"}, do: doDisable},
		{Name: formEnable, Of: ofAccount, Slug: "mo-lai", Action: authz.PeopleEdit, do: doEnable},
		{Name: formInvite, Of: ofAccount, Slug: "cap-ma", Action: authz.PeopleEdit}, // answers with a page: Desk.invite
		{Name: formProlong, Of: ofPost, Slug: "gia-han", Action: authz.PeopleEdit, Fields: []string{"to", "decision"}, do: doProlong},
		{Name: formEnd, Of: ofPost, Slug: "ket-thuc", Action: authz.PeopleEdit, Fields: []string{"last", "reason"}, do: doEnd},
		{Name: formMove, Of: ofPost, Slug: "chuyen", Action: authz.PeopleEdit, Fields: slices.Concat([]string{"unit"}, post), do: doMove, prefill: fillMove},
		{Name: formDescribe, Of: ofPost, Slug: "chuc-danh", Action: authz.PeopleEdit, Fields: []string{"title", "title_en", "field", "field_en"}, do: doDescribe, prefill: fillMove},
		{Name: formCover, Of: ofPost, Slug: "thay-the", Action: authz.PeopleCover, Fields: []string{"account", "from", "to", "since", "decision"}, do: doCover, prefill: fillToday},
		{Name: formOpen, Of: ofUnit, Slug: "mo-quay", Action: authz.CountersEdit, Fields: append(slices.Clone(counter), "from"), do: doOpen, prefill: fillToday},
		{Name: formCounter, Of: ofCounter, Slug: "sua", Action: authz.CountersEdit, Fields: counter, do: doCounter, prefill: fillCounter},
		{Name: formSeat, Of: ofCounter, Slug: "nguoi-ngoi", Action: authz.CountersEdit, Fields: []string{"account", "from"}, do: doSeat, prefill: fillToday},
		{Name: formClose, Of: ofCounter, Slug: "dong", Action: authz.CountersEdit, Fields: []string{"last"}, do: doClose},
	}
}

// formOf is the form with a name.
func formOf(name string) peopleForm {
	all := peopleForms()
	return all[slices.IndexFunc(all, func(f peopleForm) bool { return f.Name == name })]
}

// subject is what a form is about.
type subject struct {
	ID      int64
	Unit    int64 // 0 of an account
	Name    string
	Back    string // its own page, to which the form leads on
	Someone identity.Someone
	Post    identity.Posted
	Counter agency.Counter
}

// subjectOf reads what a form is about. Faults: not_found, those of authz.Check.
func (d *Desk) subjectOf(r *http.Request, kind subjectKind) (s subject, err error) {
	s.ID, err = pathID(r)
	if err != nil {
		return s, err
	}
	ctx, actor := r.Context(), actorOf(r)
	switch kind {
	case ofUnit:
		if _, known := d.Dossiers.Units.Unit(s.ID); !known {
			return s, fault.New(fault.CodeNotFound)
		}
		s.Unit, s.Name, s.Back = s.ID, d.agencyName(r, s.ID), unitAdminPath(s.ID)
	case ofAccount:
		s.Someone, err = d.Staff.Someone(ctx, actor, s.ID)
		s.Name, s.Back = s.Someone.Profile.FullName, accountPath(s.ID)
	case ofPost:
		s.Post, err = d.Staff.Post(ctx, actor, s.ID)
		s.Unit, s.Name, s.Back = s.Post.Unit, s.Post.Profile.FullName, unitAdminPath(s.Post.Unit)
	case ofCounter:
		s.Counter, err = d.Counters.One(ctx, actor, s.ID)
		s.Unit, s.Back = s.Counter.Unit, unitAdminPath(s.Counter.Unit)
		s.Name = s.Counter.Name.In(httpx.From(r).Lang)
	}
	return s, err
}

// peopleFormPage is a form, as it is opened or came back.
type peopleFormPage struct {
	Form     peopleForm
	Subject  subject
	UnitName string
	Fields   url.Values
	Fault    *fault.Error
	Options  map[string][]ui.Option // of the fields that are chosen
	Today    clock.Date
	Law      law.Regime
}

func (d *Desk) peopleForm(f peopleForm) httpx.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		s, err := d.subjectOf(r, f.Of)
		if err != nil {
			return err
		}
		fields := url.Values{}
		if f.prefill != nil {
			f.prefill(d, r, s, fields)
		}
		return d.showPeopleForm(w, r, f, s, fields, nil)
	}
}

func (d *Desk) showPeopleForm(w http.ResponseWriter, r *http.Request, f peopleForm, s subject, fields url.Values, bad *fault.Error) error {
	p := peopleFormPage{Form: f, Subject: s, Fields: fields, Fault: bad, Options: map[string][]ui.Option{}, Today: d.now().Date()}
	if s.Unit != 0 {
		p.UnitName = d.agencyName(r, s.Unit)
	}
	c := d.ctx(r)
	var err error
	p.Law, err = d.Law.At(p.Today)
	if err != nil {
		return err
	}
	for _, name := range f.Fields {
		switch name {
		case "unit":
			p.Options[name] = d.unitOptions(r)
		case "role":
			p.Options[name] = roleOptions(c)
		case "account":
			p.Options[name], err = d.whoMay(r, f, s)
		case "sectors":
			p.Options[name] = d.sectorOptions(s)
		}
		if err != nil {
			return err
		}
	}
	return draw(w, r, statusOf(bad), peopleFormView(c, p))
}

// peoplePost carries a form out and leads on to the page of what it is about.
func (d *Desk) peoplePost(f peopleForm) httpx.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		fields, err := httpx.Form(r)
		if err != nil {
			return err
		}
		s, err := d.subjectOf(r, f.Of)
		if err != nil {
			return err
		}
		if f.Name == formInvite {
			return d.invite(w, r, s)
		}
		in := &peopleInput{fields: fields}
		err = f.do(d, r, s, in)
		if bad := mendable(err); bad != nil {
			return d.showPeopleForm(w, r, f, s, fields, bad)
		}
		if err != nil {
			return err
		}
		back := s.Back
		if in.next != "" {
			back = in.next
		}
		http.Redirect(w, r, back+"?"+url.Values{doneParam: {f.Name}}.Encode(), http.StatusSeeOther)
		return nil
	}
}

// mendable is the fault of a form that is shown again with what was typed.
func mendable(err error) *fault.Error {
	var f *fault.Error
	if errors.As(err, &f) && (f.Kind() == fault.Invalid || f.Kind() == fault.Conflict) {
		return f
	}
	return nil
}

func (d *Desk) unitOptions(r *http.Request) []ui.Option {
	units, lang := d.Dossiers.Units, httpx.From(r).Lang
	var out []ui.Option
	for _, u := range units.All() {
		label := units.Name(u.ID, lang)
		if above := units.Name(u.Parent, lang); above != "" {
			label += " – " + above
		}
		out = append(out, ui.Option{Value: itoa(u.ID), Label: label})
	}
	return out
}

func roleOptions(c ui.Ctx) []ui.Option {
	var out []ui.Option
	for _, role := range authz.Roles() {
		if role.Official() {
			out = append(out, ui.Option{Value: string(role), Label: roleWords(c, role)})
		}
	}
	return out
}

// whoMay is who may be named: to sit at a counter, those with a post in the unit; as
// a substitute, the officials of the agency but for who is away.
func (d *Desk) whoMay(r *http.Request, f peopleForm, s subject) ([]ui.Option, error) {
	units := []int64{s.Unit}
	if f.Name == formCover {
		units = d.Dossiers.Units.Staffed(s.Unit)
	}
	list, err := d.Staff.Candidates(r.Context(), actorOf(r), s.Unit, units)
	if err != nil {
		return nil, err
	}
	var out []ui.Option
	for _, o := range list {
		if f.Name == formCover && o.Account == s.Post.Account {
			continue
		}
		out = append(out, ui.Option{Value: itoa(o.Account), Label: o.Profile.FullName + " (" + o.Login + ")"})
	}
	return out, nil
}

// sectorOptions is the fields of what the authority's one-stop units receive, and
// those the counter has, which may have been renamed since.
func (d *Desk) sectorOptions(s subject) []ui.Option {
	on := true
	var names []string
	for _, n := range d.Dossiers.Book.Shelf().Index.Find(search.Query{OneStop: &on, Facets: true, Limit: 1}).Facets.Sectors {
		names = append(names, n.Value)
	}
	for _, n := range s.Counter.Sectors {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	slices.SortFunc(names, strings.Compare)
	out := make([]ui.Option, len(names))
	for i, n := range names {
		out[i] = ui.Option{Value: n, Label: n}
	}
	return out
}
