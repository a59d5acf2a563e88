package attachment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"motcua/attachment/attachmentsql"
	"motcua/internal/clamd"
	"motcua/internal/fault"
	"motcua/internal/job"
	"motcua/internal/store"
)

// Kinds of the jobs.
const (
	KindScan   = "attachment.scan"
	KindDelete = "attachment.delete"
)

type scanArgs struct {
	File int64 `json:"file,string"`
}

type deleteArgs struct {
	Blobs []string `json:"blobs"`
}

// Handlers run the jobs of files.
func (s *Service) Handlers() map[string]job.Handler {
	return map[string]job.Handler{KindScan: s.scan, KindDelete: s.deleteBlobs}
}

// Periods is what is done again and again.
func (s *Service) Periods() []job.Period {
	periods := []job.Period{{Kind: "attachment.sweep", Every: 24 * time.Hour, Work: s.Sweep}}
	if s.Scanner != nil {
		periods = append(periods, job.Period{Kind: "attachment.ask_again", Every: askEvery, Work: s.AskAgain})
	}
	return periods
}

// scan has one file looked at. Looked at already, or gone, it is done.
func (s *Service) scan(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
	var args scanArgs
	err := json.Unmarshal(j.Args, &args)
	if err != nil {
		return nil, job.Park(err)
	}
	var h Handle
	err = s.DB.View(ctx, s.Authority, func(tx *store.Tx) (err error) {
		h, err = s.Load(ctx, tx, args.File)
		return err
	})
	if fault.Is(err, fault.CodeNotFound) || err == nil && (h.State != Quarantined || h.key == nil) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if s.Scanner == nil { // there was one when the file came
		return func(tx *store.Tx) error { return judge(ctx, tx, h.ID, Unscanned) }, nil
	}
	return s.verdict(ctx, h)
}

func (s *Service) verdict(ctx context.Context, h Handle) (func(*store.Tx) error, error) {
	text, err := s.Open(ctx, h)
	if err != nil {
		return nil, err
	}
	defer text.Close()
	found, err := s.Scanner.Scan(ctx, text)
	if errors.Is(err, clamd.ErrSize) {
		return nil, job.Park(err) // the operator raises the daemon's limit and runs it again
	}
	if err != nil {
		return nil, err
	}
	if found == "" {
		return func(tx *store.Tx) error { return judge(ctx, tx, h.ID, Clean) }, nil
	}
	s.Log.Warn("infected file", "file", h.ID, "owner_kind", string(h.Owner.Kind), "owner", h.Owner.ID, "found", found)
	return func(tx *store.Tx) error { return s.condemn(ctx, tx, h) }, nil
}

func judge(ctx context.Context, tx *store.Tx, id int64, state State) error {
	return attachmentsql.New(tx).Judge(ctx, attachmentsql.JudgeParams{Authority: tx.Authority, ID: id, State: string(state), ScannedAt: int64(tx.Now)})
}

// condemn has the bytes of an infected file deleted. Its key stays: it opens the name,
// by which the applicant knows what to hand in again.
func (s *Service) condemn(ctx context.Context, tx *store.Tx, h Handle) error {
	err := s.Queue.Enqueue(ctx, tx, job.New{Kind: KindDelete, Key: fmt.Sprintf("file:%d", h.ID), Args: deleteArgs{[]string{h.blob}}})
	if err != nil {
		return err
	}
	return judge(ctx, tx, h.ID, Infected)
}

func (s *Service) deleteBlobs(ctx context.Context, j job.Job) (func(*store.Tx) error, error) {
	var args deleteArgs
	err := json.Unmarshal(j.Args, &args)
	if err != nil {
		return nil, job.Park(err)
	}
	var errs []error
	for _, name := range args.Blobs {
		errs = append(errs, s.Blobs.Delete(ctx, name))
	}
	return nil, errors.Join(errs...)
}

const (
	askEvery = 10 * time.Minute
	// askAfter is how long a file waits until it is asked about besides its own job,
	// which gives up after some hours of silence.
	askAfter = 6 * time.Hour
	askBatch = 200
)

// AskAgain has files looked at whose own job has given up, once the scanner answers.
func (s *Service) AskAgain(ctx context.Context) error {
	if s.Scanner == nil || s.Scanner.Ping(ctx) != nil {
		return nil // their jobs say that it does not answer
	}
	return s.DB.Update(ctx, s.Authority, func(tx *store.Tx) error {
		rows, err := attachmentsql.New(tx).InState(ctx, attachmentsql.InStateParams{Authority: tx.Authority, State: string(Quarantined),
			UploadedAt: int64(tx.Now.Add(-askAfter)), Limit: askBatch})
		if err != nil {
			return err
		}
		for _, row := range rows {
			key := fmt.Sprintf("%d:%d", row.ID, int64(tx.Now)/int64(askAfter/time.Microsecond))
			err := s.Queue.Enqueue(ctx, tx, scanOf(row.ID, key))
			if err != nil {
				return err
			}
		}
		return nil
	})
}
