package importing

import (
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
)

// places gives new pieces their rank: behind the piece that stands before them in
// the source, before the one that follows it here.
type places struct {
	ranks []string // of the live pieces here, in order
	last  string
}

func newPlaces(ours *record.State, collection string) *places {
	p := &places{}
	for _, id := range ours.Live(collection) {
		p.ranks = append(p.ranks, record.Str(ours.Parts[collection][id].Doc, "rank"))
	}
	return p
}

func (p *places) at(rank string) { p.last = rank }

func (p *places) next() string {
	high := ""
	for _, r := range p.ranks {
		if r > p.last {
			high = r
			break
		}
	}
	rank := cause.RankBetween(p.last, high)
	if rank == "" {
		rank = cause.RankBetween(p.last, "")
	}
	p.last = rank
	return rank
}
