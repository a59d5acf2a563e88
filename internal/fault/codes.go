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
	CodeFieldDateLate       Code = "field.date_late"
	CodeFieldChoice         Code = "field.choice"
	CodeFieldName           Code = "field.name"
	CodeFieldPhone          Code = "field.phone"
	CodeFieldEmail          Code = "field.email"
	CodeFieldPersonNo       Code = "field.person_number"
	CodeFieldNumber         Code = "field.number"
	CodeFieldPlace          Code = "field.place"
	CodeFieldUnit           Code = "field.unit"
	CodeFieldAddressLine    Code = "field.address_line"
	CodeFieldBusinessCode   Code = "field.business_code"
	CodeFieldHouseholdCode  Code = "field.household_code"
	CodeFieldMoney          Code = "field.money"
	CodeFieldPersonBirth    Code = "field.person_birth"
	CodeFieldPersonSex      Code = "field.person_sex"
	CodeFieldRule           Code = "field.rule"
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
	CodeSupplementOnce      Code = "dossier.supplement_once"
	CodeSupplementEmpty     Code = "dossier.supplement_empty"
	CodeNotGuided           Code = "dossier.not_guided"
	CodeSameUnit            Code = "dossier.same_unit"
	CodeWithdrawalPending   Code = "dossier.withdrawal_pending"
	CodePromiseNeeded       Code = "dossier.promise_needed"
	CodePromiseDayOff       Code = "dossier.promise_day_off"
	CodeFeeUnpublished      Code = "dossier.fee_unpublished"
	CodeTooManyParked       Code = "intake.too_many_parked"
	CodePostTerm            Code = "post.term"
	CodePostSeniority       Code = "post.seniority"
	CodePostPlace           Code = "post.place"
	CodePostPast            Code = "post.past"
	CodePostOrder           Code = "post.order"
	CodePostTwice           Code = "post.twice"
	CodePostHead            Code = "post.head_exists"
	CodePostDeputies        Code = "post.too_many_deputies"
	CodePostCover           Code = "post.cover"
	CodePostOver            Code = "post.over"
	CodePostLast            Code = "post.last_administrator"
	CodeInvitation          Code = "account.invitation"
	CodeAccountDisabled     Code = "account.disabled"
	CodeCounterTaken        Code = "counter.taken"
	CodeCounterOver         Code = "counter.over"
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
	CodeFieldDateLate:       Invalid,
	CodeFieldChoice:         Invalid,
	CodeFieldName:           Invalid,
	CodeFieldPhone:          Invalid,
	CodeFieldEmail:          Invalid,
	CodeFieldPersonNo:       Invalid,
	CodeFieldNumber:         Invalid,
	CodeFieldPlace:          Invalid,
	CodeFieldUnit:           Invalid,
	CodeFieldAddressLine:    Invalid,
	CodeFieldBusinessCode:   Invalid,
	CodeFieldHouseholdCode:  Invalid,
	CodeFieldMoney:          Invalid,
	CodeFieldPersonBirth:    Invalid,
	CodeFieldPersonSex:      Invalid,
	CodeFieldRule:           Invalid,
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
	CodeSupplementOnce:      Conflict,
	CodeSupplementEmpty:     Invalid,
	CodeNotGuided:           Invalid,
	CodeSameUnit:            Invalid,
	CodeWithdrawalPending:   Conflict,
	CodePromiseNeeded:       Invalid,
	CodePromiseDayOff:       Invalid,
	CodeFeeUnpublished:      Invalid,
	CodeTooManyParked:       Conflict,
	CodePostTerm:            Invalid,
	CodePostSeniority:       Invalid,
	CodePostPlace:           Invalid,
	CodePostPast:            Invalid,
	CodePostOrder:           Invalid,
	CodePostTwice:           Invalid,
	CodePostHead:            Invalid,
	CodePostDeputies:        Invalid,
	CodePostCover:           Invalid,
	CodePostOver:            Conflict,
	CodePostLast:            Conflict,
	CodeInvitation:          Invalid,
	CodeAccountDisabled:     Conflict,
	CodeCounterTaken:        Invalid,
	CodeCounterOver:         Conflict,
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
