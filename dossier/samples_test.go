package dossier

import (
	"reflect"
	"slices"

	"motcua/calendar"
	"motcua/internal/clock"
	"motcua/internal/event"
	"motcua/law"
	"motcua/process"
)

// sample is an event with every field of its newest shape filled in.
type sample struct{ body, person any }

func moment(day, tod string) clock.Instant {
	return clock.At(clock.MustDate(day), clock.MustTimeOfDay(tod))
}

// samples are what the golden files of the newest versions were written from.
// A golden is frozen: with a new version its sample changes, and the old file
// stays.
func samples() map[event.Kind]sample {
	const agency, oneStop, division, leadership, citizen, official = 101, 102, 103, 104, 900001, 800001
	morning := moment("2019-06-18", "07:30")
	return map[event.Kind]sample{
		KindSubmitted: {SubmittedBody{
			Procedure: Procedure{ID: 77, Code: "1.001193", Version: 2}, Form: "birth@1",
			Places:  Places{Agency: agency, OneStop: oneStop, Division: division, Leadership: leadership},
			Account: citizen, Filing: Online, Delivery: Counter,
			Papers:  []Component{{Key: "0:1", Declared: true, Originals: 1, Copies: 2}, {Key: "0:2"}},
			ByAgent: true,
		}, SubmittedPerson{
			Agent:     &Agent{Name: "Hoàng Văn Gửi", PersonNumber: "020080000123", Phone: "0912000002", Authorisation: "Giấy ủy quyền 12/2019"},
			Applicant: Applicant{Name: "Lăng Thị Mẫu", Address: "Thôn Mẫu, xã Mẫu", Phone: "0912000001", Email: "mau@example.vn"},
			Answers:   map[string]string{"child_name": "Lăng Văn <Thử> & Em", "born_on": "2019-06-10"},
		}},
		KindRefused: {RefusedBody{NotSupplied}, RefusedPerson{"Thiếu Giấy chứng sinh, đã hướng dẫn một lần."}},
		KindReceived: {ReceivedBody{
			Code: "000.12.15.H37-190617-0007", Day: clock.MustDate("2019-06-17"), No: 7, Regime: "5f0e", Process: 1,
			Promised: sampleEpoch("received", "QĐ163 1.001193"), Legal: sampleEpoch("received", "LHT Đ16 k2"),
			TransferBy: morning, Step: NextStep{"check", moment("2019-06-18", "08:30")}, Handled: true, OnTheSpot: true,
			Fees: []FeeNote{{Line: 1, Quantity: 2, Amount: 16000, Paid: true, Receipt: "BL-000123"}},
		}, nil},
		KindTransfer: {TransferredBody{Step: "check", From: oneStop, To: division,
			Resolving: &Places{Agency: agency, OneStop: oneStop, Division: division, Leadership: leadership}}, nil},
		KindAssigned: {AssignedBody{Assignee: official, Step: NextStep{"register", moment("2019-06-18", "10:30")}}, nil},
		KindCompleted: {CompletedBody{"register", NextStep{"sign", moment("2019-06-18", "11:30")}, &BookEntry{process.Births, 2019, 12}},
			CompletedPerson{"020219000123", map[string]string{"original.no": "7"}}},
		KindApproved:  {ApprovedBody{"sign", NextStep{"seal", moment("2019-06-18", "17:00")}}, nil},
		KindDelivered: {DeliveredBody{Step: "seal", Result: "KQ.01"}, nil},
		KindReturned:  {ReturnedBody{Method: Counter, ByProxy: true, BookSigned: true}, ReturnedPerson{"Lăng Văn Mẫu"}},
		KindAsked: {AskedBody{law.Receiver, []Item{{OfComponent, "0:1"}, {OfField, "child_name"}}},
			Asked{[]string{"Thiếu Giấy chứng sinh.", "Tên viết chưa đủ."}, "Nộp tại quầy hoặc trên cổng."}},
		KindSupplemented: {SupplementedBody{[]Component{{Key: "0:1", Declared: true, Originals: 1, Copies: 1}}, Counter},
			SupplementedPerson{Applicant{Name: "Lăng Thị Mẫu", Address: "Thôn Mẫu", Phone: "0912000001", Email: "mau@example.vn"}, map[string]string{"child_name": "Lăng Văn Thử"}}},
		KindRedirected: {RedirectedBody{Places{agency, oneStop, division, leadership}, Places{201, 202, 203, 204}},
			RedirectedPerson{"Trẻ cư trú ở xã khác."}},
		KindDeclined: {DeclinedBody{"register", NotEligible, NextStep{"sign", moment("2019-06-18", "11:30")}},
			DeclinedPerson{"Không đủ điều kiện."}},
		KindWithdrawalAsked: {WithdrawalAskedBody{Online}, WithdrawalPerson{"Nộp nhầm."}},
		KindWithdrawn:       {WithdrawnBody{Online, true}, WithdrawalPerson{"Nộp nhầm."}},
		KindVoided:          {VoidedBody{"000.12.15.H37-190617-0007"}, VoidedPerson{"Tiếp nhận nhầm hồ sơ của bà Lăng Thị Mẫu."}},
	}
}

func sampleEpoch(reason, article string) Epoch {
	return Epoch{Start: moment("2019-06-18", "07:30"), Due: moment("2019-06-18", "17:00"), Limit: "same_day 15:00",
		Reason: reason, Article: article, Provisional: true, Ended: moment("2019-06-18", "16:00"), End: "result",
		Counted: []calendar.CountedDay{
			{Date: clock.MustDate("2019-06-17"), Reason: calendar.Reason{Kind: calendar.Holiday, Name: "Ngày mẫu"}},
			{Date: clock.MustDate("2019-06-18"), Counts: true, Ordinal: 1, Reason: calendar.Reason{Kind: calendar.WorkingWeekday}},
		}}
}

// unset are the fields of v that no value of it fills.
func unset(v any) []string {
	filled := map[string]bool{}
	fill(reflect.ValueOf(v), "", filled)
	var out []string
	for path, is := range filled {
		if !is {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

func fill(v reflect.Value, path string, filled map[string]bool) {
	filled[path] = filled[path] || !v.IsZero()
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				fill(v.Field(i), path+"."+f.Name, filled)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), path+"[]", filled)
		}
	}
}
