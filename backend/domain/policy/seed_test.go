package policy_test

import (
	"flag"

	_ "pgregory.net/rapid" // has the flag
)

// The random documents of this package are the same in every run, so that a change
// is judged and not a throw of dice. Another seed: go test -rapid.seed=N.
func init() {
	if err := flag.Set("rapid.seed", "1"); err != nil {
		panic(err)
	}
}
