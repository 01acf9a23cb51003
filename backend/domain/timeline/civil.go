package timeline

import (
	"fmt"
	"strings"
	"time"
)

// Civil is a date as written. Year 0 means that none was written.
type Civil struct {
	Year, Month, Day int
}

// String is YYYY-MM-DD.
func (c Civil) String() string { return fmt.Sprintf("%04d-%02d-%02d", c.Year, c.Month, c.Day) }

// valid says whether the day exists; without a year 29 February does.
func (c Civil) valid() bool {
	if c.Month < 1 || c.Month > 12 || c.Day < 1 || c.Day > 31 {
		return false
	}
	y := c.Year
	if y == 0 {
		y = 2000
	} else if y < 1900 || y > 2199 {
		return false
	}
	t := time.Date(y, time.Month(c.Month), c.Day, 0, 0, 0, 0, time.UTC)
	return t.Day() == c.Day
}

// addDays moves a full date.
func (c Civil) addDays(n int) Civil {
	t := time.Date(c.Year, time.Month(c.Month), c.Day+n, 0, 0, 0, 0, time.UTC)
	return Civil{t.Year(), int(t.Month()), t.Day()}
}

// AddDays moves a date of the form YYYY-MM-DD; anything else stays as it is.
func AddDays(date string, n int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// dateRead is what dateAt found.
type dateRead struct {
	date  Civil
	n     int  // bytes read; 0 = no date here
	wrong bool // a date by its shape that no calendar has
	slash bool // both orders are possible and none was decided
	a, b  int  // the two numbers of a slash date
}

var monthNames = []string{"january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december"}

// monthAt reads the name of a month, written with a capital.
func monthAt(s string) (month, n int) {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return 0, 0
	}
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	if n < 3 || n > 9 {
		return 0, 0
	}
	word := strings.ToLower(s[:n])
	for i, m := range monthNames {
		if word == m || word == m[:3] || word == "sept" && i == 8 {
			return i + 1, n
		}
	}
	return 0, 0
}

// digitsAt counts the digits at the beginning of s.
func digitsAt(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func ordinalAt(s string) int {
	if len(s) >= 2 {
		switch strings.ToLower(s[:2]) {
		case "st", "nd", "rd", "th":
			if boundary(s, 2) {
				return 2
			}
		}
	}
	return 0
}

func spacesAt(s string) int {
	n := 0
	for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
		n++
	}
	return n
}

// yearAt reads ", 2017" or " 2017" and gives 0, 0 when what follows is no year.
func yearAt(s string) (year, n int) {
	n = spacesAt(s)
	if n < len(s) && s[n] == ',' {
		n++
		n += spacesAt(s[n:])
	}
	if n == 0 && s != "" {
		return 0, 0
	}
	d := digitsAt(s[n:])
	if d != 4 || n+d < len(s) && (s[n+d] == ':' && digitsAt(s[n+d+1:]) > 0 || isLetter(s[n+d])) {
		return 0, 0
	}
	y := atoi(s[n : n+4])
	if y < 1900 || y > 2199 {
		return 0, 0
	}
	return y, n + 4
}

// dateAt reads a date at the beginning of s.
func dateAt(s string, order SlashOrder) dateRead {
	if s == "" {
		return dateRead{}
	}
	if m, n := monthAt(s); m > 0 {
		return monthFirst(s, m, n)
	}
	d := digitsAt(s)
	switch {
	case d >= 3 && d != 8 && d <= 9 && d+5 < len(s) && strings.IndexByte("-/.", s[d]) >= 0:
		return yearFirst(s, d)
	case d == 8:
		c := Civil{atoi(s[:4]), atoi(s[4:6]), atoi(s[6:8])}
		if c.valid() && c.Year >= 1970 && c.Year < 2100 && (len(s) == 8 || s[8] == 'T' || boundary(s, 8) || s[8] == '_') {
			return dateRead{date: c, n: 8}
		}
	case d == 1 || d == 2:
		return dayFirst(s, d, order)
	}
	return dateRead{}
}

// yearFirst reads 2017-09-27, 2017/09/27, 2017-Sep-27 and the same with a year
// of too many digits.
func yearFirst(s string, d int) dateRead {
	sep := s[d]
	rest := s[d+1:]
	if m, n := monthAt(rest); m > 0 && n+1 < len(rest) && rest[n] == sep {
		e := digitsAt(rest[n+1:])
		if e == 1 || e == 2 {
			return checked(Civil{atoi(s[:d]), m, atoi(rest[n+1 : n+1+e])}, d+1+n+1+e)
		}
		return dateRead{}
	}
	m := digitsAt(rest)
	if m < 1 || m > 2 || m+1 >= len(rest) || rest[m] != sep {
		return dateRead{}
	}
	e := digitsAt(rest[m+1:])
	if e < 1 || e > 2 {
		return dateRead{}
	}
	n := d + 1 + m + 1 + e
	if n < len(s) && isLetter(s[n]) && s[n] != 'T' {
		return dateRead{}
	}
	// A version or an address such as 10.0.12.1 has a fourth number.
	if n+1 < len(s) && s[n] == sep && isDigit(s[n+1]) {
		return dateRead{}
	}
	if d != 4 && sep == '.' {
		return dateRead{}
	}
	if d != 4 {
		return dateRead{n: n, wrong: true}
	}
	return checked(Civil{atoi(s[:4]), atoi(rest[:m]), atoi(rest[m+1 : m+1+e])}, n)
}

// monthFirst reads "Sep 27 2017", "September 27th, 2017", "Feb 21".
func monthFirst(s string, m, n int) dateRead {
	if n < len(s) && s[n] == '.' {
		n++
	}
	if n < len(s) && s[n] == '-' {
		n++
	} else {
		sp := spacesAt(s[n:])
		if sp == 0 {
			return dateRead{}
		}
		n += sp
	}
	d := digitsAt(s[n:])
	if d < 1 || d > 2 || n+d < len(s) && (s[n+d] == ':' || s[n+d] == '%') {
		return dateRead{}
	}
	c := Civil{Month: m, Day: atoi(s[n : n+d])}
	n += d
	n += ordinalAt(s[n:])
	if n < len(s) && isLetter(s[n]) {
		return dateRead{}
	}
	if y, k := yearAt(s[n:]); k > 0 {
		c.Year = y
		n += k
	} else if n+4 < len(s) && s[n] == '-' && digitsAt(s[n+1:]) == 4 {
		c.Year = atoi(s[n+1 : n+5])
		n += 5
	}
	return checked(c, n)
}

// dayFirst reads "27 September 2017", "19. April", "27/09/2017", "27.09.2017",
// "27-Sep-2017".
func dayFirst(s string, d int, order SlashOrder) dateRead {
	first := atoi(s[:d])
	n := d + ordinalAt(s[d:])
	if n < len(s) && s[n] == '.' && n+1 < len(s) && s[n+1] == ' ' {
		n++
	}
	k := n
	if k < len(s) && s[k] == '-' {
		k++
	} else {
		k += spacesAt(s[k:])
	}
	if k > n {
		if strings.HasPrefix(s[k:], "of ") {
			k += 3
		}
		if m, l := monthAt(s[k:]); m > 0 {
			k += l
			c := Civil{Month: m, Day: first}
			if k < len(s) && s[k] == '.' {
				k++
			}
			if y, j := yearAt(s[k:]); j > 0 {
				c.Year = y
				k += j
			} else if k+4 < len(s) && s[k] == '-' && digitsAt(s[k+1:]) == 4 {
				c.Year = atoi(s[k+1 : k+5])
				k += 5
			}
			if k < len(s) && isLetter(s[k]) {
				return dateRead{}
			}
			return checked(c, k)
		}
	}
	if d >= len(s) || strings.IndexByte("/.-", s[d]) < 0 {
		return dateRead{}
	}
	sep := s[d]
	m := digitsAt(s[d+1:])
	if m < 1 || m > 2 {
		return dateRead{}
	}
	k = d + 1 + m
	if k >= len(s) || s[k] != sep {
		return dateRead{}
	}
	y := digitsAt(s[k+1:])
	end := k + 1 + y
	if sep == '.' && (y == 0 || y == 2) && clockBehind(s[end:]) {
		// "3.11. 10:05", "03.11.25 10:40": without the time of day behind it this may
		// as well be a version or a number of a section.
		c := Civil{Month: atoi(s[d+1 : k]), Day: first}
		if y == 2 {
			c.Year = 2000 + atoi(s[k+1:end])
		}
		if c.valid() {
			return dateRead{date: c, n: end}
		}
		return dateRead{}
	}
	if y != 4 && !(y == 2 && sep == '/') || end < len(s) && isLetter(s[end]) ||
		end+1 < len(s) && s[end] == sep && isDigit(s[end+1]) {
		return dateRead{}
	}
	year := atoi(s[k+1 : end])
	if y == 2 {
		year += 2000
	}
	second := atoi(s[d+1 : k])
	if sep == '.' {
		return checked(Civil{year, second, first}, end)
	}
	dayMonth, monthDay := Civil{year, second, first}, Civil{year, first, second}
	switch {
	case !dayMonth.valid() && !monthDay.valid():
		return dateRead{n: end, wrong: true, a: first, b: second}
	case !dayMonth.valid():
		return dateRead{date: monthDay, n: end, a: first, b: second}
	case !monthDay.valid() || first == second || order == DayFirst:
		return dateRead{date: dayMonth, n: end, a: first, b: second}
	case order == MonthFirst:
		return dateRead{date: monthDay, n: end, a: first, b: second}
	}
	return dateRead{n: end, slash: true, a: first, b: second}
}

// clockBehind says that a time of day follows behind spaces or a comma.
func clockBehind(s string) bool {
	n := 0
	if n < len(s) && s[n] == ',' {
		n++
	}
	sp := spacesAt(s[n:])
	if sp == 0 {
		return false
	}
	c := clockAt(s[n+sp:])
	return c.n > 0 && !c.wrong
}

func checked(c Civil, n int) dateRead {
	if !c.valid() {
		return dateRead{n: n, wrong: true}
	}
	return dateRead{date: c, n: n}
}

// FindDate reads a date at the beginning of a text, however the text goes on,
// as in a file name. It gives YYYY-MM-DD, or "" when no full date stands there;
// year completes a date without one, 0 leaves it out.
func FindDate(text string, order SlashOrder, year int) string {
	tries := []string{text}
	if len(text) > 10 {
		tries = []string{text[:10], text}
	}
	for _, t := range tries {
		r := dateAt(t, order)
		if r.n == 0 || r.wrong || r.slash {
			continue
		}
		// Ten letters may cut a longer date of words in two.
		if r.monthCut(t, text) {
			continue
		}
		c := r.date
		if c.Year == 0 {
			c.Year = year
		}
		if c.Year > 0 && c.valid() {
			return c.String()
		}
	}
	return ""
}

// monthCut says that a date of words was read from a cut text and may go on.
func (r dateRead) monthCut(cut, full string) bool {
	return len(cut) < len(full) && (r.n == len(cut) && isDigit(full[r.n]) || r.date.Year == 0)
}
