//go:build !linux

package bundle

import "testing"

func smallDisk(t *testing.T) string {
	t.Skip("no small disk can be made on this system")
	return ""
}
