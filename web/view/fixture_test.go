package view

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"motcua/agency"
	"motcua/authz"
	"motcua/calendar"
	"motcua/catalogue"
	"motcua/dossier"
	"motcua/form"
	"motcua/form/sample"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/internal/store"
	"motcua/internal/testkit"
	"motcua/law"
	"motcua/process"
	"motcua/web/ui"
	"motcua/world"
)

// The units and people of the fixtures.
const (
	ward, reception, justice    = 10, 11, 12
	citizen, counter, handler   = 100, 101, 102
	longestName                 = "Công Tằng Tôn Nữ Hoàng Thị Ngọc Diễm"
	procedure                   = "1.001193"
	dossierCode                 = "000.23.21.H37-190617-0012"
	committee, oneStop, section = "Ủy ban nhân dân phường Vĩnh Trại", "Bộ phận Tiếp nhận và Trả kết quả", "Tư pháp – Hộ tịch"
)

var officials = map[int64]string{counter: "Nông Thị Bích Diệp", handler: "Vi Thanh Tùng"}

func catalog(t testing.TB) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load(Words, ui.Words, fault.Words, catalogue.Words)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func ctxIn(t testing.TB, l i18n.Lang) ui.Ctx {
	return ui.Ctx{Printer: catalog(t).Printer(l), Path: "/"}
}

func defaultCalendar(t testing.TB) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func at(day, time string) clock.Instant {
	return clock.At(clock.MustDate(day), clock.MustTimeOfDay(time))
}

// directory is a ward of a town, with its two parts, read back from a database.
func directory(t testing.TB) *agency.Directory {
	t.Helper()
	b := testkit.Open(t, store.SQLite)
	err := b.DB.Update(context.Background(), b.Authority, func(tx *store.Tx) error { return addUnits(tx) })
	if err != nil {
		t.Fatal(err)
	}
	d, found, err := agency.Load(context.Background(), b.DB, b.Authority)
	if err != nil || !found {
		t.Fatalf("directory: found %v, %v", found, err)
	}
	return d
}

func addUnits(tx *store.Tx) error {
	ctx, from := context.Background(), clock.MustDate("2018-06-21")
	err := agency.Create(ctx, tx, "H37")
	for _, u := range []agency.Unit{
		{ID: 1, Level: "province", Kind: "people_committee", Place: agency.Leadership, GSO: "20"},
		{ID: ward, Parent: 1, Level: "commune", Kind: "people_committee", Place: agency.Leadership, GSO: "05977"},
		{ID: reception, Parent: ward, Level: "commune", Kind: "reception_unit", Place: agency.OneStop, GSO: "05977"},
		{ID: justice, Parent: ward, Level: "commune", Kind: "justice_section", Place: agency.Division, GSO: "05977"},
	} {
		if err == nil {
			err = agency.Add(ctx, tx, u, from)
		}
	}
	for _, text := range []struct {
		unit  int64
		field agency.Field
		lang  string
		value string
	}{
		{1, agency.Name, "vi", "Ủy ban nhân dân tỉnh Lạng Sơn"},
		{1, agency.Name, "en", "People's Committee of Lạng Sơn Province"},
		{1, agency.Head, "vi", "Chủ tịch Ủy ban nhân dân tỉnh"},
		{ward, agency.Name, "vi", committee},
		{ward, agency.Area, "vi", "Vĩnh Trại"},
		{reception, agency.Name, "vi", oneStop + ", " + committee},
		{reception, agency.Name, "en", "Reception and Return Unit, People's Committee of Vĩnh Trại Ward"},
		{reception, agency.Phone, "vi", "0205 000 0001"},
		{justice, agency.Name, "vi", section + ", " + committee},
	} {
		if err == nil {
			err = agency.SetText(ctx, tx, text.unit, text.field, text.lang, text.value)
		}
	}
	return err
}

func version(t testing.TB) catalogue.Version {
	t.Helper()
	records, err := catalogue.LoadSome(procedure)
	if err != nil {
		t.Fatal(err)
	}
	v, err := catalogue.NewVersion(records[0], 1, clock.MustDate("2018-06-21"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func regime(t testing.TB) law.Regime {
	t.Helper()
	all, err := law.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := all.At(clock.MustDate("2019-06-17"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func birthProcess(t testing.TB) process.Definition {
	t.Helper()
	w, err := world.ND61()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(w.Processes, func(p world.ProcessFile) bool { return p.Procedure == procedure })
	d, err := process.Parse(w.Processes[i].YAML, w.Processes[i].File)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func epoch(t testing.TB, received clock.Instant, limit string) dossier.Epoch {
	t.Helper()
	l, err := calendar.ParseLimit(limit)
	if err != nil {
		t.Fatal(err)
	}
	r, err := defaultCalendar(t).Due(received, l)
	if err != nil {
		t.Fatal(err)
	}
	return dossier.Epoch{Start: received, Due: r.Due, Limit: limit, Reason: "received", Article: "QĐ163 1.001193", Counted: r.Counted, Provisional: r.Provisional}
}

// filed is a birth registration as it stands after filing, and more folds the
// facts that follow.
func filed(t testing.TB) dossier.View {
	t.Helper()
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	v := dossier.View{Version: version(t), Form: forms[procedure], Process: birthProcess(t)}
	places := dossier.Places{Agency: ward, OneStop: reception, Division: justice, Leadership: ward}
	var papers []dossier.Component
	for i, p := range v.Version.Papers() {
		papers = append(papers, dossier.Component{Key: p.Key.String(), Declared: i != 1})
	}
	v.Person.Applicant = dossier.Applicant{Name: longestName, Address: "Số 12 đường Trần Hưng Đạo, phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn", Phone: "0900000011", Email: "lan@example.vn"}
	v.Person.Answers = sample.BirthRegistration(1, clock.MustDate("2019-06-17"))
	return then(v, authz.KindCitizen, citizen, ward, at("2019-06-17", "08:05"), dossier.KindSubmitted,
		dossier.SubmittedBody{Procedure: dossier.Procedure{ID: 1, Code: procedure, Version: 1}, Places: places, Account: citizen,
			Filing: dossier.Online, Delivery: dossier.Counter, Papers: papers})
}

// then is v after one more fact.
func then(v dossier.View, kind string, account, unit int64, when clock.Instant, what event.Kind, body any) dossier.View {
	f := dossier.Fact{Dossier: 7, Seq: int32(len(v.Facts) + 1), Kind: what, At: when, Actor: event.Actor{Kind: kind, Account: account}, Unit: unit, Body: body}
	v.State, v.Facts = v.State.Apply(f), append(slices.Clone(v.Facts), f)
	v.Degree = dossier.DegreeOf(v.State, v.Process)
	return v
}

func received(t testing.TB) dossier.View {
	when := at("2019-06-17", "08:15")
	e := epoch(t, when, "same_day 15:00")
	return then(filed(t), authz.KindOfficial, counter, reception, when, dossier.KindReceived, dossier.ReceivedBody{Code: dossierCode, Day: when.Date(), No: 12,
		Process: 1, Promised: e, Legal: e, TransferBy: when, Step: dossier.NextStep{ID: birthProcess(t).First().ID, Due: at("2019-06-17", "09:15")}})
}

func refused(t testing.TB) dossier.View {
	v := then(filed(t), authz.KindOfficial, counter, reception, at("2019-06-17", "09:00"), dossier.KindRefused, dossier.RefusedBody{Ground: dossier.NotCompetent})
	v.Person.Reason = "Cha và mẹ cùng cư trú tại xã Quảng Lạc, thành phố Lạng Sơn."
	return v
}

func render(t testing.TB, comp templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := comp.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func page(t testing.TB, comp templ.Component) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(render(t, comp)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// words is the text of a selection with single spaces.
func words(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }
