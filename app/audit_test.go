package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/fault"
	"secondstory/backend/evidence"
)

func TestTheAuditOfTheSampleIsListedOpenedCheckedAndTakenOut(t *testing.T) {
	b := start(t)
	audit := app.NewAudit(b.App)
	must[app.Info](t)(b.workspace.OpenSample())
	page := must[app.AuditPage](t)(audit.List(app.AuditFilter{Limit: 50}, "utc"))
	if len(page.Rows) != 50 || !page.More || page.Total < 1_000 || page.Zone != "UTC" {
		t.Fatalf("%d of %d, more %v", len(page.Rows), page.Total, page.More)
	}
	next := must[app.AuditPage](t)(audit.List(app.AuditFilter{Limit: 50, Before: page.Rows[49].N}, "utc"))
	if next.Rows[0].N >= page.Rows[49].N || next.Total != 0 {
		t.Errorf("%+v", next.Rows[0])
	}
	ref := ""
	for _, r := range page.Rows {
		if r.Ref != "" {
			ref = r.Ref
		}
	}
	of := must[app.AuditPage](t)(audit.List(app.AuditFilter{Limit: 500, Record: ref, From: "2000-01-01", To: "2100-01-01"}, "local"))
	if int64(len(of.Rows)) != min(of.Total, 500) || len(of.Rows) == 0 || of.Rows[0].Ref != ref {
		t.Errorf("%d of %d", len(of.Rows), of.Total)
	}
	entry := must[app.AuditEntry](t)(audit.Entry(of.Rows[len(of.Rows)-1].N, "utc"))
	if len(entry.Changes) == 0 || len(entry.Hash) != 64 || entry.Row.N != of.Rows[len(of.Rows)-1].N {
		t.Errorf("%+v", entry)
	}
	choices := must[app.AuditChoices](t)(audit.Choices())
	if len(choices.Actions) < 5 {
		t.Errorf("%+v", choices)
	}
	if _, err := audit.List(app.AuditFilter{From: "yesterday"}, "utc"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if _, err := audit.Entry(1<<40, "utc"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}

	job := must[string](t)(audit.Verify(""))
	b.wait(t, job)
	found := must[app.AuditFindings](t)(audit.VerifyResult(job))
	if !found.Whole || found.Entries < page.Total || len(found.Chains) == 0 {
		t.Errorf("%v, %d entries, %d chains", found.Whole, found.Entries, len(found.Chains))
	}
	for _, c := range found.Chains {
		if len(c.Open) == 0 || len(c.Excluded) == 0 || len(c.Problems) != 0 {
			t.Errorf("%+v", c)
		}
	}
	job = must[string](t)(audit.Pack(ref))
	b.wait(t, job)
	saved := must[app.AuditPackSaved](t)(audit.PackResult(job))
	if saved.Entries != found.Entries || len(saved.LeftOut) == 0 {
		t.Errorf("%d of %d entries, %d left out", saved.Entries, found.Entries, len(saved.LeftOut))
	}
	f, err := os.Open(saved.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	res, err := evidence.Check(f, info.Size(), nil)
	if err != nil || !res.Whole || len(res.Manifest.Records) != 1 || !strings.Contains(filepath.Base(saved.Path), "evidence-") {
		t.Errorf("%+v %v", res.Manifest.Records, err)
	}
}

func TestAPackAndLinesFromPaperAreCheckedInTheWindow(t *testing.T) {
	b := start(t)
	audit := app.NewAudit(b.App)
	must[app.Info](t)(b.workspace.OpenSample())
	check := func(paper string) app.AuditFindings {
		job := must[string](t)(audit.Verify(paper))
		b.wait(t, job)
		return must[app.AuditFindings](t)(audit.VerifyResult(job))
	}
	first := check("")
	own := first.Chains[0]
	line := func(seq int64, hash string) string {
		return fmt.Sprintf("Audit: %s %d %s %s", own.Device, seq, hash, own.Chain)
	}
	if met := check(line(own.Last, own.Head)); !met.Whole || len(met.Chains[0].Open) >= len(own.Open) {
		t.Errorf("a line from paper proves nothing: %+v", met.Chains[0].Open)
	}
	if not := check(line(own.Last, strings.Repeat("0", 64))); not.Whole || len(not.Chains[0].Problems) == 0 {
		t.Errorf("another hash on paper: %+v", not.Chains[0])
	}
	if far := check("Audit: d-elsewhere 4 " + own.Head); far.Whole || len(far.Unmet) != 1 {
		t.Errorf("a line of another device: %+v", far.Unmet)
	}
	if _, err := audit.Verify("I think it was 4711"); !fault.Is(err, fault.Invalid) {
		t.Errorf("words that are no line: %v", err)
	}

	job := must[string](t)(audit.Pack(""))
	b.wait(t, job)
	pack := must[app.AuditPackSaved](t)(audit.PackResult(job)).Path
	open := func(path, paper string) (app.AuditFindings, error) {
		job := must[string](t)(audit.VerifyPack(path, paper))
		b.wait(t, job)
		return audit.VerifyResult(job)
	}
	whole, err := open(pack, line(own.Last, own.Head))
	if err != nil || !whole.Whole || whole.Pack == nil || whole.Pack.Device == "" || whole.Entries < first.Entries || len(whole.Files) != 0 {
		t.Errorf("%+v %v", whole, err)
	}
	raw, err := os.ReadFile(pack)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.zip")
	if err := os.WriteFile(cut, raw[:len(raw)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := open(cut, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("half of a pack: %v", err)
	}
	if _, err := open(filepath.Join(t.TempDir(), "none.zip"), ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("no pack: %v", err)
	}
}
