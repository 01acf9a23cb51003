package estate

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
)

// Service is a service as a record holds it.
type Service struct {
	ID, Ref, Space string
	Name           string
	Aliases        []string
	Owner          string // the role that answers for it, or ""
	Tier           string // one of Tiers, or ""
	Retired        string // day, or ""
	Note           string
	Needs          []Need
	Owners         []Owner
	Trashed        bool
	Rev            int64
}

// Need says that a service does not work without another. Days are YYYY-MM-DD, both
// included; "" has no bound.
type Need struct {
	ID       string
	Service  string // as it is named
	From, To string
}

// Owner says which role is accountable for a category of incidents at a service; a pair
// without a role is one nobody is accountable for yet.
type Owner struct {
	ID       string
	Category string
	Role     string
}

// FromSnapshot reads a service out of its record.
func FromSnapshot(snap record.Snapshot) Service {
	s := FromState(snap.State)
	s.ID, s.Ref, s.Space = snap.ID, record.Ref(Schema.RefPrefix, snap.ID), snap.Space
	s.Trashed, s.Rev = snap.Trashed(), snap.Rev
	return s
}

// FromState reads the content of a record.
func FromState(st *record.State) Service {
	h := st.Head
	s := Service{Name: record.Str(h, "title"), Aliases: record.Strs(h, "aliases"), Owner: record.Str(h, "owner"), Tier: record.Str(h, "tier"),
		Retired: record.Str(h, "retired"), Note: record.Str(h, "note"), Needs: []Need{}, Owners: []Owner{}}
	for _, id := range st.Live(NeedList) {
		d := st.Parts[NeedList][id].Doc
		s.Needs = append(s.Needs, Need{id, record.Str(d, "service"), record.Str(d, "from"), record.Str(d, "to")})
	}
	for _, id := range st.Live(OwnerList) {
		d := st.Parts[OwnerList][id].Doc
		s.Owners = append(s.Owners, Owner{id, record.Str(d, "category"), record.Str(d, "role")})
	}
	slices.SortFunc(s.Needs, func(a, b Need) int {
		return cmp.Or(cmp.Compare(search.Plain(a.Service), search.Plain(b.Service)), cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(s.Owners, func(a, b Owner) int {
		return cmp.Or(cmp.Compare(search.Plain(a.Category), search.Plain(b.Category)), cmp.Compare(a.ID, b.ID))
	})
	return s
}

// Names are the words a service answers to, its name first.
func (s Service) Names() []string { return append([]string{s.Name}, s.Aliases...) }

// On says whether a need counts on a day; on "", a day nobody knows, one without bounds does.
func (n Need) On(day string) bool {
	if day == "" {
		return n.From == "" && n.To == ""
	}
	return (n.From == "" || n.From <= day) && (n.To == "" || day <= n.To)
}

// IndexRow is what lists and search keep of a service.
func IndexRow(snap record.Snapshot) record.IndexRow {
	s := FromSnapshot(snap)
	row := record.IndexRow{ID: s.ID, Ref: s.Ref, Kind: Kind, Title: s.Name, Trashed: s.Trashed, ChangedAt: snap.ChangedAt, Rev: snap.Rev,
		Services: []string{}, Tags: []string{}, Classes: []string{}, Has: []string{},
		Counts: map[string]int{NeedList: len(s.Needs), OwnerList: len(s.Owners)}}
	if s.Retired != "" {
		row.State, row.Date = "retired", s.Retired
	}
	return row
}

// CheckValue gives a typed value in the form it is kept in: words without blanks around them.
func CheckValue(_ record.Path, v any) (any, error) {
	switch x := v.(type) {
	case string:
		return strings.TrimSpace(x), nil
	case []any:
		out := []any{}
		for _, e := range x {
			if text, _ := e.(string); strings.TrimSpace(text) != "" && !slices.Contains(out, any(strings.TrimSpace(text))) {
				out = append(out, strings.TrimSpace(text))
			}
		}
		return out, nil
	}
	return v, nil
}

// CheckEntity refuses what does not fit together: a need that ends before it begins.
// Faults service.title_missing, service.need_missing, service.need_backwards, service.category_missing.
func CheckEntity(collection string, doc record.Doc) error {
	missing := func(field, key string) error {
		if search.Plain(record.Str(doc, field)) == "" {
			return fault.New(fault.Invalid, key).WithField(field, key)
		}
		return nil
	}
	switch collection {
	case "":
		return missing("title", "service.title_missing")
	case OwnerList:
		return missing("category", "service.category_missing")
	case NeedList:
		if err := missing("service", "service.need_missing"); err != nil {
			return err
		}
		from, to := record.Str(doc, "from"), record.Str(doc, "to")
		if from != "" && to != "" && to < from {
			return fault.New(fault.Invalid, "service.need_backwards", "from", from, "to", to).WithField("to", "service.need_backwards", "from", from, "to", to)
		}
	}
	return nil
}
