package importing

import (
	"reflect"
	"testing"
)

func TestFilesOfOneNameAreToldApartByTheirFolders(t *testing.T) {
	for name, c := range map[string]struct{ paths, shown []string }{
		"different names": {[]string{"/a/one.md", "/b/two.md"}, []string{"one.md", "two.md"}},
		"one folder":      {[]string{"/home/x/a/p.md", "/home/x/b/p.md", "/home/x/q.md"}, []string{"a/p.md", "b/p.md", "q.md"}},
		"two folders":     {[]string{"/2025/api/p.md", "/2026/api/p.md", "/2026/web/p.md"}, []string{"2025/api/p.md", "2026/api/p.md", "web/p.md"}},
		"at the root":     {[]string{"/p.md", "/x/p.md"}, []string{"/p.md", "x/p.md"}},
	} {
		t.Run(name, func(t *testing.T) {
			var items []Item
			for _, p := range c.paths {
				items = append(items, Item{File: File{Path: p}, Name: lastParts(p, 1)})
			}
			tellApart(items)
			var shown []string
			for _, it := range items {
				shown = append(shown, it.Shown)
			}
			if !reflect.DeepEqual(shown, c.shown) {
				t.Errorf("%q, want %q", shown, c.shown)
			}
		})
	}
}
