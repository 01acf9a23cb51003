package cause

import (
	"strings"

	"secondstory/backend/domain/fault"
)

// MakeCategory turns a cause straight below the effect into a category: what
// hangs below it becomes what the category holds. What was said about it stays
// with it and shows again when it is a cause again.
func (t *Tree) MakeCategory(id string) (Plan, error) {
	n, err := t.movable(id)
	switch {
	case err != nil:
		return Plan{}, err
	case n.Kind == "category":
		return Plan{}, nil
	case n.Parent != t.root:
		return Plan{}, fault.New(fault.Invalid, "cause.category_level")
	case n.Text != "":
		if _, there := t.CategoryNamed(n.Text); there {
			return Plan{}, fault.New(fault.Invalid, "cause.category_exists", "name", strings.TrimSpace(n.Text))
		}
	}
	p := Plan{Select: id}
	p.set(n, "kind", "category")
	p.set(n, "side", "") // of a rib and no longer of a bone
	return p, nil
}

// MakeCause turns a category into a cause straight below the effect, with all
// it held below it.
func (t *Tree) MakeCause(id string) (Plan, error) {
	n, err := t.movable(id)
	if err != nil {
		return Plan{}, err
	}
	if n.Kind != "category" {
		return Plan{}, nil
	}
	p := Plan{Select: id}
	p.set(n, "kind", "cause")
	p.set(n, "side", "")
	return p, nil
}

// CategoryNamed finds a category by its name, in any case of letters.
func (t *Tree) CategoryNamed(name string) (Placed, bool) {
	name = strings.TrimSpace(name)
	for _, n := range t.order {
		if n.Kind == "category" && strings.EqualFold(strings.TrimSpace(n.Text), name) {
			return n, true
		}
	}
	return Placed{}, false
}

// usualCategories are words by which people name the categories of a fishbone:
// the six M, the four P and S of services, and those of software and operations,
// with their usual synonyms.
var usualCategories = wordSet(`
people person persons staff staffing manpower man men human humans team teams personnel skill skills training knowledge
process processes procedure procedures method methods policy policies practice practices workflow workflows
tool tools tooling equipment machine machines machinery device devices plant
technology technologies technical application applications software code system systems service services
data database databases configuration config input inputs
infrastructure network networks networking hardware platform platforms cloud
environment environments surroundings milieu place places facility facilities location dependency dependencies
measurement measurements measures metrics monitoring detection observability alerting alerts alarms signals
material materials supply supplies supplier suppliers vendor vendors external parties
management organisation organization organisational organizational culture governance leadership
communication communications coordination handover
change changes deployment deployments release releases
design architecture testing tests test quality security planning documentation response recovery
`)

// joining are words between the parts of such a name ("People and skills").
var joining = wordSet("and or of the in for to with third party other our mother nature &")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// UsualCategory says whether a line names one of the categories that people
// usually put on a fishbone: "People", "Methods and tools", "Mother nature".
func UsualCategory(line string) bool {
	words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool {
		return strings.ContainsRune(" \t/,+()-–\u00a0", r)
	})
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	known := strings.EqualFold(strings.TrimSpace(line), "mother nature")
	for _, w := range words {
		switch {
		case usualCategories[w]:
			known = true
		case !joining[w]:
			return false
		}
	}
	return known
}

// headingWords is how long a line may be that is taken for a heading.
const (
	headingWords = 3
	headingRunes = 32
)

// LooksLikeHeading says whether a line with so many lines straight below it
// reads like the heading of a group and not like a sentence that says why
// something came about: "Night shift" and "Gate readers" with several each.
func LooksLikeHeading(line string, below int) bool {
	line = strings.TrimSpace(line)
	if below < 2 || line == "" || len([]rune(line)) > headingRunes || len(strings.Fields(line)) > headingWords {
		return false
	}
	return !strings.ContainsAny(line, ".?!;,“”\"0123456789")
}
