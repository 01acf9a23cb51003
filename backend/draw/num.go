package draw

import "strconv"

func itoa(n int) string { return strconv.Itoa(n) }

// px100 prints 1/100 px as px with at most two digits after the point.
func px100(v int32) string {
	return strconv.FormatFloat(float64(v)/100, 'f', -1, 64)
}

// trim prints a number with at most four digits after the point.
func trim(v float64) string {
	return strconv.FormatFloat(float64(int64(v*10000+0.5))/10000, 'f', -1, 64)
}
