package cause

// digits of a rank in the order of their bytes, so that plain string
// comparison orders ranks.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

var digitValue = func() (v [256]int) {
	for i := range v {
		v[i] = -1
	}
	for i := 0; i < len(digits); i++ {
		v[digits[i]] = i
	}
	return v
}()

// RankBetween is a rank strictly between a and b (fractional indexing in base
// 62). "" as a means the beginning, "" as b the end. It never ends in '0', so
// there is always room before it. It is "" when there is no room: a >= b, or b
// is a followed by zeros, which only foreign data can hold.
func RankBetween(a, b string) string {
	if b == "" {
		return rankAfter(a)
	}
	if a >= b {
		return ""
	}
	r, ok := midpoint(a, b)
	if !ok || r <= a || r >= b {
		return ""
	}
	return r
}

// RanksBetween gives n ranks in ascending order strictly between a and b, or
// nil when there is no room. It halves the interval, so the ranks stay short.
func RanksBetween(a, b string, n int) []string {
	if n <= 0 {
		return nil
	}
	out := make([]string, n)
	if b == "" {
		for i := range out {
			a = rankAfter(a)
			out[i] = a
		}
		return out
	}
	if !fillRanks(out, a, b) {
		return nil
	}
	return out
}

func fillRanks(out []string, a, b string) bool {
	if len(out) == 0 {
		return true
	}
	m := len(out) / 2
	r := RankBetween(a, b)
	if r == "" {
		return false
	}
	out[m] = r
	return fillRanks(out[:m], a, r) && fillRanks(out[m+1:], r, b)
}

// rankAfter counts the first digit that can grow up by one: a list that is
// only appended to gets one digit longer every 61 entries or so.
func rankAfter(a string) string {
	if a == "" {
		return "V"
	}
	for i := 0; i < len(a); i++ {
		v := digitValue[a[i]]
		if v < 0 {
			break // foreign rank: anything appended to it sorts after it
		}
		if v < len(digits)-1 {
			return a[:i] + string(digits[v+1])
		}
	}
	return a + "V"
}

// midpoint works on the digits after the point of two fractions a < b; a is
// padded with zeros.
func midpoint(a, b string) (string, bool) {
	n := 0
	for n < len(b) {
		c := byte('0')
		if n < len(a) {
			c = a[n]
		}
		if c != b[n] {
			break
		}
		n++
	}
	if n == len(b) {
		return "", false
	}
	prefix, rest := b[:n], b[n:]
	if n < len(a) {
		a = a[n:]
	} else {
		a = ""
	}
	da := 0
	if a != "" {
		da = digitValue[a[0]]
	}
	db := digitValue[rest[0]]
	if da < 0 || db < 0 {
		return "", false
	}
	if db-da > 1 {
		return prefix + string(digits[(da+db)/2]), true
	}
	if len(rest) > 1 {
		// b goes on behind this digit, so the bare digit lies below b.
		return prefix + rest[:1], true
	}
	tail := ""
	if len(a) > 1 {
		tail = a[1:]
	}
	return prefix + string(digits[da]) + rankAfter(tail), true
}
