package space_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
)

// Two people say more of one service at once: names and needs join, and the files name
// services as people do.
func TestAServiceIsSharedAndWhatTwoPeopleSayOfItJoins(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, _ := pair(t, dir)
	made, err := a.ws.Services.Create(t.Context(), record.Doc{"title": "Checkout", "owner": "Checkout team", "tier": "1"}, "")
	a.must(err)
	a.must(a.ws.Share(t.Context(), team, made.ID))
	settled(t, dir, a, b)
	alias := func(d *device, names ...any) {
		_, err := d.ws.Services.SetFrom(t.Context(), made.ID, []keeping.Change{{Path: record.Path{Field: "aliases"}, Value: names}}, "")
		d.must(err)
	}
	need := func(d *device, service string) {
		_, err := d.ws.Keeping.Add(t.Context(), made.ID, estate.NeedList, record.Doc{"service": service, "to": "2026-06-30"}, "", "")
		d.must(err)
	}
	alias(a, "checkout-api")
	need(a, "Ledger")
	alias(b, "till")
	need(b, "Mail")
	settled(t, dir, a, b)
	for _, d := range []*device{a, b} {
		s, err := d.ws.Services.Get(t.Context(), made.ID)
		d.must(err)
		slices.Sort(s.Aliases)
		if fmt.Sprint(s.Aliases) != "[checkout-api till]" || len(s.Needs) != 2 || s.Needs[0].Service != "Ledger" || s.Needs[1].To != "2026-06-30" || s.Owner != "Checkout team" {
			t.Errorf("%+v", s)
		}
	}
	files := git(t, dir, "ls-tree", "-r", "--name-only", "main")
	at := strings.Index(files, "service/2026/")
	if at < 0 {
		t.Fatal(files)
	}
	path, _, _ := strings.Cut(files[at:], "\n")
	if text := git(t, dir, "show", "main:"+path); !strings.Contains(text, "service: Ledger") {
		t.Errorf("%s:\n%s", path, text)
	}
}
