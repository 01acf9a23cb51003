package review

import (
	"slices"
	"strings"

	"secondstory/backend/domain/record"
)

// Comment is what somebody says of a place of the review. It is shared with it, so it holds a
// role and never a name.
type Comment struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	About string `json:"about,omitempty"` // path in the record, "timeline/<id>" or "severity"; "" for the review
	Role  string `json:"role,omitempty"`
	On    string `json:"on"`    // YYYY-MM-DD
	State string `json:"state"` // CommentStates
	Rank  string `json:"rank"`
}

// CommentStates in their order; "" counts as the first.
var CommentStates = []string{"open", "resolved"}

// Open says whether it waits to be settled.
func (c Comment) Open() bool { return c.State != "resolved" }

// OpenComments are those that wait, in the order they were written.
func (r Review) OpenComments() (out []Comment) {
	for _, c := range r.Comments {
		if c.Open() {
			out = append(out, c)
		}
	}
	return out
}

// collections that a comment can be about a part of.
var commented = []string{Sections, Timeline, Factors, Causes, Evidences, Actions, Participants, Pictures, Meetings}

// CommentPlace says whether a comment can be about a path: the review, a field of it, or a part.
func CommentPlace(st *record.State, about string) bool {
	if about == "" {
		return true
	}
	p, ok := record.ParsePath(about)
	if !ok {
		return false
	}
	if p.Collection == "" {
		f, known := Schema.Field(p.Field)
		return known && !f.Local && !f.Machine
	}
	part, there := st.Part(p.Collection, p.Part)
	return p.Field == "" && slices.Contains(commented, p.Collection) && there && !part.Removed
}

// CommentLine tells a comment in one line: "Factor “…”: text (role, date)".
func (r Review) CommentLine(c Comment, text Text) string {
	where := text("comment.ofReview")
	if c.About != "" {
		where = r.Place(c.About, text)
	}
	by := make([]string, 0, 2)
	for _, s := range []string{oneLine(c.Role), c.On} {
		if s != "" {
			by = append(by, s)
		}
	}
	return text("comment.line", "where", where, "text", oneLine(c.Text), "by", strings.Join(by, ", "))
}
