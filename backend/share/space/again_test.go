package space_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

// comesAgain leaves the space, lets the other edit, and brings the review back in.
func comesAgain(t *testing.T, edit func(a, b *device, id, entry, action string), before func(a, b *device, id string)) (dir string, a, b *device, id, entry, action string) {
	t.Helper()
	dir = bare(t)
	a, b, id = pair(t, dir)
	part := func(d *device, collection string, fields map[string]any) string {
		saved, err := d.ws.Reviews.AddPart(t.Context(), id, collection, fields, "", "")
		d.must(err)
		return saved.ID
	}
	entry = part(a, review.Timeline, map[string]any{"at": "2026-03-01 10:00", "text": "The second tour plan came"})
	taken := part(a, review.Timeline, map[string]any{"at": "2026-03-01 11:00", "text": "To be taken away"})
	action = part(a, review.Actions, map[string]any{"title": "Set the timers in UTC"})
	a.set(id, "severity", "SEV3")
	a.sync()
	b.sync()
	if before != nil {
		before(a, b, id)
	}
	b.must(b.ws.LeaveSpace(t.Context(), team))
	a.set(id, "severity", "SEV1")
	a.set(id, "title", "Said anew")
	a.set(id, "sections/summary/text", "A summary written anew.")
	a.set(id, "timeline/"+entry+"/text", "New words of the first entry")
	a.set(id, "actions/"+action+"/title", "New action title")
	_, err := a.ws.Reviews.RemovePart(t.Context(), id, review.Timeline+"/"+taken, "")
	a.must(err)
	a.sync()
	edit(a, b, id, entry, action)
	b.joins(dir)
	b.must(b.ws.Share(t.Context(), team, id))
	b.sync()
	a.sync()
	return dir, a, b, id, entry, action
}

// said is what a review says, in one text.
func (d *device) said(id string) string {
	r := d.get(id)
	var out strings.Builder
	fmt.Fprintln(&out, r.Title, r.Severity, d.section(id, "summary"))
	for _, e := range r.Timeline {
		fmt.Fprintln(&out, e.Text)
	}
	for _, a := range r.Actions {
		fmt.Fprintln(&out, a.Title)
	}
	return out.String()
}

const anew = "Said anew SEV1 A summary written anew.\nNew words of the first entry\nNew action title\n"

func TestWhoLeavesASpaceAndComesBackWithoutAnEditChangesNothing(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]bool{"with what was noted on leaving": false, "from the history alone": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, a, b, id, _, _ := comesAgain(t, func(a, b *device, id, entry, action string) {
				if forget {
					b.forgetsWhatItLeft()
				}
			}, nil)
			for _, d := range []*device{a, b} {
				if got := d.said(id); got != anew || len(d.open4(id)) != 0 {
					t.Errorf("%s%+v", got, d.open4(id))
				}
			}
			settled(t, dir, a, b)
		})
	}
}

func TestAnEditMadeOutsideOfASpaceComesAlongWithTheReview(t *testing.T) {
	t.Parallel()
	dir, a, b, id, _, _ := comesAgain(t, func(a, b *device, id, entry, action string) {
		b.set(id, "actions/"+action+"/title", "Worded while it was private")
		b.noted(id, "Put in while it was private")
	}, nil)
	for _, d := range []*device{a, b} {
		got, open := d.said(id), d.open4(id)
		if !strings.Contains(got, "Said anew SEV1 A summary") || !strings.Contains(got, "Put in while it was private") || strings.Contains(got, "To be taken away") {
			t.Errorf("%s", got)
		}
		if len(open) != 1 || !slices.Equal(sorted(open[0].Values), []string{"New action title", "Worded while it was private"}) {
			t.Errorf("%+v", open)
		}
	}
	settled(t, dir, a, b)
}

// forgetsWhatItLeft is as an older program left a space.
func (d *device) forgetsWhatItLeft() {
	d.t.Helper()
	d.ws.Close()
	l, err := sqlite.OpenLocal(filepath.Join(d.home, "local.db"))
	d.must(err)
	d.must(l.ExecForTest("DELETE FROM left_base"))
	d.must(l.Close())
	d.open()
}

// Two have the same review without a space, as everybody has the sample, and both bring
// it into one: who edited nothing does not ask the other anything.
func TestTwoWhoBringTheSameReviewIntoASpaceAreAskedOnlyAboutEdits(t *testing.T) {
	t.Parallel()
	for name, edits := range map[string]bool{"one edited it": false, "both edited it": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b, id := pair(t, bare(t))
			other := bare(t)
			for _, d := range []*device{a, b} {
				d.must(d.ws.LeaveSpace(t.Context(), team))
				d.joins(other)
			}
			if edits {
				b.set(id, "severity", "SEV4")
				b.set(id, "sections/summary/text", "The line stood still, says the other.")
			}
			b.must(b.ws.Share(t.Context(), team, id))
			a.must(a.ws.Share(t.Context(), team, id))
			a.sync()
			a.set(id, "severity", "SEV1")
			a.set(id, "title", "Said anew")
			a.set(id, "sections/summary/text", "A summary written anew.")
			a.sync()
			b.sync()
			a.sync()
			for _, d := range []*device{a, b} {
				got, open := d.said(id), d.open4(id)
				switch {
				case strings.Contains(got, "anew.\n\n") || strings.Contains(got, "other.\n\n"):
					t.Errorf("it is glued: %s", got)
				case !edits && (len(open) > 0 || !strings.HasPrefix(got, "Said anew SEV1 A summary written anew.\n")):
					t.Errorf("%s%+v", got, open)
				case edits && (len(open) != 3 || !open[0].NoBase):
					t.Errorf("%+v", open)
				}
			}
			settled(t, other, a, b)
		})
	}
}

// Devices leave and come back at random while one of them edits: the others change nothing.
func TestWhoeverEditsNothingChangesNothingHoweverOftenTheyLeave(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := rand.New(rand.NewPCG(seed, 7))
			dir := bare(t)
			a, b, id := pair(t, dir)
			third := newDevice(t, 3)
			third.joins(dir)
			devices := []*device{a, b, third}
			inside := []bool{true, true, true}
			entry := ""
			for n := range 24 {
				switch at := c.IntN(3); {
				case at == 0:
					switch c.IntN(4) {
					case 0:
						a.set(id, "title", fmt.Sprint("Title ", n))
					case 1:
						a.set(id, "sections/summary/text", fmt.Sprint("Words ", n, ".\n\nThe end."))
					case 2:
						saved, err := a.ws.Reviews.AddPart(t.Context(), id, review.Timeline, map[string]any{"at": "2026-03-01 10:00", "text": fmt.Sprint("Entry ", n)}, "", "")
						a.must(err)
						entry = saved.ID
					case 3:
						if entry != "" {
							_, err := a.ws.Reviews.RemovePart(t.Context(), id, review.Timeline+"/"+entry, "")
							a.must(err)
							entry = ""
						}
					}
					a.sync()
				case inside[at] && c.IntN(2) == 0:
					devices[at].sync()
				case inside[at]:
					devices[at].must(devices[at].ws.LeaveSpace(t.Context(), team))
					inside[at] = false
					if c.IntN(3) == 0 {
						devices[at].forgetsWhatItLeft()
					}
				default:
					devices[at].joins(dir)
					devices[at].must(devices[at].ws.Share(t.Context(), team, id))
					inside[at] = true
					devices[at].sync()
				}
			}
			want := a.said(id)
			for i, d := range devices {
				if !inside[i] {
					d.joins(dir)
					d.must(d.ws.Share(t.Context(), team, id))
				}
				d.sync()
			}
			a.sync()
			for i, d := range devices {
				if got := d.said(id); got != want || len(d.open4(id)) > 0 {
					t.Errorf("%d says\n%s%+v\nwant\n%s", i, got, d.open4(id), want)
				}
			}
			settled(t, dir, devices...)
		})
	}
}
