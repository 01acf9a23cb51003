//go:build race

package leak_test

// Nothing here runs at the same time as anything else, so the detector of races has
// nothing to find; it would only make the long texts ten times longer.
func init() { slowed = "not with the detector of races, which has nothing to find here" }
