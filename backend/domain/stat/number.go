package stat

import (
	"math"
	"strconv"
)

// Number is a real number, an infinity, or nothing. It cannot hold a NaN, and the
// zero value is nothing: whoever forgets to set one shows a gap and not a zero.
type Number struct {
	kind  numberKind
	value float64
}

type numberKind uint8

const (
	none numberKind = iota
	finite
	minusInfinite
	plusInfinite
)

// Num makes a Number; NaN becomes nothing.
func Num(x float64) Number {
	switch {
	case math.IsNaN(x):
		return Number{}
	case math.IsInf(x, 1):
		return Number{kind: plusInfinite}
	case math.IsInf(x, -1):
		return Number{kind: minusInfinite}
	}
	return Number{kind: finite, value: x}
}

// Float gives the value of a finite number, and false for every other one.
func (n Number) Float() (float64, bool) { return n.value, n.kind == finite }

// Told gives a finite number as it leaves the program, rounded to told digits.
func (n Number) Told() (float64, bool) { return Told(n.value), n.kind == finite }

// toldDigits are more than any method here is sure of, and fewer than show how a computer
// counts: between 240 and 1440 the tenth part is 360, and not 359.99999999999955.
const toldDigits = 12

// Told rounds a number to the significant digits that mean something. NaN and infinities
// stay what they are.
func Told(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', toldDigits, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// IsNone says that there is no number here, not even an infinite one.
func (n Number) IsNone() bool { return n.kind == none }

// Infinite is -1, 0 or 1: which infinity the number is, if any.
func (n Number) Infinite() int {
	switch n.kind {
	case minusInfinite:
		return -1
	case plusInfinite:
		return 1
	}
	return 0
}

// Below says that the number is surely smaller than x. Nothing is not.
func (n Number) Below(x float64) bool {
	return n.kind == minusInfinite || n.kind == finite && n.value < x
}

// Above says that the number is surely greater than x. Nothing is not.
func (n Number) Above(x float64) bool {
	return n.kind == plusInfinite || n.kind == finite && n.value > x
}

// String is for logs and tests; a person is shown what the catalogue makes of it.
func (n Number) String() string {
	switch n.kind {
	case finite:
		return strconv.FormatFloat(n.value, 'g', -1, 64)
	case plusInfinite:
		return "∞"
	case minusInfinite:
		return "-∞"
	}
	return "none"
}

// apply maps a finite number and leaves the others as they are.
func (n Number) apply(f func(float64) float64) Number {
	if n.kind != finite {
		return n
	}
	return Num(f(n.value))
}
