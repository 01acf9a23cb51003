package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestServicesAreKeptAndCountedFromATerminal(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(d.dir, "services.csv")
	if err := os.WriteFile(file, []byte("service,owner,depends on\nWeb,Web team,Api\nApi,Ada Byron,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := d.do("service", "import", file)
	if c.status != cli.NeedsPerson || !strings.Contains(c.out, "2 rows read, 1 services made") || !strings.Contains(c.out, "owned by roles") {
		t.Fatalf("import: %d %s%s", c.status, c.out, c.err)
	}
	if c := d.do("service", "names"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "Api") {
		t.Errorf("names: %d %s", c.status, c.out)
	}
	d.ok("service", "decide", "Api", "--as", "service")
	d.ok("service", "need", "api", "Db", "--from", "2026-01-01")
	d.ok("service", "add", "Db", "--owner", "Database on-call", "--tier", "1", "--alias", "Ledger DB")
	d.ok("service", "own", "web", "Latency", "--owner", "Web team")
	if c := d.do("service", "gaps"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "33.3 % of the pairs") || !strings.Contains(c.out, "no role answers for it") {
		t.Errorf("gaps: %d %s", c.status, c.out)
	}
	if out := d.ok("service", "show", "web", "--day", "2026-02-01"); !strings.Contains(out, "Db  2026-01-01 – …") {
		t.Errorf("show: %s", out)
	}
	if out := d.ok("service", "show", "ledger db", "--json"); !strings.Contains(out, `"tier": "1"`) {
		t.Errorf("json: %s", out)
	}
	svg := filepath.Join(d.dir, "web.svg")
	d.ok("service", "draw", "web", "-o", svg)
	if raw, err := os.ReadFile(svg); err != nil || !strings.Contains(string(raw), "Db") {
		t.Errorf("drawn: %v", err)
	}
	if out := d.ok("record", "list", "service"); strings.Count(out, "SVC-") != 3 {
		t.Errorf("records: %s", out)
	}
	if c := d.do("service", "need", "db", "web", "--from", "2026-02-01", "--to", "2026-01-01"); c.status != cli.Failed || !strings.Contains(c.err, "before it begins") {
		t.Errorf("backwards: %d %s", c.status, c.err)
	}
	d.ok("service", "need", "db", "web", "--from", "2026-02-01")
	if out := d.ok("service", "list"); !strings.Contains(out, "in a circle: Api → Db → Web → Api") {
		t.Errorf("circle: %s", out)
	}
}
