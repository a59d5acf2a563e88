package attachment

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"motcua/attachment/attachmentsql"
	"motcua/internal/store"
)

// Mismatch is a file that is not what its row says.
type Mismatch struct {
	Table, Row, What string
	Article          string // the rule that what is wrong serves
}

// String is one line for people and scripts.
func (m Mismatch) String() string {
	return fmt.Sprintf("%s\t%s\t%s\t%s", m.Table, m.Row, m.What, m.Article)
}

// articleStored: what an applicant hands in is kept with the dossier (NĐ61 Đ17 k1).
const articleStored = "NĐ61 Đ17 k1"

const verifyBatch = 200

// Verify opens every file that is there and holds it against its row: the blob exists,
// opens and is what was handed in; its owner is there. Files whose key was destroyed
// are passed over.
func (s *Service) Verify(ctx context.Context) ([]Mismatch, error) {
	var out []Mismatch
	after := int64(0)
	for {
		var checks []check
		n := 0
		err := s.DB.View(ctx, s.Authority, func(tx *store.Tx) error {
			rows, err := attachmentsql.New(tx).After(ctx, attachmentsql.AfterParams{Authority: tx.Authority, ID: after, Limit: verifyBatch})
			if err != nil {
				return err
			}
			n = len(rows)
			keys := s.keys(ctx, tx)
			for _, row := range rows {
				after = row.ID
				checks = append(checks, s.prepare(ctx, tx, keys, row))
			}
			return ctx.Err()
		})
		if err != nil {
			return out, err
		}
		for _, c := range checks {
			what := c.wrong
			if what == "" && c.key != nil && c.State.Here() {
				what = s.wrong(ctx, c.Handle)
			}
			if ctx.Err() != nil {
				return out, ctx.Err() // stopped: nothing is said of this file
			}
			if what != "" {
				out = append(out, Mismatch{"attachment", fmt.Sprint(c.row), what, articleStored})
			}
		}
		if n < verifyBatch {
			return out, nil
		}
	}
}

// check is a row with what was found wrong in the database.
type check struct {
	Handle
	row   int64
	wrong string
}

func (s *Service) prepare(ctx context.Context, tx *store.Tx, keys *keys, row attachmentsql.Attachment) check {
	h, err := keys.handle(row)
	c := check{Handle: h, row: row.ID}
	if err != nil {
		c.wrong = err.Error()
		return c
	}
	if h.Owner.Kind == Draft {
		account, err := s.DraftAccount(ctx, tx, h.Owner.ID)
		switch {
		case err != nil:
			c.wrong = err.Error()
		case account == 0:
			c.wrong = fmt.Sprintf("its draft %d is not there", h.Owner.ID)
		}
		return c
	}
	if row.WrappingKey != "" && len(row.Wrapped) > 0 {
		c.wrong = "the authority's key wraps its key, though it was filed: destroying the dossier's would not erase it"
	}
	return c
}

// wrong says what is wrong with the bytes of a file; "" when nothing is.
func (s *Service) wrong(ctx context.Context, h Handle) string {
	text, err := s.Open(ctx, h)
	if err != nil {
		return err.Error()
	}
	defer text.Close()
	sum := h.key.Digest()
	n, err := io.Copy(sum, text)
	switch {
	case err != nil:
		return err.Error()
	case n != h.Size:
		return fmt.Sprintf("it has %d bytes, its row says %d", n, h.Size)
	case !bytes.Equal(sum.Sum(nil), h.hash):
		return "it is not what was handed in"
	}
	return ""
}
