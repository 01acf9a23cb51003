package record

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"secondstory/backend/domain/fault"
)

// Limits of fields that name none of their own, in runes.
const (
	DefaultStringRunes = 2_000
	DefaultTextRunes   = 2_000_000
	MaxListItems       = 500
)

var rankForm = regexp.MustCompile(`^[0-9A-Za-z]{1,1000}$`)

// Check says whether a plain value fits a field: nil always does, unless the
// field is required. It gives fault.Invalid with the field named.
func Check(f Field, v any) error {
	if v == nil {
		if f.Required {
			return bad(f, "record.field_required")
		}
		return nil
	}
	switch f.Type {
	case String, Markdown, ID, Rank, Date, Enum:
		s, ok := v.(string)
		if !ok {
			return bad(f, "record.field_not_text")
		}
		return checkString(f, s)
	case Bool:
		if _, ok := v.(bool); !ok {
			return bad(f, "record.field_not_yes_no")
		}
	case Number:
		// NaN and the infinities have no canonical form.
		if n, ok := v.(float64); !ok || math.IsNaN(n) || math.IsInf(n, 0) {
			return bad(f, "record.field_not_number")
		}
	case Strings:
		return checkList(f, v, 200)
	case Texts:
		return checkList(f, v, DefaultTextRunes)
	case Statement:
		return checkStatement(f, v)
	case Stated:
		list, err := listOf(f, v)
		if err != nil {
			return err
		}
		for _, e := range list {
			if err := checkStatement(f, e); err != nil {
				return err
			}
		}
	case JSON:
		if _, err := Canonical(v); err != nil {
			return bad(f, "record.field_not_text")
		}
	case Params:
		m, ok := v.(map[string]any)
		if !ok {
			return bad(f, "record.field_not_text")
		}
		for k, e := range m {
			s, ok := e.(string)
			switch {
			case !ok:
				return bad(f, "record.field_not_text")
			case !utf8.ValidString(s) || !utf8.ValidString(k):
				return bad(f, "record.field_not_utf8")
			}
		}
	}
	return nil
}

func checkString(f Field, s string) error {
	limit := f.MaxRunes
	if limit == 0 {
		limit = DefaultStringRunes
		if f.Type == Markdown {
			limit = DefaultTextRunes
		}
	}
	switch {
	case !utf8.ValidString(s):
		return bad(f, "record.field_not_utf8")
	case utf8.RuneCountInString(s) > limit:
		return bad(f, "record.field_too_long", "max", strconv.Itoa(limit))
	case f.Required && strings.TrimSpace(s) == "":
		return bad(f, "record.field_required")
	}
	switch f.Type {
	case Enum:
		if s == "" {
			return nil
		}
		for _, v := range f.Values {
			if v == s {
				return nil
			}
		}
		return bad(f, "record.field_not_one_of", "values", strings.Join(f.Values, ", "), "value", s)
	case Date:
		if s == "" {
			return nil
		}
		if _, err := time.Parse("2006-01-02", s); err != nil {
			return bad(f, "record.field_not_date", "value", s)
		}
	case Rank:
		if s != "" && !rankForm.MatchString(s) {
			return bad(f, "record.field_not_text")
		}
	case String:
		if strings.ContainsAny(s, "\n\r") {
			return bad(f, "record.field_one_line")
		}
	}
	return nil
}

func checkList(f Field, v any, runes int) error {
	list, err := listOf(f, v)
	if err != nil {
		return err
	}
	for _, e := range list {
		s, ok := e.(string)
		if !ok || !utf8.ValidString(s) || utf8.RuneCountInString(s) > runes {
			return bad(f, "record.field_not_list")
		}
		if len(f.Values) > 0 {
			if err := checkString(Field{Name: f.Name, Type: Enum, Values: f.Values}, s); err != nil {
				return err
			}
		}
	}
	return nil
}

func listOf(f Field, v any) ([]any, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, bad(f, "record.field_not_list")
	}
	if len(list) > MaxListItems {
		return nil, bad(f, "record.field_full", "max", strconv.Itoa(MaxListItems))
	}
	return list, nil
}

// checkStatement checks the shape only; what a time may be is for package
// timeline to say.
func checkStatement(f Field, v any) error {
	m, ok := v.(map[string]any)
	if !ok {
		return bad(f, "record.field_not_time")
	}
	for _, name := range []string{"at", "zone", "precision"} {
		if _, ok := m[name].(string); !ok {
			return bad(f, "record.field_not_time")
		}
	}
	return nil
}

// checkReferences makes sure that an id points to a part that is there, and that
// a tree of parents has no cycle.
func checkReferences(schema *Schema, s *State, p Path, f Field, v any) error {
	if f.Policy != Tree {
		return nil
	}
	parent, _ := v.(string)
	for hops := 0; parent != ""; hops++ {
		if parent == p.Part || hops > len(s.Parts[p.Collection]) {
			return fault.New(fault.Invalid, "record.tree_cycle", "path", p.Entity()).WithField(f.Name, "record.tree_cycle")
		}
		part, ok := s.Part(p.Collection, parent)
		if !ok || part.Removed {
			return fault.New(fault.NotFound, "record.part_missing", "path", p.Collection+"/"+parent)
		}
		parent = Str(part.Doc, f.Name)
	}
	return nil
}

func bad(f Field, key string, params ...string) error {
	params = append([]string{"field", f.Name}, params...)
	return fault.New(fault.Invalid, key, params...).WithField(f.Name, key, params...)
}
