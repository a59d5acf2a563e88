package law

import (
	"motcua/calendar"
	"motcua/internal/clock"
)

// ForwardPetitionBy is the last day to forward a petition about administrative
// rules, received on day received, to the agency that handles it.
//
// law: NĐ20 Đ9 k1d
func (r Regime) ForwardPetitionBy(c *calendar.Calendar, received clock.Date) (clock.Date, error) {
	return lastDay(c, received, r.PetitionForwarding.Value)
}
