package workspace

import (
	"testing"

	"secondstory/backend/domain/policy"
)

// Where nobody can say which version holds, the limit that comes with the program is not told
// in the place of what people signed.
func TestARuleThatIsUndecidedOrDamagedIsNotTakenForNone(t *testing.T) {
	of := func(kind policy.Kind, damage string) policy.Held {
		return policy.Held{Policy: policy.Policy{Versions: []policy.Version{{Number: 1, Damage: damage, Terms: policy.Terms{Kind: kind}}}}}
	}
	for _, c := range []struct {
		held  policy.Held
		state policy.State
		want  bool
	}{
		{of(policy.Review, ""), policy.Undecided, true},
		{of(policy.Review, "policy.damage_hash"), policy.Drafted, true},
		{of(policy.Review, ""), policy.Drafted, false},
		{of(policy.Escalation, ""), policy.Undecided, false},
		{of(policy.Review, ""), policy.InForce, false},
	} {
		if got := undecidedReviews(c.held, policy.Force{State: c.state}); got != c.want {
			t.Errorf("%+v, %s: %v", c.held, c.state, got)
		}
	}
}
