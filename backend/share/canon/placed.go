package canon

import (
	"slices"
	"strconv"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
)

// placed gives entities that a person added without a rank the place at which they stand in
// the file: a section written at the end comes last, a cause after the one above it that
// hangs on the same. We write what has no rank before what has one, so nothing of ours is
// touched, and the same bytes give the same ranks on every machine. A timeline stands by
// its times.
func (r *reader) placed(collection string, order []string) {
	known := r.c.parts[collection]
	if f, ok := known.fields[rankField]; !ok || f.Type != record.Rank {
		return
	}
	for _, f := range known.fields {
		if f.Type == record.Stated {
			return
		}
	}
	parts := r.doc.Parts[collection]
	rankOf := func(id string) string { return record.Str(parts[id].Fields, rankField) }
	siblings, parents := map[string][]string{}, []string{}
	for _, id := range order {
		if parts[id].Disposed() {
			continue
		}
		parent := record.Str(parts[id].Fields, known.tree)
		if siblings[parent] == nil {
			parents = append(parents, parent)
		}
		siblings[parent] = append(siblings[parent], id)
	}
	for _, parent := range parents {
		list, last := siblings[parent], ""
		for i := 0; i < len(list); {
			if rankOf(list[i]) != "" {
				last = rankOf(list[i])
				i++
				continue
			}
			run := 1
			for i+run < len(list) && rankOf(list[i+run]) == "" {
				run++
			}
			if last != "" && run <= mostPlaced {
				ahead := list[i+run : min(i+run+lookAhead, len(list))]
				next := cause.RankBetween(last, "")
				if n := slices.IndexFunc(ahead, func(id string) bool { return rankOf(id) > last }); n >= 0 {
					next = rankOf(ahead[n])
				}
				// None where there is no room in ranks that nobody here wrote.
				for k, rank := range cause.RanksBetween(last, next, run) {
					parts[list[i+k]].Fields[rankField] = rank
				}
			}
			i += run
			last = max(last, rankOf(list[i-1]))
		}
	}
}

const (
	// mostPlaced is how many entries one after the other get a place; nobody adds more by hand,
	// and a file of hundreds of thousands must not cost more than being read.
	mostPlaced = 2000
	// lookAhead is how far a rank above the last one is looked for, where ranks are not in order.
	lookAhead = 64
)

// circle finds entities that a person hung below themselves: nobody could say later which of
// them was meant to stand at the top. What others send is put in order by the merge.
func (r *reader) circle(s source, e pair) *Problem {
	known := r.c.parts[e.key]
	if r.c.typed == nil || known.tree == "" {
		return nil
	}
	parts := r.doc.Parts[e.key]
	ends := map[string]bool{"": true}
	for _, each := range pairs(e.node) {
		way := map[string]bool{}
		at := each.key
		for ; !ends[at]; at = record.Str(parts[at].Fields, known.tree) {
			if way[at] {
				words := record.Str(parts[each.key].Fields, textField)
				if words == "" {
					words = each.key
				}
				return s.problem(each.line, "canon.circle", "line", strconv.Itoa(s.line+each.line), "name", clip(words))
			}
			way[at] = true
			if _, there := parts[at]; !there {
				break
			}
		}
		for id := range way {
			ends[id] = true
		}
	}
	return nil
}
