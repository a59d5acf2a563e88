package main

import (
	"fmt"

	"motcua/calendar"
	"motcua/catalogue"
	"motcua/code"
	"motcua/dossier"
	"motcua/internal/clock"
	"motcua/internal/fault"
	"motcua/internal/i18n"
	"motcua/law"
	"motcua/vector"
	"motcua/web/ui"
	"motcua/web/view"
)

type dueCommand struct {
	database
	spoken
	Procedure string `required:"" help:"Mã thủ tục, ví dụ 1.001193. / Procedure code."`
	Received  string `required:"" help:"Lúc tiếp nhận, giờ Việt Nam: 2019-06-17 14:59, hoặc RFC 3339. / Moment of receipt, Vietnam's time or RFC 3339."`
	Unit      string `required:"" help:"Đơn vị tiếp nhận: mã định danh, mã đơn vị hành chính hoặc tên. / Receiving unit: identifier, administrative code or name."`
	Limit     string `placeholder:"LIMIT" help:"Thời hạn thay cho của thủ tục, ví dụ 3 working_day. / A limit instead of the procedure's, for example 3 working_day."`
	Direct    bool   `xor:"channel" help:"Nộp trực tiếp (mặc định). / Filed at the counter (default)."`
	Postal    bool   `xor:"channel" help:"Nộp qua bưu chính. / Filed by post."`
	Online    bool   `xor:"channel" help:"Nộp trực tuyến. / Filed online."`
	JSON      bool   `help:"In JSON. / Print JSON."`
}

// Where a limit comes from.
const (
	limitGiven     = "given"     // on the command line
	limitLaw       = "law"       // a rule of the sector, with its article
	limitPublished = "published" // the record of the procedure
)

// promise is what the command prints.
type promise struct {
	Procedure struct {
		Code string `json:"code"`
		Name string `json:"name"`
	} `json:"procedure"`
	Unit struct {
		GSO  string `json:"gso"`
		Name string `json:"name"`
	} `json:"unit"`
	Channel    catalogue.Method `json:"channel"`
	Received   clock.Instant    `json:"-"`
	ReceivedAt string           `json:"received"`
	Limit      calendar.Limit   `json:"limit"`
	LimitFrom  string           `json:"limit_from"`
	Article    string           `json:"article,omitempty"`
	Inherited  bool             `json:"inherited,omitempty"`
	calendar.Reckoning
	DueAt      string `json:"due"`
	StartAt    string `json:"start"`
	TransferBy struct {
		At      string        `json:"at"`
		Article string        `json:"article"`
		instant clock.Instant `json:"-"`
	} `json:"transfer_by"`
}

// Run prints the promised date and every day counted or skipped.
func (c dueCommand) Run(r *run) error {
	p, err := c.printer()
	if err != nil {
		return err
	}
	g, done, err := c.ground(r)
	if err != nil {
		return err
	}
	defer done()
	promised, err := c.reckon(p, g)
	if err != nil {
		return told(p, err)
	}
	if c.JSON {
		return printJSON(r, promised)
	}
	printPromise(r, p, promised)
	return nil
}

// method is the way of filing.
func (c dueCommand) method() catalogue.Method {
	switch {
	case c.Online:
		return catalogue.Online
	case c.Postal:
		return catalogue.Postal
	}
	return catalogue.Direct
}

// reckon is the promise, or the fault that tells why there is none.
func (c dueCommand) reckon(p i18n.Printer, g ground) (promise, error) {
	var out promise
	received, err := clock.ParseInstant(c.Received)
	if err != nil {
		return out, fault.Wrap(err, fault.CodeInputUnreadable, "name", "--received", "value", c.Received)
	}
	day := received.Date()
	regime, err := g.law.Resolve(code.ProcedureCode(c.Procedure), day)
	if err != nil {
		return out, fault.Wrap(err, fault.CodeBeforeLaw, "date", day, "first", vector.FirstDay(g.law))
	}
	published, err := g.procedure(c.Procedure, day)
	if err != nil {
		return out, err
	}
	unit, err := find(g.places, c.Unit, p.Lang)
	if err != nil {
		return out, err
	}
	if !unit.receives || !published.at(unit) {
		return out, fault.New(fault.CodeNotReceivedHere)
	}
	out.Procedure.Code, out.Procedure.Name = c.Procedure, published.name
	out.Unit.GSO, out.Unit.Name = unit.gso, unit.name(p.Lang)
	out.Channel, out.Received = c.method(), received
	err = c.limit(p, &out, regime, published)
	if err != nil {
		return out, err
	}
	days := g.calendar(unit.id)
	out.Reckoning, err = days.Due(received, out.Limit)
	if err != nil {
		return out, err
	}
	transfer := regime.TransferBy(days, received, !c.Online)
	out.ReceivedAt, out.DueAt, out.StartAt = local(received), local(out.Due), local(out.Start)
	out.TransferBy.At, out.TransferBy.instant, out.TransferBy.Article = local(transfer), transfer, string(regime.TransferCutoff.Article)
	if c.Online {
		out.TransferBy.Article = "NĐ61 Đ18 k1"
	}
	return out, nil
}

// limit settles what is counted: the one given, else the rule of the sector, else
// what is published for the way of filing.
func (c dueCommand) limit(p i18n.Printer, out *promise, regime law.Resolved, published published) error {
	if c.Limit != "" {
		limit, err := calendar.ParseLimit(c.Limit)
		if err != nil {
			return fault.Wrap(err, fault.CodeInputUnreadable, "name", "--limit", "value", c.Limit)
		}
		out.Limit, out.LimitFrom = limit, limitGiven
		return nil
	}
	if own := regime.Limit; own != nil {
		out.Limit, out.LimitFrom, out.Article, out.Inherited = own.Value, limitLaw, string(own.Article), own.Inherited
		return nil
	}
	counted, state, stated := published.limit(c.method())
	key, args := stated.Words()
	switch state {
	case catalogue.Countable:
		out.Limit, out.LimitFrom = counted, limitPublished
		return nil
	case catalogue.Contradicts:
		return fault.New(fault.CodeLimitContradicts, "limit", p.T(key, args...))
	}
	return fault.New(fault.CodeLimitUncountable, "limit", p.T(key, args...))
}

// local is an instant as RFC 3339 in Vietnam's time.
func local(i clock.Instant) string { return i.Time().Format("2006-01-02T15:04:05Z07:00") }

// printPromise writes the promise for people.
func printPromise(r *run, p i18n.Printer, d promise) {
	page := ui.Ctx{Printer: p}
	columns(r.out, "", [][]string{
		{p.T("command.due.procedure"), d.Procedure.Code + "  " + d.Procedure.Name},
		{p.T("command.due.unit"), d.Unit.Name + " (" + d.Unit.GSO + ")"},
		{p.T("command.due.channel"), p.T(d.Channel.Key())},
		{p.T("command.due.received"), p.DateTime(d.Received)},
		{p.T("command.due.limit"), view.Limit(page, d.Limit) + " (" + limitBasis(p, d) + ")"},
		{p.T("command.due.transfer"), p.DateTime(d.TransferBy.instant) + " (" + d.TransferBy.Article + ")"},
		{p.T("command.due.promised"), p.DateTime(d.Due)},
	})
	fmt.Fprintln(r.out)
	trace := view.Trace(page, dossier.Epoch{Start: d.Received, Due: d.Due, Limit: d.Limit.String(), Article: d.Article,
		Counted: d.Counted, Provisional: d.Provisional})
	var rows [][]string
	for _, line := range trace.Lines {
		rows = append(rows, []string{line.When, line.Text, line.Basis})
	}
	columns(r.out, "  ", rows)
}

func limitBasis(p i18n.Printer, d promise) string {
	text := p.T("command.due.limit_from."+d.LimitFrom, "article", d.Article)
	if d.Inherited {
		text += "; " + p.T("command.inherited")
	}
	return text
}
