package view

import (
	"context"
	"strconv"

	"motcua/dossier"
	"motcua/identity"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/law"
	"motcua/paper"
	"motcua/web/ui"
)

// Clerk issues the papers of dossiers: each is made once, kept, and shown as it was.
type Clerk struct {
	Dossiers *dossier.Service
	Identity *identity.Service
	Law      *law.Timeline
	BaseURL  string // of the portal, to which the codes on papers lead
}

// Paper is a paper that a dossier has. Form names it in addresses: "01", "02", "03" of
// TT01 Đ9, "ket-qua" for the result and "ket-qua-2" for the second of several.
type Paper struct {
	Form   string
	Seq    int32 // of the event that led to it
	At     clock.Instant
	By     int64
	Result bool
	No     int // of the results, from 1
}

const formResult = "ket-qua"

// PapersOf lists the papers of a dossier, oldest first.
func PapersOf(v dossier.View) []Paper {
	var out []Paper
	for _, f := range v.Facts {
		p := Paper{Seq: f.Seq, At: f.At, By: f.Actor.Account}
		switch f.Body.(type) {
		case dossier.ReceivedBody:
			p.Form = "01"
		case dossier.AskedBody:
			p.Form = "02"
		case dossier.RefusedBody:
			p.Form = "03"
		case dossier.ApprovedBody:
			out = append(out, results(v, p)...)
			continue
		default:
			continue
		}
		out = append(out, p)
	}
	return out
}

// results are what a leader signed: Mẫu 03 of a refusal, else what the procedure gives.
func results(v dossier.View, p Paper) []Paper {
	p.Result = true
	if v.State.Declined != nil {
		p.Form, p.No = "03", 1
		return []Paper{p}
	}
	m, ok := makers[v.State.Procedure.Code]
	if !ok || v.Erased {
		return nil
	}
	var out []Paper
	for n := 1; n <= m.count(v); n++ {
		p.Form, p.No = formResult, n
		if n > 1 {
			p.Form += "-" + strconv.Itoa(n)
		}
		out = append(out, p)
	}
	return out
}

// Issued is the paper of a form as it was issued. Faults: not_found when the dossier has
// no such paper, dossier.key_destroyed once it was erased.
func (k Clerk) Issued(ctx context.Context, c ui.Ctx, v dossier.View, form string) (paper.Record, error) {
	for _, p := range PapersOf(v) {
		if p.Form == form {
			record, err := k.Dossiers.Issue(ctx, v, p.Seq, form, func() (paper.Record, error) { return k.make(ctx, c, v, p) })
			if v.State.Void != nil && form == "01" {
				record = record.Voided(v.State.Void.At)
			}
			return record, err
		}
	}
	return paper.Record{}, fault.New(fault.CodeNotFound)
}

func (k Clerk) make(ctx context.Context, c ui.Ctx, v dossier.View, p Paper) (paper.Record, error) {
	i, err := k.issuer(ctx, p.At.Date(), v.State.ReceivedBy, p.By)
	if err != nil {
		return paper.Record{}, err
	}
	record, err := k.record(ctx, i, c, v, p)
	if record.LookUp != "" {
		record.LookUp = k.BaseURL + record.LookUp
	}
	return paper.Normalise(record), err
}

// issuer is what papers of a day take from elsewhere, with the names of officials.
func (k Clerk) issuer(ctx context.Context, day clock.Date, accounts ...int64) (Issuer, error) {
	regime, err := k.Law.At(day)
	if err != nil {
		return Issuer{}, err
	}
	units := k.Dossiers.Units
	names, err := k.Identity.Names(ctx, units.Authority, accounts...)
	return Issuer{Units: units, Names: names, Regime: regime}, err
}

func (k Clerk) record(ctx context.Context, i Issuer, c ui.Ctx, v dossier.View, p Paper) (paper.Record, error) {
	switch {
	case p.Form == "01":
		plain := v
		plain.State.Void = nil // the mark is put on when it is shown
		return i.Receipt(c, plain, ReceiptFacts{Sets: 1, Fees: feesOf(c, v)}), nil
	case p.Form == "02":
		return i.Supplement(c, v, askedFor(c, v, p)), nil
	case p.Form == "03" && !p.Result:
		return i.Refusal(c, v, RefusalFacts{At: p.At, By: p.By, Ground: v.State.Refusal.Ground, Reason: v.Person.Reason}), nil
	}
	signer, err := k.signer(ctx, i, v, p)
	if err != nil {
		return paper.Record{}, err
	}
	if p.Form == "03" {
		return i.Decline(c, v, DeclineFacts{At: p.At, Reason: v.Person.Reason, Article: GroundArticle(v.State.Declined.Ground),
			Returned: declared(c, v), Signer: signer}), nil
	}
	return makers[v.State.Procedure.Code].make(newResult(i, v, p, signer))
}

// feesOf are the noted fees of a receipt by their published names.
func feesOf(c ui.Ctx, v dossier.View) []paper.Fee {
	c = inVietnamese(c)
	lines := v.Version.Record.FeeLines()
	var out []paper.Fee
	for _, n := range v.State.Fees {
		if n.Line < 1 || n.Line > len(lines) {
			continue
		}
		note := c.T("view.slip.fee_owed")
		if n.Paid {
			note = c.T("view.slip.fee_paid")
		}
		out = append(out, paper.Fee{Name: c.T(lines[n.Line-1].Fee.Kind.Key()), Amount: n.Amount, Note: note})
	}
	return out
}

// askedFor is a supplement request with the published names of what it asks for.
func askedFor(c ui.Ctx, v dossier.View, p Paper) SupplementFacts {
	c = inVietnamese(c)
	f := SupplementFacts{At: p.At, By: p.By}
	texts := map[string]PaperRow{}
	for _, row := range Papers(c, v) {
		texts[row.Key] = row
	}
	for n, s := range v.State.Supplements {
		if s.At != p.At {
			continue
		}
		var asked dossier.Asked
		if n < len(v.Person.Asked) {
			asked = v.Person.Asked[n]
		}
		f.Reason = asked.Guidance
		for j, item := range s.Items {
			one := paper.SupplementItem{Name: v.Form.Label(item.Key, string(c.Lang))}
			if row, ok := texts[item.Key]; ok {
				one = paper.SupplementItem{Name: slipPaper(row.Text), Originals: row.Originals, Photocopies: row.Copies}
			}
			if j < len(asked.Reasons) {
				one.Reason = asked.Reasons[j]
			}
			f.Items = append(f.Items, one)
		}
	}
	return f
}
