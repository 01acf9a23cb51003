package generate

import (
	"time"

	"secondstory/backend/domain/record"
)

// crockford is the alphabet of ids.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// IDs makes the ids of a workspace that is filled from a seed: the time of a
// clock, then dice of their own.
func IDs(seed uint64, now func() time.Time) func() string {
	d := stream(seed, "ids")
	return func() string {
		b := make([]byte, 16)
		for i := range b {
			b[i] = crockford[d.below(len(crockford))]
		}
		return record.ULIDPrefix(now()) + string(b)
	}
}
