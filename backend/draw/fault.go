package draw

import "secondstory/backend/domain/fault"

// unreadable says that a file is not one of ours.
func unreadable(err error) error {
	return fault.Wrap(err, fault.Invalid, "draw.unreadable_tree")
}
