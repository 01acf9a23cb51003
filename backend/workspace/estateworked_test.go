package workspace_test

import (
	"fmt"
	"slices"
	"testing"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/owning"
	"secondstory/backend/workspace"
)

// rolled gives own and all incidents of each service as "name own/all", by name.
func rolled(t *testing.T, ws *workspace.Workspace) (out []string, all owning.Overview) {
	t.Helper()
	all, err := ws.Services.Overview(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all.Graph.Services() {
		c := all.Rolled.Of(s.ID)
		out = append(out, fmt.Sprint(s.Name, " ", c.Own, "/", c.All))
	}
	slices.Sort(out)
	return out, all
}

// toldOf makes rows of a register: so many incidents of one service on one day.
func toldOf(rows *string, n int, service, day string) {
	for range n {
		*rows += fmt.Sprintf("%s-%d,Slow,%sT10:00:00Z,%s\n", service, len(*rows), day, service)
	}
}

// A08.1: web needs api and cache, both need db; 3, 2, 0 and 1 incidents, from the tables of a
// register and of services to what the screen reads.
func TestA081EachIncidentCountsOnceThroughADiamond(t *testing.T) {
	ws := open(t, t.TempDir())
	tabled(t, ws, "Service,Owner,Depends on\nweb,Web team,api\nweb,,cache\napi,Platform team,db\ncache,Platform team,db\ndb,Database on-call,\n", nil, false)
	rows := ""
	toldOf(&rows, 3, "db", "2026-03-01")
	toldOf(&rows, 2, "api", "2026-03-01")
	toldOf(&rows, 1, "web", "2026-03-01")
	incidentsTold(t, ws, rows)
	if got, o := rolled(t, ws); fmt.Sprint(got) != "[api 2/5 cache 0/3 db 3/3 web 1/6]" || o.Rolled.Total != 6 || len(o.Circles) != 0 {
		t.Errorf("%v of %d", got, o.Rolled.Total)
	}
	// Both ways round are told as circles, every count ends, and none counts an incident twice.
	db, err := ws.Services.Find(ctx, "db")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Keeping.Add(ctx, db, estate.NeedList, record.Doc{"service": "web"}, "", ""); err != nil {
		t.Fatal(err)
	}
	if got, o := rolled(t, ws); fmt.Sprint(got) != "[api 2/6 cache 0/6 db 3/6 web 1/6]" || len(o.Circles) != 2 {
		t.Errorf("in a circle %v, %d circles", got, len(o.Circles))
	}
	// One that was told of is not put away: it is retired.
	if _, err := ws.Services.Remove(ctx, db, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("put away: %v", err)
	}
}

// A08.2: 12 categories at 5 services, 57 of the 60 pairs with a role that answers for them.
func TestA082ThePairsWithoutARoleAreListed(t *testing.T) {
	ws := open(t, t.TempDir())
	for s := range 5 {
		var parts []keeping.Part
		for c := range 12 {
			owner := record.Doc{"category": fmt.Sprint("category ", c), "role": "Payments lead"}
			switch {
			case s == 1 && c == 3, s == 4 && c == 0:
				continue // nobody said anything
			case s == 2 && c == 7:
				delete(owner, "role") // the pair is there, and nobody answers for it
			}
			parts = append(parts, keeping.Part{Collection: estate.OwnerList, Fields: owner})
		}
		if _, err := ws.Keeping.Create(ctx, keeping.New{Kind: estate.Kind, Fields: record.Doc{"title": fmt.Sprint("service ", s)}, Parts: parts}); err != nil {
			t.Fatal(err)
		}
	}
	_, o := rolled(t, ws)
	gaps := []string{}
	for _, g := range o.Cover.Gaps {
		gaps = append(gaps, g.Service.Name+" "+g.Category)
	}
	slices.Sort(gaps)
	if percent, ok := o.Cover.Percent(); !ok || percent != 95 || o.Cover.Pairs() != 60 || o.Cover.Owned != 57 || fmt.Sprint(gaps) != "[service 1 category 3 service 2 category 7 service 4 category 0]" {
		t.Errorf("%v %%, %d of %d, without a role %v", percent, o.Cover.Owned, o.Cover.Pairs(), gaps)
	}
}

// A08.3: what was needed until 28 February is not rolled up on 1 March; a need that ends before
// it begins is refused.
func TestA083ANeedThatEndedRollsNothingUp(t *testing.T) {
	ws := open(t, t.TempDir())
	tabled(t, ws, "Service,Owner,Depends on,Valid from,Valid to\nweb,Web team,db,,2026-02-28\ndb,Database on-call,,,\n", nil, false)
	rows := ""
	toldOf(&rows, 1, "db", "2026-02-28")
	toldOf(&rows, 1, "db", "2026-03-01")
	incidentsTold(t, ws, rows)
	if got, _ := rolled(t, ws); fmt.Sprint(got) != "[db 2/2 web 0/1]" {
		t.Error(got)
	}
	web, err := ws.Services.Find(ctx, "web")
	if err != nil {
		t.Fatal(err)
	}
	_, err = ws.Keeping.Add(ctx, web, estate.NeedList, record.Doc{"service": "db", "from": "2026-04-02", "to": "2026-04-01"}, "", "")
	if f, ok := fault.As(err); !ok || f.Key != "service.need_backwards" {
		t.Errorf("backwards: %v", err)
	}
}
