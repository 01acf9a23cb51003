package redact_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
)

func word(k redact.Kind) string { return strings.ToUpper(string(k)) }

// Twenty tokens as they stand in the prose of post-mortems.
var tokens = []string{
	"db-prod-3.internal", "10.42.7.19", "2001:db8::8a2e:370:7334", "https://grafana.corp.example/d/abc?orgId=1", "/var/log/postgresql/main.log",
	"checkout_worker", "java.lang.NullPointerException", "max_connections", "a3f9c1d", "550e8400-e29b-41d4-a716-446655440000",
	"OPS-4711", "v2.14.3", "web-07", "maxPoolSize", "haproxy.cfg", "0x7ffeefbf", "flushCache()", `C:\inetpub\wwwroot\web.config`, "kafka.svc.cluster.local:9092", "sha256:9f86d081884c7d65",
	// What an identifier belongs to, and what belongs to it, goes with it.
	"wo.tour_limit", "Orders.line_items.count", "app.db.pool_size",
	// Names of machines in capitals, short addresses, and what holds something that goes.
	"Db-Prod-3.Internal.Corp", "SRV-DB01", "PRODDB01.CORP.LOCAL", "DB-PROD-3", "Fileserver.Corp", "fe80::1", "::1", "2001:db8::/32", "64:ff9b::192.0.2.33", "CVE-2026-1042",
	"https://host.internal.corp/acme/login?token=abcd1234secretX9", "https://wiki.harbour.example/~zoe@harbour.example/projects/merger-acme", "/srv/zoe@harbour.example/acme/orders", "postgres://admin:S3cret99@db/x",
}

func TestTechnicalTokensGo(t *testing.T) {
	for _, w := range tokens {
		for _, frame := range []string{"We saw %s fail.", "(%s)", "The cause: %s, then more.", "%s"} {
			s := strings.Replace(frame, "%s", w, 1)
			x := redact.New(redact.Profile{Technical: true, Word: word})
			got := x.Text(s)
			before, after, _ := strings.Cut(frame, "%s")
			rest := strings.TrimSuffix(strings.TrimPrefix(got, before), after)
			if !strings.HasPrefix(rest, "‹") || !strings.HasSuffix(rest, "›") || strings.Count(rest, "‹") != 1 {
				t.Errorf("%q became %q", s, got)
			}
		}
	}
}

func TestPlainLanguageStays(t *testing.T) {
	for _, s := range []string{
		"On 12.03.2026 at 10:02:33 UTC the checkout answered with errors, e.g. for 30 % of orders.",
		"The follow-up and/or the COVID-19 plan of mid-2025; SEV-1 for 3.5 hours (UTC-5).",
		"Customers saw HTTP 503 for 2 h 10 min. 1,840 passengers waited, i.e. the whole pier. Review REV-26-7K3QX2.",
		"Die Überwachungssysteme der Kundenverwaltung meldeten 14:02–15:10 Uhr nichts.", "Paragraph 1.1.1 of 3.3.2 says so. GitHub and PostgreSQL were up; iPhone users too.",
		"It failed.It was the third P1-incident since 12-May-2026, on Gate-12 and the E-10; COVID-19-related, see SEV1-call. ASP.NET and std::vector :: fine at 14:02:10.",
	} {
		x := redact.New(redact.Profile{Technical: true, Word: word})
		if got := x.Text(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestNamesBecomeRolesAndSecretsAreNeverKept(t *testing.T) {
	names := leak.NewNames([]leak.Person{{Name: "Tilda Okkonen", Role: "the operator on call"}, {Name: "Bram Vos"}})
	const s = "Tilda Okkonen paged Bram Vos (bram.vos@fjordline.example.eu) and typed password: Hunter22zz on db-prod-3."
	x := redact.New(redact.Profile{Names: names, Word: word, Keep: []string{"hunter22zz", "BRAM  vos"}})
	got := x.Text(s)
	if want := "‹the operator on call› paged Bram Vos (‹EMAIL›) and typed password: ‹SECRET› on db-prod-3."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	list := x.Removed()
	if len(list) != 4 || list[0].Kind != leak.Secret || list[0].Kept {
		t.Errorf("listed: %+v", list)
	}
	kept := 0
	for _, r := range list {
		if r.Kept {
			kept++
		}
	}
	if kept != 1 || !x.Any() {
		t.Errorf("%d are kept: %+v", kept, list)
	}
}

func TestTakingOutTwiceIsTakingOutOnce(t *testing.T) {
	x := redact.New(redact.Profile{Technical: true, Word: func(k redact.Kind) string { return "server name" }})
	once := x.Text(strings.Join(tokens, " and "))
	if twice := x.Text(once); twice != once {
		t.Errorf("%q became %q", once, twice)
	}
}

func TestWhatHoldsSomethingStaysOrGoesAsOne(t *testing.T) {
	const link, mail, secret = "https://wiki.harbour.example/~zoe@harbour.example/p", "zoe@harbour.example", "https://harbour.example/login?token=abcd1234secretX9"
	for _, c := range []struct{ text, keep, want string }{
		{link, link, link},
		{link, mail, "‹LINK›"},
		{secret, secret, "‹SECRET›"},
		{"web-07 at " + link, "web-07", "web-07 at ‹LINK›"},
	} {
		x := redact.New(redact.Profile{Technical: true, Word: word, Keep: []string{c.keep}})
		if got := x.Text(c.text); got != c.want || x.Text(got) != got {
			t.Errorf("%q became %q: %+v", c.text, got, x.Removed())
		}
	}
}

func FuzzText(f *testing.F) {
	for _, w := range tokens {
		f.Add(w, "so "+w+" failed")
	}
	f.Add("‹", "\xff\xfe a_b")
	f.Fuzz(func(t *testing.T, keep, s string) {
		x := redact.New(redact.Profile{Technical: true, Word: word, Keep: []string{keep}})
		got := x.Text(s)
		if (got != s) != x.Any() {
			t.Errorf("%q became %q, and it says %v", s, got, x.Removed())
		}
	})
}

// What one text of a review tells of a number goes from all of them.
func TestWhatAnotherTextGivesAwayGoes(t *testing.T) {
	d := merge.NewDoc(review.Kind, "01JD0000000000000000000001", 1)
	d.Fields["title"] = "Payouts of 123456782"
	d.PutPart(review.Sections, "summary", merge.Part{Fields: record.Doc{"title": "Summary", "text": "BSN 1234.56.782, and the password is sommer2024"}})
	x := redact.New(redact.Profile{Word: word, Again: leak.Tells(d, review.Schema)})
	for s, want := range map[string]string{
		"Payouts of 123456782":      "Payouts of ‹PERSONAL›",
		"Then sommer2024 was typed": "Then ‹SECRET› was typed",
		"Nothing":                   "Nothing",
	} {
		if got := x.Text(s); got != want {
			t.Errorf("%q became %q", s, got)
		}
	}
}
