package review

import (
	"math"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// entryOf reads the document of an entry as into does, without the detour over
// JSON: a long timeline is opened entry by entry.
func entryOf(doc record.Doc) Entry {
	e := Entry{
		Statement: statementOf(doc),
		Text:      record.Str(doc, "text"), Role: record.Str(doc, "role"), Actor: record.Str(doc, "actor"),
		Kind: record.Str(doc, "kind"), Workstream: record.Str(doc, "workstream"), Rank: record.Str(doc, "rank"), Line: wholeNumber(doc["line"]),
	}
	times, ok := doc["times"].([]any)
	if !ok {
		return e
	}
	e.Times = make([]timeline.Statement, len(times))
	for i, t := range times {
		if d, ok := t.(map[string]any); ok {
			e.Times[i] = statementOf(d)
		}
	}
	return e
}

func statementOf(d record.Doc) timeline.Statement {
	return timeline.Statement{
		At: record.Str(d, "at"), End: record.Str(d, "end"), Zone: record.Str(d, "zone"),
		Precision: timeline.Precision(record.Str(d, "precision")), Raw: record.Str(d, "raw"),
		By: record.Str(d, "by"), Reason: record.Str(d, "reason"), RecordedAt: record.Str(d, "recorded_at"),
	}
}

// wholeNumber is a number without a fraction; 0 for everything else.
func wholeNumber(v any) int {
	f, ok := v.(float64)
	if !ok || f != math.Trunc(f) || math.Abs(f) >= 1<<53 {
		return 0
	}
	return int(f)
}
