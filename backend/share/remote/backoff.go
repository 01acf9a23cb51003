package remote

import (
	"hash/fnv"
	"strconv"
	"time"
)

// The first wait is about as long as a short exchange takes, the last one about as long
// as somebody looks on.
const (
	firstWait = 20 * time.Millisecond
	longWait  = 5 * time.Second
)

// Backoff is how long a device waits after so many tries. It doubles, so that the more
// are at it the fewer ask at once, and two devices do not wait equally long: those that
// were in each other's way once would be so each time.
func Backoff(device string, tries int) time.Duration {
	most := min(firstWait<<min(max(tries, 0), 10), longWait)
	h := fnv.New64a()
	_, _ = h.Write([]byte(device + " " + strconv.Itoa(tries)))
	half := most / 2
	return half + time.Duration(spread(h.Sum64())%uint64(half))
}

// spread lets each bit of a sum count: names that differ in their last sign alone have
// sums that differ in their low bits.
func spread(x uint64) uint64 {
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}
