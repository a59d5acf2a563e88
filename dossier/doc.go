// Package dossier is the heart: the dossier (hồ sơ) from submission to the
// return of its result, under NĐ61/2018 Đ17–20 and TT01/2018.
//
// What may happen is decided by pure functions: Decide turns a command on a
// State into events or a fault, Apply folds an event into the next State. The
// Service around them authorises, loads, decides and saves in one transaction.
// The dossier row holds the folded state, so a command reads one row; Verify
// refolds every state from its events and compares.
//
//	submitted ──receive──▶ received ──transfer──▶ transferred ──assign──▶ processing
//	  │ ▲  │                                                              │  complete, approve
//	  │ │  └──refuse──▶ refused                   returned ◀──return── result_ready ◀──deliver──┘
//	  │ └──answer── awaiting_supplement
//	  └────ask──────────▲
//
// What the one-stop handles itself is processing from receipt on (NĐ61 Đ17 k5). A
// finding that a dossier is not eligible (Decline) leads past the other steps to the
// signing one, since a refusal is a result (NĐ61 Đ19 k8). An applicant withdraws before
// receipt by herself, after it with the one-stop, until a result is signed.
//
// Until a result is approved, and on the day of receipt alone, the head of the
// one-stop may declare a receipt void (Void); then nothing more happens.
//
// Rows 13, 14, 16 and 17 of the life cycle (verification, return for supplement,
// consultation, reschedule) have their place in State and are not here yet.
package dossier
