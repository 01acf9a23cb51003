//go:build race

package space_test

// The detector of races looks at how things run at once, which repetition adds little to:
// what is repeated by chance or at many places is repeated in full by the run without it.
const raced = true
