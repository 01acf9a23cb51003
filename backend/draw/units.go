package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// units stay on the line of their number: "38 %" never breaks in between, nor
// does "5 November".
var units = func() map[string]bool {
	m := map[string]bool{}
	for _, u := range strings.Fields(`% ‰ ° °C °F K s ms µs μs us ns sec min h hr hrs d
		B kB KB MB GB TB PB KiB MiB GiB TiB bit kbit Mbit Gbit kb/s Mb/s Gb/s kB/s MB/s GB/s rps qps
		Hz kHz MHz GHz V mV kV W kW MW kWh mA g kg mg µg m km cm mm µm ml mL bar mbar Pa hPa kPa px pt dB € $ £ ¥ EUR USD GBP ×
		January February March April May June July August September October November December
		Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec`) {
		m[u] = true
	}
	return m
}()

// Binds says whether a word must stay on the line of the one before it: a unit
// behind its number. Marks around either do not matter.
func Binds(before, word string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	if !unicode.IsDigit(last) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(before, "(["+"“\"‘'~≈<>≤≥±+-−–"))
	if !unicode.IsDigit(first) {
		return false // H04, REV-26-7
	}
	return units[word] || units[strings.TrimRight(word, ".,;:!?)]”\"’'…")]
}
