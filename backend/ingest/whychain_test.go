package ingest

import "testing"

func TestANumberedListOfWhysIsAChainAlsoWhereOneAnswerHasARemark(t *testing.T) {
	out := Read("chain.md", []byte(`# Outage of the search

## Timeline
- 10:00 UTC search fails
- 10:20 UTC search is back

## Five whys

1. The index could not be read
2. The disk was full
   1. Why: the logs had grown fivefold
3. Nobody had set a limit
4. The template has no limit
5. Nobody owns the template
`))
	if out.Document == nil {
		t.Fatal(out.Quarantined)
	}
	want := []int{-1, 0, 1, 1, 3, 4}
	if len(out.Document.Causes) != len(want) {
		t.Fatalf("%+v", out.Document.Causes)
	}
	for i, c := range out.Document.Causes {
		if c.Parent != want[i] {
			t.Errorf("%q hangs below %d, want %d", c.Text, c.Parent, want[i])
		}
	}
}
