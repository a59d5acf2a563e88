package quality

import (
	"strconv"

	"motcua/catalogue"
)

// limits checks times. Rules:
//
//   - unit_contradicts: a channel has n DAY and its own note or time text says
//     "n ngày làm việc" (a leading zero and a number in brackets between are let
//     through). The channels of a foreign page count: they are what was collected
//     under this code.
//   - days_in_text: a channel has n WORKING_DAY, its text says "n ngày" and never
//     "n ngày làm việc".
//   - cases_contradict: channel and cases all state limits to count, and no case has
//     the channel's.
func (i *inspection) limits() {
	i.channelLimits("channels", i.record.Channels)
	if f := i.record.Foreign; f != nil {
		i.channelLimits("foreign.channels", f.Channels)
	}
	for n, c := range i.record.Cases {
		i.limit(path("cases", n), c.Limit)
	}
}

func (i *inspection) channelLimits(list string, channels []catalogue.Channel) {
	limits := map[catalogue.Method]catalogue.Limit{}
	for n, c := range channels {
		field := path(list, n)
		switch quantity := c.Limit.Quantity.String(); c.TextUnit() {
		case catalogue.UnitWorkingDay:
			i.once(UnitContradicts, field, "n", quantity)
		case catalogue.UnitDay:
			i.once(DaysInText, field, "n", quantity)
		}
		if i.record.CasesContradict(c) {
			first := i.record.Cases[0].Limit
			i.once(CasesContradict, field, "channel", said(c.Limit), "case", said(first))
		}
		if before, twice := limits[c.Method]; twice && before != c.Limit {
			i.once(ChannelsDiffer, field, "one", said(before), "other", said(c.Limit))
		}
		limits[c.Method] = c.Limit
		i.limit(field, c.Limit)
	}
}

func (i *inspection) limit(field string, l catalogue.Limit) {
	one := catalogue.Quantity(2)
	switch {
	case l.Unit != catalogue.UnitUnstated && l.Quantity == 0:
		i.once(LimitNoQuantity, field, "unit", string(l.Unit))
	case l.Unit == catalogue.UnitOther && l.Quantity == one:
		i.once(UnitOther, field)
	case l.Unit == catalogue.UnitOther:
		i.once(UnitUnknown, field, "n", l.Quantity.String())
	}
	if l.Quantity%2 != 0 {
		i.once(LimitHalf, field, "n", l.Quantity.String())
	}
}

func said(l catalogue.Limit) string { return l.Quantity.String() + " " + string(l.Unit) }

// fees checks every charge; its quality was judged when the pack was made.
func (i *inspection) fees() {
	for n, c := range i.record.Channels {
		for k, f := range c.Fees {
			field := path(path("channels", n)+".fees", k)
			switch f.Quality {
			case catalogue.FeeZeroButText:
				i.add(FeeZeroText, field, "text", f.Text)
			case catalogue.FeeThousandsMissed:
				i.add(FeeThousands, field, "value", amount(f))
			case catalogue.FeeUnstated:
				i.add(FeeUnstated, field)
			case catalogue.FeeSetByCouncil:
				i.add(FeeCouncil, field)
			}
			if f.Currency != "" && f.Currency != "VND" {
				i.add(FeeCurrency, field, "value", amount(f), "currency", f.Currency)
			}
		}
	}
}

func amount(f catalogue.Fee) string {
	if f.Value == nil {
		return "?"
	}
	return strconv.FormatInt(*f.Value, 10)
}
