package fault

// The codes. Add a line here, its words in vi.json and en.json, and a test that
// provokes it; `motcua explain CODE` prints all three.
const (
	CodeInternal            Code = "internal"
	CodeNotFound            Code = "not_found"
	CodeForbidden           Code = "forbidden"
	CodeUnauthenticated     Code = "unauthenticated"
	CodeUnavailable         Code = "unavailable"
	CodeBusy                Code = "busy"
	CodeCommitUnknown       Code = "commit_unknown"
	CodeInvalid             Code = "invalid"
	CodeMethod              Code = "method_not_allowed"
	CodeCrossOrigin         Code = "cross_origin"
	CodeTooLarge            Code = "too_large"
	CodeTooMany             Code = "too_many"
	CodeSessionExpired      Code = "session_expired"
	CodeSignInFailed        Code = "sign_in_failed"
	CodeFieldRequired       Code = "field.required"
	CodeFieldTooLong        Code = "field.too_long"
	CodeFieldDate           Code = "field.date"
	CodeFieldDateFuture     Code = "field.date_future"
	CodeFieldDateEarly      Code = "field.date_early"
	CodeFieldChoice         Code = "field.choice"
	CodeFieldName           Code = "field.name"
	CodeFieldPhone          Code = "field.phone"
	CodeFieldEmail          Code = "field.email"
	CodeFieldPersonNo       Code = "field.person_number"
	CodeFieldNumber         Code = "field.number"
	CodeFieldPlace          Code = "field.place"
	CodeFieldDeclare        Code = "field.declare"
	CodeFieldPassword       Code = "field.password"
	CodeAccountTaken        Code = "account.taken"
	CodeDraftIncomplete     Code = "draft.incomplete"
	CodeDraftGone           Code = "draft.gone"
	CodeNotOnline           Code = "procedure.not_online"
	CodeNotYetInForce       Code = "procedure.not_yet"
	CodeWithdrawn           Code = "procedure.withdrawn"
	CodeNotReceivedHere     Code = "procedure.not_received_here"
	CodeImportWithdraws     Code = "catalogue.import_withdraws"
	CodeImportEarly         Code = "catalogue.import_early"
	CodeStale               Code = "dossier.stale"
	CodeState               Code = "dossier.state"
	CodeNotYours            Code = "dossier.not_yours"
	CodeReasonRequired      Code = "dossier.reason_required"
	CodeDayFull             Code = "dossier.day_full"
	CodeNotOfficial         Code = "dossier.not_official_of_unit"
	CodeStepNeedsNumber     Code = "dossier.step_needs_person_number"
	CodeReceiptMissing      Code = "dossier.receipt_missing"
	CodeAuthorityMissing    Code = "dossier.authorisation_missing"
	CodeBookUnsigned        Code = "dossier.book_unsigned"
	CodeDossierCode         Code = "code.dossier"
	CodeAgencyCode          Code = "code.agency"
	CodeAgencySuggest       Code = "code.agency_suggest"
	CodeVoidLate            Code = "dossier.void_late"
	CodeUnitAmbiguous       Code = "unit.ambiguous"
	CodeUnitUnknown         Code = "unit.unknown"
	CodeLimitUncountable    Code = "procedure.limit_uncountable"
	CodeLimitContradicts    Code = "procedure.limit_contradicts"
	CodeProcedureUnknown    Code = "procedure.unknown"
	CodeBeforeLaw           Code = "law.before"
	CodeInputUnreadable     Code = "input.unreadable"
	CodeCalendarTwoMeanings Code = "calendar.two_meanings"
	CodeCalendarNoDecision  Code = "calendar.no_decision"
	CodeCalendarNotWeekend  Code = "calendar.not_weekend"
	CodeCalendarNotWeekday  Code = "calendar.not_weekday"
	CodeCalendarNoEdit      Code = "calendar.no_edit"
	CodeCalendarSettled     Code = "calendar.nothing_to_confirm"
	CodeCalendarShift       Code = "calendar.shift"
	CodeCalendarSeason      Code = "calendar.season"
	CodeKeyDestroyed        Code = "dossier.key_destroyed"
	CodeFileType            Code = "file.type"
	CodeFileEmpty           Code = "file.empty"
	CodeFileTooLarge        Code = "file.too_large"
	CodeFileTooMany         Code = "file.too_many"
	CodeFileDraftFull       Code = "file.draft_full"
	CodeFileDamaged         Code = "file.damaged"
	CodeFilePixels          Code = "file.pixels"
	CodeFileTwoFormats      Code = "file.two_formats"
	CodeFilePDFActive       Code = "file.pdf_active"
	CodeFilePDFEmbedded     Code = "file.pdf_embedded"
	CodeFilePDFEncrypted    Code = "file.pdf_encrypted"
	CodeFilePDFUnreadable   Code = "file.pdf_unreadable"
	CodeFileNotSent         Code = "file.not_sent"
	CodeFileQuarantined     Code = "file.quarantined"
	CodeFileInfected        Code = "file.infected"
)

var kinds = map[Code]Kind{
	CodeInternal:            Internal,
	CodeNotFound:            NotFound,
	CodeForbidden:           Forbidden,
	CodeUnauthenticated:     Unauthenticated,
	CodeUnavailable:         Unavailable,
	CodeBusy:                Unavailable,
	CodeCommitUnknown:       Unavailable,
	CodeInvalid:             Invalid,
	CodeMethod:              NotFound,
	CodeCrossOrigin:         Forbidden,
	CodeTooLarge:            Invalid,
	CodeTooMany:             TooMany,
	CodeSessionExpired:      Unauthenticated,
	CodeSignInFailed:        Invalid,
	CodeFieldRequired:       Invalid,
	CodeFieldTooLong:        Invalid,
	CodeFieldDate:           Invalid,
	CodeFieldDateFuture:     Invalid,
	CodeFieldDateEarly:      Invalid,
	CodeFieldChoice:         Invalid,
	CodeFieldName:           Invalid,
	CodeFieldPhone:          Invalid,
	CodeFieldEmail:          Invalid,
	CodeFieldPersonNo:       Invalid,
	CodeFieldNumber:         Invalid,
	CodeFieldPlace:          Invalid,
	CodeFieldDeclare:        Invalid,
	CodeFieldPassword:       Invalid,
	CodeAccountTaken:        Invalid,
	CodeDraftIncomplete:     Invalid,
	CodeDraftGone:           NotFound,
	CodeNotOnline:           Conflict,
	CodeStale:               Stale,
	CodeState:               Conflict,
	CodeNotYours:            Forbidden,
	CodeReasonRequired:      Invalid,
	CodeDayFull:             Conflict,
	CodeNotYetInForce:       Conflict,
	CodeNotReceivedHere:     Invalid,
	CodeWithdrawn:           Conflict,
	CodeImportWithdraws:     Conflict,
	CodeImportEarly:         Invalid,
	CodeNotOfficial:         Forbidden,
	CodeStepNeedsNumber:     Invalid,
	CodeReceiptMissing:      Conflict,
	CodeAuthorityMissing:    Conflict,
	CodeBookUnsigned:        Conflict,
	CodeDossierCode:         Invalid,
	CodeAgencyCode:          Invalid,
	CodeAgencySuggest:       Invalid,
	CodeVoidLate:            Conflict,
	CodeUnitAmbiguous:       Invalid,
	CodeUnitUnknown:         NotFound,
	CodeLimitUncountable:    Conflict,
	CodeLimitContradicts:    Conflict,
	CodeProcedureUnknown:    NotFound,
	CodeBeforeLaw:           Invalid,
	CodeInputUnreadable:     Invalid,
	CodeCalendarTwoMeanings: Invalid,
	CodeCalendarNoDecision:  Invalid,
	CodeCalendarNotWeekend:  Invalid,
	CodeCalendarNotWeekday:  Invalid,
	CodeCalendarNoEdit:      Conflict,
	CodeCalendarSettled:     Conflict,
	CodeCalendarShift:       Invalid,
	CodeCalendarSeason:      Invalid,
	CodeKeyDestroyed:        NotFound,
	CodeFileType:            Invalid,
	CodeFileEmpty:           Invalid,
	CodeFileTooLarge:        Invalid,
	CodeFileTooMany:         Invalid,
	CodeFileDraftFull:       Invalid,
	CodeFileDamaged:         Invalid,
	CodeFilePixels:          Invalid,
	CodeFileTwoFormats:      Invalid,
	CodeFilePDFActive:       Invalid,
	CodeFilePDFEmbedded:     Invalid,
	CodeFilePDFEncrypted:    Invalid,
	CodeFilePDFUnreadable:   Invalid,
	CodeFileNotSent:         Invalid,
	CodeFileQuarantined:     Conflict,
	CodeFileInfected:        Conflict,
}
