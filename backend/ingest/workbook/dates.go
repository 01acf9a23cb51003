package workbook

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// shown is what a style shows of a number.
type shown struct{ day, clock, seconds, length bool }

// Numbers of formats that every workbook has without saying so.
var builtIn = map[int]shown{
	14: {day: true}, 15: {day: true}, 16: {day: true}, 17: {day: true},
	18: {clock: true}, 19: {clock: true, seconds: true}, 20: {clock: true}, 21: {clock: true, seconds: true},
	22: {day: true, clock: true}, 45: {clock: true, seconds: true}, 46: {length: true}, 47: {clock: true, seconds: true},
}

// formatOf says what a format shows. Words in quotes, colours and languages in brackets and
// signs that only take room show nothing.
func formatOf(code string) (s shown) {
	code, _, _ = strings.Cut(code, ";")
	if strings.EqualFold(code, "General") {
		return s
	}
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return s
			}
			if end > 1 && strings.Trim(strings.ToLower(code[i+1:i+end]), "hms") == "" {
				s.length = true
			}
			i += end
		case c == 'y' || c == 'd':
			s.day = true
		case c == 'h':
			s.clock = true
		case c == 's':
			s.clock, s.seconds = true, true
		case c == 'm' && !strings.ContainsAny(strings.ToLower(code), "hs"):
			s.day = true
		}
	}
	return s
}

func (b *Book) readStyles(part string) error {
	if b.parts[strings.ToLower(part)] == nil {
		return nil
	}
	own, cells := map[int]shown{}, false
	in, d, err := b.open(part)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return wrong(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attr(t, "numFmtId")); err == nil {
					own[id] = formatOf(attr(t, "formatCode"))
				}
			case "cellXfs":
				cells = true
			case "xf":
				if !cells {
					continue
				}
				id, _ := strconv.Atoi(attr(t, "numFmtId"))
				s, ok := own[id]
				if !ok {
					s = builtIn[id]
					// Dates as people of eastern Asia write them.
					s.day = s.day || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58
					s.clock = s.clock || id >= 32 && id <= 35 || id == 55 || id == 56
				}
				b.styles = append(b.styles, s)
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				cells = false
			}
		}
	}
}

// number is what a number says in its style.
func (b *Book) number(value, style string) string {
	x, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return value
	}
	var s shown
	if n, err := strconv.Atoi(style); err == nil && n >= 0 && n < len(b.styles) {
		s = b.styles[n]
	}
	switch {
	case (s.day || s.clock) && x >= 0 && x < 2958466:
		return b.date(x, s)
	case s.length && math.Abs(x) < 1e6:
		all := int64(math.Round(math.Abs(x) * 86400))
		sign := ""
		if x < 0 {
			sign = "-"
		}
		return fmt.Sprintf("%s%d:%02d:%02d", sign, all/3600, all/60%60, all%60)
	}
	// What the program shows: fifteen digits, without the dust behind them.
	if rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64); err == nil {
		return strconv.FormatFloat(rounded, 'f', -1, 64)
	}
	return value
}

// date is the moment of a serial, with its year first. Day 0 of a calendar that begins with
// 1 January 1900 is how programs write that there is no date.
func (b *Book) date(serial float64, s shown) string {
	if s.day && serial == 0 && !b.from04 {
		return ""
	}
	ms := int64(math.Round(serial * 86_400_000))
	if rest := ms % 1000; rest <= 2 {
		ms -= rest
	} else if rest >= 998 {
		ms += 1000 - rest
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case b.from04:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial < 60:
		first = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	// Two steps: all milliseconds since then are more than a duration holds.
	at := first.AddDate(0, 0, int(ms/86_400_000)).Add(time.Duration(ms%86_400_000) * time.Millisecond)
	clock := "15:04"
	switch {
	case at.Nanosecond() != 0:
		clock = "15:04:05.000"
	case s.seconds || at.Second() != 0:
		clock = "15:04:05"
	}
	switch {
	case !s.day && serial < 1:
		return at.Format(clock)
	case s.clock || ms%86_400_000 != 0:
		return at.Format("2006-01-02 " + clock)
	}
	return at.Format(time.DateOnly)
}
