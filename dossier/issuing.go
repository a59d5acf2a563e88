package dossier

import (
	"context"

	"motcua/dossier/dossiersql"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
	"motcua/paper"
)

const placePaper = "paper"

// Issue is the record of a paper of v that event seq led to: as it was issued, or as
// made now, which is then kept. What was issued never changes with a unit's name or a
// form's words (NĐ61 Đ20 k3). form tells the papers of one event apart. v proves that
// the caller may read the dossier; dossier.key_destroyed once it was erased.
func (s *Service) Issue(ctx context.Context, v View, seq int32, form string, made func() (paper.Record, error)) (paper.Record, error) {
	record, found, err := s.issued(ctx, v, seq, form)
	if err != nil || found {
		return record, err
	}
	record, err = made()
	if err != nil {
		return record, err
	}
	text, err := paper.Encode(record)
	if err != nil {
		return record, err
	}
	err = s.DB.Update(ctx, s.authority(), func(tx *store.Tx) error {
		l, err := s.load(ctx, tx, v.State.ID, true)
		if err != nil {
			return err
		}
		return dossiersql.New(tx).KeepPaper(ctx, dossiersql.KeepPaperParams{Authority: tx.Authority, Dossier: v.State.ID, Seq: seq, Form: form,
			Record: l.key.Seal(text, placeOfPaper(tx.Authority, v.State.ID, form)), IssuedAt: int64(tx.Now)})
	})
	if err != nil {
		return record, err
	}
	record, _, err = s.issued(ctx, v, seq, form) // somebody may have been first
	return record, err
}

func placeOfPaper(authority int32, dossier int64, form string) []byte {
	return seal.Place(authority, dossier, placePaper+" "+form)
}

func (s *Service) issued(ctx context.Context, v View, seq int32, form string) (paper.Record, bool, error) {
	var text []byte
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		rows, err := dossiersql.New(tx).PaperOf(ctx, dossiersql.PaperOfParams{Authority: tx.Authority, Dossier: v.State.ID, Seq: seq, Form: form})
		if err != nil || len(rows) == 0 {
			return err
		}
		l, err := s.load(ctx, tx, v.State.ID, false)
		if err != nil {
			return err
		}
		if l.erased {
			return fault.New(fault.CodeKeyDestroyed)
		}
		text, err = l.key.Open(rows[0], placeOfPaper(tx.Authority, v.State.ID, form))
		return err
	})
	if err != nil || text == nil {
		return paper.Record{}, false, err
	}
	record, err := paper.Decode(text)
	return record, true, err
}
