package merge

import "sort"

func sortNotices(list []Notice) {
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Path != list[j].Path {
			return list[i].Path < list[j].Path
		}
		return list[i].Key < list[j].Key
	})
}

func (m *merger) notice(key, path string, params ...string) {
	n := Notice{Key: key, Path: path}
	for i := 0; i+1 < len(params); i += 2 {
		if n.Params == nil {
			n.Params = map[string]string{}
		}
		n.Params[params[i]] = params[i+1]
	}
	m.notices = append(m.notices, n)
}
