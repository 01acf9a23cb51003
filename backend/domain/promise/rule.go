package promise

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/review"
)

// Names of the settings of a rule, compared without regard to case and blanks. The first may
// be followed by a severity.
const (
	SettingPromise  = "Promise"
	SettingCalendar = "Calendar"
	SettingRequired = "Required for"         // severities
	SettingServices = "Required at services" // names
	SettingLonger   = "Required longer than" // a limit in elapsed time
)

// Names of the settings about the room.
const (
	SettingFunctions   = "Functions"          // names, each is to be there
	SettingLeast       = "Functions at least" // a number
	SettingFacilitator = "Facilitator"        // FacilitatorNeutral
)

// FacilitatorNeutral is the one value of SettingFacilitator: a review is not begun while
// checks say that its facilitator has a part in it.
const FacilitatorNeutral = "neutral"

// UsualFunctions is how many functions are to be in the room where no rule says otherwise.
const UsualFunctions = 3

// mostFunctions is more than any room holds.
const mostFunctions = 50

// Rule is what people agreed on about reviews.
type Rule struct {
	Of       map[string]Limit // by severity
	Else     Limit            // for the other severities
	Calendar string           // reference or name, "" for none
	// What requires a review; any one of them does.
	Severities []string
	Services   []string
	Longer     time.Duration // 0 for none
	// Functions are those that are to be in the room, Least how many there are to be.
	Functions []string
	Least     int
	// Neutral says that the facilitator has no part in what is looked at.
	Neutral bool
	// Signed is false for what holds where nobody has signed a rule.
	Signed bool
	// Undecided is why nobody can say which rule holds, nil where it can be said: no clock is
	// then told, and nothing is said to be required or not.
	Undecided *fault.Error
	// Unread are the names of settings that say what nobody can read.
	Unread []string
}

// Shipped is the rule that holds where none is signed: Default for all, and nothing requires
// a review.
func Shipped() Rule { return Rule{Of: map[string]Limit{}, Else: Default, Least: UsualFunctions} }

// Read reads the rule that signed terms hold. Settings of other names are people's own.
func Read(t policy.Terms) Rule {
	r := Shipped()
	r.Signed = true
	said := map[string]bool{}
	for _, s := range t.Settings {
		name, value := plain(s.Name), strings.TrimSpace(s.Value)
		of, isPromise := strings.CutPrefix(name, plain(SettingPromise))
		level, isLevel := severity(strings.TrimPrefix(of, "s")) // "Promises SEV1" means one as well
		if isPromise && isLevel {
			name = plain(SettingPromise) + " " + level
		}
		bad := false
		switch {
		case said[name]:
			bad = true // two words for one thing: the first is taken, and the other is told
		case isPromise && isLevel, isPromise && of == "":
			limit, err := ParseLimit(value)
			if bad = err != nil; bad {
				break
			}
			if of == "" {
				r.Else = limit
			} else {
				r.Of[level] = limit
			}
		case isPromise && of[0] == ' ':
			bad = true // of what is no severity
		case name == plain(SettingCalendar):
			r.Calendar = value
		case name == plain(SettingRequired):
			list := split(value)
			bad = len(list) == 0
			for _, one := range list {
				if level, ok := severity(one); ok {
					r.Severities = append(r.Severities, level)
				} else {
					bad = true
				}
			}
		case name == plain(SettingServices):
			r.Services = split(value)
			bad = len(r.Services) == 0
		case name == plain(SettingFunctions):
			r.Functions = split(value)
			bad = len(r.Functions) == 0
		case name == plain(SettingLeast):
			n, err := strconv.Atoi(value)
			if bad = err != nil || n < 1 || n > mostFunctions; !bad {
				r.Least = n
			}
		case name == plain(SettingFacilitator):
			bad = plain(value) != FacilitatorNeutral
			r.Neutral = !bad
		case name == plain(SettingLonger):
			limit, err := ParseLimit(value)
			if bad = err != nil || limit.Business; bad {
				break
			}
			end, _ := limit.End(time.Unix(0, 0), time.UTC, nil)
			r.Longer = end.Sub(time.Unix(0, 0))
		}
		if bad {
			r.Unread = append(r.Unread, s.Name)
		} else if known(name) {
			said[name] = true
		}
	}
	return r
}

// Limit is the one for a severity, "" for an unknown one.
func (r Rule) Limit(severity string) Limit {
	if l, ok := r.Of[severity]; ok {
		return l
	}
	return r.Else
}

// Requires says whether anything requires a review at all.
func (r Rule) Requires() bool { return len(r.Severities)+len(r.Services) > 0 || r.Longer > 0 }

// Required says whether an incident has to have a review. long is whether its length is known.
func (r Rule) Required(severity string, services []string, minutes float64, long bool) bool {
	if slices.Contains(r.Severities, severity) {
		return true
	}
	if r.Longer > 0 && long && minutes > r.Longer.Minutes() {
		return true
	}
	return slices.ContainsFunc(services, func(s string) bool {
		return slices.ContainsFunc(r.Services, func(own string) bool { return plain(own) == plain(s) })
	})
}

// known says whether a name is one of the settings read here; those of people's own may stand
// there as often as they like.
func known(name string) bool {
	return strings.HasPrefix(name+" ", plain(SettingPromise)+" ") || slices.Contains([]string{plain(SettingCalendar), plain(SettingRequired), plain(SettingServices), plain(SettingLonger), plain(SettingFunctions), plain(SettingLeast), plain(SettingFacilitator)}, name)
}

// severity reads one as people write it: "SEV1", "sev 1", "SEV-1", "1".
func severity(s string) (string, bool) {
	digit := strings.TrimLeft(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "SEV"), " -")
	level := "SEV" + digit
	return level, slices.Contains(review.Severities, level)
}

func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func split(s string) []string {
	var out []string
	for _, one := range strings.Split(s, ",") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}
