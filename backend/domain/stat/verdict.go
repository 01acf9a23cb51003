package stat

// Verdict is what may be said about a change. Screens have words of their own for
// each ("reduced", "fell", "fewer"), none of which may say more.
type Verdict string

// The verdicts, from the one that claims nothing to those that claim most.
const (
	NotCompared         Verdict = "not_compared"           // a value by itself
	CannotTell          Verdict = "cannot_tell"            // the data bound nothing
	NoChangeShown       Verdict = "no_change_shown"        // no change is possible, and so is one that matters
	NoChangeThatMatters Verdict = "no_change_that_matters" // all that is possible lies in the band
	Fewer               Verdict = "fewer"                  // all that is possible lies below the reference
	More                Verdict = "more"                   // all that is possible lies above the reference
	FewerThatMatters    Verdict = "fewer_that_matters"     // all that is possible lies below the band
	MoreThatMatters     Verdict = "more_that_matters"      // all that is possible lies above the band
)

// Verdicts lists them all, for whoever must have a word for each.
func Verdicts() []Verdict {
	return []Verdict{NotCompared, CannotTell, NoChangeShown, NoChangeThatMatters, Fewer, More, FewerThatMatters, MoreThatMatters}
}

// Scale is the range a quantity can have.
type Scale uint8

// The scales.
const (
	AnyReal     Scale = iota // differences
	Positive                 // rates, ratios, durations
	UnitShare                // proportions
	Correlation              // from -1 to 1
)

func (s Scale) ends() (lower, upper Number) {
	switch s {
	case Positive:
		return Num(0), Number{kind: plusInfinite}
	case UnitShare:
		return Num(0), Num(1)
	case Correlation:
		return Num(-1), Num(1)
	}
	return Number{kind: minusInfinite}, Number{kind: plusInfinite}
}

// Comparison says what no change would be and which change is too small to matter.
// The band goes from Low to High with the reference between them; without a band
// the two are the reference.
type Comparison struct {
	Scale     Scale
	Reference float64
	Low, High float64
}

// RatioOf compares a ratio with 1; see Ask.Matters. 0 leaves the question open.
func RatioOf(smallest float64) (Comparison, error) {
	if !(smallest >= 0 && smallest < 1) {
		return Comparison{}, errDifference(smallest)
	}
	return Comparison{Scale: Positive, Reference: 1, Low: 1 - smallest, High: 1 / (1 - smallest)}, nil
}

// DifferenceOf compares a difference with 0; smallest is in the unit of the data.
func DifferenceOf(smallest float64) (Comparison, error) {
	if !(smallest >= 0 && Num(smallest).kind == finite) {
		return Comparison{}, errDifference(smallest)
	}
	return Comparison{Scale: AnyReal, Low: -smallest, High: smallest}, nil
}

// CorrelationOf compares a correlation with 0; weaker ones than smallest do not matter.
func CorrelationOf(smallest float64) (Comparison, error) {
	if !(smallest >= 0 && smallest < 1) {
		return Comparison{}, errDifference(smallest)
	}
	return Comparison{Scale: Correlation, Low: -smallest, High: smallest}, nil
}

// Judge gives the strongest verdict that is true of every value in the interval.
// A limit that is the reference counts as containing it.
func Judge(i Interval, c Comparison) Verdict {
	floor, ceiling := c.Scale.ends()
	if i.Lower.IsNone() || i.Upper.IsNone() || i.Lower == floor && i.Upper == ceiling {
		return CannotTell
	}
	banded := c.Low < c.Reference && c.High > c.Reference
	switch {
	case banded && i.Upper.Below(c.Low):
		return FewerThatMatters
	case banded && i.Lower.Above(c.High):
		return MoreThatMatters
	case banded && !i.Lower.Below(c.Low) && !i.Upper.Above(c.High):
		return NoChangeThatMatters
	case i.Upper.Below(c.Reference):
		return Fewer
	case i.Lower.Above(c.Reference):
		return More
	}
	return NoChangeShown
}

// Holds says whether what a verdict claims would be true if x were the truth.
func (v Verdict) Holds(x float64, c Comparison) bool {
	switch v {
	case Fewer:
		return x < c.Reference
	case More:
		return x > c.Reference
	case FewerThatMatters:
		return x < c.Low
	case MoreThatMatters:
		return x > c.High
	case NoChangeThatMatters:
		return x >= c.Low && x <= c.High
	}
	return true
}
