package app

import (
	"container/heap"
	"context"

	"motcua/dossier"
	"motcua/form/sample"
	"motcua/internal/clock"
)

// The work of officials on one dossier, each step planning the next.

func (h *History) receive(id, commune int64) {
	s := h.staff[commune]
	h.after(h.minutes(5, 90), func(ctx context.Context) error {
		if h.rng.IntN(16) == 0 {
			return h.incomplete(ctx, id, s)
		}
		_, err := h.do(ctx, s.counter, id, dossier.Receive{})
		if err != nil {
			return err
		}
		h.transfer(id, s)
		return nil
	})
}

// incomplete asks once for what is missing, waits some days, and refuses what never came.
func (h *History) incomplete(ctx context.Context, id int64, s staff) error {
	v, err := h.Core.Dossiers.Open(ctx, s.counter, id, dossier.RequestSupplement{}.Action())
	if err != nil {
		return err
	}
	_, err = h.do(ctx, s.counter, id, dossier.RequestSupplement{
		Items:    []dossier.Item{{Kind: dossier.OfComponent, Key: v.State.Papers[0].Key}},
		Reasons:  []string{"Chưa có Giấy chứng sinh hoặc giấy tờ thay thế."},
		Guidance: "Chụp rõ cả hai mặt, hoặc nộp bản chính tại Bộ phận Tiếp nhận và Trả kết quả."})
	if err != nil || h.rng.IntN(3) == 0 {
		return err
	}
	h.after(h.minutes(900, 2700), func(ctx context.Context) error {
		_, err := h.do(ctx, s.counter, id, dossier.Refuse{Ground: dossier.NotSupplied,
			Reason: "Đã hướng dẫn bổ sung Giấy chứng sinh nhưng hồ sơ vẫn chưa có."})
		return err
	})
	return nil
}

func (h *History) transfer(id int64, s staff) {
	h.after(h.minutes(5, 25), func(ctx context.Context) error {
		_, err := h.do(ctx, s.counter, id, dossier.Transfer{})
		if err != nil {
			return err
		}
		h.after(h.minutes(5, 30), func(ctx context.Context) error {
			_, err := h.do(ctx, s.leader, id, dossier.Assign{Assignee: s.specialist.Account})
			if err != nil {
				return err
			}
			h.register(id, s)
			return nil
		})
		return nil
	})
}

// register takes its time; one in twelve takes days and comes late.
func (h *History) register(id int64, s staff) {
	span := h.minutes(15, 90)
	if h.rng.IntN(12) == 0 {
		span += h.minutes(450, 1100)
	}
	number := sample.PersonNumber(h.rng.Uint64(), h.Clock.Now().Date())
	h.after(span, func(ctx context.Context) error {
		_, err := h.do(ctx, s.specialist, id, dossier.CompleteStep{PersonNumber: number})
		if err != nil {
			return err
		}
		h.sign(id, s)
		return nil
	})
}

func (h *History) sign(id int64, s staff) {
	h.after(h.minutes(5, 45), func(ctx context.Context) error {
		_, err := h.do(ctx, s.leader, id, dossier.Approve{})
		if err != nil {
			return err
		}
		h.after(h.minutes(5, 20), func(ctx context.Context) error {
			_, err := h.do(ctx, s.specialist, id, dossier.Deliver{})
			if err != nil {
				return err
			}
			h.giveBack(id, s)
			return nil
		})
		return nil
	})
}

// giveBack waits until the parent comes to sign the book: the same day or some
// days on.
func (h *History) giveBack(id int64, s staff) {
	h.after(h.minutes(10, 700), func(ctx context.Context) error {
		v, err := h.Core.Dossiers.Open(ctx, s.counter, id, dossier.GiveBack{}.Action())
		if err != nil {
			return err
		}
		_, err = h.Core.Dossiers.Do(ctx, s.counter, id, v.State.Seq, dossier.GiveBack{Method: dossier.Counter, Receipt: true,
			BookSigned: true, Collector: v.Person.Applicant.Name})
		return err
	})
}

// appointment is something to be done at a moment; order breaks ties.
type appointment struct {
	at    clock.Instant
	order int
	do    func(context.Context) error
}

// agenda is a heap of appointments, earliest first.
type agenda struct {
	items []appointment
	made  int
}

func (a *agenda) Len() int { return len(a.items) }
func (a *agenda) Less(i, j int) bool {
	if a.items[i].at != a.items[j].at {
		return a.items[i].at < a.items[j].at
	}
	return a.items[i].order < a.items[j].order
}
func (a *agenda) Swap(i, j int) { a.items[i], a.items[j] = a.items[j], a.items[i] }

// Push is part of heap.Interface.
func (a *agenda) Push(x any) { a.items = append(a.items, x.(appointment)) }

// Pop is part of heap.Interface.
func (a *agenda) Pop() any {
	last := len(a.items) - 1
	x := a.items[last]
	a.items = a.items[:last]
	return x
}

var _ heap.Interface = (*agenda)(nil)
