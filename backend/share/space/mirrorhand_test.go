package space_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
)

const handID = "01M84QJ1XKPS8Q3T52NRB6Z9D"

func TestASectionWrittenAtTheEndComesLast(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	write(t, md, text(t, md)+"\n## Aside {#aside}\n\nAsk the laundry first.\n\n## More {#more}\n\nAnd the press.\n")
	if m := d.mirror(); len(m.Problems) != 0 || len(m.Taken) != 1 {
		t.Fatalf("%+v", m)
	}
	list := d.get(id).Sections
	if n := len(list); n < 3 || list[n-2].Key != "aside" || list[n-1].Key != "more" {
		t.Errorf("%+v", list)
	}
	if s := text(t, md); strings.Index(s, "{#summary") > strings.Index(s, "{#aside}") || strings.Index(s, "{#aside}") > strings.Index(s, "{#more}") {
		t.Error(s)
	}
	if m := d.mirror(); len(m.Taken)+m.Written != 0 {
		t.Errorf("it does not come to rest: %+v", m)
	}
	d.whole()
}

func TestATimeThatIsNoneIsToldWithItsLineAndNotTaken(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	timeline := fileOf(t, dir, id, "timeline.yaml")
	good := text(t, timeline)
	at := d.get(id).Timeline[0].Statement
	added := func(lines ...string) string {
		return good + "  \"" + handID + "A\":\n    text: By hand\n    times:\n      - " + strings.Join(lines, "\n        ") + "\n"
	}
	for _, c := range []struct{ file, key, field, value string }{
		{added(`at: "2026-03-01 12:00"`, "zone: Europe/Berlin", "precision: minute"), "canon.no_time", "times.at", "2026-03-01 12:00"},
		{added(`at: "2026-03-01T15:00:00+02:00"`, "zone: Mars/Olympus", "precision: minute"), "canon.no_zone", "times.zone", "Mars/Olympus"},
		{added(`at: "2026-03-01T15:00:00+02:00"`, "zone: UTC", "precision: roughly"), "canon.not_one_of", "times.precision", "roughly"},
		{added("zone: UTC", "precision: minute"), "canon.missing", "times.at", ""},
		{strings.Replace(good, at.At, "yesterday", 1), "canon.no_time", "times.at", "yesterday"},
		{good + "\tbroken: [x\n", "canon.tab", "", ""},
	} {
		write(t, timeline, c.file)
		m := d.mirror()
		if len(m.Taken) != 0 || len(m.Problems) != 1 || m.Problems[0].Key != c.key || m.Problems[0].Params["field"] != c.field || m.Problems[0].Params["value"] != c.value || m.Problems[0].Line == 0 {
			t.Errorf("%s: %+v", c.key, m)
		}
		if c.key == "canon.tab" && !strings.Contains(m.Problems[0].Quote, "⇥broken") {
			t.Errorf("%q", m.Problems[0].Quote)
		}
		if len(d.get(id).Timeline) != 1 || text(t, timeline) != c.file {
			t.Errorf("%s was taken", c.key)
		}
	}
	write(t, timeline, added(`at: "2026-03-01T15:00:00+02:00"`))
	if m := d.mirror(); len(m.Problems) != 0 || len(m.Taken) != 1 {
		t.Fatalf("%+v", m)
	}
	for _, e := range d.get(id).Timeline {
		if e.Text == "By hand" && (e.Precision != "minute" || e.Zone != "") {
			t.Errorf("%+v", e)
		}
	}
	d.whole()
}

func TestCausesInACircleAreToldAndNotTaken(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	_, err := d.ws.Reviews.AddPart(t.Context(), id, review.Analyses, map[string]any{"title": "Why"}, "", "")
	d.must(err)
	d.mirror()
	analysis := fileOf(t, dir, id, "analysis.yaml")
	good := text(t, analysis)
	one, other := handID+"A", handID+"B"
	write(t, analysis, good+"\ncauses:\n  \""+one+"\":\n    text: The press\n    parent: \""+other+"\"\n  \""+other+"\":\n    text: The boiler\n    parent: \""+one+"\"\n")
	m := d.mirror()
	if len(m.Taken) != 0 || len(m.Problems) != 1 || m.Problems[0].Key != "canon.circle" || m.Problems[0].Params["name"] != "The press" {
		t.Errorf("%+v", m)
	}
	write(t, analysis, good+"\ncauses:\n  \""+one+"\":\n    text: The press\n  \""+other+"\":\n    text: The boiler\n    parent: \""+one+"\"\n")
	if m := d.mirror(); len(m.Taken) != 1 || len(m.Problems) != 0 || len(d.get(id).Causes) != 3 {
		t.Errorf("%+v %+v", m, d.get(id).Causes)
	}
	d.whole()
}

func TestAMirrorThatWasEmptiedBeginsAgainInItsOwnFolder(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	good := text(t, fileOf(t, dir, id, "review.md"))
	d.must(os.RemoveAll(filepath.Dir(filepath.Dir(fileOf(t, dir, id, "review.md")))))
	if _, err := d.syncer().Mirror(t.Context(), d.id(), nil); keyOf(err) != "share.mirror_emptied_only" {
		t.Fatal(err)
	}
	d.must(d.syncer().StopMirror(t.Context(), d.id()))
	d.must(d.syncer().StartMirror(t.Context(), d.id(), dir, "again"))
	d.mirror()
	if text(t, fileOf(t, dir, id, "review.md")) != good {
		t.Error("the files are not there again")
	}
}
