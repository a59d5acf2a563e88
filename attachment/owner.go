package attachment

import (
	"context"
	"fmt"

	"motcua/attachment/attachmentsql"
	"motcua/internal/job"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// Adopt gives the files of a draft to the dossier it becomes, in the transaction that
// files it: from then on the dossier's key wraps theirs. The draft must be locked or
// taken by that transaction. ring opens what the authority's key wrapped.
func Adopt(ctx context.Context, tx *store.Tx, ring *seal.Ring, draft, dossier int64, key seal.Key) error {
	q := attachmentsql.New(tx)
	rows, err := q.OfOwner(ctx, attachmentsql.OfOwnerParams{Authority: tx.Authority, Owner: draft})
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.OwnerKind != string(Draft) {
			continue
		}
		wrapped := []byte{}
		if len(row.Wrapped) > 0 {
			place := keyPlace(row.Authority, row.ID)
			own, err := ring.Unwrap(row.WrappingKey, row.Wrapped, place)
			if err != nil {
				return fmt.Errorf("attachment: key of %d: %w", row.ID, err)
			}
			wrapped = key.Seal(own[:], place)
		}
		err = q.Adopt(ctx, attachmentsql.AdoptParams{Authority: tx.Authority, ID: row.ID, Owner: dossier, Wrapped: wrapped})
		if err != nil {
			return err
		}
	}
	return nil
}

// Discard takes the files of a draft away with it, in the transaction that discards
// it: the rows at once, which hold the keys, the bytes by a job. The draft must be
// locked by that transaction.
func (s *Service) Discard(ctx context.Context, tx *store.Tx, draft int64) error {
	q := attachmentsql.New(tx)
	rows, err := q.OfOwner(ctx, attachmentsql.OfOwnerParams{Authority: tx.Authority, Owner: draft})
	if err != nil || len(rows) == 0 {
		return err
	}
	args := deleteArgs{}
	for _, row := range rows {
		args.Blobs = append(args.Blobs, row.Blob)
	}
	err = s.Queue.Enqueue(ctx, tx, job.New{Kind: KindDelete, Key: fmt.Sprintf("draft:%d", draft), Args: args})
	if err != nil {
		return err
	}
	return q.DeleteOfOwner(ctx, attachmentsql.DeleteOfOwnerParams{Authority: tx.Authority, Owner: draft})
}
