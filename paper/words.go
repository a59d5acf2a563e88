package paper

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"motcua/internal/clock"
)

//go:embed words/*.json
var wordFiles embed.FS

// words are the fixed texts of one version of the templates, in Vietnamese: papers
// have no other language.
type words map[string]string

var allWords = sync.OnceValues(func() (map[int]words, error) {
	out := make(map[int]words, CurrentVersion)
	for version := 1; version <= CurrentVersion; version++ {
		file, err := wordFiles.ReadFile(fmt.Sprintf("words/%d.json", version))
		if err != nil {
			return nil, err
		}
		var w words
		if err := json.Unmarshal(file, &w); err != nil {
			return nil, fmt.Errorf("paper: words of version %d: %w", version, err)
		}
		out[version] = w
	}
	return out, nil
})

// wordsOf are the words of a version; an error when there is no such version.
func wordsOf(version int) (words, error) {
	all, err := allWords()
	if err != nil {
		return nil, err
	}
	w, ok := all[version]
	if !ok {
		return nil, fmt.Errorf("paper: no version %d", version)
	}
	return w, nil
}

// say is the text of a key with its placeholders filled by pairs of name and value.
// A key without text shows itself, which no test lets pass.
func (w words) say(key string, pairs ...string) string {
	s, ok := w[key]
	if !ok {
		return "[" + key + "]"
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// dots is what a form shows where a pen is to write.
const dots = "……………………"

func orDots(s string) string {
	if s == "" {
		return dots
	}
	return s
}

// day is "ngày 02 tháng 12 năm 2026", as papers write it: days below 10 and months
// below 3 with a leading zero. No date is dots.
func (w words) day(d clock.Date) string {
	if d.IsZero() {
		return dots
	}
	month := fmt.Sprint(int(d.Month))
	if d.Month < 3 {
		month = "0" + month
	}
	return w.say("day", "day", fmt.Sprintf("%02d", d.Day), "month", month, "year", fmt.Sprint(d.Year))
}

// moment is "08 giờ 15 phút, ngày 17 tháng 6 năm 2019".
func (w words) moment(i clock.Instant) string {
	if i == 0 {
		return dots
	}
	t := i.TimeOfDay()
	return w.say("moment", "hour", fmt.Sprintf("%02d", t.Hour()), "minute", fmt.Sprintf("%02d", t.Minute()), "day", w.day(i.Date()))
}

// money is "8.000 đồng".
func (w words) money(dong int64) string {
	digits := fmt.Sprint(dong)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return w.say("money", "amount", digits)
}

// LongDate is a date as the heads of papers write it, "ngày 02 tháng 12 năm 2026", in
// the words of new papers.
func LongDate(d clock.Date) string {
	w, err := wordsOf(CurrentVersion)
	if err != nil {
		return d.String()
	}
	return w.day(d)
}
