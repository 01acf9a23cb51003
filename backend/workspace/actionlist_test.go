package workspace_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/workspace"
)

func TestActionsOfAllReviewsAreFoundByWhatTheySay(t *testing.T) {
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "window", Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
		Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	refs := []string{}
	for i, service := range []string{"Sorting", "Portal"} {
		id, _, err := ws.Reviews.Create(ctx, fmt.Sprint("Review ", i), "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ws.Reviews.SetField(ctx, id, "services", []byte(`["`+service+`"]`), ""); err != nil {
			t.Fatal(err)
		}
		refs = append(refs, record.Ref("REV", id))
		for _, doc := range []record.Doc{
			{"title": "Count the lists", "status": "committed", "owner_role": "Platform lead", "due": fmt.Sprint("2026-11-2", i), "strength": "weaker"},
			{"title": "Bound the queue", "status": "done", "owner_role": "platform lead", "due": fmt.Sprint("2026-11-1", i), "strength": "stronger", "tracker": "OPS-7"},
			{"title": "Ask the supplier", "status": "idea", "due": fmt.Sprint("2026-12-1", i)},
		} {
			if _, err := ws.Reviews.AddPart(ctx, id, "actions", doc, "", ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		n    workspace.ActionNarrowing
		want int
	}{
		{workspace.ActionNarrowing{}, 6},
		{workspace.ActionNarrowing{States: []string{"open"}}, 4},
		{workspace.ActionNarrowing{States: []string{"idea"}}, 2},
		{workspace.ActionNarrowing{States: []string{"open", "done"}}, 6},
		{workspace.ActionNarrowing{Roles: []string{"PLATFORM lead"}}, 4},
		{workspace.ActionNarrowing{Roles: []string{""}}, 2},
		{workspace.ActionNarrowing{Overdue: true}, 2},
		{workspace.ActionNarrowing{Overdue: true, Services: []string{"portal"}}, 1},
		{workspace.ActionNarrowing{Services: []string{""}}, 0},
		{workspace.ActionNarrowing{Strengths: []string{""}}, 2},
		{workspace.ActionNarrowing{Reviews: []string{refs[1]}, Words: "  QUEUE ops-7 "}, 1},
		{workspace.ActionNarrowing{Words: "queue lists"}, 0},
	} {
		got, err := ws.FindActions(ctx, c.n)
		if err != nil || len(got.Actions) != c.want || got.Total != 6 || got.Promises.Over != 2 {
			t.Errorf("%+v: %d of %d, %+v, %v", c.n, len(got.Actions), got.Total, got.Promises, err)
		}
		if c.n.Any() != (c.want != 6 || len(c.n.States) > 0) {
			t.Errorf("%+v: narrowed %v", c.n, c.n.Any())
		}
	}
	order := func(sort string) string {
		got, err := ws.FindActions(ctx, workspace.ActionNarrowing{Sort: sort})
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, a := range got.Actions {
			out += strings.Fields(a.Title)[0][:1] + a.ReviewTitle[len(a.ReviewTitle)-1:] + " "
		}
		return out
	}
	for sort, want := range map[string]string{"": "B0 B1 C0 C1 A0 A1 ", "strength": "B0 B1 C0 C1 A0 A1 ", "title": "A0 A1 B0 B1 C0 C1 ", "review": "B0 C0 A0 B1 C1 A1 "} {
		if got := order(sort); got != want {
			t.Errorf("%q: %s, want %s", sort, got, want)
		}
	}
	all, _ := ws.FindActions(ctx, workspace.ActionNarrowing{})
	if c := all.Choices; fmt.Sprint(c.Roles, c.Services, len(c.Reviews)) != "[Platform lead] [Portal Sorting] 2" {
		t.Errorf("%+v", c)
	}
	for _, n := range []workspace.ActionNarrowing{{States: []string{"started"}}, {Strengths: []string{"strong"}}, {Sort: "age"}} {
		if _, err := ws.FindActions(ctx, n); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", n, err)
		}
	}
}
