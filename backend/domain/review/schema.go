package review

import (
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Kind of the record.
const Kind = "review"

// Names of the collections.
const (
	Sections     = "sections"
	Timeline     = "timeline"
	Factors      = "factors"
	Analyses     = "analyses"
	Causes       = "causes"
	Evidences    = "evidence"
	Actions      = "actions"
	Participants = "participants"
	StatedLong   = "stated_durations"
	Findings     = "findings"
	Pictures     = "pictures"
	Replans      = "replans"
	Meetings     = "meetings"
	Comments     = "comments"
	Conflicts    = merge.ConflictsName
)

// ActionPrefix begins the reference of an action.
const ActionPrefix = "ACT"

// People is the local field that maps pseudonymous actor ids to names.
const People = "people"

var levels = []string{"question", "finding", "notice"}

// Schema describes a review, version 1.
var Schema = &record.Schema{
	Kind: Kind, Folder: "reviews", Version: 1, RefPrefix: "REV",
	Fields: []record.Field{
		{Name: "title", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 300},
		{Name: "severity", Type: record.Enum, Policy: record.Scalar, Values: Severities},
		{Name: "state", Type: record.Enum, Policy: record.Scalar, Values: States},
		{Name: "services", Type: record.Strings, Policy: record.Set},
		{Name: "tags", Type: record.Strings, Policy: record.Set},
		{Name: "zone", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
		{Name: "date", Type: record.Date, Policy: record.Scalar},
		{Name: "started", Type: record.Statement, Policy: record.Scalar},
		{Name: "detected", Type: record.Statement, Policy: record.Scalar},
		{Name: "declared", Type: record.Statement, Policy: record.Scalar},
		{Name: "mitigated", Type: record.Statement, Policy: record.Scalar},
		{Name: "resolved", Type: record.Statement, Policy: record.Scalar},
		{Name: "analysis", Type: record.ID, Policy: record.Scalar}, // the current one
		{Name: "technique_teams", Type: record.Number, Policy: record.Scalar},
		{Name: "technique_failures", Type: record.Number, Policy: record.Scalar},
		{Name: "technique_recurrences", Type: record.Number, Policy: record.Scalar},
		{Name: "technique_course", Type: record.Enum, Policy: record.Scalar, Values: Courses},
		// What was chosen is one value with the advice that it followed, or did not.
		{Name: "technique", Type: record.Enum, Policy: record.Group, Group: "technique", Values: Techniques},
		{Name: "technique_rule", Type: record.String, Policy: record.Group, Group: "technique", MaxRunes: 20, Machine: true},
		{Name: "technique_advised", Type: record.Enum, Policy: record.Group, Group: "technique", Values: Techniques, Machine: true},
		{Name: "technique_because", Type: record.Markdown, Policy: record.Group, Group: "technique", MaxRunes: 10_000},
		{Name: record.SourcesField, Type: record.Strings, Policy: record.Set, Machine: true},
		{Name: "made_of", Type: record.Strings, Policy: record.Set, Machine: true}, // reviews of the same text that became part of it
		{Name: "private_notes", Type: record.Markdown, Policy: record.Text, Local: true, Sensitive: true},
		{Name: People, Type: record.Params, Policy: record.Set, Local: true, Sensitive: true},
	},
	Collections: []record.Collection{
		{Name: Sections, Inline: true, Fields: []record.Field{
			{Name: "title", Type: record.String, Policy: record.Scalar, MaxRunes: 300},
			{Name: "text", Type: record.Markdown, Policy: record.Text},
			{Name: "kept", Type: record.Bool, Policy: record.Either, Machine: true},
			{Name: "level", Type: record.Number, Policy: record.Either, Machine: true},    // of the heading in the source, 1 to 6
			{Name: "columns", Type: record.Strings, Policy: record.Either, Machine: true}, // heads of source tables read into parts
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Timeline, Fields: []record.Field{
			{Name: "text", Type: record.Markdown, Policy: record.Text, MaxRunes: 100_000},
			{Name: "times", Type: record.Stated, Policy: record.AppendOnly},
			{Name: "role", Type: record.String, Policy: record.Scalar, MaxRunes: 200},
			{Name: "actor", Type: record.String, Policy: record.Scalar, MaxRunes: 64, Machine: true},
			{Name: "kind", Type: record.Enum, Policy: record.Scalar, Values: EntryKinds},
			{Name: "workstream", Type: record.String, Policy: record.Scalar, MaxRunes: 200},
			{Name: "line", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Factors, Fields: []record.Field{
			{Name: "text", Type: record.Markdown, Policy: record.Text, MaxRunes: 100_000},
			{Name: "kind", Type: record.Enum, Policy: record.Scalar, Values: FactorKinds},
			{Name: "classes", Type: record.Strings, Policy: record.Set, Values: cause.Classes},
			{Name: "subtypes", Type: record.Strings, Policy: record.Set, Values: Subtypes},
			{Name: "condition_of", Type: record.Strings, Policy: record.Set, Machine: true}, // factors behind which it stands
			{Name: "line", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Analyses, File: "analysis", Fields: []record.Field{
			{Name: "title", Type: record.String, Policy: record.Scalar, MaxRunes: 300},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Causes, File: "analysis", Fields: []record.Field{
			{Name: "analysis", Type: record.ID, Policy: record.Scalar, Required: true},
			{Name: "parent", Type: record.ID, Policy: record.Tree},
			{Name: "kind", Type: record.Enum, Policy: record.Scalar, Values: cause.Kinds},
			{Name: "text", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "note", Type: record.Markdown, Policy: record.Text},
			{Name: "status", Type: record.Enum, Policy: record.Scalar, Values: cause.Statuses},
			{Name: "classes", Type: record.Strings, Policy: record.Set, Values: cause.Classes},
			{Name: "gate", Type: record.Enum, Policy: record.Scalar, Values: []string{"and", "or"}},
			{Name: "side", Type: record.Enum, Policy: record.Either, Values: []string{"up", "down", "left", "right"}, Machine: true},
			{Name: "folded", Type: record.Bool, Policy: record.Either, Machine: true},
			{Name: "factor", Type: record.ID, Policy: record.Scalar},
			{Name: "also", Type: record.Strings, Policy: record.Set, Machine: true},
			{Name: "therefore", Type: record.Enum, Policy: record.Scalar, Values: cause.Verdicts},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Evidences, File: "analysis", Fields: []record.Field{
			{Name: "cause", Type: record.ID, Policy: record.Scalar, Required: true},
			{Name: "entry", Type: record.ID, Policy: record.Scalar}, // of the timeline, "" for anything else
			{Name: "kind", Type: record.Enum, Policy: record.Scalar, Values: EvidenceKinds},
			{Name: "text", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "stance", Type: record.Enum, Policy: record.Scalar, Values: Stances},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Actions, RefPrefix: ActionPrefix, Fields: []record.Field{
			{Name: "title", Type: record.Markdown, Policy: record.Text, MaxRunes: 2_000},
			{Name: "text", Type: record.Markdown, Policy: record.Text},
			{Name: "owner_role", Type: record.String, Policy: record.Scalar, MaxRunes: 200},
			{Name: "owner_actor", Type: record.String, Policy: record.Scalar, MaxRunes: 64, Machine: true},
			{Name: "due", Type: record.Date, Policy: record.Scalar},
			{Name: "status", Type: record.Enum, Policy: record.Scalar, Values: ActionStates},
			{Name: "cause", Type: record.ID, Policy: record.Scalar}, // it answers, "" for none
			{Name: "kind", Type: record.Enum, Policy: record.Scalar, Values: ActionKinds},
			{Name: "strength", Type: record.Enum, Policy: record.Scalar, Values: Strengths},
			{Name: "criterion", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "measure", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "baseline", Type: record.String, Policy: record.Scalar, MaxRunes: 300}, // of the measure, before
			{Name: "target", Type: record.String, Policy: record.Scalar, MaxRunes: 300},
			{Name: "tracker", Type: record.String, Policy: record.Scalar, MaxRunes: 500},
			{Name: "ticket_state", Type: record.String, Policy: record.Either, MaxRunes: 100, Machine: true}, // as the tracker last said it
			{Name: "soak_days", Type: record.Number, Policy: record.Scalar},
			{Name: "done_on", Type: record.Date, Policy: record.Scalar},
			// What the owner agreed to: that day, for that date, in those words (Action.Words).
			{Name: "accepted_on", Type: record.Date, Policy: record.Group, Group: "accepted"},
			{Name: "accepted_due", Type: record.Date, Policy: record.Group, Group: "accepted"},
			{Name: "accepted_of", Type: record.String, Policy: record.Group, Group: "accepted", MaxRunes: 64, Machine: true},
			{Name: "verified_on", Type: record.Date, Policy: record.Group, Group: "verified"},
			{Name: "verifier_role", Type: record.String, Policy: record.Group, Group: "verified", MaxRunes: 200},
			{Name: "proof", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "declined_because", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "declined_by", Type: record.String, Policy: record.Scalar, MaxRunes: 200}, // the role that agreed not to
			{Name: "line", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Participants, Fields: []record.Field{
			{Name: "role", Type: record.String, Policy: record.Scalar, MaxRunes: 200},
			{Name: "function", Type: record.String, Policy: record.Scalar, MaxRunes: 200}, // of the organisation that speaks through them
			{Name: "duty", Type: record.Enum, Policy: record.Scalar, Values: Duties},      // in the review, "" for none
			{Name: "actor", Type: record.String, Policy: record.Scalar, MaxRunes: 64, Machine: true},
			{Name: "line", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: StatedLong, Fields: []record.Field{
			{Name: "label", Type: record.String, Policy: record.Scalar},
			{Name: "text", Type: record.Markdown, Policy: record.Scalar},
			{Name: "minutes", Type: record.Number, Policy: record.Scalar},
			{Name: "has_size", Type: record.Bool, Policy: record.Either, Machine: true},
			{Name: "from", Type: record.Enum, Policy: record.Scalar, Values: Anchors},
			{Name: "to", Type: record.Enum, Policy: record.Scalar, Values: Anchors},
			{Name: "line", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Findings, Fields: []record.Field{
			{Name: "level", Type: record.Enum, Policy: record.Either, Values: levels, Machine: true},
			{Name: "key", Type: record.String, Policy: record.Scalar},
			{Name: "params", Type: record.Params, Policy: record.Scalar},
			{Name: "about", Type: record.String, Policy: record.Either, Machine: true},
			{Name: "line", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "state", Type: record.Enum, Policy: record.Group, Group: "answer", Values: []string{"open", "answered", "dismissed"}},
			{Name: "answer", Type: record.Markdown, Policy: record.Group, Group: "answer"},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: Pictures, Fields: []record.Field{
			{Name: "caption", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "alt", Type: record.Markdown, Policy: record.Text, MaxRunes: 2_000}, // what is to be seen, for who does not see it
			{Name: "name", Type: record.String, Policy: record.Scalar, MaxRunes: 200},  // of the file it came in
			{Name: "about", Type: record.String, Policy: record.Scalar, MaxRunes: 200}, // path of what it belongs to, "" for the review
			{Name: "width", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "height", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "bytes", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "format", Type: record.Enum, Policy: record.Either, Values: PictureFormats, Machine: true},
			{Name: "sum", Type: record.String, Policy: record.Blob, MaxRunes: 64, Machine: true},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		// A date that a promise had before, written once for each change of it.
		{Name: Replans, Fields: []record.Field{
			{Name: "action", Type: record.ID, Policy: record.Scalar, Required: true},
			{Name: "from", Type: record.String, Policy: record.Scalar, MaxRunes: 40}, // "" where it had no date
			{Name: "to", Type: record.String, Policy: record.Scalar, MaxRunes: 40},
			{Name: "on", Type: record.Date, Policy: record.Scalar},
			{Name: "reason", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		// A meeting in which the review is held: planned, and once it has been, with the rule by
		// which its promise was kept or not. Held says of one time that it was: the four are one
		// value, or a meeting that one moved and another noted as held were held when it was not.
		{Name: Meetings, Fields: []record.Field{
			{Name: "at", Type: record.Statement, Policy: record.Group, Group: "at"},
			{Name: "minutes", Type: record.Number, Policy: record.Scalar},
			{Name: "place", Type: record.String, Policy: record.Scalar, MaxRunes: 500},
			{Name: "state", Type: record.Enum, Policy: record.Group, Group: "at", Values: MeetingStates},
			{Name: "rule", Type: record.String, Policy: record.Group, Group: "at", MaxRunes: 64, Machine: true},  // "POL-26-7K3QX2 2", "" for the limit of the program
			{Name: "limit", Type: record.String, Policy: record.Group, Group: "at", MaxRunes: 64, Machine: true}, // as promise.ParseLimit reads it
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		// What somebody says of a place of the review, until it is settled.
		{Name: Comments, Fields: []record.Field{
			{Name: "text", Type: record.Markdown, Policy: record.Text, MaxRunes: 10_000},
			{Name: "about", Type: record.String, Policy: record.Scalar, MaxRunes: 200}, // path, "" for the review
			{Name: "role", Type: record.String, Policy: record.Scalar, MaxRunes: 200},  // of who says it
			{Name: "on", Type: record.Date, Policy: record.Scalar},
			{Name: "state", Type: record.Enum, Policy: record.Scalar, Values: CommentStates},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		merge.Collection,
	},
}
