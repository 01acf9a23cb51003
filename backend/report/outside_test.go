package report_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func outside(technical bool, keep ...string) *redact.Redactor {
	return redact.New(redact.Profile{
		Names: leak.NewNames([]leak.Person{{Name: "Tilda Okkonen", Role: "the operator on call"}}), Technical: technical, Keep: keep,
		Word: func(k redact.Kind) string { return string(k) },
	})
}

// planted are technical words, one for each place of a review that a report reads.
var planted = []string{
	"db-prod-3.internal", "10.42.7.19", "https://grafana.corp.example/d/abc", "/var/log/postgres/main.log", "checkout_worker", "max_connections", "a3f9c1d",
	"OPS-4711", "web-07", "v2.14.3", "maxPoolSize", "haproxy.cfg", "flushCache()", "kafka.svc.cluster.local", "cache-eu-2", "10.0.0.8", "queue_depth", "OPS-4712", "api-12", "lock_timeout",
}

func plantedReview() review.Review {
	r := reporttest.Review()
	at := func(i int) string { return planted[i] }
	r.Title = "Gates on " + at(0) + " refused tickets"
	r.Services = []string{at(1)}
	for i, s := range r.Sections {
		if s.Key == "summary" {
			r.Sections[i].Text = "Tilda **Okkonen** saw " + at(2) + ". Then " + at(3) + " filled, and `" + at(4) + " --now` ran.\n\n```\n" + at(5) + "\n```\n\n- " + at(6) + "\n- [the ticket](" + at(2) + "/" + at(7) + ")\n"
		}
	}
	r.Sections = append(r.Sections,
		review.Section{Key: "impact", Title: "Impact of " + at(8), Text: "| What | How many |\n|---|---|\n| **" + at(9) + "** | 4 |\n"},
		review.Section{Key: "root_cause", Title: "Root cause", Text: "The **max**PoolSize, i.e. " + at(10) + ", and _hap_roxy.cfg, " + at(11) + "."},
		review.Section{Key: "lessons", Title: "Lessons", Text: "1. Never call " + at(12) + " on " + at(13) + "\n"},
		review.Section{Key: "detection", Title: "Detection", Text: "Seen on " + at(14) + " by Tilda Okkonen."})
	r.Causes = append(r.Causes, cause.Node{ID: "c9", Parent: r.Causes[0].ID, Kind: "cause", Status: "supported", Text: "The gate asked " + at(15), Note: at(16)})
	r.Actions[0].Title, r.Actions[0].Measure, r.Actions[0].OwnerRole, r.Actions[0].Status = "Move "+at(17)+" to "+at(18), at(19), "Tilda Okkonen", "committed"
	return r
}

func TestReadersOutsideGetNoTechnicalWord(t *testing.T) {
	for kind, make := range map[string]func(review.Review, report.Options) report.Model{"executive": report.Executive, "customer": report.Customer} {
		o := options
		o.Redact = outside(true)
		m := make(plantedReview(), o)
		var text strings.Builder
		for _, blk := range m.Blocks {
			s, ok := blk.(report.Shrink)
			if !ok {
				text.WriteString(words([]report.Block{blk}))
			}
			for _, f := range s.Forms {
				text.WriteString(words(f))
			}
		}
		all := text.String() + m.Title + m.Subject + strings.Join(m.Keywords, " ")
		for _, w := range append(planted, "Okkonen", "PoolSize", "roxy", "--now") {
			if strings.Contains(all, w) {
				t.Errorf("%s: %q is in it", kind, w)
			}
		}
		has(t, all, "‹the operator on call›", "Words between ‹ and ›")
		again := outside(true)
		if report.Scan(m, again); again.Any() {
			t.Errorf("%s: the scan finds %v", kind, again.Removed())
		}
		if len(o.Redact.Removed()) < 12 {
			t.Errorf("%s lists %v", kind, o.Redact.Removed())
		}
	}
}

func TestTheRegulatorGetsTheWorkingsAndNoNames(t *testing.T) {
	o := options
	o.Redact = outside(false)
	m := report.Regulator(plantedReview(), o)
	text := words(m.Blocks)
	has(t, text, planted[14], planted[10], planted[16], planted[18], "‹the operator on call›",
		"When it became known", "Whether it is over", "Whom it affected", "How it came about", "Why it was not noticed before", "What is done, and by when")
	if strings.Contains(text, "Okkonen") {
		t.Error("a name is in it")
	}
	for _, e := range reporttest.Review().Timeline {
		has(t, text, e.Text)
	}
	empty := words(report.Regulator(review.Review{Title: "Nothing yet"}, options).Blocks)
	if n := strings.Count(empty, "The review does not say."); n != 6 {
		t.Errorf("%d questions say that there is no answer:\n%s", n, empty)
	}
	has(t, empty, "names no moment")
}

func TestACustomerReadsWhatIsDoneAndThePersonWhatIsLeftOut(t *testing.T) {
	r := reporttest.Review()
	m := report.Customer(r, options)
	text := words(m.Blocks)
	for _, a := range r.Actions {
		shown := a.Status != "idea" && a.Status != "candidate" && a.Status != "declined"
		if strings.Contains(text, a.Title) != shown {
			t.Errorf("%s action %q: shown is not %v", a.Status, a.Title, shown)
		}
		if a.OwnerRole != "" && strings.Contains(text, a.OwnerRole) {
			t.Errorf("the role %q is in it", a.OwnerRole)
		}
	}
	apart := strings.Join(m.Apart, "\n")
	has(t, apart, "timeline entries", "sections: ")
	// What people said of it among themselves is in no report, and the list says so.
	r.Comments = []review.Comment{{ID: "k", Text: "The vendor will not like this", State: "open"}}
	for _, make := range []func(review.Review, report.Options) report.Model{report.Executive, report.Customer, report.Regulator} {
		m := make(r, options)
		if apart = strings.Join(m.Apart, "\n"); !strings.Contains(apart, "1 comment that waits") || strings.Contains(words(m.Blocks), "vendor will not like") {
			t.Errorf("%s: %s", m.Title, apart)
		}
	}
}

func TestWordsThatAPersonKeepsStay(t *testing.T) {
	o := options
	o.Redact = outside(true, "WEB-07", planted[3])
	text := words(report.Customer(plantedReview(), o).Blocks)
	has(t, text, planted[3])
	if strings.Contains(text, planted[9]) {
		t.Error("a word nobody kept is in it")
	}
}

func TestHostileReviewsForReadersOutside(t *testing.T) {
	s := reporttest.NewSource(11)
	s.Hostile = true
	for range 12 {
		r := s.Review()
		for _, make := range []func(review.Review, report.Options) report.Model{report.Executive, report.Customer, report.Regulator} {
			o := options
			o.Redact = outside(true)
			m := make(r, o)
			again := outside(true)
			if report.Scan(m, again); again.Any() {
				t.Fatalf("still in it: %+v", again.Removed())
			}
		}
	}
}
