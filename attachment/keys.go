package attachment

import (
	"context"
	"fmt"

	"motcua/attachment/attachmentsql"
	"motcua/internal/fault"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// keys opens the keys of files in one transaction, each dossier's key once.
type keys struct {
	*Service
	ctx      context.Context
	tx       *store.Tx
	dossiers map[int64]*seal.Key // nil: destroyed
}

func (s *Service) keys(ctx context.Context, tx *store.Tx) *keys {
	return &keys{s, ctx, tx, map[int64]*seal.Key{}}
}

// of is the key of a file; nil when it was destroyed, with the file or its dossier.
func (k *keys) of(row attachmentsql.Attachment) (*seal.Key, error) {
	if len(row.Wrapped) == 0 {
		return nil, nil
	}
	place := keyPlace(row.Authority, row.ID)
	if row.WrappingKey != "" {
		own, err := k.Ring.Unwrap(row.WrappingKey, row.Wrapped, place)
		if err != nil {
			return nil, fmt.Errorf("attachment: key of %d: %w", row.ID, err)
		}
		return &own, nil
	}
	dossier, err := k.dossier(row.Owner)
	if err != nil || dossier == nil {
		return nil, err
	}
	raw, err := dossier.Open(row.Wrapped, place)
	if err != nil || len(raw) != seal.KeySize {
		return nil, fmt.Errorf("attachment: key of %d: %w", row.ID, seal.ErrOpen)
	}
	own := seal.Key(raw)
	return &own, nil
}

func (k *keys) dossier(id int64) (*seal.Key, error) {
	key, known := k.dossiers[id]
	if known {
		return key, nil
	}
	got, err := k.DossierKey(k.ctx, k.tx, id)
	switch {
	case err == nil:
		key = &got
	case !fault.Is(err, fault.CodeKeyDestroyed):
		return nil, fmt.Errorf("attachment: key of dossier %d: %w", id, err)
	}
	k.dossiers[id] = key
	return key, nil
}

func (k *keys) file(row attachmentsql.Attachment) (File, error) {
	key, err := k.of(row)
	if err != nil {
		return File{}, err
	}
	return fileOf(row, key)
}

func (k *keys) handle(row attachmentsql.Attachment) (Handle, error) {
	key, err := k.of(row)
	if err != nil {
		return Handle{}, err
	}
	f, err := fileOf(row, key)
	return Handle{f, key, row.Blob, row.Digest}, err
}
