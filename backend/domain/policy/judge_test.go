package policy_test

import (
	"bytes"
	"crypto/ed25519"
	"testing"
	"time"

	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
)

// sealedPolicy has one version that Ana has signed at her machine, and what is known of keys.
func sealedPolicy(t *testing.T) (*policy.Policy, policy.Proofs) {
	t.Helper()
	p := &policy.Policy{ID: "the policy"}
	terms := matrixTerms()
	terms.Seats = []policy.Seat{{Role: "Operations", Count: 1}, {Role: "Legal", Count: 1}}
	p.Draft = terms
	v := propose(t, p, terms, 1, noon)
	sign(p, v, "ana", "Operations", policy.Approve, noon)
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize))
	body, err := p.Signoffs[0].Body(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	p.Signoffs[0].Seal = proof.Seal(private, body)
	return p, policy.Proofs{Ring: proof.Ring{Device: "device of bea", Keys: []proof.Key{{Device: "device of ana", Actor: "ana", Key: proof.Public(private), Trust: proof.Trusted}}}}
}

func TestASignatureThatSomebodyCopiedCountsForNothing(t *testing.T) {
	p, known := sealedPolicy(t)
	p.Judge(known)
	if got := p.Tally(p.Versions[0]); got.Have != 1 || got.Of["s0"] != policy.Counts {
		t.Fatalf("her own: %+v", got)
	}
	for name, c := range map[string]struct {
		change func(*policy.Signoff)
		want   policy.Standing
	}{
		"another role":              {func(s *policy.Signoff) { s.Role = "Legal" }, policy.Forged},
		"another decision":          {func(s *policy.Signoff) { s.Decision = policy.Changes }, policy.Forged},
		"another comment":           {func(s *policy.Signoff) { s.Comment = "Gladly" }, policy.Forged},
		"another place in the list": {func(s *policy.Signoff) { s.ID, s.N = "copy", 2 }, policy.Forged},
		"in the name of the reader": {func(s *policy.Signoff) { s.Actor, s.By, s.Device = "bea", "bea", "device of bea" }, policy.Forged},
		"the reader's, without":     {func(s *policy.Signoff) { s.Actor, s.By, s.Device, s.Seal = "bea", "bea", "device of bea", "" }, policy.Forged},
		"of somebody unknown":       {func(s *policy.Signoff) { s.Actor, s.By, s.Device = "cleo", "cleo", "device of cleo" }, policy.Unchecked},
		"without a seal":            {func(s *policy.Signoff) { s.Seal = "" }, policy.Unchecked},
	} {
		p, known := sealedPolicy(t)
		c.change(&p.Signoffs[0])
		p.Judge(known)
		if got := p.Tally(p.Versions[0]); got.Have != 0 || got.Of[p.Signoffs[0].ID] != c.want {
			t.Errorf("%s: %+v %v", name, got, got.Of)
		}
	}
	other, known := sealedPolicy(t)
	other.ID = "another policy"
	other.Judge(known)
	if other.Signoffs[0].Proof != proof.NotMade {
		t.Errorf("taken into another policy it is %q", other.Signoffs[0].Proof)
	}
}

func TestWhatWasSignedBeforeThereWereSealsGoesOnCountingAsItWas(t *testing.T) {
	p, known := sealedPolicy(t)
	p.Signoffs[0].Seal = ""
	known.Before = map[string]record.Doc{"s0": p.Signoffs[0].Doc()}
	p.Judge(known)
	if s := p.Signoffs[0]; s.Proof != proof.Before || p.Tally(p.Versions[0]).Have != 1 {
		t.Errorf("%+v", s)
	}
	p.Signoffs[0].Role = "Legal"
	p.Judge(known)
	if s := p.Signoffs[0]; s.Proof != proof.Unsealed || p.Tally(p.Versions[0]).Have != 0 {
		t.Errorf("changed since: %+v", s)
	}
}

func TestWhoSignsIsChangedByThoseWhoSign(t *testing.T) {
	p := &policy.Policy{ID: "p"}
	terms := matrixTerms()
	terms.Seats = []policy.Seat{{Role: "Operations", Count: 2}, {Role: "Legal", Count: 1}}
	p.Draft = terms
	first := propose(t, p, terms, 1, noon)
	sign(p, first, "a0", "Operations", policy.Approve, noon)
	sign(p, first, "a1", "operations", policy.Approve, noon)
	sign(p, first, "a2", "Legal", policy.Approve, noon)
	if p.State(noon) != policy.InForce || p.Alone(first) {
		t.Fatalf("version 1 is %q", p.State(noon))
	}
	for name, change := range map[string]func(*policy.Terms){
		"a role that is left out": func(t *policy.Terms) { t.Seats = []policy.Seat{{Role: "Operations", Count: 2}} },
		"fewer of a role": func(t *policy.Terms) {
			t.Seats = []policy.Seat{{Role: "Operations", Count: 1}, {Role: "Legal", Count: 1}}
		},
		"other roles":         func(t *policy.Terms) { t.Seats = []policy.Seat{{Role: "Anybody", Count: 1}} },
		"recorded for others": func(t *policy.Terms) { t.Recorded = true },
	} {
		next, terms := *p, terms
		change(&terms)
		next.Draft = terms
		v := propose(t, &next, terms, 2, noon)
		sign(&next, v, "a0", terms.Seats[0].Role, policy.Approve, noon)
		// Recorded for the others by the one who wants it.
		for i, role := range []string{"Operations", "Legal"} {
			sign(&next, v, []string{"a1", "a2"}[i], role, policy.Approve, noon)
			next.Signoffs[len(next.Signoffs)-1].By = "a0"
		}
		if got, ok := next.At(noon).Holds(); !ok || got.Number != 1 {
			t.Errorf("%s: version %d is in force", name, got.Number)
		}
		if !next.Alone(v) {
			t.Errorf("%s: signed by one alone, and does not say so", name)
		}
		for i, role := range []string{"Operations", "Operations", "Legal"} {
			sign(&next, v, []string{"a0", "a1", "a2"}[i], role, policy.Approve, noon)
		}
		want := 2
		if name == "other roles" { // one more has to agree
			want = 1
		}
		if got, _ := next.At(noon).Holds(); got.Number != want {
			t.Errorf("%s: signed by those whom version 1 asks, version %d is in force: %+v", name, got.Number, next.Tally(v).Seats)
		}
		sign(&next, v, "a3", terms.Seats[0].Role, policy.Approve, noon)
		if got, _ := next.At(noon).Holds(); got.Number != 2 {
			t.Errorf("%s: signed by all, version %d is in force", name, got.Number)
		}
	}
}

// answeredPolicy has an exception that Ana has granted at her machine.
func answeredPolicy(t *testing.T) (*policy.Policy, policy.Proofs) {
	t.Helper()
	p, known := sealedPolicy(t)
	e := policy.Exception{ID: "e0", Procedure: "Change approval", Justification: "The vendor installs on site only this month.", Risk: "r", Control: "c", Requester: "bea",
		From: on(t, "2026-03-01"), To: on(t, "2026-03-31"), Zone: "Europe/Madrid", Answer: policy.Granted, Approver: "ana", Device: "device of ana", AnsweredAt: noon}
	e.AnsweredHash = e.Hash(p.ID)
	body, err := e.Body(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	e.Seal = proof.Seal(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize)), body)
	p.Exceptions = []policy.Exception{e}
	return p, known
}

func TestAnAnswerThatItsDeviceDidNotGiveLetsNobodyStepAside(t *testing.T) {
	march := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		change func(*policy.Policy, *policy.Exception)
		want   policy.ExceptionState
	}{
		"her own":                {func(*policy.Policy, *policy.Exception) {}, policy.Active},
		"refused becomes active": {func(_ *policy.Policy, e *policy.Exception) { e.Answer = policy.Refused }, policy.FalseAnswer},
		"in another role":        {func(_ *policy.Policy, e *policy.Exception) { e.ApproverRole = "Legal" }, policy.FalseAnswer},
		"on another day":         {func(_ *policy.Policy, e *policy.Exception) { e.AnsweredAt = noon.Add(time.Hour) }, policy.FalseAnswer},
		"to another request": {func(p *policy.Policy, e *policy.Exception) {
			e.To = on(t, "2026-12-31")
			e.AnsweredHash = e.Hash(p.ID)
		}, policy.FalseAnswer},
		"the request changed since":     {func(_ *policy.Policy, e *policy.Exception) { e.To = on(t, "2026-12-31") }, policy.Altered},
		"what came of it is not sealed": {func(_ *policy.Policy, e *policy.Exception) { e.Outcome = "It worked." }, policy.Active},
		"copied to another":             {func(_ *policy.Policy, e *policy.Exception) { e.ID = "e1" }, policy.FalseAnswer},
		"in another policy": {func(p *policy.Policy, e *policy.Exception) {
			p.ID = "another"
			e.AnsweredHash = e.Hash(p.ID)
		}, policy.FalseAnswer},
		"of somebody unknown":  {func(_ *policy.Policy, e *policy.Exception) { e.Approver, e.Device = "cleo", "device of cleo" }, policy.Doubted},
		"without a seal":       {func(_ *policy.Policy, e *policy.Exception) { e.Seal = "" }, policy.Doubted},
		"a seal of a sign-off": {func(p *policy.Policy, e *policy.Exception) { e.Seal = p.Signoffs[0].Seal }, policy.FalseAnswer},
		"nobody answered":      {func(_ *policy.Policy, e *policy.Exception) { e.Answer, e.Approver, e.Seal = "", "", "" }, policy.Waiting},
	} {
		p, known := answeredPolicy(t)
		e := &p.Exceptions[0]
		c.change(p, e)
		p.Judge(known)
		if got := e.State(p.ID, nil, march); got != c.want {
			t.Errorf("%s: %q, want %q (%s)", name, got, c.want, e.Proof)
		}
	}
	// One from before there were seals goes on as it was, whatever came of it since.
	p, known := answeredPolicy(t)
	e := &p.Exceptions[0]
	e.Seal = ""
	doc := e.Asked()
	for name, v := range map[string]string{"answer": "granted", "approver": "ana", "device": "device of ana", "answered_at": noon.UTC().Format(policy.Stamp), "answered_hash": e.AnsweredHash} {
		doc[name] = v
	}
	known.Before = map[string]record.Doc{"e0": doc}
	e.Outcome = "It worked."
	p.Judge(known)
	if got := e.State(p.ID, nil, march); got != policy.Active || e.Proof != proof.Before {
		t.Errorf("from before: %q (%s)", got, e.Proof)
	}
	e.Approver = "cleo"
	p.Judge(known)
	if got := e.State(p.ID, nil, march); got != policy.Doubted {
		t.Errorf("from before and changed since: %q", got)
	}
}

func TestWhatWasAnsweredIsFoundByItsHashAlone(t *testing.T) {
	p, known := answeredPolicy(t)
	e := &p.Exceptions[0]
	was := *e
	e.To, e.Risk = on(t, "2027-03-31"), "another"
	p.Judge(known)
	if !e.Moved(p.ID, nil) || e.Moved(p.ID, []string{policy.ExceptionsOf + "/e0/to"}) {
		t.Error("changed since, and a question about its days is none of that")
	}
	steps := func(list ...map[string]any) func(func(map[string]any) bool) {
		return func(undo func(map[string]any) bool) {
			for _, before := range list {
				if !undo(before) {
					return
				}
			}
		}
	}
	day, risk, other := map[string]any{"exceptions/e0/to": "2026-03-31"}, map[string]any{"exceptions/e0/risk": "r"}, map[string]any{"exceptions/e1/risk": "r", "title": "x"}
	got, ok := e.Back(p.ID, e.AnsweredHash, steps(other, risk, day, map[string]any{"exceptions/e0/risk": "older"}))
	if !ok || got.To != was.To || got.Risk != was.Risk {
		t.Errorf("%v %+v", ok, got)
	}
	since := e.Since(got, nil)
	if len(since) != 2 || since[0].Part != "to" || since[0].Before != "2026-03-31" || since[0].After != "2027-03-31" || since[1].Part != "risk" {
		t.Errorf("%+v", since)
	}
	for name, list := range map[string][]map[string]any{"begins later": {risk}, "says something else": {risk, {"exceptions/e0/to": "2026-04-30"}}, "none": nil} {
		if _, ok := e.Back(p.ID, e.AnsweredHash, steps(list...)); ok {
			t.Errorf("%s: told as what was answered", name)
		}
	}
	e.Seal = was.Seal[:10]
	p.Judge(known)
	if e.Moved(p.ID, nil) {
		t.Error("an answer that its device did not give is told as that")
	}
}
