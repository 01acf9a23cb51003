package space_test

import (
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
)

// told is the history of a place in words, oldest first: what stood, and beside it in
// brackets what others wrote (w) or took (t) and why.
func (d *device) told(id, place string) string {
	d.t.Helper()
	path, _ := record.ParsePath(place)
	all, more, err := d.ws.Line(d.t.Context(), id, path, 0, 100, english)
	d.must(err)
	if more {
		d.t.Error("there is no page below")
	}
	// In pages of one it is the same.
	var paged []recording.Event
	for below := int64(0); ; {
		page, more, err := d.ws.Line(d.t.Context(), id, path, below, 1, english)
		d.must(err)
		if paged = append(paged, page...); !more {
			break
		}
		below = page[len(page)-1].First
	}
	if one, other := lineOf(all), lineOf(paged); one != other {
		d.t.Errorf("in pages:\n%s\nas a whole:\n%s", other, one)
	}
	return lineOf(all)
}

func lineOf(events []recording.Event) string {
	var out []string
	for _, e := range events {
		said := e.Action
		if e.By != nil {
			said += " " + e.By.Name
		}
		for _, c := range e.Changes {
			said += fmt.Sprintf(" =%v", c.After)
		}
		for _, b := range e.Beside {
			how := "w"
			if b.Decided {
				how = "t"
			}
			said += fmt.Sprintf(" [%s %s %s%s]", b.By, how, b.Value, map[bool]string{true: ": " + b.Why}[b.Why != ""])
		}
		out = append([]string{said}, out...)
	}
	return strings.Join(out, "\n")
}

func TestTheLineOfAFieldTellsWhatOthersWroteAndDecidedThatNeverStoodHere(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.called("Heron")
	b.called("Kite")
	c := newDevice(t, 3)
	c.joins(dir)
	c.called("Crane")
	a.set(id, "severity", "SEV1")
	b.set(id, "severity", "SEV3")
	c.set(id, "severity", "SEV4")
	for _, d := range []*device{a, b, c, a, b} {
		d.sync()
	}
	decides := func(d *device, keep, why string) {
		t.Helper()
		q := d.questions(merge.Open)[0]
		_, err := d.ws.Reviews.SettleConflict(t.Context(), id, q.ID, reviewing.ChoiceOf(keep, why), "")
		d.must(err)
	}
	stood := a.get(id).Severity
	if stood != "SEV1" {
		t.Fatalf("the value of the first stands: %s", stood)
	}
	if got := a.told(id, "severity"); !strings.Contains(got, "[Kite w SEV3]") || !strings.Contains(got, "[Crane w SEV4]") || strings.Count(got, "Kite") != 1 {
		t.Errorf("versions of others:\n%s", got)
	}
	decides(a, "SEV3", "Kite knew")
	decides(b, "SEV4", "Customers could not pay")
	a.sync()
	b.sync()
	a.sync()
	if got := a.told(id, "severity"); !strings.Contains(got, "conflicts.set Kite [Kite t SEV4: Customers could not pay]") || strings.Count(got, "Kite knew") != 0 {
		t.Errorf("a decision of another that does not stand here:\n%s", got)
	}
	if got := b.told(id, "severity"); !strings.Contains(got, "conflicts.set Heron =SEV3 [Heron t SEV3: Kite knew]") {
		t.Errorf("a decision of another that stands here by now:\n%s", got)
	}
}

func TestTheLineOfAFieldTellsADecisionForWhatStood(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.called("Kite")
	a.set(id, "severity", "SEV1")
	b.set(id, "severity", "SEV3")
	a.sync()
	b.sync()
	q := b.questions(merge.Open)[0]
	_, err := b.ws.Reviews.SettleConflict(t.Context(), id, q.ID, reviewing.Choice{Keep: "1", Why: "the log says so"}, "")
	b.must(err)
	b.sync()
	a.sync()
	if got := b.told(id, "severity"); !strings.HasSuffix(got, "conflicts.set [ t SEV1: the log says so]") {
		t.Errorf("here:\n%s", got)
	}
	if got := a.told(id, "severity"); !strings.HasSuffix(got, "conflicts.set Kite [Kite t SEV1: the log says so]") {
		t.Errorf("there:\n%s", got)
	}
}
