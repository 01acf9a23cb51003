package review_test

import (
	"slices"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

func open(id, path, kind string, values ...string) merge.Conflict {
	return merge.Conflict{ID: id, Path: path, Kind: kind, Base: "was", Values: values, State: merge.Open}
}

func TestConflictsOfOnePlaceAreOneQuestion(t *testing.T) {
	decided := open("g", "severity", merge.KindValue, "SEV1", "SEV3").Resolve(merge.Resolution{Value: "SEV1", At: "now"})
	groups := review.Together([]merge.Conflict{
		open("a", "severity", merge.KindValue, "SEV1", "SEV2"),
		open("b", "title", merge.KindText, "One", "Two"),
		open("c", "severity", merge.KindValue, "SEV1", "SEV4"),
		open("d", "sections/summary/text", merge.KindText, "First lines", "Other lines"),
		open("e", "sections/summary/text", merge.KindText, "Last lines", "Those lines"),
		open("f", "sections/summary/text", merge.KindText, "Other lines", "Last lines"),
		decided,
		open("h", "sections/impact/text", merge.KindText, "One", "Two"),
		{ID: "i", Path: "sections/impact/text", Kind: merge.KindText, Base: "One", Values: []string{"One again", "One more"}, State: merge.Open},
	})
	var got []string
	for _, group := range groups {
		ids := ""
		for _, c := range group {
			ids += c.ID
		}
		got = append(got, ids)
	}
	// The two runs of lines are one question once a third has a version of each.
	if want := []string{"ac", "b", "def", "g", "hi"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestAQuestionHoldsEveryValueOnceWithWhatStandsFirst(t *testing.T) {
	mara, nils, later := merge.Origin{By: "mara", At: "1"}, merge.Origin{By: "nils", At: "2"}, merge.Origin{By: "nils", At: "3"}
	a, b := open("a", "severity", merge.KindValue, "SEV1", "SEV2"), open("b", "severity", merge.KindValue, "SEV1", "SEV4")
	a.Origins, b.Origins = [][]merge.Origin{{mara}, {nils}}, [][]merge.Origin{{later}, nil}
	q := review.Ask([]merge.Conflict{b, a}, "SEV2", true)
	if !slices.Equal(q.Values, []string{"SEV2", "SEV1", "SEV4"}) || q.Since() || q.Base != "was" || q.Origins[1][0] != mara || !slices.Equal(q.Members, []string{"b", "a"}) {
		t.Errorf("%+v", q)
	}
	if q = review.Ask([]merge.Conflict{a, b}, "SEV3", true); q.Values[0] != "SEV3" || !q.Since() || len(q.Values) != 4 {
		t.Errorf("%+v", q)
	}
	b.Base = "something else"
	if q = review.Ask([]merge.Conflict{a, b}, "", false); !q.NoBase || q.Base != "" || q.Values[0] != "SEV1" {
		t.Errorf("nobody began with two things: %+v", q)
	}
	if q = review.Ask([]merge.Conflict{open("c", "timeline/e", merge.KindDelete, "{}", ""), open("d", "timeline/e", merge.KindDelete, `{"text":"x"}`, "")}, "", false); len(q.Values) != 2 {
		t.Errorf("it stays or it goes: %q", q.Values)
	}
}

// A merge of before asked which side of the tree a cause is on, which a layout chose.
func TestWhatAProgramChoseAsksNobody(t *testing.T) {
	list := []merge.Conflict{open("a", "causes/c/side", merge.KindValue, "down", "up"), open("b", "causes/c/parent", merge.KindMove, "x", "y"),
		open("c", "sections/s/level", merge.KindValue, "1", "2"), open("d", "sections/s", merge.KindDelete, "{}", "")}
	groups := review.Together(list)
	if len(groups) != 2 || groups[0][0].ID != "b" || groups[1][0].ID != "d" {
		t.Errorf("%+v", groups)
	}
	st := record.NewState(review.Kind, "R")
	for _, c := range list {
		st.Parts[review.Conflicts] = map[string]record.Part{}
		st.Parts[review.Conflicts][c.ID] = record.Part{Doc: c.Doc()}
		r := review.FromSnapshot(record.Snapshot{State: st})
		if _, marked := r.UndecidedAt(c.Path); marked != (c.ID == "b" || c.ID == "d") {
			t.Errorf("%s is marked as undecided: %v", c.Path, marked)
		}
	}
}

// Nothing that is a question may be one of those fields: every field is one or the other.
func TestOnlyFieldsThatTellAPersonNothingAreDecidedByTheProgram(t *testing.T) {
	for _, c := range append([]record.Collection{{Fields: review.Schema.Fields}}, review.Schema.Collections...) {
		for _, f := range c.Fields {
			if f.Policy == record.Either && !f.Machine {
				t.Errorf("%s/%s is a person's, and one of two would go without a word", c.Name, f.Name)
			}
		}
	}
}
