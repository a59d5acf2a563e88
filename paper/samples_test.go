package paper

import (
	"strings"

	"motcua/internal/clock"
)

func at(day, time string) clock.Instant {
	return clock.At(clock.MustDate(day), clock.MustTimeOfDay(time))
}

const dossierCode = "000.23.21.H37-190617-0012"

func slip(t Template, heading string) Record {
	return Record{Template: t, Version: 1, Heading: heading, Code: dossierCode, LookUp: "https://dichvucong.langson.example.vn/tra-cuu?ma=" + dossierCode,
		Head:     Head{Superior: "UBND phường Vĩnh Trại", Authority: "Bộ phận Tiếp nhận và Trả kết quả", Number: "190617-0012/BPTNTKQ", PlaceDate: "Vĩnh Trại, ngày 17 tháng 6 năm 2019"},
		IssuedAt: at("2019-06-17", "08:15")}
}

func result(t Template, heading, number string) Record {
	r := slip(t, heading)
	r.Head = Head{Superior: "Thành phố Lạng Sơn", Authority: "Ủy ban nhân dân phường Vĩnh Trại", Number: number, PlaceDate: "Vĩnh Trại, ngày 17 tháng 6 năm 2019"}
	return r
}

func applicant() Party {
	return Party{Name: "Công Tằng Tôn Nữ Hoàng Thị Ngọc Diễm", Phone: "0900000011", Email: "lan@example.vn",
		Address: "Số 12 đường Trần Hưng Đạo, phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn"}
}

func chairman() Signer {
	return Signer{Capacity: "TM. ỦY BAN NHÂN DÂN", Post: "CHỦ TỊCH", Name: "Hoàng Văn Thụ"}
}

const oneStop = "Bộ phận Tiếp nhận và Trả kết quả"

func receipt() Record {
	r := slip(TemplateReceipt, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
	r.Receipt = &Receipt{OneStop: oneStop, Applicant: applicant(), Procedure: "Thủ tục đăng ký khai sinh",
		Components: []string{"Tờ khai đăng ký khai sinh theo mẫu", "Giấy chứng sinh", "Giấy tờ chứng minh nơi cư trú của cha hoặc mẹ", "Giấy chứng nhận kết hôn"},
		Sets:       1, Fees: []Fee{{Name: "Lệ phí đăng ký hộ tịch", Amount: 8000, Note: "được miễn"}, {Name: "Bản sao trích lục", Amount: 16000}},
		Limit: "ngay trong ngày; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo", ReceivedAt: at("2019-06-17", "08:15"),
		DueAt: at("2019-06-17", "17:00"), Delivery: oneStop, Book: "2019", Ordinal: "190617-0012", Official: "Nông Thị Bích Diệp"}
	return r
}

func supplement() Record {
	r := slip(TemplateSupplement, "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
	r.Code, r.LookUp, r.Head.Number = "", "", "07/HDHS"
	r.Supplement = &SupplementSlip{OneStop: oneStop, Applicant: applicant(), Procedure: "Thủ tục đăng ký khai sinh", Reason: "Hồ sơ chưa đủ thành phần theo quy định.",
		Items: []SupplementItem{
			{Name: "Giấy chứng sinh do cơ sở y tế nơi trẻ em sinh ra cấp", Originals: 1, Reason: "Bản nộp là bản photo, không phải bản chính."},
			{Name: "Giấy chứng nhận kết hôn của cha, mẹ trẻ em", Certified: 1, Photocopies: 2, Reason: "Chưa nộp."},
			{Name: "Tờ khai đăng ký khai sinh", Originals: 1, Reason: "Chưa ghi quê quán của trẻ em."}},
		Contact: "bà Nông Thị Bích Diệp", Phone: "0205 000 0001", Guide: "Nông Thị Bích Diệp"}
	return r
}

func refusal() Record {
	r := slip(TemplateRefusal, "Phiếu từ chối tiếp nhận giải quyết hồ sơ")
	r.Code, r.LookUp, r.Head.Number, r.Head.Series = "", "", "", "BPTNTKQ"
	r.Refusal = &RefusalSlip{OneStop: oneStop, Applicant: applicant(), Procedure: "Thủ tục đăng ký khai sinh", Reason: "Cha và mẹ cùng cư trú tại xã Quảng Lạc, thành phố Lạng Sơn.",
		Ground: "Không thuộc thẩm quyền giải quyết của cơ quan", Article: "điểm a khoản 2 Điều 17 Nghị định 61/2018/NĐ-CP", Phone: "0205 000 0001", Official: "Nông Thị Bích Diệp"}
	return r
}

func refusalResult() Record {
	r := refusal()
	r.Code, r.LookUp, r.Heading, r.Head.Number = dossierCode, receipt().LookUp, "Phiếu từ chối giải quyết hồ sơ", "15/UBND"
	r.Head.Superior, r.Head.Authority = "Thành phố Lạng Sơn", "Ủy ban nhân dân phường Vĩnh Trại"
	signer := chairman()
	r.Refusal.Result, r.Refusal.Signer, r.Refusal.Resolver = true, &signer, "Ủy ban nhân dân phường Vĩnh Trại"
	r.Refusal.Article, r.Refusal.Ground = "khoản 8 Điều 19 Nghị định 61/2018/NĐ-CP", ""
	r.Refusal.Returned = []string{"Giấy chứng sinh (bản chính)", "Giấy chứng nhận kết hôn (bản chính)"}
	return r
}

func citizen(name, born string) Citizen {
	return Citizen{Name: name, Born: born, Ethnicity: "Tày", Nationality: "Việt Nam", Residence: "Số 12 đường Trần Hưng Đạo, phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn",
		Identity: "Thẻ căn cước công dân số 020190000012 do Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư cấp ngày 03/02/2018"}
}

func birthEntry() BirthEntry {
	return BirthEntry{Name: "NÔNG HOÀNG THỊ NGỌC DIỄM", Born: clock.MustDate("2019-06-02"), BornInWords: "ngày mồng hai, tháng sáu, năm hai nghìn không trăm mười chín",
		Sex: "Nữ", Ethnicity: "Tày", Nationality: "Việt Nam", BirthPlace: "Bệnh viện Đa khoa tỉnh Lạng Sơn, phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn",
		HomeTown: "xã Quảng Lạc, thành phố Lạng Sơn, tỉnh Lạng Sơn", PersonalNumber: "020319000123",
		Mother: citizen("HOÀNG THỊ LAN", "1992"), Father: citizen("NÔNG VĂN SƠN", "1990")}
}

func registration() Registration {
	return Registration{Office: "Ủy ban nhân dân phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn", Number: "45", Book: "01/2019", Date: clock.MustDate("2019-06-17")}
}

func birth() Record {
	r := result(TemplateBirthCertificate, "Giấy khai sinh", "45/2019")
	r.Birth = &BirthCertificate{BirthEntry: birthEntry(), Declarant: citizen("HOÀNG THỊ LAN", "1992"), Registration: registration(), Signer: chairman()}
	return r
}

func deathEntry() DeathEntry {
	return DeathEntry{Deceased: citizen("LÝ VĂN BÌNH", "ngày 12 tháng 3 năm 1941"), Sex: "Nam", Number: "020041000077", LastHome: "Khối 5, phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn",
		Died: clock.MustDate("2019-06-15"), Hour: "22 giờ 40 phút", InWords: "hai mươi hai giờ bốn mươi phút, ngày mười lăm, tháng sáu, năm hai nghìn không trăm mười chín",
		Place: "tại nhà riêng", Cause: "tuổi cao", Notice: "số 31 do Trạm y tế phường Vĩnh Trại cấp ngày 16 tháng 6 năm 2019", Declarant: "LÝ THỊ HẠNH"}
}

func death() Record {
	r := result(TemplateDeathExtract, "Trích lục khai tử", "12/TLKT")
	r.Death = &DeathExtract{DeathEntry: deathEntry(), Registration: registration(), Signer: chairman()}
	return r
}

func extract() Record {
	r := result(TemplateCivilExtract, "Trích lục kết hôn", "88/TLKH-BS")
	r.Extract = &CivilExtract{Marriage: &MarriageEntry{Wife: citizen("HOÀNG THỊ LAN", "ngày 05 tháng 9 năm 1992"), Husband: citizen("NÔNG VĂN SƠN", "ngày 20 tháng 11 năm 1990")},
		Registration: registration(), Signer: chairman()}
	return r
}

func extractOf(birth *BirthEntry, death *DeathEntry) Record {
	r := extract()
	r.Extract.Marriage, r.Extract.Birth, r.Extract.Death, r.Extract.Note = nil, birth, death, "Đã cải chính năm sinh của cha theo Quyết định số 4/QĐ-UBND."
	return r
}

func certification() Record {
	r := result(TemplateCertification, "Chứng thực bản sao đúng với bản chính", "")
	r.Certification = &Certification{Document: "Bằng tốt nghiệp đại học số 123456 mang tên Hoàng Thị Lan", Number: "1207", Book: "03/2019", Date: clock.MustDate("2019-06-17"),
		Copies: 3, Pages: 2, Fee: 12000, Signer: chairman()}
	return r
}

func household() Record {
	r := result(TemplateHousehold, "Giấy chứng nhận đăng ký hộ kinh doanh", "14A8001234")
	r.Head.Superior, r.Head.Authority = "Ủy ban nhân dân thành phố Lạng Sơn", "Phòng Tài chính - Kế hoạch"
	r.Household = &HouseholdBusiness{Name: "HỘ KINH DOANH LAN SƠN", Place: "Số 12 đường Trần Hưng Đạo, phường Vĩnh Trại, thành phố Lạng Sơn, tỉnh Lạng Sơn", Phone: "0900000011",
		Trades: []string{"Bán lẻ lương thực trong các cửa hàng chuyên doanh", "Nhà hàng và các dịch vụ ăn uống phục vụ lưu động"}, Capital: 150_000_000,
		Owner:   Owner{Citizen: citizen("HOÀNG THỊ LAN", "05/9/1992"), Sex: "Nữ", Living: "như trên"},
		Members: []Member{{Name: "Nông Văn Sơn", Born: "20/11/1990", Nationality: "Việt Nam", Residence: "Phường Vĩnh Trại, thành phố Lạng Sơn", Share: 75_000_000, Identity: "020090000045"}},
		Changes: 1, ChangedOn: clock.MustDate("2019-06-17"), Registered: clock.MustDate("2017-02-06"), Signer: Signer{Post: "TRƯỞNG PHÒNG", Name: "Vi Thị Thu Hà"}}
	return r
}

func voided() Record { return receipt().Voided(at("2019-06-17", "09:30")) }

func provisional() Record {
	r := receipt().Copy(2)
	r.Receipt.Provisional = true
	return r
}

func preview() Record {
	r := receipt().Copy(1)
	r.Preview, r.Code, r.LookUp, r.Head.Number, r.Head.Series, r.Receipt.Ordinal, r.Receipt.Book = true, "", "", "", "BPTNTKQ", "", ""
	return r
}

// long is a receipt with the longest procedure name published (1,192 characters) and
// forty papers.
func long() Record {
	r := receipt().Copy(2)
	name := strings.Repeat("Cấp giấy phép môi trường đối với dự án đầu tư thuộc thẩm quyền của Ủy ban nhân dân cấp tỉnh ", 13)
	r.Receipt.Procedure = string([]rune(name)[:1192])
	r.Receipt.Components = nil
	for range 40 {
		r.Receipt.Components = append(r.Receipt.Components, "Báo cáo đề xuất cấp giấy phép môi trường của dự án đầu tư có kèm theo bản vẽ và các giấy tờ liên quan")
	}
	return r
}

// longRequest is Mẫu 02 with a row higher than a page and thirty more.
func longRequest() Record {
	r := supplement()
	r.Supplement.Items[0].Name = strings.Repeat("Bản vẽ hoàn công có chữ ký của chủ đầu tư ", 60)
	for range 30 {
		r.Supplement.Items = append(r.Supplement.Items, r.Supplement.Items[1])
	}
	return r
}

// samples is every template and every variant.
func samples() map[string]Record {
	b, d := birthEntry(), deathEntry()
	return map[string]Record{"mau01": receipt(), "mau01-void": voided(), "mau01-provisional": provisional(), "mau01-preview": preview(), "mau01-long": long(),
		"mau02": supplement(), "mau02-long": longRequest(), "mau03": refusal(), "mau03-result": refusalResult(), "khai-sinh": birth(), "khai-tu": death(),
		"trich-luc": extract(), "trich-luc-khai-sinh": extractOf(&b, nil), "trich-luc-khai-tu": extractOf(nil, &d),
		"chung-thuc": certification(), "ho-kinh-doanh": household()}
}
