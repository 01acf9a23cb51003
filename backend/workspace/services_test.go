package workspace_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/owning"
	"secondstory/backend/service/registering"
	"secondstory/backend/workspace"
)

func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func tabled(t *testing.T, ws *workspace.Workspace, text string, said map[string]string, dry bool) owning.Imported {
	t.Helper()
	table, err := workspace.ReadServiceTable(ctx, written(t, "services.csv", text))
	if err != nil {
		t.Fatal(err)
	}
	got, err := ws.Services.Import(ctx, table, said, dry, "")
	if err != nil {
		t.Fatal(err)
	}
	if got.Read != got.Created+got.Updated+got.Unchanged+got.Refused || got.Refused != len(got.Refusals) {
		t.Fatalf("the account does not hold: %+v", got)
	}
	return got
}

const estateTable = "Service,Aliases,Owner,Tier,Depends on,Valid from,Valid to\n" +
	"Web,www;Web Shop,Web team,1,Api,,\n" +
	"Web,,,,Cache,,2026-02-28\n" +
	"Api,,Platform team,T2,db,,\n" +
	"Cache,,Ops,3,db,2026-01-01,\n" +
	"db,Ledger DB,Database on-call,tier 1,,,\n" +
	"Mail,,Anna Lindqvist,2,,,\n" +
	",,,,,,\n" +
	"Mail,,Mail team,9,,,\n" +
	"Web,,,,db,2026-03-01,2026-02-01\n" +
	"Api,,Platform team,2,DB,,\n"

func incidentsTold(t *testing.T, ws *workspace.Workspace, rows string) {
	t.Helper()
	path := written(t, "incidents.csv", "number,title,started at,service\n"+rows)
	if _, err := ws.Register.Import(ctx, path, registering.Options{Options: incident.Options{Zone: "UTC"}}, nil); err != nil {
		t.Fatal(err)
	}
}

func TestATableOfServicesIsAccountedForAndTakenBack(t *testing.T) {
	ws := open(t, t.TempDir())
	if dry := tabled(t, ws, estateTable, nil, true); dry.Created != 4 || dry.Refused != 4 {
		t.Errorf("dry: %+v", dry)
	}
	if g, err := ws.Services.Graph(ctx); err != nil || len(g.Services()) != 0 {
		t.Fatalf("a dry run made %d, %v", len(g.Services()), err)
	}
	got := tabled(t, ws, estateTable, nil, false)
	if got.Read != 10 || got.Created != 4 || got.Updated != 1 || got.Unchanged != 1 || got.Refused != 4 {
		t.Errorf("%+v", got)
	}
	reasons := []string{}
	for _, r := range got.Refusals {
		reasons = append(reasons, fmt.Sprint(r.Line, " ", r.Reason))
	}
	if want := "7 service.row_person,8 service.row_nameless,9 service.row_tier,10 service.row_backwards"; strings.Join(reasons, ",") != want {
		t.Errorf("refused %v, want %v", reasons, want)
	}
	again := tabled(t, ws, estateTable, nil, false)
	if again.Unchanged != 6 || again.Created+again.Updated != 0 {
		t.Errorf("the same again: %+v", again)
	}
	// What a person wrote since stays.
	id, err := ws.Services.Find(ctx, "web shop")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Keeping.Add(ctx, id, estate.OwnerList, record.Doc{"category": "Latency", "role": "Web team"}, "", ""); err != nil {
		t.Fatal(err)
	}
	more := tabled(t, ws, "service,owner\nApi,Api team\nSearch,Search team\n", nil, false)
	if back, left, _, err := ws.Services.TakeBack(ctx, more, ""); back != 2 || left != 0 || err != nil {
		t.Errorf("took %d back, left %d: %v", back, left, err)
	}
	if back, left, _, err := ws.Services.TakeBack(ctx, got, ""); back != 2 || left != 2 || err != nil {
		t.Errorf("took %d back, left %d: %v", back, left, err)
	}
	if _, err := ws.Services.Find(ctx, "web"); err != nil {
		t.Error("what was edited since stays:", err)
	}
}

func TestATableGivesNoNameToTwoServices(t *testing.T) {
	ws := open(t, t.TempDir())
	got := tabled(t, ws, "service,aliases,tier,needs\nShop,Web,1,\nWeb,,2,\nApi,Gateway,1,\nBilling,GATEWAY,1,\nShop,Api,1,\nMail,,1,web\nBilling,bill,1,\n", nil, false)
	if got.Created != 4 || got.Updated != 1 || len(got.Refusals) != 2 {
		t.Errorf("%+v", got)
	}
	for i, line := range []int{5, 6} {
		if r := got.Refusals[i]; r.Line != line || r.Reason != "service.row_alias_taken" || r.Field != estate.ToAliases {
			t.Errorf("refused %+v", r)
		}
	}
	g, err := ws.Services.Graph(ctx)
	if err != nil || len(g.Twice()) != 0 || len(g.Lost()) != 0 || len(g.Services()) != 4 {
		t.Fatalf("two answer to %v, lost %v, %d services, %v", g.Twice(), g.Lost(), len(g.Services()), err)
	}
	if web, ok := g.Named("web"); !ok || web.Name != "Shop" || web.Tier != "2" {
		t.Errorf("the second row tells of the same one: %+v", web)
	}
	// An alias that a row before gave to one that was there.
	if got := tabled(t, ws, "service,aliases\nMail,Post\nPost,\nFax,post\n", nil, false); got.Updated != 1 || got.Unchanged != 1 || got.Refused != 1 {
		t.Errorf("%+v", got)
	}
}

func TestARowThatCannotBeKeptIsRefusedAndTheOthersCome(t *testing.T) {
	ws := open(t, t.TempDir())
	long := strings.Repeat("x", 301)
	got := tabled(t, ws, "service,needs,owner\nApi,,\n"+long+",,\nMail,"+long+",\nWeb,,"+long[:201]+" team\nShop,Api,\n", nil, false)
	if got.Created != 2 || got.Refused != 3 || len(got.Services) != 2 {
		t.Errorf("%+v", got)
	}
	for i, field := range []string{estate.ToService, estate.ToNeeds, estate.ToOwner} {
		if r := got.Refusals[i]; r.Reason != "service.row_long" || r.Field != field {
			t.Errorf("refused for %s, %s", r.Field, r.Reason)
		}
	}
}

func TestColumnsOfATableOfServicesAreSaidOnce(t *testing.T) {
	ws := open(t, t.TempDir())
	const table = "wer,was\nShop,Warehouse\n"
	if got := tabled(t, ws, table, nil, false); !got.Asks || got.Read != 0 || got.Columns[1].Values[0] != "Warehouse" {
		t.Fatalf("%+v", got)
	}
	if got := tabled(t, ws, table, map[string]string{"wer": estate.ToService, "was": estate.ToNeeds}, false); got.Created != 1 {
		t.Errorf("%+v", got)
	}
	if got := tabled(t, ws, "wer,was\nShop,Bank\n", nil, false); got.Updated != 1 {
		t.Errorf("asked again: %+v", got)
	}
}

func TestIncidentsAndReviewsCountOnceThroughWhatIsNeeded(t *testing.T) {
	ws := open(t, t.TempDir())
	tabled(t, ws, estateTable, nil, false)
	incidentsTold(t, ws, "1,a,2026-02-01T10:00:00Z,db\n2,b,2026-02-02T10:00:00Z,Ledger DB\n3,c,2026-03-02T10:00:00Z,db\n4,d,2026-02-03T10:00:00Z,api\n5,e,2026-02-03T10:00:00Z,Checkout\n6,f,2026-02-04T10:00:00Z,www\n")
	id, _ := ws.Services.Find(ctx, "Web")
	page := func() owning.Page {
		t.Helper()
		p, err := ws.Services.Page(ctx, id, "2026-02-10")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := page()
	if p.Count != (estate.Count{Own: 1, All: 5}) || len(p.Cases) != 5 || !p.Cases[1].Own || p.Cases[0].Own || fmt.Sprint(p.Told) != "[www]" {
		t.Errorf("%+v", p)
	}
	if len(p.Below) != 3 || len(p.Needs) != 4 || p.Below[2].Service.Name != "db" || p.Below[2].Level != 2 {
		t.Errorf("below %+v, needs %v", p.Below, p.Needs)
	}
	// The review that is begun from an incident stands for it, with what it says of services.
	found, err := ws.Register.Find(ctx, "4")
	if err != nil {
		t.Fatal(err)
	}
	ref, _, err := ws.Register.StartReview(ctx, found, assets.English().Text)
	if err != nil {
		t.Fatal(err)
	}
	if p := page(); p.Count.All != 5 || !slices.ContainsFunc(p.Cases, func(c owning.Case) bool { return c.Ref == ref && c.Review }) {
		t.Errorf("with a review: %+v", p.Cases)
	}
	o, err := ws.Services.Overview(ctx)
	if err != nil || len(o.Proposals) != 1 || o.Proposals[0].Name != "Checkout" || o.Proposals[0].Incidents != 1 || o.Rolled.Total != 6 {
		t.Fatalf("%+v, %v", o.Proposals, err)
	}
	if _, err := ws.Services.Decide(ctx, "checkout", owning.AsAlias, id, ""); err != nil {
		t.Fatal(err)
	}
	if p := page(); p.Count.Own != 2 {
		t.Errorf("after the alias: %+v", p.Count)
	}
	for _, format := range []string{"svg", "png"} {
		one, err := workspace.ExportService(p, format, assets.English())
		two, _ := workspace.ExportService(page(), format, assets.English())
		if err != nil || len(one) < 1000 || format == "svg" && bytes.Equal(one, two) {
			t.Errorf("%s: %d bytes, %v", format, len(one), err)
		}
	}
}

func TestANewNameKeepsTheOldOneAndWhatIsToldStays(t *testing.T) {
	ws := open(t, t.TempDir())
	tabled(t, ws, estateTable, nil, false)
	incidentsTold(t, ws, "1,a,2026-02-01T10:00:00Z,db\n")
	id, _ := ws.Services.Find(ctx, "db")
	set := func(path string, base, value any) error {
		_, err := ws.Services.SetFrom(ctx, id, []keeping.Change{{Path: record.Path{Field: path}, Base: base, Value: value}}, "")
		return err
	}
	if err := set("title", "db", "Ledger"); err != nil {
		t.Fatal(err)
	}
	one, err := ws.Services.Get(ctx, id)
	if err != nil || fmt.Sprint(one.Aliases) != "[db Ledger DB]" {
		t.Errorf("%v, %v", one.Aliases, err)
	}
	web, _ := ws.Services.Find(ctx, "web")
	if p, err := ws.Services.Page(ctx, web, "2026-02-10"); err != nil || p.Count.All != 1 {
		t.Errorf("told under the old name: %+v, %v", p.Count, err)
	}
	if f, ok := fault.As(set("title", "Ledger", "WWW")); !ok || f.Key != "service.name_taken" {
		t.Errorf("a name of another: %v", f)
	}
	_, err = ws.Services.Remove(ctx, id, "")
	if f, ok := fault.As(err); !ok || f.Key != "service.still_told" {
		t.Errorf("one that is told of: %v", err)
	}
	mail, err := ws.Services.Create(ctx, record.Doc{"title": "Mail"}, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Services.Remove(ctx, mail.ID, ""); err != nil {
		t.Error("one nobody names:", err)
	}
	if n, err := ws.Services.DecideEach(ctx, []string{"Mail", "web", "Fax"}, owning.AsService, ""); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// What was read of thousands of services is kept; whatever changes one of them is seen all the
// same, in this process and in another.
func TestServicesThatAreKeptInMindAreThoseThatAreThere(t *testing.T) {
	home := t.TempDir()
	ws, other := open(t, home), open(t, home)
	names := func() string {
		g, err := ws.Services.Graph(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range g.Services() {
			out = append(out, fmt.Sprintf("%s%v%d", s.Name, s.Aliases, len(s.Needs)))
		}
		return strings.Join(out, " ")
	}
	made, err := ws.Services.Create(ctx, record.Doc{"title": "Web"}, "")
	if err != nil || names() != "Web[]0" {
		t.Fatalf("%s, %v", names(), err)
	}
	if _, err := other.Services.Create(ctx, record.Doc{"title": "Api"}, ""); err != nil || names() != "Api[]0 Web[]0" {
		t.Fatalf("%s, %v", names(), err)
	}
	if _, err := other.Keeping.Add(ctx, made.ID, estate.NeedList, record.Doc{"service": "Api"}, "", ""); err != nil || names() != "Api[]0 Web[]1" {
		t.Errorf("a need of another process: %s, %v", names(), err)
	}
	if _, err := ws.Services.SetFrom(ctx, made.ID, []keeping.Change{{Path: record.Path{Field: "title"}, Base: "Web", Value: "Shop"}}, ""); err != nil || names() != "Api[]0 Shop[Web]1" {
		t.Errorf("another name: %s, %v", names(), err)
	}
	if _, err := other.Services.Remove(ctx, made.ID, ""); err != nil || names() != "Api[]0" {
		t.Errorf("put away: %s, %v", names(), err)
	}
	if _, err := ws.Records.Restore(ctx, made.ID, "service.restore", ""); err != nil || names() != "Api[]0 Shop[Web]1" {
		t.Errorf("taken out again: %s, %v", names(), err)
	}
}
