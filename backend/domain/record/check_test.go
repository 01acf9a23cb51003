package record_test

import (
	"math"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

func TestEveryTypeTakesItsValuesAndRefusesOthers(t *testing.T) {
	statement := map[string]any{"at": "2026-01-01T10:00:00Z", "zone": "", "precision": "minute"}
	items := func(n int, s string) []any {
		out := make([]any, n)
		for i := range out {
			out[i] = s
		}
		return out
	}
	for _, c := range []struct {
		name  string
		field record.Field
		value any
		key   string // "" = taken
	}{
		{"nothing", record.Field{Type: record.String}, nil, ""},
		{"nothing where something must be", record.Field{Type: record.String, Required: true}, nil, "record.field_required"},
		{"a text as long as may be", record.Field{Type: record.String}, strings.Repeat("é", record.DefaultStringRunes), ""},
		{"a text that is too long", record.Field{Type: record.String}, strings.Repeat("é", record.DefaultStringRunes+1), "record.field_too_long"},
		{"a text longer than its own limit", record.Field{Type: record.Markdown, MaxRunes: 3}, "漢漢漢漢", "record.field_too_long"},
		{"a text as long as its own limit", record.Field{Type: record.Markdown, MaxRunes: 3}, "漢漢漢", ""},
		{"two lines in a line", record.Field{Type: record.String}, "a\nb", "record.field_one_line"},
		{"two lines in Markdown", record.Field{Type: record.Markdown}, "a\r\nb", ""},
		{"bytes that are no characters", record.Field{Type: record.Markdown}, "a\xff", "record.field_not_utf8"},
		{"a number for a text", record.Field{Type: record.Markdown}, 1.0, "record.field_not_text"},
		{"white space where something must be", record.Field{Type: record.String, Required: true}, " \u00a0", "record.field_required"},
		{"one of a set", record.Field{Type: record.Enum, Values: []string{"a", "b"}}, "b", ""},
		{"none of a set", record.Field{Type: record.Enum, Values: []string{"a", "b"}}, "", ""},
		{"another than those of a set", record.Field{Type: record.Enum, Values: []string{"a", "b"}}, "A", "record.field_not_one_of"},
		{"a date", record.Field{Type: record.Date}, "2028-02-29", ""},
		{"a date no calendar has", record.Field{Type: record.Date}, "2026-02-29", "record.field_not_date"},
		{"a date with a time", record.Field{Type: record.Date}, "2026-02-28T10:00", "record.field_not_date"},
		{"no date", record.Field{Type: record.Date}, "", ""},
		{"yes", record.Field{Type: record.Bool}, true, ""},
		{"a word for yes", record.Field{Type: record.Bool}, "yes", "record.field_not_yes_no"},
		{"a number", record.Field{Type: record.Number}, -1.5, ""},
		{"a number in a text", record.Field{Type: record.Number}, "1", "record.field_not_number"},
		{"what is no number", record.Field{Type: record.Number}, math.NaN(), "record.field_not_number"},
		{"a number without end", record.Field{Type: record.Number}, math.Inf(1), "record.field_not_number"},
		{"a rank", record.Field{Type: record.Rank}, "V3", ""},
		{"a rank with a blank", record.Field{Type: record.Rank}, "V 3", "record.field_not_text"},
		{"a list", record.Field{Type: record.Strings}, []any{"a", ""}, ""},
		{"as many items as may be", record.Field{Type: record.Strings}, items(record.MaxListItems, "a"), ""},
		{"too many items", record.Field{Type: record.Strings}, items(record.MaxListItems+1, "a"), "record.field_full"},
		{"an item that is too long", record.Field{Type: record.Strings}, items(1, strings.Repeat("a", 201)), "record.field_not_list"},
		{"an item that is no text", record.Field{Type: record.Strings}, []any{"a", 1.0}, "record.field_not_list"},
		{"an item outside its set", record.Field{Type: record.Strings, Values: []string{"a"}}, []any{"b"}, "record.field_not_one_of"},
		{"a text for a list", record.Field{Type: record.Strings}, "a,b", "record.field_not_list"},
		{"long items", record.Field{Type: record.Texts}, items(2, strings.Repeat("a", 5000)), ""},
		{"a statement of time", record.Field{Type: record.Statement}, statement, ""},
		{"a time in words", record.Field{Type: record.Statement}, "22:09", "record.field_not_time"},
		{"a statement without a zone", record.Field{Type: record.Statement}, map[string]any{"at": "", "precision": ""}, "record.field_not_time"},
		{"statements", record.Field{Type: record.Stated}, []any{statement, statement}, ""},
		{"a broken statement among others", record.Field{Type: record.Stated}, []any{statement, 1.0}, "record.field_not_time"},
		{"one statement for a list of them", record.Field{Type: record.Stated}, statement, "record.field_not_list"},
		{"a map of texts", record.Field{Type: record.Params}, map[string]any{"a": "b"}, ""},
		{"a map of other things", record.Field{Type: record.Params}, map[string]any{"a": 1.0}, "record.field_not_text"},
		{"a map with bytes that are no characters", record.Field{Type: record.Params}, map[string]any{"a": "\xff"}, "record.field_not_utf8"},
		{"a list for a map", record.Field{Type: record.Params}, []any{"a"}, "record.field_not_text"},
	} {
		c.field.Name = "the_field"
		err := record.Check(c.field, c.value)
		if c.key == "" {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		f, ok := fault.As(err)
		if !ok || f.Code != fault.Invalid || f.Key != c.key || len(f.Fields) != 1 || f.Fields[0].Name != "the_field" {
			t.Errorf("%s: want %s, got %v", c.name, c.key, err)
		}
	}
}
