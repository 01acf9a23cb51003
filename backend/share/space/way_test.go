package space_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

func (d *device) line(id, path string) []recording.Event {
	d.t.Helper()
	p, _ := record.ParsePath(path)
	events, _, err := d.ws.Records.Line(d.t.Context(), id, p, 0, 100)
	d.must(err)
	return events
}

// lineWords tells a line in one text: who, and what the value became.
func lineWords(events []recording.Event) string {
	var out []string
	for _, e := range events {
		who := "here"
		if e.By != nil {
			who = e.By.Name
			if e.By.Joined {
				who = "joined"
			}
		}
		out = append(out, fmt.Sprintf("%s: %v", who, e.Changes[0].After))
	}
	return strings.Join(out, "; ")
}

// goesBack looks that every entry of a record's journal, newest first, ends with what
// the one after it began with, and that the record can be told as it was at first.
func (d *device) goesBack(id string) {
	d.t.Helper()
	snap, err := d.ws.Records.Get(d.t.Context(), id)
	if fault.Is(err, fault.NotFound) {
		return
	}
	d.must(err)
	st := snap.State.Clone()
	err = d.ws.Records.Store.View(d.t.Context(), func(tx recording.Reader) error {
		entries, err := tx.RecordEntries(id, 0, 1_000_000)
		for i, e := range entries {
			c := record.Change{Entity: strings.TrimPrefix(strings.TrimPrefix(e.Entity, id), "/")}
			d.must(json.Unmarshal(e.Before, &c.Before))
			d.must(json.Unmarshal(e.After, &c.After))
			if c.Entity == "" && c.Adds() && i == len(entries)-1 {
				break
			}
			if wrong := differs(st, c); wrong != "" {
				d.t.Errorf("entry %d (%s of %s) does not end with what stands there: %s", e.N, e.Action, e.Entity, wrong)
				return nil
			}
			if err := record.Rewind(review.Schema, st, c); err != nil {
				d.t.Errorf("entry %d (%s of %s): %v", e.N, e.Action, e.Entity, err)
				return nil
			}
		}
		return err
	})
	d.must(err)
	events, _, err := d.ws.Records.History(d.t.Context(), id, 0, 100_000)
	d.must(err)
	if _, err := d.ws.Records.AsOf(d.t.Context(), id, events[len(events)-1].Step); err != nil {
		d.t.Errorf("the first step: %v", err)
	}
}

// differs tells where a state is not what a change left; "" when it is.
func differs(st *record.State, c record.Change) string {
	doc := st.Head
	if c.Entity != "" {
		p, _ := record.ParsePath(c.Entity)
		part, there := st.Part(p.Collection, p.Part)
		switch {
		case c.Removes():
			if there && !part.Removed {
				return "it is there"
			}
			return ""
		case !there || part.Removed:
			return "it is not there"
		}
		doc = part.Doc
	}
	if c.Removes() || c.Adds() && c.Entity == "" {
		return "" // of the record itself
	}
	for name, after := range c.After {
		if _, hunk := record.HunkOf(c.Before[name], after); hunk {
			continue // Rewind looks at it
		}
		now := doc[name]
		if f, ok := review.Schema.Field(name); ok && f.Local && c.Entity == "" {
			now = st.Local[name]
		}
		if !record.Equal(now, after) && !(nothing(now) && nothing(after)) {
			return fmt.Sprintf("%s is %v and was %v", name, now, after)
		}
	}
	return ""
}

func nothing(v any) bool {
	list, isList := v.([]any)
	return v == nil || v == "" || isList && len(list) == 0
}

func TestEachCommitOfASyncIsAChangeOfItsAuthor(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	c := newDevice(t, 3)
	c.joins(dir)
	for i, severity := range []string{"SEV3", "SEV2", "SEV1"} {
		who := []*device{b, c, b}[i]
		who.sync()
		who.set(id, "severity", severity)
		who.sync()
	}
	if r := a.sync(); r.Received != 1 {
		t.Fatalf("%+v", r)
	}
	nameB, nameC := b.ws.Who.Device, c.ws.Who.Device
	if got, want := lineWords(a.line(id, "severity")), fmt.Sprintf("%s: SEV1; %s: SEV2; %s: SEV3", nameB, nameC, nameB); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	// Who comes later gets the same line.
	d := newDevice(t, 4)
	d.joins(dir)
	if got, want := lineWords(d.line(id, "severity")), fmt.Sprintf("%s: SEV1; %s: SEV2; %s: SEV3", nameB, nameC, nameB); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := lineWords(d.line(id, "title")); got != a.ws.Who.Device+": The linen line stood still" {
		t.Error(got)
	}
	for _, each := range []*device{a, b, c, d} {
		each.goesBack(id)
		each.whole()
	}
	at := a.line(id, "severity")[1]
	past, _, err := a.ws.Reviews.Past(t.Context(), id, at.Step)
	a.must(err)
	if past.Severity != "SEV2" || at.By.At.IsZero() || at.By.Device != nameC {
		t.Errorf("%s %+v", past.Severity, at.By)
	}
}

func TestAnEditHereStaysItsOwnStepBesideWhatComes(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.set(id, "sections/summary/text", "The line stood still at noon.\n\nNobody noticed.")
	b.sync()
	b.set(id, "severity", "SEV2")
	b.sync()
	a.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed it.")
	a.set(id, "severity", "SEV1")
	a.sync()
	settled(t, dir, a, b)
	text := lineWords(a.line(id, "sections/summary/text"))
	if !strings.HasPrefix(text, b.ws.Who.Device+": The line stood still at noon.\n\nNobody noticed it.; here: The line stood still.\n\nNobody noticed it.") {
		t.Error(text)
	}
	// Two values for one field: whatever stands, what was said here is in the line.
	if got := lineWords(a.line(id, "severity")); !strings.Contains(got, "here: SEV1") {
		t.Error(got)
	}
	for _, each := range []*device{a, b} {
		each.goesBack(id)
		if got := each.line(id, "severity")[0].Changes[0].After; got != any(each.get(id).Severity) {
			t.Errorf("the line ends with %v, the review says %s", got, each.get(id).Severity)
		}
	}
	if n := len(a.open4(id)); n != 1 {
		t.Errorf("%d conflicts", n)
	}
}

func TestWhoWritesWithPlainGitIsNamedAsTheCommitDoes(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, _, id := pair(t, dir)
	clone := t.TempDir()
	git(t, clone, "clone", "-q", dir, ".")
	edit := func(from, to string) {
		out := git(t, clone, "grep", "-l", from)
		path := filepath.Join(clone, strings.Fields(out)[0])
		raw, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, []byte(strings.Replace(string(raw), from, to, 1)), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		git(t, clone, "commit", "-qam", "Say it better")
	}
	edit("Nobody noticed.", "Nobody noticed for an hour.")
	edit("stood still.", "stood still and cooled down.")
	git(t, clone, "push", "-q", "origin", "HEAD:main")
	a.sync()
	got := a.line(id, "sections/summary/text")
	if len(got) < 2 || got[0].By == nil || got[0].By.Name != "Grace" || got[1].By == nil || got[1].By.Name != "Grace" {
		t.Fatalf("%s", lineWords(got))
	}
	if got[0].By.Commit == got[1].By.Commit {
		t.Error("two commits are one change")
	}
	a.goesBack(id)
}

// What no commit alone wrote is nobody's: least of all that of whoever happened to
// write the last commit of the exchange.
func TestARemovalIsNotToldAsOfWhoeverWroteLast(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	other := a.makes("Edited by the third")
	a.sync()
	c := newDevice(t, 3)
	c.joins(dir)
	b.sync()
	_, err := b.ws.Records.Remove(t.Context(), id, "review.remove", "")
	b.must(err)
	b.sync()
	c.sync()
	c.set(other, "severity", "SEV1")
	c.sync()
	a.sync()
	events, _, err := a.ws.Records.History(t.Context(), id, 0, 10)
	a.must(err)
	if !a.get(id).Trashed || events[0].By == nil || events[0].By.Name == c.ws.Who.Device || strings.HasPrefix(events[0].By.Commit, "?") {
		t.Errorf("%+v", events[0].By)
	}
	if got := lineWords(a.line(other, "severity")); !strings.HasPrefix(got, c.ws.Who.Device+": SEV1") {
		t.Error(got)
	}
}
