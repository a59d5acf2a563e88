package lunar

import (
	"fmt"
	"math"

	"motcua/internal/clock"
)

// First and Last are the solar years the calendar is computed for: beyond them the
// turning of the earth is not known well enough to tell on which side of midnight
// a new moon falls.
const (
	First = 1900
	Last  = 2199
)

// vietnam is the meridian of the calendar in hours east of Greenwich.
const vietnam = 7

// Date is a day of the lunar calendar. Year is the solar year in which the lunar
// year begins; Leap marks the second month of a number (tháng nhuận).
type Date struct {
	Year, Month, Day int
	Leap             bool
}

// String is "10/3/2019", with "nhuận" after the month of a leap month.
func (d Date) String() string {
	if d.Leap {
		return fmt.Sprintf("%d/%d nhuận/%d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%d/%d/%d", d.Day, d.Month, d.Year)
}

// epoch is the Julian day number of 1 January 2000 at noon.
const epoch = 2451545

func dayNumber(d clock.Date) int {
	return epoch + clock.Date{Year: 2000, Month: 1, Day: 1}.DaysUntil(d)
}

func dateOf(number int) clock.Date {
	return clock.Date{Year: 2000, Month: 1, Day: 1}.AddDays(number - epoch)
}

// meridian computes a calendar of new moons and solar terms at a zone of so many
// hours: 7 is the Vietnamese, 8 the Chinese one, which tests compare.
type meridian float64

// begins is the day of new moon n: the first of a month.
func (z meridian) begins(n int) int {
	return int(math.Floor(newMoon(n) + 0.5 + float64(z)/24))
}

// lunation is the number of the last new moon on or before day.
func (z meridian) lunation(day int) int {
	n := int(math.Round((float64(day)-firstNewMoon)/synodic)) + 1
	for z.begins(n) > day {
		n--
	}
	return n
}

// sectorAt is the sector of the sun when day begins.
func (z meridian) sectorAt(day int) int {
	return sector(float64(day) - 0.5 - float64(z)/24)
}

// eleventh is the lunation that holds the winter solstice of year: month 11.
func (z meridian) eleventh(year int) int {
	n := z.lunation(dayNumber(clock.Date{Year: year, Month: 12, Day: 31}))
	// The solstice has passed by 31 December; the month it lies in is the first,
	// going back, that begins before the sun enters sector 9.
	if z.sectorAt(z.begins(n)) >= 9 {
		n--
	}
	return n
}

// leap is the lunation without a major solar term among those from the eleventh
// month from to the next one, to; 0 and false when there are twelve.
func (z meridian) leap(from, to int) (int, bool) {
	if to-from == 12 {
		return 0, false
	}
	for n := from + 1; n < to; n++ {
		if z.sectorAt(z.begins(n)) == z.sectorAt(z.begins(n+1)) {
			return n, true
		}
	}
	return 0, false // thirteen months share twelve terms: cannot happen
}

// month names lunation n.
func (z meridian) month(n int) Date {
	year := dateOf(z.begins(n)).Year
	from := z.eleventh(year)
	if n < from {
		year--
		from = z.eleventh(year)
	}
	// n lies between the solstice month of year and the next.
	number := n - from
	leap, has := z.leap(from, z.eleventh(year+1))
	if has && n >= leap {
		number--
	}
	d := Date{Year: year, Month: 11 + number, Leap: has && n == leap}
	if d.Month > 12 {
		d.Month -= 12
		d.Year++
	}
	return d
}

func (z meridian) fromSolar(day clock.Date) Date {
	number := dayNumber(day)
	n := z.lunation(number)
	d := z.month(n)
	d.Day = number - z.begins(n) + 1
	return d
}

func (z meridian) toSolar(d Date) (clock.Date, error) {
	year := d.Year
	if d.Month < 11 {
		year--
	}
	from := z.eleventh(year)
	for n := from + (d.Month+1)%12; n < from+14; n++ {
		found := z.month(n)
		if found.Year != d.Year || found.Month != d.Month || found.Leap != d.Leap {
			continue
		}
		if d.Day >= 1 && d.Day <= z.begins(n+1)-z.begins(n) {
			return dateOf(z.begins(n) + d.Day - 1), nil
		}
		break
	}
	return clock.Date{}, fmt.Errorf("lunar: %s does not exist", d)
}

// FromSolar is the lunar date of day. The error says that day does not exist or
// lies outside First to Last.
func FromSolar(day clock.Date) (Date, error) {
	if !day.Valid() || day.Year < First || day.Year > Last {
		return Date{}, fmt.Errorf("lunar: %04d-%02d-%02d is no day of %d to %d", day.Year, int(day.Month), day.Day, First, Last)
	}
	return meridian(vietnam).fromSolar(day), nil
}

// ToSolar is the solar day of d. The error says that d does not exist (a leap
// month its year does not have, a 30th of a short month) or lies outside First to
// Last.
func ToSolar(d Date) (clock.Date, error) {
	if d.Month < 1 || d.Month > 12 || d.Year < First-1 || d.Year > Last {
		return clock.Date{}, fmt.Errorf("lunar: %s is no day of %d to %d", d, First, Last)
	}
	day, err := meridian(vietnam).toSolar(d)
	if err == nil && (day.Year < First || day.Year > Last) {
		return clock.Date{}, fmt.Errorf("lunar: %s is no day of %d to %d", d, First, Last)
	}
	return day, err
}

// TetDay is the first day of lunar year year (Mùng 1 Tết). The error says that
// year lies outside First to Last.
func TetDay(year int) (clock.Date, error) { return ToSolar(Date{Year: year, Month: 1, Day: 1}) }
