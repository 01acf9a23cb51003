package workspace_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/share/remote"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
	"secondstory/samples/generate"
)

// BenchmarkShareSeveral looks through many reviews and puts them into a space, as the
// window does: first to show what would become of each, then when somebody says so.
func BenchmarkShareSeveral(b *testing.B) {
	text := func(key string, _ ...string) string { return key }
	for _, n := range []int{120, 1_200, 12_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				ws, err := workspace.Open(ctx, filepath.Join(b.TempDir(), "home"), workspace.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := ws.AddReviews(ctx, generate.Reviews(1, n)); err != nil {
					b.Fatal(err)
				}
				shared := filepath.Join(b.TempDir(), "team.git")
				if out, err := exec.Command("git", "init", "-q", "--bare", shared).CombinedOutput(); err != nil {
					b.Skip(string(out))
				}
				if _, _, err := ws.AddSpace(ctx, "Team", shared, remote.Access{}); err != nil {
					b.Fatal(err)
				}
				rows, err := ws.List(ctx, sqlite.ListFilter{Kind: review.Kind})
				if err != nil {
					b.Fatal(err)
				}
				var ids []string
				for _, r := range rows {
					ids = append(ids, r.ID)
				}
				b.StartTimer()
				if _, err := ws.LookAtSharing(ctx, "Team", text, nil, ids...); err != nil {
					b.Fatal(err)
				}
				looked := b.Elapsed()
				list, err := ws.ShareSeveral(ctx, "Team", text, nil, ids...)
				if err != nil || len(list) != n {
					b.Fatal(len(list), err)
				}
				b.ReportMetric(looked.Seconds()*1000, "look-ms")
				b.ReportMetric((b.Elapsed()-looked).Seconds()*1000, "share-ms")
				b.StopTimer()
				ws.Close()
				b.StartTimer()
			}
		})
	}
}
