package obligation

import (
	"slices"
	"strconv"

	"secondstory/backend/domain/fault"
)

// answer is what a condition comes to while not everything is known.
type answer int

const (
	no answer = iota
	unknown
	yes
)

// Facts are the answers given, by the id of their question.
type Facts map[string]string

// holds says whether all conditions hold, and which facts would have to be known to say.
// One that does not hold settles it, whatever else is unknown.
func (f Facts) holds(list []Condition) (result answer, missing []string) {
	result = yes
	for _, c := range list {
		holds, asks := f.one(c)
		switch holds {
		case no:
			return no, nil
		case unknown:
			result = unknown
			for _, fact := range asks {
				if !slices.Contains(missing, fact) {
					missing = append(missing, fact)
				}
			}
		}
	}
	return result, missing
}

// one says whether a condition holds, and which facts would have to be known to say. Of
// several of which any is enough, one that holds settles it.
func (f Facts) one(c Condition) (answer, []string) {
	if len(c.Any) == 0 {
		return f.compare(c), []string{c.Fact}
	}
	result, missing := no, []string(nil)
	for _, each := range c.Any {
		switch f.compare(each) {
		case yes:
			return yes, nil
		case unknown:
			result, missing = unknown, append(missing, each.Fact)
		}
	}
	return result, missing
}

// Excess is a number that is more than the one it is a part of: one of the two is wrong.
type Excess struct{ Fact, Of Fact }

// Excesses are those among the answers to the questions of a pack.
func (p *Pack) Excesses(f Facts) []Excess {
	var out []Excess
	for _, part := range p.Facts {
		whole, ok := p.Fact(part.AtMost)
		if ok && f[part.ID] != "" && f[whole.ID] != "" && f.number(part.ID) > f.number(whole.ID) {
			out = append(out, Excess{part, whole})
		}
	}
	return out
}

func (f Facts) compare(c Condition) answer {
	given := f[c.Fact]
	if given == "" {
		return unknown
	}
	switch c.Op {
	case Is:
		return truth(slices.Contains(c.Words, given))
	case IsNot:
		return truth(!slices.Contains(c.Words, given))
	}
	n, err := strconv.Atoi(given)
	if err != nil {
		return unknown
	}
	switch c.Op {
	case More:
		return truth(n > c.Number)
	case AtLeast:
		return truth(n >= c.Number)
	case Fewer:
		return truth(n < c.Number)
	case AtMost:
		return truth(n <= c.Number)
	}
	return unknown
}

func truth(b bool) answer {
	if b {
		return yes
	}
	return no
}

// largest is the largest number an answer may be: more people than there are.
const largest = 100_000_000_000

// Accept looks an answer over. Fault invalid for one that does not fit its question; no
// answer takes an earlier one back.
func (f Fact) Accept(given string) error {
	switch {
	case given == "":
		return nil
	case f.Type == YesNo && (given == Yes || given == No):
		return nil
	case f.Type == Choice && slices.Contains(f.Choices, given):
		return nil
	case f.Type == Number:
		if n, err := strconv.Atoi(given); err == nil && n >= 0 && n <= largest && strconv.Itoa(n) == given {
			return nil
		}
	}
	key := misfits[f.Type]
	return fault.New(fault.Invalid, key, "fact", f.Name, "raw", given).WithField(f.ID, key, "fact", f.Name, "raw", given)
}

// misfits says of each shape how an answer that does not fit is told.
var misfits = map[FactType]string{
	YesNo:  "obligation.fact_yes_no",
	Number: "obligation.fact_number",
	Choice: "obligation.fact_choice",
}

// number is the answer to a question for a number, 0 while there is none.
func (f Facts) number(id string) int {
	n, err := strconv.Atoi(f[id])
	if err != nil {
		return 0
	}
	return n
}
