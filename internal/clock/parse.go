package clock

import (
	"fmt"
	"strings"
	"time"
)

// ParseInstant reads a moment as people type it: "2019-06-17 14:59" or with
// seconds, the date and the time apart by a space or a T, on the clock of Zone; or
// RFC 3339 with its offset.
func ParseInstant(s string) (Instant, error) {
	s = strings.TrimSpace(s)
	t, err := time.Parse(time.RFC3339, s)
	if err == nil {
		return FromTime(t), nil
	}
	local := strings.Replace(s, "T", " ", 1)
	for _, layout := range []string{"2006-01-02 15:04", time.DateTime} {
		t, err := time.ParseInLocation(layout, local, Zone)
		if err == nil {
			return FromTime(t), nil
		}
	}
	return 0, fmt.Errorf("clock: %q is no moment of the form YYYY-MM-DD HH:MM or RFC 3339", s)
}
