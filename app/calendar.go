package app

import (
	"context"
	"errors"

	"motcua/authz"
	"motcua/internal/store"
	"motcua/office"
	"motcua/web/desk"
)

// DeskCalendar is the working calendar as the desk's pages show and change it.
func (c *Core) DeskCalendar() desk.Calendar { return deskCalendar{c} }

type deskCalendar struct{ *Core }

func (d deskCalendar) Days(ctx context.Context) ([]office.Entry, error) {
	return office.History(ctx, d.DB, d.Authority)
}

func (d deskCalendar) Hours(ctx context.Context) ([]office.HoursEntry, error) {
	return office.HoursHistory(ctx, d.DB, d.Authority)
}

// errTried takes an edit back that was only tried.
var errTried = errors.New("app: the edit was only tried")

func (d deskCalendar) Try(ctx context.Context, actor authz.Actor, c desk.CalendarChange) error {
	err := d.carryOut(ctx, actor, c, errTried)
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}

// Change carries the edit out, records who made it in the security log and takes
// it up in this process; the others see it at their next look.
func (d deskCalendar) Change(ctx context.Context, actor authz.Actor, c desk.CalendarChange) error {
	err := d.carryOut(ctx, actor, c, nil)
	if err != nil {
		return err
	}
	d.Dossiers.Security.Warn("calendar edited", "action", string(authz.CalendarEdit), "actor_kind", actor.Kind, "actor", actor.Account,
		"what", what(c), "day", firstDay(c))
	d.takeUp(ctx, "calendar", d.Offices.Refresh)
	return nil
}

// carryOut checks and edits in one transaction, which end may take back.
func (d deskCalendar) carryOut(ctx context.Context, actor authz.Actor, c desk.CalendarChange, end error) error {
	err := authz.Check(actor, authz.CalendarEdit, authz.Object{})
	if err != nil {
		return err
	}
	return d.DB.Update(ctx, d.Authority, func(tx *store.Tx) error {
		err := edit(ctx, tx, actor.Account, c)
		if err != nil {
			return err
		}
		return end
	})
}

func edit(ctx context.Context, tx *store.Tx, account int64, c desk.CalendarChange) error {
	switch {
	case c.Confirm != nil:
		return office.ConfirmDay(ctx, tx, c.Confirm.Day, c.Confirm.Decision, account)
	case c.Remove != nil:
		return office.RemoveDay(ctx, tx, c.Remove.Unit, c.Remove.Day, account)
	case c.Hours != nil:
		own := *c.Hours
		own.Actor = account
		return office.SetHours(ctx, tx, own)
	}
	list := make([]office.Edit, len(c.Days))
	for i, e := range c.Days {
		e.Actor = account
		list[i] = e
	}
	return office.SetDays(ctx, tx, list)
}

// what names the part of a change, for the log.
func what(c desk.CalendarChange) string {
	switch {
	case c.Confirm != nil:
		return "confirm"
	case c.Remove != nil:
		return "remove"
	case c.Hours != nil:
		return "hours"
	}
	return "days"
}

func firstDay(c desk.CalendarChange) string {
	switch {
	case c.Confirm != nil:
		return c.Confirm.Day.String()
	case c.Remove != nil:
		return c.Remove.Day.String()
	case c.Hours != nil:
		return c.Hours.From.String()
	case len(c.Days) > 0:
		return c.Days[0].Day.String()
	}
	return ""
}
