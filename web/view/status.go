package view

import (
	"strconv"

	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/web/ui"
)

// National is the words of the national status s is shown as, alike on portal
// and desk (TT22 Đ4 k2).
func National(c ui.Ctx, s dossier.Status) string { return NationalStatus(c, s.National()) }

// NationalStatus is the words of a national status; "" for none.
func NationalStatus(c ui.Ctx, n dossier.NationalStatus) string {
	if n == 0 {
		return ""
	}
	return c.T("view.national." + strconv.Itoa(int(n)))
}

// StatusState is the shape and colour to go with a status. A dossier in work is
// neutral: green and amber are for how its time stands (DeadlineOf).
func StatusState(s dossier.Status) ui.State {
	switch s {
	case dossier.Refused, dossier.Voided:
		return ui.Late
	case dossier.ResultReady, dossier.Returned:
		return ui.Done
	}
	return ui.Neutral
}

// Sentence is what happens to the dossier now and by when, in one sentence.
func Sentence(c ui.Ctx, v dossier.View, now clock.Instant) string {
	s := v.State
	switch s.Status {
	case dossier.Submitted:
		return c.T("view.sentence.submitted", "at", s.SubmittedAt)
	case dossier.Awaiting:
		return c.T("view.sentence.awaiting", "at", s.Supplements[len(s.Supplements)-1].At)
	case dossier.Withdrawn:
		return c.T("view.sentence.withdrawn", "at", s.Withdrawal.At)
	case dossier.Refused:
		return c.T("view.sentence.refused", "ground", Ground(c, s.Refusal.Ground))
	case dossier.ResultReady:
		return c.T("view.sentence.ready."+string(s.Delivery), "at", s.Result.At)
	case dossier.Returned:
		return c.T("view.sentence.returned", "at", s.Return.At)
	case dossier.Voided:
		return c.T("view.sentence.voided", "at", s.Void.At)
	case dossier.Received:
		if s.Filing == dossier.Online {
			return c.T("view.sentence.received_online", "due", s.Clocks.Due(dossier.Promised))
		}
		if now <= s.TransferBy {
			return c.T("view.sentence.received", "by", s.TransferBy, "due", s.Clocks.Due(dossier.Promised))
		}
	}
	return running(c, v, now)
}

// running is the sentence of a dossier in work: the step at hand and the promise.
func running(c ui.Ctx, v dossier.View, now clock.Instant) string {
	due := v.State.Clocks.Due(dossier.Promised)
	step := stepName(c, v, v.State.Current)
	if v.State.Status == dossier.Transferred {
		step = c.T("view.step.assign")
	}
	if now > due {
		return c.T("view.sentence.late", "step", step, "due", due)
	}
	return c.T("view.sentence.running", "step", step, "due", due)
}

// stepName is the name of a step of the dossier's process, its id when the
// process does not have it.
func stepName(c ui.Ctx, v dossier.View, id string) string {
	step, ok := v.Process.Step(id)
	if !ok {
		return id
	}
	return step.Name(string(c.Lang))
}
