package merge_test

import (
	"fmt"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// Two people edit one review offline. What they did to different things is both
// there; the title they both changed is a conflict that syncs like the rest.
func Example() {
	scheme, err := merge.NewScheme(review.Schema, merge.Version, review.AfterMerge)
	if err != nil {
		panic(err)
	}
	base := merge.NewDoc(review.Kind, "01EXAMPLE", 1)
	base.Fields["title"] = "Payments stood still"
	base.PutPart(review.Sections, "summary", merge.Part{Fields: record.Doc{"text": "The queue grew. Nobody looked. It drained."}})

	ana, bo := base.Clone(), base.Clone()
	ana.Fields["title"] = "Payments stopped for an hour"
	ana.PutPart(review.Sections, "summary", merge.Part{Fields: record.Doc{"text": "The queue grew fast. Nobody looked. It drained."}})
	bo.Fields["title"] = "Queue of payments full"
	bo.PutPart(review.Sections, "summary", merge.Part{Fields: record.Doc{"text": "The queue grew. Nobody looked. It was drained by hand."}})

	r := merge.Merge(scheme, []*merge.Doc{base}, merge.Side{Doc: ana, Origin: merge.Origin{By: "ana"}}, merge.Side{Doc: bo, Origin: merge.Origin{By: "bo"}})
	summary, _ := r.Doc.Part(review.Sections, "summary")
	fmt.Println(summary.Fields["text"])
	for _, id := range r.Opened {
		c := r.Doc.Conflicts[id]
		fmt.Println(c.Path, c.State)
		for i, v := range c.Values {
			fmt.Println(" ", v, "from", c.Origins[i][0].By)
		}
	}
	fmt.Println("stands for now:", r.Doc.Fields["title"])
	// Output:
	// The queue grew fast. Nobody looked. It was drained by hand.
	// title open
	//   Payments stopped for an hour from ana
	//   Queue of payments full from bo
	// stands for now: Payments stopped for an hour
}
