package estate

import (
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
)

// What a column of a table can mean. One table may hold services, needs and pairs at once:
// each row says something of the service it names.
const (
	ToService  = "service"
	ToAliases  = "aliases"
	ToOwner    = "owner"
	ToTier     = "tier"
	ToRetired  = "retired"
	ToNeeds    = "needs"
	ToFrom     = "from"
	ToTo       = "to"
	ToCategory = "category"
	ToRole     = "role"
	ToNothing  = "-" // left out
)

// Targets lists them in the order in which people are offered them.
func Targets() []string {
	return []string{ToService, ToAliases, ToOwner, ToTier, ToRetired, ToNeeds, ToFrom, ToTo, ToCategory, ToRole, ToNothing}
}

var headers = map[string][]string{
	ToService:  {"service", "service name", "name", "application", "component", "parent", "source", "system", "ci", "configuration item"},
	ToAliases:  {"aliases", "alias", "also known as", "other names", "synonyms"},
	ToOwner:    {"owner", "owner role", "owned by", "service owner", "team", "owning team", "owner team", "managed by"},
	ToTier:     {"tier", "criticality", "service tier", "level"},
	ToRetired:  {"retired", "retired on", "end of life", "decommissioned"},
	ToNeeds:    {"needs", "depends on", "dependency", "dependencies", "requires", "uses", "child", "target"},
	ToFrom:     {"from", "valid from", "since", "start", "start date"},
	ToTo:       {"to", "valid to", "until", "end", "end date"},
	ToCategory: {"category", "incident category"},
	ToRole:     {"role", "accountable", "accountable role", "category owner"},
}

// Columns says what each column means: as a person says, else by its header.
func Columns(heads []string, said map[string]string) []string {
	out := make([]string, len(heads))
	given := map[string]bool{}
	for i, h := range heads {
		if out[i] = said[h]; out[i] != "" {
			given[out[i]] = true
		}
	}
	for _, to := range Targets() {
		for _, name := range headers[to] {
			at := slices.IndexFunc(heads, func(h string) bool { return search.Plain(h) == name })
			if at >= 0 && out[at] == "" && !given[to] {
				out[at], given[to] = to, true
			}
		}
	}
	for i := range out {
		if out[i] == "" {
			out[i] = ToNothing
		}
	}
	return out
}

// Line is what one row of a table says of a service.
type Line struct {
	Service, Owner, Tier, Retired string
	Aliases                       []string
	Needs                         []Need
	Category, Role                string
}

// ReadLine reads a row; field and reason (a message key) are set where it cannot be taken.
func ReadLine(targets, cells []string) (l Line, field, reason string) {
	from, to := "", ""
	var needs []string
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		if i >= len(targets) || cell == "" {
			continue
		}
		switch targets[i] {
		case ToService:
			l.Service = cell
		case ToAliases:
			l.Aliases = append(l.Aliases, several(cell)...)
		case ToOwner:
			l.Owner = cell
		case ToTier:
			if l.Tier = tierOf(cell); l.Tier == "" {
				return l, ToTier, "service.row_tier"
			}
		case ToRetired, ToFrom, ToTo:
			day, ok := dayIn(cell)
			if !ok {
				return l, targets[i], "service.row_day"
			}
			*map[string]*string{ToRetired: &l.Retired, ToFrom: &from, ToTo: &to}[targets[i]] = day
		case ToNeeds:
			needs = append(needs, several(cell)...)
		case ToCategory:
			l.Category = cell
		case ToRole:
			l.Role = cell
		}
	}
	switch {
	case search.Plain(l.Service) == "":
		return l, ToService, "service.row_nameless"
	case from != "" && to != "" && to < from:
		return l, ToTo, "service.row_backwards"
	case l.Role != "" && l.Category == "":
		return l, ToCategory, "service.row_no_category"
	}
	for _, n := range needs {
		l.Needs = append(l.Needs, Need{Service: n, From: from, To: to})
	}
	if field := l.tooLong(); field != "" {
		return l, field, "service.row_long"
	}
	return l, "", ""
}

// tooLong is the field of a line that a record does not take: too long, or of several lines.
func (l Line) tooLong() string {
	name, role := record.Field{Name: "name", Type: record.String, MaxRunes: mostName}, record.Field{Name: "role", Type: record.String, MaxRunes: mostRole}
	type cell struct {
		target string
		of     record.Field
		text   string
	}
	list := []cell{{ToService, name, l.Service}, {ToOwner, role, l.Owner}, {ToCategory, name, l.Category}, {ToRole, role, l.Role}}
	for _, a := range l.Aliases {
		list = append(list, cell{ToAliases, name, a})
	}
	for _, n := range l.Needs {
		list = append(list, cell{ToNeeds, name, n.Service})
	}
	for _, c := range list {
		if record.Check(c.of, c.text) != nil {
			return c.target
		}
	}
	return ""
}

// several parts a cell that lists names.
func several(cell string) []string {
	out := []string{}
	for _, one := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }) {
		if one = strings.TrimSpace(one); one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// tierOf reads "1", "Tier 1" or "T1"; "" is none of them.
func tierOf(cell string) string {
	text := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(cell), "tier"), "t"))
	if slices.Contains(Tiers, text) {
		return text
	}
	return ""
}

// dayIn reads a day as 2026-02-28, with a time behind it or without.
func dayIn(cell string) (string, bool) {
	if len(cell) > len(time.DateOnly) && (cell[len(time.DateOnly)] == ' ' || cell[len(time.DateOnly)] == 'T') {
		cell = cell[:len(time.DateOnly)]
	}
	_, err := time.Parse(time.DateOnly, cell)
	return cell, err == nil
}

// Adds says what a line adds to a service: fields, needs and owners that it does not have.
func (s Service) Adds(l Line) (fields map[string]any, needs []Need, owners []Owner) {
	fields = map[string]any{}
	for name, v := range map[string][2]string{"owner": {s.Owner, l.Owner}, "tier": {s.Tier, l.Tier}, "retired": {s.Retired, l.Retired}} {
		if v[1] != "" && v[1] != v[0] {
			fields[name] = v[1]
		}
	}
	have, aliases := map[string]bool{}, []any{}
	for i, n := range s.Names() {
		have[search.Plain(n)] = true
		if i > 0 {
			aliases = append(aliases, n)
		}
	}
	before := len(aliases)
	for _, n := range l.Aliases {
		if p := search.Plain(n); p != "" && !have[p] {
			have[p] = true
			aliases = append(aliases, n)
		}
	}
	if len(aliases) > before {
		fields["aliases"] = aliases
	}
	for _, n := range l.Needs {
		if !slices.ContainsFunc(s.Needs, func(o Need) bool {
			return search.Plain(o.Service) == search.Plain(n.Service) && o.From == n.From && o.To == n.To
		}) {
			needs = append(needs, n)
		}
	}
	if l.Category != "" && !slices.ContainsFunc(s.Owners, func(o Owner) bool {
		return search.Plain(o.Category) == search.Plain(l.Category) && (o.Role == l.Role || l.Role == "")
	}) {
		owners = append(owners, Owner{Category: l.Category, Role: l.Role})
	}
	return fields, needs, owners
}
