package timeline

import (
	"strconv"
	"strings"
	"time"
)

// Zone is a zone of time as somebody stated it. The zero value is "none stated".
type Zone struct {
	// Name is what Statement.Zone carries: an abbreviation, an IANA name or an
	// offset.
	Name string
	// Fixed says that Offset (seconds east of UTC) holds for every instant.
	Fixed  bool
	Offset int
	// Loc is set for zones whose offset depends on the date.
	Loc *time.Location
	// Which holds the offset written in brackets behind an IANA name, as RFC 3339
	// writes it, or "": it tells the two hours of autumn apart.
	Which string
	// Ambiguous marks abbreviations of several zones ("IST"); such a zone gives
	// no offset.
	Ambiguous bool
	// Beside holds the abbreviation that an offset written beside it overruled
	// ("PST" of "PST (UTC-7)"), or "".
	Beside string
	// region is the IANA name whose clocks the abbreviation is used for, to see
	// whether the season fits.
	region string
}

// Stated says whether any zone was named.
func (z Zone) Stated() bool { return z.Name != "" }

// Known says whether the zone leads to an offset.
func (z Zone) Known() bool { return z.Fixed || z.Loc != nil }

// abbreviation is one row of the zone table. Minutes east of UTC; region "" where
// the abbreviation is used all year somewhere, so that no season can be wrong.
type abbreviation struct {
	minutes int
	region  string
}

// abbreviations have the fixed offset of their own name, whatever the season.
var abbreviations = map[string]abbreviation{
	"UTC": {0, ""}, "GMT": {0, ""}, "Z": {0, ""}, "UT": {0, ""},
	"WET": {0, "Europe/Lisbon"}, "WEST": {60, "Europe/Lisbon"},
	"BST": {60, "Europe/London"},
	"CET": {60, "Europe/Berlin"}, "CEST": {120, "Europe/Berlin"},
	"MEZ": {60, "Europe/Berlin"}, "MESZ": {120, "Europe/Berlin"},
	"EET": {120, "Europe/Athens"}, "EEST": {180, "Europe/Athens"},
	"MSK": {180, ""}, "SAST": {120, ""}, "WAT": {60, ""}, "EAT": {180, ""},
	"PST": {-480, "America/Los_Angeles"}, "PDT": {-420, "America/Los_Angeles"},
	"MST": {-420, ""}, "MDT": {-360, "America/Denver"},
	"CST": {-360, "America/Chicago"}, "CDT": {-300, "America/Chicago"},
	"EST": {-300, "America/New_York"}, "EDT": {-240, "America/New_York"},
	"AKST": {-540, "America/Anchorage"}, "AKDT": {-480, "America/Anchorage"},
	"HST": {-600, ""}, "BRT": {-180, ""},
	"NST": {-210, "America/St_Johns"}, "NDT": {-150, "America/St_Johns"},
	"ADT": {-180, "America/Halifax"},
	"JST": {540, ""}, "KST": {540, ""}, "SGT": {480, ""}, "HKT": {480, ""},
	"AEST": {600, ""}, "AEDT": {660, "Australia/Sydney"},
	"ACST": {570, ""}, "ACDT": {630, "Australia/Adelaide"}, "AWST": {480, ""},
	"NZST": {720, "Pacific/Auckland"}, "NZDT": {780, "Pacific/Auckland"},
}

// regional names follow the clocks of a region through the seasons.
var regional = map[string]string{
	"PT": "America/Los_Angeles", "MT": "America/Denver", "CT": "America/Chicago", "ET": "America/New_York",
}

// spoken names are written out in words, lower case here.
var spoken = []struct{ words, name string }{
	{"coordinated universal time", "UTC"},
	{"greenwich mean time", "GMT"},
	{"central european summer time", "CEST"},
	{"central european time", "CET"},
	{"eastern standard time", "EST"}, {"eastern daylight time", "EDT"}, {"eastern time", "ET"},
	{"central standard time", "CST"}, {"central daylight time", "CDT"}, {"central time", "CT"},
	{"mountain standard time", "MST"}, {"mountain daylight time", "MDT"}, {"mountain time", "MT"},
	{"pacific standard time", "PST"}, {"pacific daylight time", "PDT"}, {"pacific time", "PT"},
	{"british summer time", "BST"},
}

// ambiguousNames mean several zones with different offsets.
var ambiguousNames = map[string]bool{"IST": true}

// ParseZone reads a zone: an IANA name, an abbreviation, an offset, or an
// abbreviation with its offset beside it. ok is false for anything else.
func ParseZone(text string) (z Zone, ok bool) {
	text = strings.TrimSpace(text)
	z, n := zoneAt(text, true)
	return z, n > 0 && n == len(text)
}

// zoneAt reads a zone at the beginning of s and gives the number of bytes read.
// loose also takes lower-case abbreviations.
func zoneAt(s string, loose bool) (Zone, int) {
	if s == "" {
		return Zone{}, 0
	}
	if s[0] == '+' || s[0] == '-' {
		return offsetAt(s)
	}
	if strings.HasPrefix(s, "\u2212") { // the typographic minus
		z, n := offsetAt("-" + s[len("\u2212"):])
		if n > 0 {
			n += len("\u2212") - 1
		}
		return z, n
	}
	n := 0
	for n < len(s) && (isLetter(s[n]) || s[n] == '_' || s[n] == '/' && n > 0) {
		n++
	}
	word := s[:n]
	if word == "" || n < len(s) && s[n] >= 0x80 && !startsDash(s[n:]) {
		return Zone{}, 0
	}
	if strings.Contains(word, "/") {
		return ianaAt(s)
	}
	upper := word
	if loose || word == "utc" || word == "gmt" {
		upper = strings.ToUpper(word)
	}
	if ambiguousNames[upper] {
		z := Zone{Name: upper, Ambiguous: true}
		return beside(z, s, n)
	}
	if region, found := regional[upper]; found {
		loc, err := location(region)
		if err != nil {
			return Zone{Name: upper, Ambiguous: true}, n
		}
		return beside(Zone{Name: upper, Loc: loc}, s, n)
	}
	if a, found := abbreviations[upper]; found {
		z := Zone{Name: upper, Fixed: true, Offset: a.minutes * 60, region: a.region}
		if upper == "Z" {
			z.Name = "UTC"
		}
		if upper == "UTC" || upper == "GMT" {
			if n < len(s) && (s[n] == '+' || s[n] == '-') {
				if o, m := offsetAt(s[n:]); m > 0 {
					o.Name = upper + s[n:n+m]
					return o, n + m
				}
			}
			m := n
			for m < len(s) && s[m] == ' ' {
				m++
			}
			if m > n && m < len(s) && s[m] == '+' {
				if o, k := offsetAt(s[m:]); k > 0 {
					o.Name = upper + s[m:m+k]
					return o, m + k
				}
			}
		}
		return beside(z, s, n)
	}
	low := strings.ToLower(s)
	for _, sp := range spoken {
		if strings.HasPrefix(low, sp.words) && boundary(s, len(sp.words)) {
			z, _ := zoneAt(sp.name, false)
			return beside(z, s, len(sp.words))
		}
	}
	return Zone{}, 0
}

// beside takes an offset written in brackets behind an abbreviation; it wins
// over the abbreviation's own.
func beside(z Zone, s string, n int) (Zone, int) {
	if n < len(s) && (isLetter(s[n]) || isDigit(s[n])) {
		return Zone{}, 0
	}
	m := n
	for m < len(s) && s[m] == ' ' {
		m++
	}
	if m >= len(s) {
		return z, n
	}
	open, closing := s[m], byte(0)
	switch open {
	case '(':
		closing = ')'
	case '[':
		closing = ']'
	case ',', '/':
		// "CET, UTC+1"
	default:
		if !strings.HasPrefix(s[m:], "UTC+") && !strings.HasPrefix(s[m:], "UTC-") &&
			!strings.HasPrefix(s[m:], "GMT+") && !strings.HasPrefix(s[m:], "GMT-") {
			return z, n
		}
		m--
	}
	m++
	for m < len(s) && s[m] == ' ' {
		m++
	}
	if m >= len(s) || (s[m] != '+' && s[m] != '-' && !strings.HasPrefix(s[m:], "UTC") && !strings.HasPrefix(s[m:], "GMT")) {
		return z, n
	}
	o, k := zoneAt(s[m:], false)
	if k == 0 || !o.Fixed {
		return z, n
	}
	if o.Name == "UTC" || o.Name == "GMT" {
		return z, n
	}
	m += k
	if closing != 0 {
		if m >= len(s) || s[m] != closing {
			return z, n
		}
		m++
	}
	if z.Fixed && z.Offset == o.Offset {
		return z, m
	}
	o.Beside = z.Name
	return o, m
}

// offsetAt reads "+02:00", "+0200", "+2" or "-7".
func offsetAt(s string) (Zone, int) {
	if len(s) < 2 || (s[0] != '+' && s[0] != '-') {
		return Zone{}, 0
	}
	n := 1
	for n < len(s) && isDigit(s[n]) && n < 5 {
		n++
	}
	digits := s[1:n]
	h, m := 0, 0
	switch len(digits) {
	case 1, 2:
		h = atoi(digits)
		if n+2 < len(s) && s[n] == ':' && isDigit(s[n+1]) && isDigit(s[n+2]) {
			m = atoi(s[n+1 : n+3])
			n += 3
		}
	case 4:
		h, m = atoi(digits[:2]), atoi(digits[2:])
	default:
		return Zone{}, 0
	}
	if h > 14 || m > 59 || !boundary(s, n) {
		return Zone{}, 0
	}
	sec := h*3600 + m*60
	if s[0] == '-' {
		sec = -sec
	}
	return Zone{Name: formatOffset(sec), Fixed: true, Offset: sec}, n
}

// ianaAt reads "Europe/Berlin" and "Europe/Berlin (+02:00)".
func ianaAt(s string) (Zone, int) {
	n := 0
	for n < len(s) && (isLetter(s[n]) || s[n] == '_' || s[n] == '/' || s[n] == '-' || s[n] == '+' || isDigit(s[n])) {
		n++
	}
	name := strings.TrimRight(s[:n], "-/_+")
	if len(name) < 3 || len(name) > 40 || name[0] < 'A' || name[0] > 'Z' {
		return Zone{}, 0
	}
	loc, err := location(name)
	if err != nil || loc == time.UTC && !strings.HasPrefix(name, "Etc/") {
		return Zone{}, 0
	}
	z, n := Zone{Name: name, Loc: loc}, len(name)
	if rest, ok := strings.CutPrefix(s[n:], " ("); ok {
		if o, m := offsetAt(rest); m > 0 && m < len(rest) && rest[m] == ')' {
			z.Which = rfcOffset(o.Offset)
			n += len(" (") + m + len(")")
		}
	}
	return z, n
}

// SeasonFits says whether the abbreviation is used on that date in the region
// it comes from. It is true where nothing can be said.
func (z Zone) SeasonFits(date string) bool {
	if z.region == "" || !z.Fixed {
		return true
	}
	loc, err := location(z.region)
	if err != nil {
		return true
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return true
	}
	_, at := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, loc).Zone()
	_, to := time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 0, 0, loc).Zone()
	return at == z.Offset || to == z.Offset
}

// formatOffset writes seconds east of UTC as "+02:00".
func formatOffset(sec int) string {
	sign := "+"
	if sec < 0 {
		sign, sec = "-", -sec
	}
	return sign + pad(sec/3600) + ":" + pad(sec/60%60)
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func atoi(s string) int {
	n := 0
	for i := 0; i < len(s) && isDigit(s[i]) && n < 1e8; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// boundary says that no letter or digit stands at i.
func boundary(s string, i int) bool {
	return i >= len(s) || !isDigit(s[i]) && !isLetter(s[i])
}

func startsDash(s string) bool {
	return strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—") || strings.HasPrefix(s, "→")
}
