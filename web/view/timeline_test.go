package view

import (
	"strings"
	"testing"

	"motcua/authz"
	"motcua/dossier"
	"motcua/internal/i18n"
	"motcua/web/ui"
)

// atWork is a dossier received, transferred and given to a handler.
func atWork(t *testing.T) dossier.View {
	v := received(t)
	v = then(v, authz.KindOfficial, counter, reception, at("2019-06-17", "08:20"), dossier.KindTransfer, dossier.TransferredBody{Step: "receive", From: reception, To: justice})
	return then(v, authz.KindOfficial, 103, ward, at("2019-06-17", "08:40"), dossier.KindAssigned,
		dossier.AssignedBody{Assignee: handler, Step: dossier.NextStep{ID: "register", Due: at("2019-06-17", "10:40")}})
}

func finished(t *testing.T) dossier.View {
	v := then(atWork(t), authz.KindOfficial, handler, justice, at("2019-06-17", "10:00"), dossier.KindCompleted, dossier.CompletedBody{Step: "register", Next: dossier.NextStep{ID: "sign"}})
	v = then(v, authz.KindOfficial, 103, ward, at("2019-06-17", "10:30"), dossier.KindApproved, dossier.ApprovedBody{Step: "sign", Next: dossier.NextStep{ID: "seal"}})
	v = then(v, authz.KindOfficial, handler, justice, at("2019-06-17", "11:00"), dossier.KindDelivered, dossier.DeliveredBody{Step: "seal"})
	return then(v, authz.KindOfficial, counter, reception, at("2019-06-17", "14:00"), dossier.KindReturned, dossier.ReturnedBody{Method: dossier.Counter, ByProxy: true, BookSigned: true})
}

func TestTimelineOfAnApplicantNamesNoOfficial(t *testing.T) {
	c, d := ctxIn(t, i18n.VI), directory(t)
	events := Timeline(c, atWork(t), d, nil)
	want := []ui.TimelineEvent{
		{Title: "Nộp hồ sơ", By: "Người nộp hồ sơ", Text: "Trực tuyến, gửi đến " + committee},
		{Title: "Tiếp nhận hồ sơ", By: oneStop + ", " + committee, Text: "Mã hồ sơ " + dossierCode + ", hẹn trả kết quả lúc 17:00, thứ Hai 17/06/2019"},
		{Title: "Chuyển hồ sơ", By: oneStop + ", " + committee, Text: "Đến " + section + ", " + committee},
		{Title: "Phân công giải quyết", By: committee},
		{Title: "Ghi sổ đăng ký, lấy số định danh cá nhân, in Giấy khai sinh", By: section + ", " + committee, Text: "Hạn của bước này: 10:40, thứ Hai 17/06/2019", Current: true},
		{Title: "Hẹn trả kết quả", By: oneStop + ", " + committee, Future: true},
	}
	if len(events) != len(want) {
		t.Fatalf("%d events, want %d", len(events), len(want))
	}
	for i, w := range want {
		g := events[i]
		if g.Title != w.Title || g.By != w.By || g.Text != w.Text || g.Current != w.Current || g.Future != w.Future {
			t.Errorf("event %d: %+v, want %+v", i, g, w)
		}
	}
	if events[1].When != "08:15, thứ Hai 17/06/2019" || events[1].ISO != "2019-06-17T08:15:00+07:00" {
		t.Errorf("moment %q, %q", events[1].When, events[1].ISO)
	}
}

func TestTimelineOfAnOfficialNamesWhoActed(t *testing.T) {
	c, d := ctxIn(t, i18n.EN), directory(t)
	events := Timeline(c, atWork(t), d, officials)
	if got := events[1].By; got != "Nông Thị Bích Diệp, Reception and Return Unit, People's Committee of Vĩnh Trại Ward" {
		t.Errorf("receipt by %q", got)
	}
	if got := events[3].Text; got != "To Vi Thanh Tùng" {
		t.Errorf("assigned %q", got)
	}
	if got := events[4].By; !strings.HasPrefix(got, "Vi Thanh Tùng, ") {
		t.Errorf("step at hand by %q", got)
	}
}

func TestTimelineOfAClosedDossierPromisesNothing(t *testing.T) {
	c, d := ctxIn(t, i18n.VI), directory(t)
	for name, v := range map[string]dossier.View{"returned": finished(t), "refused": refused(t)} {
		events := Timeline(c, v, d, officials)
		if len(events) != len(v.Facts) {
			t.Errorf("%s: %d events of %d facts", name, len(events), len(v.Facts))
		}
		for _, e := range events {
			missing(t, name, e.Title+e.By)
		}
	}
	last := Timeline(c, finished(t), d, nil)
	if got := last[len(last)-1].Text; got != "Trực tiếp tại Bộ phận Một cửa, người được ủy quyền nhận thay" {
		t.Errorf("returned: %q", got)
	}
}

func TestTransferredDossierWaitsForAHandler(t *testing.T) {
	v := then(received(t), authz.KindOfficial, counter, reception, at("2019-06-17", "08:20"), dossier.KindTransfer, dossier.TransferredBody{Step: "receive", From: reception, To: justice})
	events := Timeline(ctxIn(t, i18n.EN), v, directory(t), nil)
	if e := events[3]; e.Title != "Naming the handler" || !e.Current {
		t.Errorf("step at hand %+v", e)
	}
}

func TestSentence(t *testing.T) {
	now := at("2019-06-17", "09:00")
	for name, v := range map[string]struct {
		view dossier.View
		want string
	}{
		"submitted": {filed(t), "The application was filed at 08:05, Monday 17/06/2019 and waits to be checked by the one-stop unit; it gets its code and promised date when it is received."},
		"refused":   {refused(t), "The application was not received: The matter is within another agency’s competence."},
		"at work":   {atWork(t), "The dossier is at the step “Enter in the register, obtain the personal number, print the birth certificate”; the result is promised for 17:00, Monday 17/06/2019."},
		"returned":  {finished(t), "The result was returned at 14:00, Monday 17/06/2019; the dossier is closed."},
	} {
		if got := Sentence(ctxIn(t, i18n.EN), v.view, now); got != v.want {
			t.Errorf("%s: %q", name, got)
		}
		missing(t, name, Sentence(ctxIn(t, i18n.VI), v.view, now))
	}
	online := received(t)
	if got := Sentence(ctxIn(t, i18n.VI), online, now); !strings.Contains(got, "chuyển ngay") {
		t.Errorf("received online: %q", got)
	}
	direct := received(t)
	direct.State.Filing, direct.State.TransferBy = dossier.Counter, at("2019-06-17", "17:00")
	if got := Sentence(ctxIn(t, i18n.VI), direct, now); !strings.Contains(got, "chậm nhất 17:00, thứ Hai 17/06/2019") {
		t.Errorf("received at the counter: %q", got)
	}
	if got := Sentence(ctxIn(t, i18n.VI), atWork(t), at("2019-06-18", "08:00")); !strings.Contains(got, "đã quá hẹn") {
		t.Errorf("late: %q", got)
	}
}

func TestPapersAndAnswers(t *testing.T) {
	c, v := ctxIn(t, i18n.VI), filed(t)
	rows := Papers(c, v)
	if len(rows) != len(v.Version.Papers()) {
		t.Fatalf("%d papers of %d", len(rows), len(v.Version.Papers()))
	}
	if !rows[0].Declared || rows[1].Declared || rows[0].Text != v.Version.Papers()[0].Text || rows[0].Originals+rows[0].Copies == 0 {
		t.Errorf("papers %+v", rows[:2])
	}
	v.State.Papers = append(v.State.Papers, dossier.Component{Key: "other/1/1/1"}, dossier.Component{Key: "nonsense"})
	if len(Papers(c, v)) != len(rows) {
		t.Error("a paper of another version is shown")
	}
	sections := Answers(c, v)
	if len(sections) < 3 || sections[0].Title == "" || len(sections[0].Rows) == 0 {
		t.Errorf("answers %+v", sections)
	}
	v.Erased = true
	if Answers(c, v) != nil {
		t.Error("answers of an erased dossier")
	}
}
