package dbtest

import (
	"context"
	"time"

	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/samples/generate"
)

// Fill stores the first n generated reviews of a seed and gives their ids.
func (b *Bench) Fill(seed uint64, n int) (ids []string) {
	b.T.Helper()
	newID := generate.IDs(seed, b.Tell)
	records := b.Recorder(b)
	var batch []recording.New
	for r := range generate.Reviews(seed, n) {
		st, err := importing.FromReview(r, newID(), newID, b.Clock)
		b.Must(err)
		ids = append(ids, st.ID)
		batch = append(batch, recording.New{State: st, Action: "review.create"})
		if len(batch) == 50 || len(ids) == n {
			_, err := records.Create(context.Background(), batch...)
			b.Must(err)
			batch, b.Clock = batch[:0], b.Clock.Add(time.Minute)
		}
	}
	return ids
}
