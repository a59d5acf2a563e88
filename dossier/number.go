package dossier

import (
	"context"

	"motcua/dossier/dossiersql"
	"motcua/internal/event"
	"motcua/internal/fault"
	"motcua/internal/store"
)

// number gives a receipt its code: the next ordinal of the receiving agency and
// day. The counter's row is the one that all receipts of a unit wait for, so it
// is touched last, alone, just before the writes are flushed. Numbers are 1..n
// without a gap because a refused or failed receipt rolls the counter back; the
// 10,000th of a day is refused (NĐ61 Đ26 k2b gives four digits), or an earlier one
// when the law in force on the day gives fewer, and reported.
//
// law: NĐ61 Đ26 k2
// law: TT01 Đ19 k1
func (s *Service) number(ctx context.Context, tx *store.Tx, st State, t resolved, receipt event.New) (event.New, error) {
	day := receipt.Body.(ReceivedBody).Day
	unit, ok := s.Units.CodeAt(st.Places.Agency, string(t.scheme), day)
	if !ok {
		return receipt, fault.New(fault.CodeDossierCode)
	}
	err := s.keepRegime(ctx, tx, t)
	if err != nil {
		return receipt, err
	}
	q := dossiersql.New(tx)
	no, err := q.TakeNumber(ctx, dossiersql.TakeNumberParams{Authority: tx.Authority, Unit: st.Places.Agency, Day: day.String()})
	if err != nil {
		return receipt, err
	}
	receipt, err = numbered(receipt, unit, int(no), t.DailyMaximum)
	if err != nil {
		s.Security.Error("dossier codes of the day are used up", "unit", st.Places.Agency, "day", day.String(), "fault", string(fault.As(err).Code))
		return receipt, err
	}
	return receipt, q.InsertCode(ctx, dossiersql.InsertCodeParams{Authority: tx.Authority, Unit: st.Places.Agency, Day: day.String(),
		No: no, Dossier: st.ID, Code: receipt.Body.(ReceivedBody).Code})
}

// keepRegime writes the text of the legal values a dossier is received under,
// once: a process that has seen it committed need not write it again.
func (s *Service) keepRegime(ctx context.Context, tx *store.Tx, t resolved) error {
	if _, kept := s.kept.Load(t.Regime); kept {
		return nil
	}
	tx.AfterCommit(func() { s.kept.Store(t.Regime, true) })
	return dossiersql.New(tx).InsertRegime(ctx, dossiersql.InsertRegimeParams{Authority: tx.Authority, Hash: t.Regime, Text: t.text})
}
