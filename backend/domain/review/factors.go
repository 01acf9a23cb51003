package review

import (
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/cause"
)

// Factor is one thing that had to be true for it to come about, that held, or that was learned.
type Factor struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Kind    string   `json:"kind"` // FactorKinds
	Classes []string `json:"classes"`
	// Subtypes say more exactly what a class means here: "technical/capacity" (Subtypes).
	Subtypes []string `json:"subtypes"`
	// ConditionOf are the ids of the factors that name people behind which this stands: what
	// about the work or the system made them likely.
	ConditionOf []string `json:"condition_of"`
	Rank        string   `json:"rank"`
}

// Contributing is the kind of a factor of which nobody said one.
const Contributing = "contributing"

// FactorKinds in the order in which they are told: how it came about, then what was learned.
var FactorKinds = []string{"trigger", Contributing, "evasion", "mitigator", "went_well", "went_wrong", "luck", "surprise"}

// KindOf is the kind of a factor as it counts.
func (f Factor) KindOf() string {
	if f.Kind == "" {
		return Contributing
	}
	return f.Kind
}

// Contributes says whether a factor of this kind had a part in how it came about: what set it
// off, what made it possible, and what kept it from being seen.
func Contributes(kind string) bool {
	return kind == "" || kind == "trigger" || kind == Contributing || kind == "evasion"
}

// Contributes says whether the factor had a part in how it came about.
func (f Factor) Contributes() bool { return Contributes(f.Kind) }

// subtypes are those of each class.
var subtypes = map[string][]string{
	"technical":      {"code", "configuration", "capacity", "data", "design", "hardware", "monitoring"},
	"procedural":     {"change", "testing", "runbook", "handover", "escalation"},
	"human":          {"attention", "assumption", "workaround", "workload", "experience"},
	"organisational": {"staffing", "priorities", "ownership", "training", "communication", "goals"},
	"external":       {"provider", "network", "attack", "demand", "surroundings"},
}

// Subtypes are all of them, "technical/capacity", in the order of the classes.
var Subtypes = allSubtypes()

func allSubtypes() []string {
	var out []string
	for _, c := range cause.Classes {
		for _, s := range subtypes[c] {
			out = append(out, c+"/"+s)
		}
	}
	return out
}

// ClassOfSubtype is the class that a subtype says more of.
func ClassOfSubtype(subtype string) string {
	class, _, _ := strings.Cut(subtype, "/")
	return class
}

// Rolled are the three classes of which many organisations count, each with the classes it
// gathers.
var Rolled = []struct {
	Class string
	Of    []string
}{
	{"technical", []string{"technical", "external"}},
	{"procedural", []string{"procedural", "organisational"}},
	{"human", []string{"human"}},
}

// ShareFrom is how many factors it takes before a share says anything.
const ShareFrom = 5

// ClassShares tells of which classes the contributing factors of a review are. A factor of
// several classes counts in each, so that the shares may come to more than the whole.
type ClassShares struct {
	Factors   int          `json:"factors"`   // contributing ones with a class: what the shares are of
	Unclassed int          `json:"unclassed"` // contributing ones without
	Classes   []ClassShare `json:"classes"`   // cause.Classes, each with its subtypes that occur
	Rolled    []ClassShare `json:"rolled"`    // Rolled
}

// ClassShare is one class among the factors.
type ClassShare struct {
	Class    string       `json:"class"` // or "technical/capacity" among subtypes
	Count    int          `json:"count"`
	Share    *float64     `json:"share,omitempty"` // 0 to 1; nil of fewer than ShareFrom factors
	Subtypes []ClassShare `json:"subtypes,omitempty"`
}

// SharesOf counts the classes of factors.
func SharesOf(factors []Factor) ClassShares {
	s := ClassShares{Classes: []ClassShare{}, Rolled: []ClassShare{}}
	var counted []Factor
	for _, f := range factors {
		switch {
		case !f.Contributes():
		case len(f.Classes) == 0:
			s.Unclassed++
		default:
			counted = append(counted, f)
		}
	}
	s.Factors = len(counted)
	share := func(name string, in func(Factor) bool) ClassShare {
		c := ClassShare{Class: name}
		for _, f := range counted {
			if in(f) {
				c.Count++
			}
		}
		if s.Factors >= ShareFrom {
			part := float64(c.Count) / float64(s.Factors)
			c.Share = &part
		}
		return c
	}
	for _, class := range cause.Classes {
		c := share(class, func(f Factor) bool { return slices.Contains(f.Classes, class) })
		for _, sub := range subtypes[class] {
			if one := share(class+"/"+sub, func(f Factor) bool { return slices.Contains(f.Subtypes, class+"/"+sub) }); one.Count > 0 {
				c.Subtypes = append(c.Subtypes, one)
			}
		}
		s.Classes = append(s.Classes, c)
	}
	for _, r := range Rolled {
		s.Rolled = append(s.Rolled, share(r.Class, func(f Factor) bool {
			return slices.ContainsFunc(r.Of, func(class string) bool { return slices.Contains(f.Classes, class) })
		}))
	}
	return s
}

// ShareLines tell the shares in sentences: of the five classes, of the three, and what is not
// counted. None where no contributing factor is there.
func ShareLines(s ClassShares, text Text) []string {
	var out []string
	if s.Factors > 0 {
		n := strconv.Itoa(s.Factors)
		out = append(out, text("shares.classes", "count", n, "list", shareList(s.Classes, text)),
			text("shares.rolled", "list", shareList(s.Rolled, text)))
		several := 0
		for _, c := range s.Classes {
			several += c.Count
		}
		if several > s.Factors {
			out = append(out, text("shares.several"))
		}
	}
	if s.Unclassed > 0 {
		out = append(out, text("shares.unclassed", "count", strconv.Itoa(s.Unclassed)))
	}
	return out
}

func shareList(list []ClassShare, text Text) string {
	var out []string
	for _, c := range list {
		params := []string{"name", wordOr(text, "class."+c.Class, c.Class), "count", strconv.Itoa(c.Count)}
		if c.Share == nil {
			out = append(out, text("shares.count", params...))
			continue
		}
		out = append(out, text("shares.share", append(params, "share", strconv.FormatFloat(100**c.Share, 'f', 1, 64))...))
	}
	return strings.Join(out, ", ")
}

// ClassWords are the classes of a factor with what is said more exactly of each:
// "technical (capacity), human". A word of a newer version stands as it is.
func ClassWords(f Factor, text Text) []string {
	var out []string
	for _, class := range f.Classes {
		var more []string
		for _, sub := range f.Subtypes {
			if ClassOfSubtype(sub) == class {
				more = append(more, SubtypeWord(sub, text))
			}
		}
		word := wordOr(text, "class."+class, class)
		if len(more) > 0 {
			word += " (" + strings.Join(more, ", ") + ")"
		}
		out = append(out, word)
	}
	return out
}

// SubtypeWord is the word of a subtype without its class.
func SubtypeWord(subtype string, text Text) string {
	return wordOr(text, "subtype."+strings.ReplaceAll(subtype, "/", "."), subtype)
}

func wordOr(text Text, key, otherwise string) string {
	if word := text(key); word != key {
		return word
	}
	return otherwise
}

// KindsOfFactors are the kinds under which factors are told, those that people know first:
// "" where nobody said one, and at the end those that only a newer version knows.
func KindsOfFactors(list []Factor) []string {
	kinds := append([]string{""}, FactorKinds...)
	for _, f := range list {
		if !slices.Contains(kinds, f.Kind) {
			kinds = append(kinds, f.Kind)
		}
	}
	slices.Sort(kinds[1+len(FactorKinds):])
	return kinds
}
