package ui

import "motcua/internal/fault"

// Errors turns the field faults of e into lines of the error summary, in the
// order of the form. label gives the words of a field's label; it may be nil or
// return "". A fault without fields is one line of its own.
func (c Ctx) Errors(e *fault.Error, label func(name string) string) []ErrorItem {
	if e == nil {
		return nil
	}
	if len(e.Fields) == 0 {
		return []ErrorItem{{Text: c.Fault(e)}}
	}
	items := make([]ErrorItem, 0, len(e.Fields))
	for _, f := range e.Fields {
		item := ErrorItem{Text: c.FieldFault(f), Field: f.Name}
		if label != nil {
			item.Label = label(f.Name)
		}
		items = append(items, item)
	}
	return items
}

// ErrorOf is the words for the first fault of field name in e, "" when it has none.
func (c Ctx) ErrorOf(e *fault.Error, name string) string {
	if e == nil {
		return ""
	}
	for _, f := range e.Fields {
		if f.Name == name {
			return c.FieldFault(f)
		}
	}
	return ""
}

// faultTitle is the key of the heading of a fault's own page.
func faultTitle(k fault.Kind) string {
	switch k {
	case fault.NotFound:
		return "ui.fault.not_found"
	case fault.Forbidden:
		return "ui.fault.forbidden"
	case fault.Unauthenticated:
		return "ui.fault.unauthenticated"
	case fault.Invalid:
		return "ui.fault.invalid"
	case fault.Conflict, fault.Stale:
		return "ui.fault.conflict"
	case fault.TooMany:
		return "ui.fault.too_many"
	case fault.Unavailable:
		return "ui.fault.unavailable"
	}
	return "ui.fault.internal"
}
