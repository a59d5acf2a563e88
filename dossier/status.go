package dossier

import "motcua/process"

// NationalStatus is one of the ten statuses shown alike on the portal and in the
// one-stop system (TT22/2019 Đ4 k2, Phụ lục I).
type NationalStatus int

// The ten. Numbers are published; never renumbered.
const (
	NewlyFiled      NationalStatus = 1  // Mới đăng ký
	Accepted        NationalStatus = 2  // Được tiếp nhận
	NotAccepted     NationalStatus = 3  // Không được tiếp nhận
	InProcess       NationalStatus = 4  // Đang xử lý
	SupplementAsked NationalStatus = 5  // Yêu cầu bổ sung giấy tờ
	PaymentAsked    NationalStatus = 6  // Yêu cầu thực hiện nghĩa vụ tài chính
	WithdrawalAsked NationalStatus = 7  // Công dân yêu cầu rút hồ sơ
	Stopped         NationalStatus = 8  // Dừng xử lý
	Processed       NationalStatus = 9  // Đã xử lý xong
	ResultGiven     NationalStatus = 10 // Đã trả kết quả
)

// National is the status that portal and one-stop system show for s.
func (s Status) National() NationalStatus {
	switch s {
	case Submitted:
		return NewlyFiled
	case Awaiting:
		return SupplementAsked
	case Refused:
		return NotAccepted
	case Received:
		return Accepted
	case Transferred, Processing:
		return InProcess
	case ResultReady:
		return Processed
	case Returned:
		return ResultGiven
	case Voided, Withdrawn:
		return Stopped
	}
	return 0
}

// National is the status that portal and one-stop system show for s: that of its own
// status, but for a dossier whose applicant has asked for it back.
func (s State) National() NationalStatus {
	if s.withdrawing() && !s.Status.Closed() {
		return WithdrawalAsked
	}
	return s.Status.National()
}

// Degree is all an anonymous visitor learns of a dossier (TT01 Đ16 k2d): its
// code, its status and how far it is.
type Degree struct {
	Code     string
	National NationalStatus
	Done     int  // steps of the internal process finished
	Total    int  // steps of the internal process; 0 before receipt
	Void     bool // the receipt was declared void: the code stands for no dossier any more
	Gone     bool // the applicant withdrew it
}

// Percent is the share of the way from filing to return, 0 to 100: the steps of
// the process are the middle, receipt and return its two ends.
func (d Degree) Percent() int {
	switch {
	case d.National == ResultGiven, d.National == NotAccepted, d.Gone:
		return 100
	case d.National == NewlyFiled, d.National == SupplementAsked:
		return 0
	}
	return (1 + d.Done) * 100 / (d.Total + 2)
}

// DegreeOf is the degree of completion of s under its process.
func DegreeOf(s State, p process.Definition) Degree {
	d := Degree{Code: s.Code, National: s.National(), Total: len(p.Steps), Void: s.Void != nil, Gone: s.Status == Withdrawn}
	for _, step := range s.Steps() {
		if step.Done != 0 {
			d.Done++
		}
	}
	return d
}
