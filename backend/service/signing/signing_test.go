package signing_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/signing"
	"secondstory/backend/workspace/dbtest"
)

var ctx = context.Background()

// desk is one database at which several people sit.
type desk struct {
	*testing.T
	b *dbtest.Bench
}

func newDesk(t *testing.T) desk {
	t.Helper()
	b := dbtest.Open(t)
	b.Reg = record.NewRegistry(policy.Schema)
	return desk{t, b}
}

// as is the service in the hands of somebody.
func (d desk) as(actor string) *signing.Service {
	rec := d.b.Recorder(d.b)
	rec.Who.Actor = actor
	keep := &keeping.Service{Rec: rec, NewID: d.b.ID, Rules: map[string]keeping.Rules{policy.RecordKind: {Value: policy.CheckValue, Entity: policy.CheckEntity}}}
	return &signing.Service{Rec: rec, Keep: keep, Now: d.b.Tell, NewID: d.b.ID, Text: strings.TrimSpace,
		IDs: func(context.Context) ([]string, error) { return nil, nil },
		Aliases: func(context.Context) ([]signing.Actor, error) {
			return []signing.Actor{{"ana", "Ana"}, {"bea", "Bea"}}, nil
		}}
}

// rule makes one that asks for an owner and two operators, and proposes it.
func (d desk) rule(more func(*policy.Terms)) string {
	d.Helper()
	t := policy.Terms{Kind: policy.Kind("escalation"), Title: "Who is called", Text: "The service on call.", Zone: "Europe/Madrid",
		Seats: []policy.Seat{{Role: "Owner", Count: 1}, {Role: "Operations", Count: 2}}}
	if more != nil {
		more(&t)
	}
	made, err := d.as("ana").Create(ctx, t, "")
	d.b.Must(err)
	return made.ID
}

func (d desk) proposed(id string) {
	d.Helper()
	_, err := d.as("ana").Propose(ctx, id, "", "")
	d.b.Must(err)
}

func (d desk) sign(id, actor, role string) error {
	d.Helper()
	d.b.Clock = d.b.Clock.Add(time.Minute)
	_, err := d.as(actor).Sign(ctx, id, signing.Mark{Decision: policy.Approve, Role: role}, "")
	return err
}

func (d desk) read(id string) policy.Held {
	d.Helper()
	h, err := d.as("ana").Get(ctx, id)
	d.b.Must(err)
	return h
}

func (d desk) wants(what, key string, err error) {
	d.Helper()
	if f, ok := fault.As(err); !ok || f.Key != key {
		d.Errorf("%s: %v, want %s", what, err, key)
	}
}

func TestASeatIsFilledByDifferentPeopleOnly(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	d.wants("nothing proposed", "policy.not_proposed", d.sign(id, "ana", "Owner"))
	d.proposed(id)
	d.wants("no role of two", "policy.role_missing", d.sign(id, "ana", ""))
	d.wants("a role nobody asked for", "policy.role_unknown", d.sign(id, "ana", "Gardener"))
	for range 3 { // the same person again fills no second chair
		d.b.Must(d.sign(id, "ana", "Operations"))
	}
	d.b.Must(d.sign(id, "bea", "Owner"))
	h := d.read(id)
	if v, _ := h.Pending(); h.Tally(v).Have != 2 || h.At(d.b.Clock).State == policy.InForce {
		t.Fatalf("%+v", h.Tally(v))
	}
	d.b.Must(d.sign(id, "cem", "Operations"))
	h = d.read(id)
	f := h.At(d.b.Clock)
	if f.State != policy.InForce || !f.From.Equal(d.b.Clock) {
		t.Fatalf("%+v", f)
	}
	rule, _, ok, err := d.as("ana").InForce(ctx, id, d.b.Clock)
	if held, serr := d.as("bea").Signed(ctx, rule, d.b.Clock); err != nil || !ok || serr != nil || !held {
		t.Errorf("%+v %v %v %v", rule, ok, err, serr)
	}
	if before, err := d.as("ana").Signed(ctx, rule, d.b.Clock.Add(-time.Minute)); err != nil || before {
		t.Errorf("in force before the last signature: %v", err)
	}
}

func TestASignatureNamesItsDeviceAndIsForTheContentThatWasSeen(t *testing.T) {
	d := newDesk(t)
	id := d.rule(func(t *policy.Terms) { t.Seats = t.Seats[:1] })
	d.proposed(id)
	h := d.read(id)
	v, _ := h.Pending()
	_, err := d.as("bea").Sign(ctx, id, signing.Mark{Decision: policy.Approve, Hash: strings.Repeat("0", 64)}, "")
	d.wants("another content", "policy.moved_on", err)
	_, err = d.as("bea").Sign(ctx, id, signing.Mark{Decision: policy.Approve, Hash: v.Hash, For: "Ana"}, "")
	d.wants("for somebody else", "policy.own_only", err)
	_, err = d.as("bea").Sign(ctx, id, signing.Mark{Decision: policy.Changes, Hash: v.Hash}, "")
	d.wants("changes without saying which", "policy.changes_why", err)
	_, err = d.as("bea").Sign(ctx, id, signing.Mark{Decision: policy.Withdrawn}, "")
	d.wants("nothing to withdraw", "policy.nothing_to_withdraw", err)
	if _, err = d.as("bea").Sign(ctx, id, signing.Mark{Decision: policy.Approve, Hash: v.Hash}, ""); err != nil {
		t.Fatal(err)
	}
	h = d.read(id)
	if o := h.Signoffs[0]; o.Actor != "bea" || o.By != "bea" || o.Device != "d" || o.Hash != v.Hash || o.Role != "Owner" {
		t.Errorf("%+v", o)
	}
	if u, err := d.as("bea").Rec.Undo(ctx, id, ""); err != nil || u.Done && len(d.read(id).Signoffs) != 1 {
		t.Errorf("an undo took a signature away: %+v %v", u, err)
	}
}

func TestAnEditVoidsWhatWasSignedAndTheVersionIsWrittenOnce(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	d.proposed(id)
	d.b.Must(d.sign(id, "ana", "Owner"))
	_, err := d.as("ana").Edit(ctx, id, signing.Patch{Fields: record.Doc{"text": "Nobody."}}, "")
	d.b.Must(err)
	h := d.read(id)
	if s := h.Standings()[h.Signoffs[0].ID]; s != policy.Void || h.DraftState() != policy.Drafted {
		t.Fatalf("the signature is %q, the draft %q", s, h.DraftState())
	}
	d.wants("the voided version", "policy.not_proposed", d.sign(id, "bea", "Operations"))
	_, err = d.as("ana").Keep.SetField(ctx, id, policy.VersionsOf+"/"+h.Versions[0].ID+"/text", []byte(`"Other"`), "")
	d.wants("a version edited", "policy.written_once", err)
	// What was written before comes back, and with it what was signed.
	_, err = d.as("ana").SaveText(ctx, id, "Nobody.", "The service on call.", "")
	d.b.Must(err)
	if h = d.read(id); h.Standings()[h.Signoffs[0].ID] != policy.Counts {
		t.Errorf("%+v", h.Standings())
	}
}

func TestARuleHoldsFromItsDayAndABackdatedOneSaysWhy(t *testing.T) {
	d := newDesk(t)
	id := d.rule(func(t *policy.Terms) { t.Seats = t.Seats[:1]; t.From = calendar.On(2026, 12, 1) })
	d.proposed(id)
	d.b.Must(d.sign(id, "ana", ""))
	madrid, err := calendar.FindZone("Europe/Madrid")
	d.b.Must(err)
	start := time.Date(2026, 12, 1, 0, 0, 0, 0, madrid)
	if h := d.read(id); h.At(start.Add(-time.Second)).State == policy.InForce || h.At(start).State != policy.InForce {
		t.Errorf("%+v", h.At(start))
	}
	_, err = d.as("ana").Edit(ctx, id, signing.Patch{Fields: record.Doc{"effective": "2026-10-01"}}, "")
	d.b.Must(err)
	_, err = d.as("ana").Propose(ctx, id, "", "")
	d.wants("from a day that has passed", "policy.backdated", err)
	_, err = d.as("ana").Edit(ctx, id, signing.Patch{Fields: record.Doc{"effective": nil, "zone": nil, "review_by": "2027-01-01"}}, "")
	if err == nil {
		_, err = d.as("ana").Propose(ctx, id, "", "")
	}
	d.wants("days without a zone", "policy.zone_missing", err)
}

func TestAnExceptionNeedsAnotherToGrantItAndEndsByItself(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	e := policy.Exception{Procedure: "Call tree", Justification: "The new system is not there before April.", Risk: "Nobody answers",
		Control: "The duty manager looks hourly", From: calendar.On(2026, 11, 21), To: calendar.On(2026, 11, 30)}
	for key, wrong := range map[string]func(*policy.Exception){
		"policy.exception_no_end":    func(e *policy.Exception) { e.To = calendar.Date{} },
		"policy.justification_short": func(e *policy.Exception) { e.Justification = "We need it." },
	} {
		bad := e
		wrong(&bad)
		_, err := d.as("bea").Ask(ctx, id, bad, "")
		d.wants(key, key, err)
	}
	asked, err := d.as("bea").Ask(ctx, id, e, "")
	d.b.Must(err)
	_, err = d.as("bea").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted}, "")
	d.wants("one's own", "policy.own_exception", err)
	_, err = d.as("ana").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted, Hash: "other"}, "")
	d.wants("another content", "policy.moved_on", err)
	_, err = d.as("ana").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted, Role: "Nobody"}, "")
	d.wants("a role the rule does not name", "policy.role_unknown", err)
	_, err = d.as("ana").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted, Role: "owner"}, "")
	d.b.Must(err)
	_, err = d.as("cem").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Refused}, "")
	d.wants("answered before", "policy.answered_already", err)
	h := d.read(id)
	got := h.Exceptions[0]
	madrid, err := calendar.FindZone("Europe/Madrid")
	d.b.Must(err)
	last := time.Date(2026, 11, 30, 23, 59, 0, 0, madrid)
	if got.Control == "" || got.Approver != "ana" || got.Requester != "bea" || got.State(id, nil, last) != policy.Active || got.State(id, nil, last.Add(time.Minute)) != policy.Expired {
		t.Errorf("%+v", got)
	}
	_, err = d.as("bea").Outcome(ctx, id, asked.ID, "It worked.", "")
	d.wants("before it is over", "policy.exception_not_over", err)
}

func TestARuleInForceIsCalledAsItWasSigned(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	d.proposed(id)
	for actor, role := range map[string]string{"ana": "Operations", "bea": "Owner", "cem": "Operations"} {
		d.b.Must(d.sign(id, actor, role))
	}
	signed := d.read(id).Draft
	_, err := d.as("ana").Edit(ctx, id, signing.Patch{Fields: record.Doc{"title": "Nothing of it", "kind": "freeze"}}, "")
	d.b.Must(err)
	h := d.read(id)
	if p := h.Page(d.b.Clock, "ana", nil); p.Title != signed.Title || p.Kind != string(signed.Kind) || p.Terms.Title != "Nothing of it" || p.Terms.Kind != "freeze" {
		t.Errorf("%+v", p)
	}
	if kind, title := h.Called(d.b.Clock.AddDate(-1, 0, 0)); kind != policy.Freeze || title != "Nothing of it" {
		t.Errorf("before it held it is called %q %q", kind, title)
	}
}

func TestAnEarlierVersionComesBackAsTheDraftAndAsNothingElse(t *testing.T) {
	d := newDesk(t)
	id := d.rule(func(t *policy.Terms) {
		t.Settings = []policy.Setting{{Name: "SEV1", Value: "5 min"}, {Name: "SEV2", Value: "15 min", Note: "by day"}}
	})
	d.proposed(id)
	first := d.read(id)
	_, err := d.as("ana").Edit(ctx, id, signing.Patch{Fields: record.Doc{"text": "Nobody.", "title": "Who is not called", "effective": "2026-12-24"},
		Settings: []policy.Setting{{Name: "SEV2", Value: "1 h"}, {Name: "SEV3", Value: "1 d"}}, Drop: []string{"SEV1"}, Seats: []policy.Seat{{Role: "Owner", Count: 0}}}, "")
	d.b.Must(err)
	_, err = d.as("ana").Restore(ctx, id, "7", "")
	d.wants("a version that is none", "policy.version_missing", err)
	_, err = d.as("ana").Restore(ctx, id, "1", "")
	d.b.Must(err)
	h := d.read(id)
	want := first.Draft
	want.From = calendar.On(2026, 12, 24) // the days stay those of the draft
	if !h.Draft.Equal(want) || len(h.Versions) != 1 {
		t.Errorf("%+v\nwant %+v", h.Draft, want)
	}
	if u, err := d.as("ana").Rec.Undo(ctx, id, ""); err != nil || !u.Done || d.read(id).Draft.Text != "Nobody." {
		t.Errorf("%+v %v", u, err)
	}
}

func TestAnExceptionToARuleWithoutAZoneAsksForOne(t *testing.T) {
	d := newDesk(t)
	id := d.rule(func(t *policy.Terms) { t.Zone = "" })
	e := policy.Exception{Procedure: "Call tree", Justification: "The new system is not there before April.", Risk: "Nobody answers",
		Control: "The duty manager looks hourly", From: calendar.On(2026, 11, 21), To: calendar.On(2026, 11, 30)}
	_, err := d.as("bea").Ask(ctx, id, e, "")
	d.wants("no zone", "policy.exception_zone", err)
	e.Zone = "Pacific/Auckland"
	_, err = d.as("bea").Ask(ctx, id, e, "")
	d.b.Must(err)
}
