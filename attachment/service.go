package attachment

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"motcua/attachment/attachmentsql"
	"motcua/authz"
	"motcua/internal/blob"
	"motcua/internal/fault"
	"motcua/internal/job"
	"motcua/internal/seal"
	"motcua/internal/store"
)

// Scanner looks for what is known to be harmful; *clamd.Client is one.
type Scanner interface {
	// Scan reads r to its end: "" when nothing was found, else what. An error is no
	// verdict.
	Scan(ctx context.Context, r io.Reader) (found string, err error)
	// Ping reports whether it answers.
	Ping(ctx context.Context) error
}

// Config is what the files of one authority are kept with.
type Config struct {
	DB        *store.DB
	Authority int32
	Ring      *seal.Ring
	Blobs     blob.Store
	Queue     *job.Queue
	Scanner   Scanner // nil: files are not scanned, and said to be so
	Limits    Limits
	Log       *slog.Logger
	// DossierKey is the key of a dossier. Fault: dossier.key_destroyed.
	DossierKey func(ctx context.Context, tx *store.Tx, dossier int64) (seal.Key, error)
}

// Service is the use cases of files.
type Service struct {
	Config
	gate *gate
}

// New is a service of c.
func New(c Config) *Service {
	c.Limits = c.Limits.OrDefault()
	return &Service{c, newGate()}
}

// OfDraft is the files of a draft for who writes it, in the order they came. Faults:
// draft.gone.
func (s *Service) OfDraft(ctx context.Context, actor authz.Actor, draft int64) ([]File, error) {
	var files []File
	err := s.DB.View(ctx, s.Authority, func(tx *store.Tx) error {
		account, err := attachmentsql.New(tx).DraftAccount(ctx, attachmentsql.DraftAccountParams{Authority: tx.Authority, ID: draft})
		err = mayAdd(actor, account, err)
		if err == nil {
			files, err = s.List(ctx, tx, Owner{Draft, draft})
		}
		return err
	})
	return files, err
}

// mayAdd asks whether actor may change the files of the draft of an account; err is of
// the reading of that.
func mayAdd(actor authz.Actor, account int64, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.CodeDraftGone)
	}
	if err != nil {
		return err
	}
	err = authz.Check(actor, authz.FileAdd, authz.Object{Owner: account})
	if fault.Is(err, fault.CodeNotFound) {
		return fault.Wrap(err, fault.CodeDraftGone)
	}
	return err
}

// List is the files of an owner, in the order they came, without those removed. Who
// asks has been checked. Of a dossier whose key was destroyed names are "".
func (s *Service) List(ctx context.Context, tx *store.Tx, o Owner) ([]File, error) {
	rows, err := attachmentsql.New(tx).OfOwner(ctx, attachmentsql.OfOwnerParams{Authority: tx.Authority, Owner: o.ID})
	if err != nil {
		return nil, err
	}
	keys := s.keys(ctx, tx)
	var files []File
	for _, row := range rows {
		if row.OwnerKind != string(o.Kind) || State(row.State) == Removed {
			continue
		}
		f, err := keys.file(row)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// Handle is a file that can be read.
type Handle struct {
	File
	key  *seal.Key // nil: destroyed
	blob string
	hash []byte
}

// Load finds a file. Who asks is to be checked by its owner. Fault: not_found.
func (s *Service) Load(ctx context.Context, tx *store.Tx, id int64) (Handle, error) {
	row, err := attachmentsql.New(tx).Attachment(ctx, attachmentsql.AttachmentParams{Authority: tx.Authority, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return Handle{}, fault.New(fault.CodeNotFound)
	}
	if err != nil {
		return Handle{}, err
	}
	return s.keys(ctx, tx).handle(row)
}

// DraftAccount is whose draft the file belongs to; 0 when it was discarded meanwhile.
func (s *Service) DraftAccount(ctx context.Context, tx *store.Tx, draft int64) (int64, error) {
	account, err := attachmentsql.New(tx).DraftAccount(ctx, attachmentsql.DraftAccountParams{Authority: tx.Authority, ID: draft})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return account, err
}

// Open reads the text of a file, whatever its state. Faults: not_found when its bytes
// are gone, dossier.key_destroyed. What does not open ends the reading with
// seal.ErrOpen.
func (s *Service) Open(ctx context.Context, h Handle) (io.ReadCloser, error) {
	if h.key == nil {
		if h.State.Here() {
			return nil, fault.New(fault.CodeKeyDestroyed)
		}
		return nil, fault.New(fault.CodeNotFound)
	}
	bytes, err := s.Blobs.Open(ctx, h.blob)
	if errors.Is(err, blob.ErrNone) {
		return nil, fault.Wrap(fmt.Errorf("attachment: blob of %d: %w", h.ID, err), fault.CodeNotFound)
	}
	if err != nil {
		return nil, err
	}
	return opened{h.key.OpenStream(bytes, bytesPlace(s.Authority, h.blob)), bytes}, nil
}

type opened struct {
	io.Reader
	io.Closer
}
