package plaintable_test

import (
	"context"
	"strings"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/ingest/plaintable"
)

func TestTheRawDataOfPagerDutyTellNumberAndAcknowledgement(t *testing.T) {
	const text = "id,incident_number,description,service_name,team_name,priority_name,urgency,status,created_at,resolved_at,seconds_to_first_ack,seconds_to_resolve,resolved_by_user_name,major\n" +
		"PABC123,31,Checkout answers slowly,Checkout,Payments,P2,high,resolved,2026-03-01T10:00:00Z,2026-03-01T12:00:00Z,240,7200,Ada Example,false\n" +
		"PABC124,32,Search is slow,Search,,,low,triggered,2026-03-02T10:00:00Z,,,,,false\n"
	d := plaintable.PagerDuty()
	if n := d.Sniff(strings.NewReader(text)); n != 85 {
		t.Errorf("sure by %d", n)
	}
	if n := d.Sniff(strings.NewReader("id,title\n1,a\n")); n != 0 {
		t.Errorf("sure of any table by %d", n)
	}
	var got []incident.Snapshot
	told, err := d.Read(context.Background(), strings.NewReader(text), incident.Options{}, func(r incident.Row) error {
		if r.Refused != nil {
			t.Errorf("refused %+v", r.Refused)
			return nil
		}
		got = append(got, *r.Snapshot)
		return nil
	})
	if err != nil || len(got) != 2 || told.Format != "pagerduty" || len(told.Uses) != 14 {
		t.Fatalf("%v, %d rows, %+v", err, len(got), told)
	}
	a, b := got[0], got[1]
	if a.Source != "pagerduty" || a.Key != "PABC123" || a.Number != "#31" || a.Title != "Checkout answers slowly" || a.Priority != "P2" || a.State != "resolved" ||
		a.Services[0] != "Checkout" || a.Owners[0] != "Payments" || a.People[0] != "Ada Example" ||
		a.Moments[incident.Acknowledged].At != "2026-03-01T10:04:00Z" || a.Moments[incident.Resolved].At != "2026-03-01T12:00:00Z" {
		t.Errorf("the first is %+v", a)
	}
	if _, acked := b.Moments[incident.Acknowledged]; acked || b.Number != "#32" || len(b.Moments) != 1 {
		t.Errorf("the second is %+v", b)
	}
}
