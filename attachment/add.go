package attachment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"crypto/rand"
	hexa "encoding/hex"

	"motcua/attachment/attachmentsql"
	"motcua/authz"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/job"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// Given is a file as somebody hands it in.
type Given struct {
	Component string // key of its paper; the caller has held it against the version
	Name      string // as the person's machine calls it
	Body      io.Reader
}

// Add checks a file and keeps it with a draft of the actor. What was added before is
// there whatever becomes of this one. Faults: those of Check and Limits.Room,
// draft.gone, busy.
func (s *Service) Add(ctx context.Context, actor authz.Actor, draft int64, g Given) (File, error) {
	if len(g.Component) > componentBytes {
		return File{}, fault.New(fault.CodeInvalid)
	}
	there, err := s.OfDraft(ctx, actor, draft)
	if err == nil {
		err = s.Limits.Room(there, g.Component, 0) // before anything is read
	}
	if err != nil {
		return File{}, err
	}
	data, give, err := s.gate.read(g.Body, s.Limits)
	defer give()
	if err != nil {
		return File{}, err
	}
	accepted, err := s.gate.checked(ctx, data, s.Limits)
	if err != nil {
		return File{}, err
	}
	k, err := s.keep(ctx, accepted)
	if err != nil {
		return File{}, err
	}
	f, err := s.insert(ctx, actor, draft, g, k)
	if err != nil && !errors.Is(err, store.ErrAmbiguous) { // of which it is not known whether there is a row: Sweep knows
		err = errors.Join(err, s.Blobs.Delete(context.WithoutCancel(ctx), k.blob))
	}
	return f, err
}

// kept is a blob that was written.
type kept struct {
	kind MediaType
	size int64
	key  seal.Key
	blob string
	hash []byte
}

// keep seals data into a blob of its own.
func (s *Service) keep(ctx context.Context, a Accepted) (kept, error) {
	k := kept{kind: a.Type, size: int64(len(a.Data)), key: seal.NewKey(), blob: s.blobName(s.DB.Clock().Now())}
	sum := k.key.Digest()
	sum.Write(a.Data)
	k.hash = sum.Sum(nil)
	err := s.Blobs.Write(ctx, k.blob, func(w io.Writer) error {
		sealed := k.key.SealStream(w, bytesPlace(s.Authority, k.blob))
		_, err := sealed.Write(a.Data)
		if err != nil {
			return err
		}
		return sealed.Close()
	})
	return k, err
}

// dayFolder holds the blobs written on a day: what has no row is looked for by day.
func (s *Service) dayFolder(d clock.Date) string { return fmt.Sprintf("%d/%s", s.Authority, d) }

func (s *Service) blobName(now clock.Instant) string {
	own := make([]byte, 16)
	rand.Read(own) // never fails since Go 1.24
	return s.dayFolder(now.Date()) + "/" + hexa.EncodeToString(own)
}

// insert writes the row, under the lock of the draft.
func (s *Service) insert(ctx context.Context, actor authz.Actor, draft int64, g Given, k kept) (File, error) {
	var f File
	err := s.DB.Update(ctx, s.Authority, func(tx *store.Tx) error {
		q := attachmentsql.New(tx)
		account, err := q.LockDraft(ctx, attachmentsql.LockDraftParams{Authority: tx.Authority, ID: draft})
		err = mayAdd(actor, account, err)
		if err != nil {
			return err
		}
		rows, err := q.OfOwner(ctx, attachmentsql.OfOwnerParams{Authority: tx.Authority, Owner: draft})
		if err != nil {
			return err
		}
		err = s.Limits.Room(plainFiles(rows), g.Component, k.size)
		if err != nil {
			return err
		}
		f = File{ID: tx.NewID(), Owner: Owner{Draft, draft}, Component: g.Component, State: s.first(), Type: k.kind, Size: k.size,
			Name: cleanName(g.Name), By: actor.Account, At: tx.Now}
		err = s.insertRow(ctx, tx, f, k)
		if err != nil || f.State != Quarantined {
			return err
		}
		return s.Queue.Enqueue(ctx, tx, scanOf(f.ID, strconv.FormatInt(f.ID, 10)))
	})
	return f, err
}

// first is the state of a file that comes.
func (s *Service) first() State {
	if s.Scanner == nil {
		return Unscanned
	}
	return Quarantined
}

func (s *Service) insertRow(ctx context.Context, tx *store.Tx, f File, k kept) error {
	id, wrapped, err := s.Ring.Wrap(tx.Authority, k.key, keyPlace(tx.Authority, f.ID))
	if err != nil {
		return err
	}
	return attachmentsql.New(tx).InsertAttachment(ctx, attachmentsql.InsertAttachmentParams{Authority: tx.Authority, ID: f.ID,
		OwnerKind: string(f.Owner.Kind), Owner: f.Owner.ID, Component: f.Component, State: string(f.State), MediaType: string(f.Type),
		Size: f.Size, Digest: k.hash, Blob: k.blob, WrappingKey: id, Wrapped: wrapped,
		Name: k.key.Seal([]byte(f.Name), namePlace(tx.Authority, f.ID)), UploadedBy: f.By, UploadedAt: int64(f.At)})
}

// plainFiles is rows without their names.
func plainFiles(rows []attachmentsql.Attachment) []File {
	files := make([]File, len(rows))
	for i, row := range rows {
		files[i], _ = fileOf(row, nil)
	}
	return files
}

// Remove takes a file from a draft of the actor. Its key is destroyed at once, its bytes
// within a day. Removed twice, it is gone once. Faults: draft.gone, not_found.
func (s *Service) Remove(ctx context.Context, actor authz.Actor, draft, id int64) error {
	return s.DB.Update(ctx, s.Authority, func(tx *store.Tx) error {
		q := attachmentsql.New(tx)
		account, err := q.LockDraft(ctx, attachmentsql.LockDraftParams{Authority: tx.Authority, ID: draft})
		err = mayAdd(actor, account, err)
		if err != nil {
			return err
		}
		rows, err := q.OfOwner(ctx, attachmentsql.OfOwnerParams{Authority: tx.Authority, Owner: draft})
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.ID != id || row.OwnerKind != string(Draft) {
				continue
			}
			if State(row.State) == Removed {
				return nil
			}
			return q.Remove(ctx, attachmentsql.RemoveParams{Authority: tx.Authority, ID: id, Wrapped: []byte{}, RemovedAt: int64(tx.Now)})
		}
		return fault.New(fault.CodeNotFound)
	})
}

// scanOf is the job that has a file looked at; key tells one asking from another.
func scanOf(id int64, key string) job.New {
	return job.New{Kind: KindScan, Key: key, Args: scanArgs{id}}
}
