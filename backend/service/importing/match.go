package importing

import (
	"sort"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// match finds, for pieces of the new content, the piece of the old that they are:
// by the strictest likeness first, each old piece once. It gives new id → old id.
func match(collection string, old map[string]record.Doc, now map[string]record.Part) map[string]string {
	return matchAs(collection, old, now, likeness(collection))
}

func matchAs(collection string, old map[string]record.Doc, now map[string]record.Part, likenesses []func(record.Doc) string) map[string]string {
	pairs := map[string]string{}
	used := map[string]bool{}
	newIDs := make([]string, 0, len(now))
	for id := range now {
		newIDs = append(newIDs, id)
	}
	sort.Slice(newIDs, func(i, j int) bool {
		a, b := record.Str(now[newIDs[i]].Doc, "rank"), record.Str(now[newIDs[j]].Doc, "rank")
		if a != b {
			return a < b
		}
		return newIDs[i] < newIDs[j]
	})
	oldIDs := sortedIDs(old)
	for _, id := range newIDs {
		// Sections are known by their key, pieces of our own export by their id.
		if _, ok := old[id]; ok {
			pairs[id], used[id] = id, true
		}
	}
	if collection == review.Sections {
		return pairs
	}
	for _, how := range likenesses {
		byKey := map[string][]string{}
		for _, id := range oldIDs {
			if k := how(old[id]); !used[id] && k != "" {
				byKey[k] = append(byKey[k], id)
			}
		}
		for _, id := range newIDs {
			if _, done := pairs[id]; done {
				continue
			}
			k := how(now[id].Doc)
			if ids := byKey[k]; k != "" && len(ids) > 0 {
				pairs[id], byKey[k] = ids[0], ids[1:]
				used[ids[0]] = true
			}
		}
	}
	return pairs
}

// likeness says by what pieces of a collection are known again, strictest first;
// "" is like nothing.
func likeness(collection string) []func(record.Doc) string {
	by := func(names ...string) func(record.Doc) string {
		return func(d record.Doc) string {
			key, some := "", false
			for _, name := range names {
				v := asText(d[name])
				some = some || v != ""
				key += normal(v) + "\x00"
			}
			if !some {
				return ""
			}
			return key
		}
	}
	switch collection {
	case review.Actions:
		return []func(record.Doc) string{by("title", "text", "owner_actor"), by("title"), by("text")}
	case review.Participants:
		return []func(record.Doc) string{by("role", "actor"), by("actor"), by("role")}
	case review.StatedLong:
		return []func(record.Doc) string{by("label", "text"), by("label")}
	case review.Findings:
		return []func(record.Doc) string{by("key", "about", "params"), by("key", "about"), by("key")}
	case review.Pictures: // its words say what somebody saw in it, its bytes what it is
		return []func(record.Doc) string{by("sum", "about"), by("sum")}
	}
	return []func(record.Doc) string{
		func(d record.Doc) string {
			if timeText(d) == "" && words(d) == "" {
				return ""
			}
			return "t" + timeText(d) + "\x00" + words(d)
		},
		words,
		timeText,
	}
}

func words(d record.Doc) string { return normal(record.Str(d, "text")) }

func timeText(d record.Doc) string {
	t, ok := lastTime(d["times"]).(record.Doc)
	if !ok || record.Str(t, "at") == "" {
		return ""
	}
	return record.Str(t, "at")
}

func sortedIDs(m map[string]record.Doc) []string {
	ids := make([]string, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool {
		a, b := record.Str(m[ids[i]], "rank"), record.Str(m[ids[j]], "rank")
		if a != b {
			return a < b
		}
		return ids[i] < ids[j]
	})
	return ids
}
