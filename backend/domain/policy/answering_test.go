package policy_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/proof"
)

// Who may do what about an exception, as the page offers it.
func TestAPageOffersAnAnswerToThoseWhoMayGiveIt(t *testing.T) {
	now := time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)
	asked := policy.Exception{ID: "E", Procedure: "Call tree", Justification: "The new system is not there before April.", Risk: "Nobody answers",
		Control: "The duty manager looks hourly", Requester: "bea", From: calendar.On(2026, 3, 1), To: calendar.On(2026, 3, 31), Zone: "Europe/Madrid"}
	answered := func(v proof.Verdict) policy.Exception {
		e := asked
		e.Answer, e.Approver, e.ApproverRole, e.Device, e.AnsweredHash, e.Proof = policy.Granted, "ana", "Owner", "d-2", asked.Hash("P"), v
		return e
	}
	changed := answered(proof.Unsealed)
	changed.Control = "Nobody looks"
	for name, c := range map[string]struct {
		e         policy.Exception
		open      []string
		me        string
		may, mine bool
	}{
		"a request":                            {asked, nil, "ana", true, false},
		"one's own request":                    {asked, nil, "bea", false, false},
		"a request with an open question":      {asked, []string{"exceptions/E/from"}, "ana", false, false},
		"answered and sealed":                  {answered(proof.Made), nil, "ana", false, false},
		"of before, by who reads":              {answered(proof.Before), nil, "ana", false, true},
		"of before, by somebody else":          {answered(proof.Before), nil, "cem", false, false},
		"without a seal, by who reads":         {answered(proof.Unsealed), nil, "ana", false, true},
		"without a seal, by somebody else":     {answered(proof.Unsealed), nil, "cem", false, false},
		"without a seal, to who asked":         {answered(proof.Unsealed), nil, "bea", false, false},
		"without a seal, and changed since":    {changed, nil, "cem", true, false},
		"by a device whose key is not known":   {answered(proof.NoKey), nil, "cem", false, false},
		"not given by the device":              {answered(proof.NotMade), nil, "cem", true, false},
		"of before, with a question about all": {answered(proof.Before), []string{"/"}, "ana", false, false},
	} {
		h := policy.Held{Policy: policy.Policy{ID: "P", Exceptions: []policy.Exception{c.e}, Open: c.open}}
		if e := h.Page(now, c.me, nil).Exceptions[0]; e.May != c.may || e.Mine != c.mine {
			t.Errorf("%s: may %v, mine %v", name, e.May, e.Mine)
		}
	}
}

// Two people may write down what came of it before they hear of each other: it was granted and
// is over as before, and counts among those that ask for a better procedure.
func TestAnOpenOutcomeLeavesWhereAnExceptionStands(t *testing.T) {
	now := time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)
	e := policy.Exception{ID: "E", Procedure: "Call tree", Justification: "The new system is not there before April.", Risk: "Nobody answers",
		Control: "The duty manager looks hourly", Requester: "bea", From: calendar.On(2026, 3, 1), To: calendar.On(2026, 3, 9), Zone: "Europe/Madrid",
		Answer: policy.Granted, Approver: "ana", Proof: proof.Made, Outcome: "It worked."}
	e.AnsweredHash = e.Hash("P")
	for path, want := range map[string]policy.ExceptionState{
		"exceptions/E/outcome": policy.Expired, "exceptions/E/outcome_at": policy.Expired, "exceptions/F/to": policy.Expired,
		"exceptions/E/to": policy.Disputed, "exceptions/E/answer": policy.Disputed, "exceptions/E": policy.Disputed, "/": policy.Disputed,
	} {
		p := policy.Policy{ID: "P", Exceptions: []policy.Exception{e}, Open: []string{path}, Draft: policy.Terms{Repeat: policy.Repeat{Count: 1, Days: 90}}}
		if got := e.State(p.ID, p.Open, now); got != want {
			t.Errorf("%s open: %q, want %q", path, got, want)
		}
		open := path == "exceptions/E/outcome" || path == "exceptions/E/outcome_at"
		if got := e.OutcomeOpen(p.Open); got != open {
			t.Errorf("%s open: the outcome open %v", path, got)
		}
		if got := len(p.Proposals(now)) == 1; got != (want == policy.Expired) {
			t.Errorf("%s open: counted %v", path, got)
		}
	}
}

func TestAnExceptionThatHoldsEndsSoon(t *testing.T) {
	madrid, err := calendar.FindZone("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	e := policy.Exception{ID: "E", Procedure: "Call tree", Justification: "The new system is not there before April.", Risk: "Nobody answers",
		Control: "The duty manager looks hourly", Requester: "bea", From: calendar.On(2026, 3, 1), To: calendar.On(2026, 3, 31), Zone: "Europe/Madrid",
		Answer: policy.Granted, Approver: "ana"}
	e.AnsweredHash = e.Hash("P")
	for at, want := range map[time.Time]struct {
		left int
		soon bool
	}{
		time.Date(2026, 3, 16, 23, 59, 0, 0, madrid): {15, false},
		time.Date(2026, 3, 17, 0, 0, 0, 0, madrid):   {14, true},
		time.Date(2026, 3, 31, 23, 59, 0, 0, madrid): {0, true},
		time.Date(2026, 4, 1, 0, 0, 0, 0, madrid):    {-1, false},
	} {
		if e.Left(at) != want.left || e.Soon("P", nil, at) != want.soon {
			t.Errorf("%s: %d left, soon %v", at, e.Left(at), e.Soon("P", nil, at))
		}
	}
}
