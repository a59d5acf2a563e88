package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"motcua/internal/clock"
)

// weekdays is read-only.
var weekdays = map[Lang][7]string{
	VI: {"Chủ Nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"},
	EN: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

func (p Printer) weekday(d time.Weekday) string {
	names, ok := weekdays[p.Lang]
	if !ok {
		names = weekdays[VI]
	}
	return names[d]
}

// Date is "thứ Ba, 02/12/2025"; the zero Date is "".
func (p Printer) Date(d clock.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.weekday(d.Weekday()) + ", " + p.Short(d)
}

// DateTime is "16:00, thứ Năm 26/11/2026" on the office clock (UTC+7).
func (p Printer) DateTime(i clock.Instant) string {
	d := i.Date()
	return p.Clock(i.TimeOfDay()) + ", " + p.weekday(d.Weekday()) + " " + p.Short(d)
}

// ShortDateTime is "16:00 26/11/2026", for dense tables.
func (p Printer) ShortDateTime(i clock.Instant) string {
	return p.Clock(i.TimeOfDay()) + " " + p.Short(i.Date())
}

// Short is "02/12/2025" in both languages, as on Vietnamese papers; the zero
// Date is "".
func (p Printer) Short(d clock.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// Clock is "16:00".
func (p Printer) Clock(t clock.TimeOfDay) string { return t.String() }

// Money is an amount in đồng: "120.000 đồng", in English "120,000 dong".
func (p Printer) Money(dong int64) string {
	if p.Lang == EN {
		return p.Number(dong) + " dong"
	}
	return p.Number(dong) + " đồng"
}

// Number is n grouped by thousands: "1.234.567", in English "1,234,567".
func (p Printer) Number(n int64) string {
	sep := "."
	if p.Lang == EN {
		sep = ","
	}
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "−", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + sep + digits[at:]
	}
	return sign + digits
}
