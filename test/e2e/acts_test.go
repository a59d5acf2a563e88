package e2e

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"motcua/app/apptest"
	"motcua/authz"
	"motcua/dossier"
)

// hard is text that a page must give back to the letter: two lines, a quotation
// mark, markup, accents.
const hard = "Giấy chứng sinh \"bản sao\" <không> rõ & thiếu dấu\r\nĐề nghị bổ sung tờ khai"

// long is hard, and longer than a page of a SQLite file.
func long() string { return hard + strings.Repeat("\r\nthiếu tờ khai đăng ký kết hôn", 50) }

const password = "trèo lên cây bưởi hái hoa"

// try is one press of a button on a fresh subject.
type try struct {
	path   string
	fields url.Values
	state  func() string // of the subject, as the database has it
}

// act is an important POST.
type act struct {
	name  string
	login string
	with  string // in a statement of its transaction and of no other
	read  string // in the text of what it reads in that transaction; "" reads no row
	table string // that it must write to
	large bool   // it writes more than fits in a page of a SQLite file
	fresh func(t *testing.T, r *rig) try
}

func acts() []act {
	return []act{
		{"a page of answers", apptest.Lan, "UPDATE draft", "LockDraft", "draft", true, answersPage},
		{"filing", apptest.Lan, "InsertDossier", "TakeDraft", "dossier", false, filing},
		{"registration", "", "InsertAccount", "", "account", false, registration},
		{"sign-in", "", "InsertSession", "AccountByID", "session", false, signIn},
		{"receive", apptest.Counter, "UpdateDossier", "LockDossier", "dossier", false, onDossier(dossier.Receive{}, "tiep-nhan", nil)},
		{"refuse", apptest.Counter, "UpdateDossier", "LockDossier", "dossier", true, onDossier(dossier.Refuse{}, "tu-choi",
			url.Values{"ground": {string(dossier.NotEligible)}, "reason": {long()}})},
		{"transfer", apptest.Counter, "UpdateDossier", "LockDossier", "dossier", false, onDossier(dossier.Transfer{}, "chuyen", nil)},
		{"assign", apptest.Vice, "UpdateDossier", "LockDossier", "dossier", false, onDossier(dossier.Assign{}, "phan-cong", nil)},
		{"void", apptest.Chairman, "UpdateDossier", "LockDossier", "dossier", false, onDossier(dossier.Void{}, "huy-tiep-nhan",
			url.Values{"reason": {hard}})},
		{"give back", apptest.Counter, "UpdateDossier", "LockDossier", "dossier", false, onDossier(dossier.GiveBack{}, "tra-ket-qua",
			url.Values{"method": {"counter"}, "receipt": {"yes"}, "book_signed": {"yes"}, "collector": {"Lăng Thị Mai Lan"}})},
	}
}

func (r *rig) next() int {
	r.made++
	return r.made
}

func answersPage(t *testing.T, r *rig) try {
	lan := r.Login(t, apptest.Lan)
	id, err := r.Draft(lan, r.Commune, uint64(r.next()))
	if err != nil {
		t.Fatal(err)
	}
	name := "Lăng Thị Mai " + [...]string{"An", "Bình", "Chi", "Dung"}[r.made%4]
	return try{fmt.Sprintf("/nhap/%d/trang/requester", id),
		url.Values{"requester.full_name": {name}, "requester.person_number": {"020183000011"}, "requester.residence": {long()}, "leave": {"yes"}},
		func() string {
			d, err := r.Dossiers.Draft(t.Context(), lan, id)
			return fmt.Sprint(d.Answers["requester.full_name"] == name, err)
		}}
}

func filing(t *testing.T, r *rig) try {
	id, err := r.Draft(r.Login(t, apptest.Lan), r.Commune, uint64(r.next()))
	if err != nil {
		t.Fatal(err)
	}
	before := r.one(t, `SELECT count(*) FROM event WHERE authority = $1`)
	return try{fmt.Sprintf("/nhap/%d/nop", id), url.Values{"declare": {"yes"}}, func() string {
		return fmt.Sprintf("%s drafts, %d events", r.one(t, `SELECT count(*) FROM draft WHERE authority = $1 AND id = $2`, id),
			number(t, r.one(t, `SELECT count(*) FROM event WHERE authority = $1`))-number(t, before))
	}}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func registration(t *testing.T, r *rig) try {
	login := fmt.Sprintf("0912%06d", r.next())
	return try{"/dang-ky", url.Values{"full_name": {"Vi Thị Mới"}, "login": {login}, "password": {password}, "residence": {"thôn Nà Pàn, xã Tân Liên"}},
		func() string {
			return r.one(t, `SELECT count(*) FROM account WHERE authority = $1 AND login = $2`, login)
		}}
}

// signIn leaves a session; one too many harms nobody and is swept.
func signIn(t *testing.T, r *rig) try {
	made := registration(t, r)
	if got := r.ask(t, r.Server, "", made.path, made.fields).status; got != 303 {
		t.Fatalf("registration: %d", got)
	}
	login := made.fields.Get("login")
	return try{"/dang-nhap", url.Values{"login": {login}, "password": {password}, "next": {"/ho-so?trang=2"}},
		func() string {
			return r.one(t, `SELECT count(*) > 1 FROM session s JOIN account a ON a.authority = s.authority AND a.id = s.account
				WHERE s.authority = $1 AND a.login = $2`, login)
		}}
}

// onDossier brings a dossier to where the command waits and fills its form.
func onDossier(command dossier.Command, slug string, typed url.Values) func(*testing.T, *rig) try {
	return func(t *testing.T, r *rig) try {
		id := r.File(t, r.Login(t, apptest.Lan), uint64(r.next()))
		seq := r.bring(t, id, command)
		fields := url.Values{"seq": {fmt.Sprint(seq)}}
		for name, values := range typed {
			fields[name] = values
		}
		if command.Action() == authz.DossierAssign {
			fields.Set("assignee", fmt.Sprint(r.Account(t, apptest.Specialist).ID))
		}
		return try{fmt.Sprintf("/can-bo/ho-so/%d/%s", id, slug), fields, func() string {
			return fmt.Sprintf("%d events", number(t, r.one(t, `SELECT count(*) FROM event WHERE authority = $1 AND dossier = $2`, id))-int(seq))
		}}
	}
}

// bring does what comes before command and gives the version then.
func (r *rig) bring(t *testing.T, id int64, command dossier.Command) int32 {
	t.Helper()
	counter, vice, specialist := r.Login(t, apptest.Counter), r.Login(t, apptest.Vice), r.Login(t, apptest.Specialist)
	seq := int32(1)
	for _, step := range []struct {
		who authz.Actor
		c   dossier.Command
	}{
		{counter, dossier.Receive{}}, {counter, dossier.Transfer{}}, {vice, dossier.Assign{Assignee: specialist.Account}},
		{specialist, dossier.CompleteStep{PersonNumber: "020226000123"}}, {vice, dossier.Approve{}}, {specialist, dossier.Deliver{}},
	} {
		there := step.c.Action() == command.Action() || command.Action() == authz.DossierVoid && seq > 1
		if there || command.Action() == authz.DossierRefuse {
			break
		}
		st, err := r.Dossiers.Do(t.Context(), step.who, id, seq, step.c)
		if err != nil {
			t.Fatalf("%s: %v", step.c.Kind(), err)
		}
		seq = st.Seq
	}
	return seq
}
