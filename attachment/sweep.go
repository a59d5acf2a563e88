package attachment

import (
	"context"
	"database/sql"
	"errors"
	"path"

	"motcua/attachment/attachmentsql"
	"motcua/internal/clock"
	"motcua/internal/store"
)

const (
	sweepBatch = 500
	// sweepDays is how far back blobs without a row are looked for: a sweep runs every
	// day, so only a worker that stood still for a month leaves some.
	sweepDays = 30
)

// Sweep deletes the bytes and rows of files that were removed, and blobs that never
// got a row, both when they are older than a day: nobody is adding them any more.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.DB.Clock().Now()
	err := s.sweepRemoved(ctx, clock.At(now.Date(), 0))
	if err != nil {
		return err
	}
	for n := 2; n <= sweepDays; n++ {
		err := s.sweepDay(ctx, s.dayFolder(now.Date().AddDays(-n)))
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) sweepRemoved(ctx context.Context, before clock.Instant) error {
	for {
		var rows []attachmentsql.InStateRow
		err := s.DB.View(ctx, s.Authority, func(tx *store.Tx) (err error) {
			rows, err = attachmentsql.New(tx).InState(ctx, attachmentsql.InStateParams{Authority: tx.Authority, State: string(Removed),
				UploadedAt: int64(before), Limit: sweepBatch})
			return err
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			err := s.Blobs.Delete(ctx, row.Blob)
			if err != nil {
				return err
			}
		}
		err = s.DB.Update(ctx, s.Authority, func(tx *store.Tx) error {
			q := attachmentsql.New(tx)
			for _, row := range rows {
				err := q.DeleteAttachment(ctx, attachmentsql.DeleteAttachmentParams{Authority: tx.Authority, ID: row.ID})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(rows) < sweepBatch {
			return err
		}
	}
}

// sweepDay deletes the blobs of a day that no row names.
func (s *Service) sweepDay(ctx context.Context, folder string) error {
	names, err := s.Blobs.List(ctx, folder)
	if err != nil || len(names) == 0 {
		return err
	}
	var orphans []string
	err = s.DB.View(ctx, s.Authority, func(tx *store.Tx) error {
		q := attachmentsql.New(tx)
		for _, n := range names {
			blob := path.Join(folder, n)
			_, err := q.BlobKnown(ctx, attachmentsql.BlobKnownParams{Authority: tx.Authority, Blob: blob})
			if errors.Is(err, sql.ErrNoRows) {
				orphans = append(orphans, blob)
				continue
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, blob := range orphans {
		err := s.Blobs.Delete(ctx, blob)
		if err != nil {
			return err
		}
	}
	return nil
}
