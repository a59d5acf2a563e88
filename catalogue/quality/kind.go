package quality

// Kind is a kind of finding.
type Kind string

// The kinds. A "row" is what the list of the national catalogue says of a
// procedure, its "detail" the page of the procedure.
const (
	CodeDuplicate  Kind = "code_duplicate"  // several records have the code
	CodeIrregular  Kind = "code_irregular"  // not of the form 1.001193
	NotNFC         Kind = "not_nfc"         // the text arrived in another Unicode form
	TypeContradict Kind = "type_contradict" // national, but issued by a province, or the other way round
	TypeInternal   Kind = "type_internal"   // between agencies: out of scope, NĐ63 Đ1 k2a
	DetailForeign  Kind = "detail_foreign"  // the page collected is another procedure's
	DetailMissing  Kind = "detail_missing"  // only the row is known

	NoPromulgating Kind = "no_promulgating"
	NoExecuting    Kind = "no_executing"
	NoSector       Kind = "no_sector"
	NoSubjects     Kind = "no_subjects"
	NoDecision     Kind = "no_decision"
	NoChannels     Kind = "no_channels"
	NoSteps        Kind = "no_steps"
	NoDossier      Kind = "no_dossier"
	NoLaw          Kind = "no_law"
	NoResult       Kind = "no_result"
	NoLimit        Kind = "no_limit" // no channel and no case has a number

	NameDiffers      Kind = "name_differs"      // row and detail
	AgenciesDiffer   Kind = "agencies_differ"   // row and detail
	NameShared       Kind = "name_shared"       // several codes have the name
	NameLongest      Kind = "name_longest"      // the longest of all
	NameSpacing      Kind = "name_spacing"      // begins or ends with white space, or has several in a row
	AgencyOutOfDate  Kind = "agency_outofdate"  // an agency marked old by the portal, or of the abolished district
	LevelsUnexpected Kind = "levels_unexpected" // levels and executing agencies name none in common

	UnitContradicts  Kind = "unit_contradicts"  // 20 DAY, and the text says 20 ngày làm việc
	DaysInText       Kind = "days_in_text"      // 20 WORKING_DAY, and the text says 20 ngày
	CasesContradict  Kind = "cases_contradict"  // no case has the limit of the channel
	ChannelsDiffer   Kind = "channels_differ"   // one method with two limits
	UnitOther        Kind = "unit_other"        // OTHER, 1: "see the text", "the same day"
	UnitUnknown      Kind = "unit_unknown"      // OTHER with a number that would mean something
	LimitNoQuantity  Kind = "limit_no_quantity" // a unit without a number, or with zero
	LimitHalf        Kind = "limit_half"        // halves of days are real
	FeeZeroText      Kind = "fee_zero_text"     // 0, and the text has an amount
	FeeThousands     Kind = "fee_thousands"     // 25 for 25.000
	FeeUnstated      Kind = "fee_unstated"
	FeeCouncil       Kind = "fee_council"  // set by the provincial People's Council
	FeeCurrency      Kind = "fee_currency" // not in đồng
	PaperGlued       Kind = "paper_glued"  // the name of a form's file stuck to the paper's
	PaperEmpty       Kind = "paper_empty"
	PaperFragment    Kind = "paper_fragment" // a broken sentence: "hoặc" alone in a line
	PaperCount       Kind = "paper_count"    // more copies than anyone asks for
	LawJunk          Kind = "law_junk"       // no number of a legal document
	LawCut           Kind = "law_cut"        // a number that lost its end, or took up a word
	LawUntitled      Kind = "law_untitled"
	TextPhone        Kind = "text_phone"
	TextMail         Kind = "text_mail"
	TextInvisible    Kind = "text_invisible"   // invisible characters within words
	TextUnprintable  Kind = "text_unprintable" // characters of a private font or lost ones
	SectorWithoutKey Kind = "sector_uncoded"   // MX1X2-LV is not given, TT01 Đ20
)

type ranked struct {
	kind     Kind
	severity Severity
}

// all is every kind with its severity, in the order of reports.
func all() []ranked {
	return []ranked{
		{DetailForeign, Defect}, {CodeDuplicate, Defect}, {CodeIrregular, Defect}, {TypeContradict, Doubt},
		{UnitContradicts, Defect}, {FeeZeroText, Defect}, {FeeThousands, Defect}, {PaperEmpty, Defect},
		{PaperFragment, Defect}, {PaperCount, Defect}, {LawJunk, Defect}, {TextUnprintable, Defect},
		{NoPromulgating, Defect}, {NoExecuting, Defect}, {NoSector, Defect}, {NoSubjects, Defect},
		{NoDecision, Defect}, {NoChannels, Defect}, {NoSteps, Defect}, {NoDossier, Defect},
		{NoLaw, Defect}, {NoResult, Defect}, {NoLimit, Defect},
		{DaysInText, Doubt}, {CasesContradict, Doubt}, {ChannelsDiffer, Doubt}, {UnitUnknown, Doubt}, {LimitNoQuantity, Doubt},
		{NameDiffers, Doubt}, {AgenciesDiffer, Doubt}, {AgencyOutOfDate, Doubt}, {LevelsUnexpected, Doubt}, {PaperGlued, Doubt}, {LawCut, Doubt},
		{DetailMissing, Note}, {UnitOther, Note}, {LimitHalf, Note}, {FeeUnstated, Note}, {FeeCouncil, Note}, {FeeCurrency, Note},
		{NameShared, Note}, {NameLongest, Note}, {NameSpacing, Note}, {LawUntitled, Note}, {SectorWithoutKey, Note},
		{TextPhone, Note}, {TextMail, Note}, {TextInvisible, Note}, {NotNFC, Note}, {TypeInternal, Note},
	}
}

// Kinds lists every kind in the order of reports: what must not be relied on first.
func Kinds() []Kind {
	var out []Kind
	for _, r := range all() {
		out = append(out, r.kind)
	}
	return out
}

// Severity is how much a finding of the kind matters.
func (k Kind) Severity() Severity {
	for _, r := range all() {
		if r.kind == k {
			return r.severity
		}
	}
	return Note
}

// Key is the message key of the kind's words; its arguments are in Finding.Detail.
func (k Kind) Key() string { return "catalogue.quality." + string(k) }
