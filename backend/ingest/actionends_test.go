package ingest

import "testing"

func TestOwnerAndDateAreCutFromTheEndOfAnAction(t *testing.T) {
	for _, c := range []struct{ item, title, text, role, name, due, raw string }{
		{"[X] Test the pump – owner: SRE\n  under load, twice", "Test the pump", "under load, twice", "SRE", "", "", ""},
		{"[ ] Test the pump, the tank\n  and the valve – owner: SRE", "Test the pump, the tank and the valve", "", "SRE", "", "", ""},
		{"[ ] Test the pump – owner: Jane\n  Doe", "Test the pump", "", "", "Jane Doe", "", ""},
		{"[x] Add an alarm — @jane, 01.09.2023", "Add an alarm", "", "", "@jane", "2023-09-01", "01.09.2023"},
		{"Raise the limit – Jane Doe, by 2024-03-31", "Raise the limit", "", "", "Jane Doe", "2024-03-31", ""},
		{"Raise the limit — not the floor, by hand", "Raise the limit — not the floor, by hand", "", "", "", "", ""},
		{"Move to Blue — Green Deployments", "Move to Blue — Green Deployments", "", "", "", "", ""},
	} {
		out := Read("a.md", []byte("# Outage\n\n## Timeline\n- 10:00 UTC down\n- 10:10 UTC up\n\n## Action items\n- "+c.item+"\n"))
		if out.Document == nil || len(out.Document.Actions) != 1 {
			t.Fatalf("%q: %+v", c.item, out)
		}
		a := out.Document.Actions[0]
		if a.Title != c.title || a.Text != c.text || a.OwnerRole != c.role || a.OwnerName != c.name || a.Due != c.due || a.DueRaw != c.raw {
			t.Errorf("%q\n got %+v", c.item, a)
		}
	}
}
