package dossier

import (
	"context"
	"io"

	"motcua/attachment"
	"motcua/authz"
	"motcua/dossier/dossiersql"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// KeyOf is the data key of a dossier, for what belongs to it and lies elsewhere. Who
// asks has been checked. Fault: dossier.key_destroyed.
func (s *Service) KeyOf(ctx context.Context, tx *store.Tx, id int64) (seal.Key, error) {
	row, err := dossiersql.New(tx).DataKey(ctx, dossiersql.DataKeyParams{Authority: tx.Authority, Dossier: id})
	if err != nil {
		return seal.Key{}, err
	}
	if row.DestroyedAt != 0 {
		return seal.Key{}, fault.New(fault.CodeKeyDestroyed)
	}
	return s.Ring.Unwrap(row.WrappingKey, row.Wrapped, seal.Place(tx.Authority, id, placeKey))
}

// FilesOf is the files of a dossier for who may do action on it, in the order they
// came; none when this installation keeps no files. Their names are personal: pages
// that show them are of a dossier that was opened.
func (s *Service) FilesOf(ctx context.Context, actor authz.Actor, id int64, action authz.Action) ([]attachment.File, error) {
	if s.Files == nil {
		return nil, nil
	}
	var files []attachment.File
	err := s.DB.View(ctx, s.authority(), func(tx *store.Tx) error {
		l, err := s.load(ctx, tx, id, false)
		if err != nil {
			return err
		}
		err = s.check(actor, action, l.state)
		if err != nil {
			return err
		}
		files, err = s.Files.List(ctx, tx, attachment.Owner{Kind: attachment.Dossier, ID: id})
		return err
	})
	return files, s.report(err, actor, action, id)
}

// OpenFile is a file with its text, to be closed: of an own draft or dossier for who
// filed it, of a dossier for officials who take part in it, and then the read is
// logged. Faults: not_found when it is of others, or gone; for officials
// file.quarantined and file.infected.
func (s *Service) OpenFile(ctx context.Context, actor authz.Actor, id int64) (attachment.File, io.ReadCloser, error) {
	if s.Files == nil {
		return attachment.File{}, nil, fault.New(fault.CodeNotFound)
	}
	var h attachment.Handle
	within := s.DB.View
	if actor.Kind == authz.KindOfficial {
		within = s.DB.Update // the read is logged
	}
	err := within(ctx, s.authority(), func(tx *store.Tx) (err error) {
		h, err = s.Files.Load(ctx, tx, id)
		if err != nil {
			return err
		}
		if h.Owner.Kind == attachment.Draft {
			return s.readsDraft(ctx, tx, actor, h.File)
		}
		return s.readsFile(ctx, tx, actor, h.File)
	})
	if err != nil {
		return attachment.File{}, nil, s.report(err, actor, authz.FileRead, id)
	}
	text, err := s.Files.Open(ctx, h)
	return h.File, text, err
}

// readsDraft asks whether actor may read a file of a draft: she whose draft it is.
func (s *Service) readsDraft(ctx context.Context, tx *store.Tx, actor authz.Actor, f attachment.File) error {
	account, err := s.Files.DraftAccount(ctx, tx, f.Owner.ID)
	if err == nil {
		err = authz.Check(actor, authz.FileAdd, authz.Object{Owner: account})
	}
	if err == nil && !f.State.Here() {
		err = fault.New(fault.CodeNotFound)
	}
	return err
}

// readsFile asks whether actor may read a file of a dossier, and logs it of officials.
func (s *Service) readsFile(ctx context.Context, tx *store.Tx, actor authz.Actor, f attachment.File) error {
	l, err := s.load(ctx, tx, f.Owner.ID, false)
	if err == nil {
		err = s.check(actor, authz.FileRead, l.state)
	}
	if err != nil {
		return err
	}
	if actor.Kind != authz.KindOfficial {
		if !f.State.Here() {
			return fault.New(fault.CodeNotFound)
		}
		return nil
	}
	err = f.State.Readable()
	if err != nil {
		return err
	}
	return dossiersql.New(tx).InsertRead(ctx, dossiersql.InsertReadParams{Authority: tx.Authority, ID: tx.NewID(),
		At: int64(tx.Now), Account: actor.Account, Dossier: f.Owner.ID, Action: string(authz.FileRead)})
}
