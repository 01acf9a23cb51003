package workspace_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/searching"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
	"secondstory/samples"
)

func TestAnIndexDamagedUnderAnOpenWindowIsBuiltAnewInPlace(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"pages and log": func(path string) error {
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for i := 4096; i < len(raw); i++ {
				raw[i] ^= 0xFF
			}
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			defer f.Close()
			if _, err := f.Write(raw); err != nil {
				return err
			}
			return os.Truncate(path+"-wal", 1000)
		},
		"log": func(path string) error { return os.Truncate(path+"-wal", 1000) },
		"cut": func(path string) error {
			if err := os.Truncate(path+"-wal", 0); err != nil {
				return err
			}
			return os.Truncate(path, 5000)
		},
		"deleted": func(path string) error {
			for _, s := range []string{"", "-wal", "-shm"} {
				if err := os.Remove(path + s); err != nil {
					return err
				}
			}
			// What a connection leaves that was made before the program noticed.
			return os.WriteFile(path, nil, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			whole, ws := open(t, t.TempDir()), open(t, t.TempDir())
			for _, each := range []*workspace.Workspace{whole, ws} {
				if err := each.FillSample(ctx); err != nil {
					t.Fatal(err)
				}
				find(t, each, "stale replica", searching.Options{})
			}
			if err := harm(filepath.Join(ws.Home, "index.db")); err != nil {
				t.Fatal(err)
			}
			queries := []string{"steriliser", "printer labels", "the certificate ran out", "year:2026", "pumps", "gateway"}
			var want [][]string
			for _, query := range queries {
				want = append(want, titles(find(t, whole, query, searching.Options{})))
			}
			// Side by side, so that not only the connection answers that has it all in memory.
			var all sync.WaitGroup
			for i, query := range queries {
				all.Go(func() {
					got, err := ws.Search.Find(ctx, query, searching.Options{})
					if err != nil || len(got.Hits) == 0 || !reflect.DeepEqual(titles(got), want[i]) {
						t.Errorf("%s: %v, want %v (%v)", query, titles(got), want[i], err)
					}
					if rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"}); err != nil || len(rows) != len(samples.Reviews()) {
						t.Errorf("%d listed, %v", len(rows), err)
					}
				})
			}
			all.Wait()
			if _, _, err := ws.Reviews.Create(ctx, "Zeppelin", ""); err != nil {
				t.Fatal(err)
			}
			if r := find(t, ws, "zeppelin", searching.Options{}); len(r.Hits) != 1 {
				t.Fatalf("%d found of what was written since", len(r.Hits))
			}
		})
	}
}

// library are reviews written for these tests: few, short, and each with a
// neighbour that shares its common words.
var library = []review.Review{
	{Title: "Refunds were booked twice", Severity: "SEV1", State: "agreed", Date: "2025-03-04", Services: []string{"Ledger Writer", "Refunds"},
		Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "The refund check read from a stale replica and saw no earlier booking."}},
		Factors:  []review.Factor{{Text: "Replica lag was 52 s and nobody watched it", Kind: "contributing", Classes: []string{"technical"}}},
		Actions:  []review.Action{{Title: "Read refund state from the primary", Status: "done"}}},
	{Title: "Merchants saw the balance of yesterday", Severity: "SEV2", State: "draft", Date: "2026-08-11", Services: []string{"Portal"},
		Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "The portal read from a reporting replica. The banner that says so was hidden."}},
		Factors:  []review.Factor{{Text: "The banner sat below the fold", Kind: "contributing", Classes: []string{"human"}}}},
	{Title: "Payout queue stood still", Severity: "SEV2", State: "agreed", Date: "2026-01-20", Services: []string{"Payout Runner"},
		Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "The queue had one consumer and it stopped after a certificate ran out."},
			{Key: "impact", Title: "Impact", Text: "Four thousand payouts were late by three hours."}}},
	{Title: "Connection pool ran dry at month end", Severity: "SEV3", State: "closed", Date: "2025-11-30", Services: []string{"Ledger Writer"},
		Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "A batch job kept every connection of the pool; the portal and the payout runner waited."}}},
	{Title: "Configuración de la red", Severity: "SEV3", State: "draft", Date: "2026-05-02", Services: []string{"Network"},
		Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "A firewall rule was pushed to all sites at once; the deployment had no canary."}}},
	{Title: "Database failover took an hour", Severity: "SEV1", State: "agreed", Date: "2026-02-14", Services: []string{"Ledger Writer"},
		Sections: []review.Section{{Key: "summary", Title: "Summary", Text: "The primary lost its disk. The failover waited for a lock that a stale session held."},
			{Key: "detection", Title: "Detection", Text: "A customer wrote; the alarm was muted for maintenance."}}},
}

func searchable(t *testing.T) *workspace.Workspace {
	t.Helper()
	ws := open(t, filepath.Join(t.TempDir(), "home"))
	for _, r := range library {
		made, err := ws.Imports.AddReviews(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ws.Records.Create(ctx, made...); err != nil {
			t.Fatal(err)
		}
	}
	return ws
}

func find(t *testing.T, ws *workspace.Workspace, query string, o searching.Options) searching.Result {
	t.Helper()
	r, err := ws.Search.Find(ctx, query, o)
	if err != nil {
		t.Fatalf("%q: %v", query, err)
	}
	return r
}

// titles are the first words of what was found.
func titles(r searching.Result) []string {
	out := []string{}
	for _, h := range r.Hits {
		out = append(out, strings.Fields(h.Title.Title)[0])
	}
	return out
}

func TestTheRightReviewStandsFirst(t *testing.T) {
	ws := searchable(t)
	for query, first := range map[string]string{
		"refund check stale replica":                                   "Refunds",
		"reporting replica banner hidden":                              "Merchants",
		"what happened when the one consumer of our queue stopped":     "Payout",
		"queues stopping":                                              "Payout",
		"expired cert":                                                 "Payout",
		"we ran out of database connections because a batch kept them": "Connection",
		"configuracion":                                                "Configuración",
		"CONFIGURACIÓN":                                                "Configuración",
		"db failover":                                                  "Database",
		"faliover":                                                     "Database",
		"fail over lock":                                               "Database",
		"config firewall":                                              "Configuración",
		"conection pool":                                               "Connection",
		"alarm muted maintenance":                                      "Database",
		"portal waited for the pool":                                   "Connection",
		"banner below the fold":                                        "Merchants",
	} {
		r := find(t, ws, query, searching.Options{})
		if len(r.Hits) == 0 || titles(r)[0] != first {
			t.Errorf("%s: %v, want %s first", query, titles(r), first)
		}
	}
}

func TestFiltersPhrasesAndExclusionsNarrow(t *testing.T) {
	ws := searchable(t)
	for query, want := range map[string][]string{
		`"read from" replica`:                {"Merchants", "Refunds"},
		`"connection pool" service:ledger`:   {"Connection"},
		`replica -banner`:                    {"Refunds"},
		`-"read from" replica stale`:         {"Database"},
		`stale severity:1 before:2026`:       {"Refunds"},
		`service:"ledger writer" year:2025`:  {"Connection", "Refunds"},
		`class:human`:                        {"Merchants"},
		`replica in:factors`:                 {"Refunds"},
		`late in:impact`:                     {"Payout"},
		`portal in:title`:                    {},
		`has:actions`:                        {"Refunds"},
		`state:draft after:2026-06`:          {"Merchants"},
		`-state:agreed -state:draft`:         {"Connection"},
		`"no such phrase anywhere" failover`: {"Database"},
		`service:nowhere stale`:              {},
		`stale -banner -refund -muted`:       {},
		`replica severity:1 sev:2`:           {"Merchants", "Refunds"},
		`replica service:refunds service:po`: {"Merchants", "Refunds"},
		`late in:factors in:impact`:          {"Payout"},
		`failover year:2025 year:2026-02`:    {"Database"},
	} {
		got := titles(find(t, ws, query, searching.Options{}))
		sorted := append([]string{}, got...)
		if len(sorted) == 2 && sorted[0] > sorted[1] {
			sorted[0], sorted[1] = sorted[1], sorted[0]
		}
		if !reflect.DeepEqual(sorted, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}

func TestAHitSaysWhereAndWhy(t *testing.T) {
	r := find(t, searchable(t), "stale replica lag", searching.Options{})
	h := r.Hits[0]
	if h.Title.Title != "Refunds were booked twice" || h.Severity != "SEV1" || h.Date != "2025-03-04" || h.Score <= 0 {
		t.Fatalf("%+v", h)
	}
	var keys, places []string
	for _, m := range h.Reasons {
		keys = append(keys, m.Key)
	}
	for _, p := range h.Places {
		places = append(places, p.Class)
		if len(p.Snippet.Marks) == 0 && !p.Timed {
			t.Errorf("nothing is marked in %q", p.Snippet.Text)
		}
	}
	if !reflect.DeepEqual(keys, []string{"search.reason.all", "search.reason.close"}) || len(places) != 2 {
		t.Fatalf("%v %v", keys, places)
	}
	slip := find(t, searchable(t), "repilca", searching.Options{})
	if !reflect.DeepEqual(slip.Also, []searching.Also{{Typed: "repilca", Words: []string{"replica"}}}) {
		t.Fatalf("%+v", slip.Also)
	}
}

func TestFacetsCountWhatAnotherChoiceWouldGive(t *testing.T) {
	ws := searchable(t)
	count := func(r searching.Result, facet, value string) (int, bool) {
		for _, f := range r.Facets {
			for _, v := range f.Values {
				if f.Name == facet && v.Value == value {
					return v.Count, v.Chosen
				}
			}
		}
		return 0, false
	}
	r := find(t, ws, "stale severity:SEV1", searching.Options{})
	if n, chosen := count(r, "severity", "SEV1"); n != 2 || !chosen || r.Total != 2 {
		t.Errorf("SEV1: %d %v of %d", n, chosen, r.Total)
	}
	r = find(t, ws, "replica severity:SEV1", searching.Options{})
	if n, chosen := count(r, "severity", "SEV2"); n != 1 || chosen || r.Total != 1 {
		t.Errorf("SEV2: %d %v of %d", n, chosen, r.Total)
	}
	if n, _ := count(r, "service", "Refunds"); n != 1 {
		t.Errorf("service: %d", n)
	}
	if n, _ := count(r, "in", "factors"); n != 1 {
		t.Errorf("in: %d", n)
	}
}

func TestTheClassOfACauseIsOfferedWhereItTellsReviewsApart(t *testing.T) {
	ws := searchable(t)
	for query, want := range map[string]int{"": 2, "replica": 2, "banner": 0, "failover": 0, "class:human": 2, "lag class:technical": 1} {
		for _, f := range find(t, ws, query, searching.Options{}).Facets {
			if f.Name == "class" && len(f.Values) != want {
				t.Errorf("%s: %+v", query, f.Values)
			}
		}
	}
}

func TestTheFieldsOfAPlaceAreToldApartInASnippet(t *testing.T) {
	ws := open(t, t.TempDir())
	made, err := ws.Imports.AddReviews(review.Review{Title: "One", Actions: []review.Action{{Title: "Watch the lag", Status: "committed", Criterion: "an alarm at 30 s", OwnerRole: "Database on call"}},
		Timeline: []review.Entry{{ID: "a", Role: "Vendor", Text: "A lag is seen"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Records.Create(ctx, made...); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range find(t, ws, "lag", searching.Options{}).Hits[0].Places {
		got = append(got, p.Snippet.Text)
	}
	if want := []string{"Watch the lag · an alarm at 30 s · Database on call", "Vendor · A lag is seen"}; !reflect.DeepEqual(got, want) {
		t.Fatalf("%q", got)
	}
}

func TestAChosenFacetNamesTheWordsThatChoseIt(t *testing.T) {
	ws := searchable(t)
	for query, want := range map[string]string{
		`replica severity:sev1,sev2`:    `severity:SEV1 "severity:sev1,sev2" -> "severity:sev2"; severity:SEV2 "severity:sev1,sev2" -> "severity:sev1"; `,
		`stale sev:1 severity:SEV1`:     `severity:SEV1 "sev:1" -> "" "severity:SEV1" -> ""; `,
		`replica year:2026-08`:          `year:2026 "year:2026-08" -> ""; `,
		`replica in:factor`:             `in:factors "in:factor" -> ""; `,
		`refund service:"ledger write"`: `service:Ledger Writer "service:\"ledger write\"" -> ""; `,
		`replica -severity:sev2`:        ``,
	} {
		got := ""
		for _, f := range find(t, ws, query, searching.Options{}).Facets {
			for _, v := range f.Values {
				if v.Chosen != (len(v.Words) > 0) {
					t.Errorf("%s: %s chosen by %v", query, v.Value, v.Words)
				}
				if !v.Chosen {
					continue
				}
				got += f.Name + ":" + v.Value
				for _, c := range v.Words {
					got += fmt.Sprintf(" %q -> %q", c.Typed, c.Left)
				}
				got += "; "
			}
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", query, got, want)
		}
	}
}

func TestALongPhraseOfUnknownWordsIsSearchedByItsFirst(t *testing.T) {
	ws := searchable(t)
	words := make([]string, 250)
	for i := range words {
		words[i] = fmt.Sprintf("w%dx", i)
	}
	words[100] = "failover"
	r := find(t, ws, `"`+strings.Join(words, " ")+`"`, searching.Options{})
	told := fmt.Sprint(r.Notices)
	if r.Total != 0 || strings.Count(told, "search.notice.trimmed") != 1 {
		t.Fatalf("%d found, %s", r.Total, told)
	}
}

func TestAWholeWordCountsOnceWhileItIsTyped(t *testing.T) {
	ws := searchable(t)
	for _, query := range []string{"queue", "failover"} {
		typed, typing := find(t, ws, query, searching.Options{}), find(t, ws, query, searching.Options{Typing: true})
		if typing.Hits[0].ID != typed.Hits[0].ID || typing.Hits[0].Score != typed.Hits[0].Score {
			t.Errorf("%s: %v while typing, %v afterwards", query, typing.Hits[0].Score, typed.Hits[0].Score)
		}
	}
}

func TestPagesArePiecesOfOneOrder(t *testing.T) {
	ws := searchable(t)
	whole := find(t, ws, "the payout portal stale replica", searching.Options{})
	var pieces []searching.Hit
	for at := 0; at < whole.Total; at += 2 {
		page := find(t, ws, "the payout portal stale replica", searching.Options{Limit: 2, Offset: at})
		if page.Total != whole.Total {
			t.Fatalf("%d of %d", page.Total, whole.Total)
		}
		pieces = append(pieces, page.Hits...)
	}
	if len(whole.Hits) < 4 || !reflect.DeepEqual(pieces, whole.Hits) {
		t.Fatalf("%d hits in pieces, %d in one", len(pieces), len(whole.Hits))
	}
	if all := find(t, ws, "", searching.Options{}); all.Total != len(library) || titles(all)[0] != "Merchants" || len(all.Notices) != 0 {
		t.Fatalf("%v", titles(all))
	}
	if alone := find(t, ws, "in:causes", searching.Options{}); alone.Total != len(library) || len(alone.Notices) != 1 {
		t.Fatalf("%+v", alone.Notices)
	}
	if beyond := find(t, ws, "stale", searching.Options{Offset: 50}); len(beyond.Hits) != 0 || beyond.Total != 2 {
		t.Fatalf("%+v", beyond)
	}
}

func TestNoQueryIsAnError(t *testing.T) {
	ws := searchable(t)
	for _, q := range []string{strings.Repeat("stale replica ", 800), "the of and", "AND OR NOT (", `"`, `""""`, "-", "***", "service: in:", "\x00\xff", "NEAR(a b)", "title:x", "{a}: ^b", "😀 🏳️‍🌈"} {
		for _, typing := range []bool{false, true} {
			r := find(t, ws, q, searching.Options{Typing: typing})
			if len(r.Hits) == 0 && len(r.Notices) == 0 && !strings.ContainsAny(q, "aei") {
				t.Errorf("%q: nothing, and nothing is said", q)
			}
		}
	}
	for plane := range 17 {
		var b strings.Builder
		for i := range 60 {
			fmt.Fprintf(&b, "%c%c ", rune(plane<<16|i*911), rune(plane<<16|i*577))
		}
		find(t, ws, b.String(), searching.Options{})
	}
}

func TestASearchFindsWhatWasSavedBeforeIt(t *testing.T) {
	ws := searchable(t)
	hit := find(t, ws, "stale replica", searching.Options{}).Hits[0]
	if _, err := ws.Reviews.SetField(ctx, hit.ID, "title", []byte(`"Zeppelin"`), ""); err != nil {
		t.Fatal(err)
	}
	if r := find(t, ws, "zepp", searching.Options{Typing: true}); len(r.Hits) != 1 || len(r.Hits[0].TitleMarks) != 1 {
		t.Fatalf("%+v", r.Hits)
	}
	if _, err := ws.Records.Remove(ctx, hit.ID, "review.remove", ""); err != nil {
		t.Fatal(err)
	}
	if r := find(t, ws, "zeppelin", searching.Options{}); len(r.Hits) != 0 {
		t.Fatal("what lies in the trash is found")
	}
	if r := find(t, ws, "zeppelin", searching.Options{Trash: true}); len(r.Hits) != 1 || !r.Hits[0].Trashed {
		t.Fatal("what lies in the trash is not found when asked for")
	}
}

func TestADamagedIndexIsBuiltAnewByASearch(t *testing.T) {
	ws := searchable(t)
	want := titles(find(t, ws, "stale replica", searching.Options{}))
	home := ws.Home
	ws.Close()
	path := filepath.Join(home, "index.db")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// The first page stays whole: the damage is met by reading, not by opening.
	for i := 4096; i < len(raw); i++ {
		raw[i] ^= 0xFF
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := titles(find(t, open(t, home), "stale replica", searching.Options{})); !reflect.DeepEqual(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
}
