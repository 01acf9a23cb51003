package reviewing

import (
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// answerPart takes a part away or brings it back. What hangs on a cause that goes hangs on
// what that one hung on.
func answerPart(st *record.State, path record.Path, value string) ([]record.Op, string, error) {
	part, ok := st.Part(path.Collection, path.Part)
	switch {
	case value != "" && ok && !part.Removed:
		return nil, value, nil
	case value != "" && ok && len(part.Doc) > 0 && part.Doc["$disposed"] == nil:
		return []record.Op{record.RestoreOp(path)}, value, nil
	case value != "":
		return nil, "", fault.New(fault.Conflict, "conflict.part_gone")
	case !ok || part.Removed:
		return nil, "", nil // it is gone already
	}
	var ops []record.Op
	if path.Collection == review.Causes {
		for _, id := range st.Live(review.Causes) {
			if record.Str(st.Parts[review.Causes][id].Doc, "parent") == path.Part {
				up := record.Path{Collection: review.Causes, Part: id, Field: "parent"}
				ops = append(ops, record.SetOp(up, part.Doc["parent"]))
			}
		}
	}
	return append(ops, record.RemoveOp(path)), "", nil
}

// answerPlace looks whether a cause can hang where an answer wants it. Where that is below
// itself, the branch it would hang on goes first: to where the cause hangs now.
func answerPlace(st *record.State, path record.Path, to string) ([]record.Op, error) {
	if path.Collection != review.Causes {
		return nil, nil
	}
	if part, there := st.Part(review.Causes, to); to != "" && (!there || part.Removed) {
		return nil, fault.New(fault.Conflict, "conflict.part_gone")
	}
	if to == path.Part {
		return nil, fault.New(fault.Invalid, "cause.move_cycle")
	}
	branch := branchOf(st, path, to)
	if branch == "" {
		return nil, nil
	}
	up := record.Path{Collection: review.Causes, Part: branch, Field: "parent"}
	return []record.Op{record.SetOp(up, st.Parts[review.Causes][path.Part].Doc["parent"])}, nil
}

// branchOf is the child of a cause over which another one hangs on it; "" where that one
// does not hang on it.
func branchOf(st *record.State, path record.Path, to string) string {
	if path.Collection != review.Causes || path.Field != "parent" {
		return ""
	}
	seen := map[string]bool{}
	for at := to; at != "" && !seen[at]; {
		seen[at] = true
		up := record.Str(st.Parts[review.Causes][at].Doc, "parent")
		if up == path.Part {
			return at
		}
		at = up
	}
	return ""
}

// partThere says whether the part of a path is there; of the record itself it always is.
func partThere(st *record.State, at string) bool {
	path, _ := record.ParsePath(at)
	if path.Part == "" {
		return true
	}
	part, there := st.Part(path.Collection, path.Part)
	return there && !part.Removed
}
