package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"motcua/agency"
	"motcua/authz"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/httpx"
	"motcua/web/ui"
)

// peopleInput reads a form about people.
type peopleInput struct {
	fields url.Values
	next   string // where the form leads on, when not to its subject
}

func (in *peopleInput) get(name string) string { return in.fields.Get(name) }

func (in *peopleInput) words(name string) identity.Words {
	return identity.Words{VI: in.get(name), EN: in.get(name + "_en")}
}

// date is a day in three boxes: the zero Date when all are empty, no valid one when
// something stands there that is no day.
func (in *peopleInput) date(name string) clock.Date {
	var n [3]int
	empty := true
	for i, part := range []string{".year", ".month", ".day"} {
		text := strings.TrimSpace(in.get(name + part))
		empty = empty && text == ""
		n[i], _ = strconv.Atoi(text) // 0 is no year, month or day
	}
	if !empty && n == [3]int{} {
		n[1] = 13
	}
	return clock.Date{Year: n[0], Month: time.Month(n[1]), Day: n[2]}
}

// id is a chosen unit or account; 0 when nothing was chosen.
func (in *peopleInput) id(name string) int64 { return readID(in.get(name)) }

func (in *peopleInput) profile() identity.Profile {
	return identity.Profile{FullName: in.get("full_name"), Phone: in.get("phone"), Email: in.get("email")}
}

func (in *peopleInput) appointment(unit int64) identity.Appointment {
	return identity.Appointment{Unit: unit, Role: authz.Role(in.get("role")), From: in.date("from"), To: in.date("to"), Title: in.words("title"), Field: in.words("field"),
		Deputy: in.get("deputy") != "", Since: in.date("since"), Decision: in.get("decision")}
}

// chosenUnit is the unit chosen, when there is such a one.
func (d *Desk) chosenUnit(in *peopleInput) (int64, error) {
	unit := in.id("unit")
	if _, known := d.Dossiers.Units.Unit(unit); !known {
		return 0, fault.New(fault.CodeInvalid).OnField("unit", fault.CodeFieldChoice)
	}
	return unit, nil
}

func doAdd(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	account, _, err := d.Staff.Add(r.Context(), actorOf(r), identity.Add{Login: in.get("login"), Profile: in.profile(), Appointment: in.appointment(s.ID)})
	in.next = accountPath(account)
	return err
}

func doGrant(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	unit, err := d.chosenUnit(in)
	if err == nil {
		_, err = d.Staff.Grant(r.Context(), actorOf(r), s.ID, in.appointment(unit))
	}
	return err
}

func doMove(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	unit, err := d.chosenUnit(in)
	if err == nil {
		_, err = d.Staff.Move(r.Context(), actorOf(r), s.ID, in.appointment(unit))
	}
	in.next = unitAdminPath(unit)
	return err
}

func doEdit(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	return d.Staff.Edit(r.Context(), actorOf(r), s.ID, in.get("full_name"), in.get("phone"), in.get("email"))
}

func doDisable(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	return d.Staff.DisableOfficial(r.Context(), actorOf(r), s.ID, in.get("reason"))
}

func doEnable(d *Desk, r *http.Request, s subject, _ *peopleInput) error {
	return d.Staff.Enable(r.Context(), actorOf(r), s.ID)
}

func doProlong(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	return d.Staff.Prolong(r.Context(), actorOf(r), s.ID, in.date("to"), in.get("decision"))
}

func doEnd(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	return d.Staff.End(r.Context(), actorOf(r), s.ID, in.date("last"), in.get("reason"))
}

func doDescribe(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	return d.Staff.Describe(r.Context(), actorOf(r), s.ID, in.words("title"), in.words("field"))
}

func doCover(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	_, err := d.Staff.Cover(r.Context(), actorOf(r), identity.Cover{Post: s.ID, Account: in.id("account"), From: in.date("from"), To: in.date("to"),
		Since: in.date("since"), Decision: in.get("decision")})
	return err
}

// counter is the counter of a form; a number that is none is 0, which is refused, and
// so is a field that the catalogue does not know.
func (d *Desk) counter(s subject, in *peopleInput) (agency.Counter, error) {
	number, err := strconv.ParseInt(strings.TrimSpace(in.get("number")), 10, 32)
	if err != nil {
		number = 0
	}
	known := d.sectorOptions(s)
	for _, name := range in.fields["sectors"] {
		if !slices.ContainsFunc(known, func(o ui.Option) bool { return o.Value == name }) {
			return agency.Counter{}, fault.New(fault.CodeInvalid).OnField("sectors", fault.CodeFieldChoice)
		}
	}
	return agency.Counter{ID: s.Counter.ID, Unit: s.Unit, Number: int32(number), Name: in.words("name"), Sectors: in.fields["sectors"], From: in.date("from")}, nil
}

func doOpen(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	c, err := d.counter(s, in)
	if err == nil {
		_, err = d.Counters.Open(r.Context(), actorOf(r), c)
	}
	return err
}

func doCounter(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	c, err := d.counter(s, in)
	if err == nil {
		err = d.Counters.Change(r.Context(), actorOf(r), c)
	}
	return err
}

func doSeat(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	return d.Counters.Seat(r.Context(), actorOf(r), s.ID, in.id("account"), in.date("from"))
}

func doClose(d *Desk, r *http.Request, s subject, in *peopleInput) error {
	return d.Counters.Close(r.Context(), actorOf(r), s.ID, in.date("last"))
}

func fillToday(d *Desk, _ *http.Request, s subject, fields url.Values) {
	setDate(fields, "from", d.now().Date())
	if s.Counter.Seated != 0 {
		fields.Set("account", itoa(s.Counter.Seated))
	}
}

func fillEdit(_ *Desk, _ *http.Request, s subject, fields url.Values) {
	fields.Set("full_name", s.Someone.Profile.FullName)
	fields.Set("phone", s.Someone.Profile.Phone)
	fields.Set("email", s.Someone.Profile.Email)
}

func fillMove(_ *Desk, _ *http.Request, s subject, fields url.Values) {
	p := s.Post
	for name, value := range map[string]string{"role": string(p.Role), "title": p.Title.VI, "title_en": p.Title.EN, "field": p.Field.VI, "field_en": p.Field.EN} {
		fields.Set(name, value)
	}
	if !p.Since.IsZero() {
		setDate(fields, "since", p.Since)
	}
}

func fillCounter(_ *Desk, _ *http.Request, s subject, fields url.Values) {
	c := s.Counter
	fields.Set("number", itoa(int64(c.Number)))
	fields.Set("name", c.Name.VI)
	fields.Set("name_en", c.Name.EN)
	fields["sectors"] = slices.Clone(c.Sectors)
}

// codePage shows a code once, to who made it.
type codePage struct {
	Subject subject
	Code    identity.Code
	Until   clock.Instant
	Address string
}

// invite makes a code and shows it: it is stored as a hash, so no other page can.
func (d *Desk) invite(w http.ResponseWriter, r *http.Request, s subject) error {
	code, until, err := d.Staff.Invite(r.Context(), actorOf(r), s.ID)
	if bad := mendable(err); bad != nil {
		return d.showPeopleForm(w, r, formOf(formInvite), s, url.Values{}, bad)
	}
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return show(w, r, codeView(d.ctx(r), codePage{Subject: s, Code: code, Until: until, Address: activatePath}))
}

// activatePage is where an official sets her password with a code.
type activatePage struct {
	Login string
	Fault *fault.Error
}

const (
	codeField     = "password_code" // named so that it is never given back in a page
	passwordField = "password"
	loginField    = "login"
)

func (d *Desk) activateForm(w http.ResponseWriter, r *http.Request) error {
	return show(w, r, activateView(d.ctx(r), activatePage{}))
}

func (d *Desk) activate(w http.ResponseWriter, r *http.Request) error {
	fields, err := httpx.Form(r)
	if err != nil {
		return err
	}
	token, err := d.Identity.Activate(r.Context(), httpx.From(r).Authority, identity.Activation{Login: fields.Get(loginField), Code: fields.Get(codeField),
		Password: fields.Get(passwordField), Address: httpx.Address(r)})
	if f := fault.As(err); f != nil && (f.Kind() == fault.Invalid || f.Kind() == fault.TooMany) {
		httpx.Advise(w, f)
		return draw(w, r, httpx.Status(f), activateView(d.ctx(r), activatePage{Login: fields.Get(loginField), Fault: f}))
	}
	if err != nil {
		return err
	}
	return httpx.AfterSignIn(w, r, token, homePath)
}
