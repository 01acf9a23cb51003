package ingest

import (
	"strconv"
	"strings"
)

// units of a length of time, in minutes.
var units = map[string]float64{
	"s": 1.0 / 60, "sec": 1.0 / 60, "secs": 1.0 / 60, "second": 1.0 / 60, "seconds": 1.0 / 60,
	"m": 1, "min": 1, "mins": 1, "minute": 1, "minutes": 1, "minuten": 1,
	"h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60, "stunde": 60, "stunden": 60, "std": 60,
	"d": 1440, "day": 1440, "days": 1440, "tag": 1440, "tage": 1440,
	"w": 10080, "week": 10080, "weeks": 10080,
}

var smallNumbers = map[string]float64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "an": 1, "a": 1, "half": 0.5}

// parseLength reads a length of time at the beginning of a text: "2h 15m",
// "about 1h50m", "148 minutes", "1 hour and 20 minutes", "2:15", "PT2H15M".
// ok is false for prose such as "a while".
func parseLength(s string) (minutes float64, ok bool) {
	s = strings.ToLower(strings.TrimSpace(strings.Trim(strings.TrimSpace(s), "*_`")))
	for again := true; again; {
		again = false
		for _, w := range []string{"~", "≈", "about ", "around ", "approximately ", "approx. ", "approx ", "roughly ", "circa ", "ca. ", "almost ", "nearly ", "over ", "under ", "<", ">", "less than ", "more than ", "just ", "total ", "up to ", "at least "} {
			if strings.HasPrefix(s, w) {
				s = strings.TrimSpace(s[len(w):])
				again = true
			}
		}
	}
	if strings.HasPrefix(s, "pt") && len(s) > 2 && s[2] >= '0' && s[2] <= '9' {
		s = s[2:]
	}
	if m, ok := clockLength(s); ok {
		return m, true
	}
	total := 0.0
	for {
		s = strings.TrimLeft(s, " \t")
		if ok {
			s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "and "), ", "), "und ")
			s = strings.TrimLeft(s, " \t,")
		}
		value, n := number(s)
		if n == 0 {
			break
		}
		rest := strings.TrimLeft(s[n:], " \t-")
		u := 0
		for u < len(rest) && rest[u] >= 'a' && rest[u] <= 'z' {
			u++
		}
		size, known := units[rest[:u]]
		if !known || (s[0] < '0' || s[0] > '9') && u <= 1 {
			break
		}
		// A range has no one size.
		total += value * size
		ok = true
		s = strings.TrimPrefix(rest[u:], ".")
	}
	return total, ok
}

// number reads "12", "2.5" or a small number in words.
func number(s string) (value float64, n int) {
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.' && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9' || s[n] == ',' && n > 0 && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9') {
		n++
	}
	if n > 0 {
		if n > 12 {
			return 0, 0
		}
		text := s[:n]
		if i := strings.IndexByte(text, ','); i >= 0 {
			if len(text)-i == 4 {
				text = strings.ReplaceAll(text, ",", "") // 1,435
			} else {
				text = strings.Replace(text, ",", ".", 1)
			}
		}
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return 0, 0
		}
		return v, n
	}
	w := 0
	for w < len(s) && s[w] >= 'a' && s[w] <= 'z' {
		w++
	}
	if v, ok := smallNumbers[s[:w]]; ok {
		return v, w
	}
	return 0, 0
}

// clockLength reads "2:15" as hours and minutes and "2:15:30" with seconds.
func clockLength(s string) (float64, bool) {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == ':') {
		end++
	}
	parts := strings.Split(s[:end], ":")
	if len(parts) < 2 || len(parts) > 3 || end < len(s) && s[end] != ' ' && s[end] != '.' && s[end] != ',' {
		return 0, false
	}
	rest := strings.TrimSpace(s[end:])
	if rest != "" && !strings.HasPrefix(rest, "h") {
		return 0, false
	}
	total, size := 0.0, 60.0
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || i > 0 && (len(p) != 2 || v > 59) {
			return 0, false
		}
		total += float64(v) * size
		size /= 60
	}
	return total, true
}
