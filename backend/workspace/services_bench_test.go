package workspace_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/incident"
	"secondstory/backend/service/owning"
	"secondstory/backend/service/registering"
	"secondstory/backend/workspace"
)

// estateOf is a table of n services: each needs up to three others below it, in five levels,
// some of them on some days alone.
func estateOf(n int) owning.Table {
	t := owning.Table{File: "services.csv", Headers: []string{"Service", "Owner", "Tier", "Depends on", "Valid from", "Valid to"}}
	level := n / 5
	for i := range n {
		for k := range 3 {
			need, until := fmt.Sprintf("service %d", (i/level+1)*level+(i*7+k*13)%level), ""
			if i >= 4*level {
				need = ""
			}
			if k == 2 && need != "" {
				until = fmt.Sprintf("2026-0%d-15", 1+i%9)
			}
			t.Rows = append(t.Rows, owning.Row{Line: 2 + len(t.Rows), Cells: []string{fmt.Sprintf("service %d", i), fmt.Sprintf("Team %d", i%40), fmt.Sprint(1 + i%4), need, "", until}})
		}
	}
	return t
}

// BenchmarkServices has a register and services, growing together: what the list of all
// services takes, and the page of one that stands above most of the others it can.
func BenchmarkServices(b *testing.B) {
	for _, n := range []int{1_500, 15_000, 150_000} {
		services := n * 2 / 150
		ws, err := workspace.Open(ctx, filepath.Join(b.TempDir(), "home"), workspace.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if got, err := ws.Services.Import(ctx, estateOf(services), nil, false, ""); err != nil || got.Created != services {
			b.Fatalf("%+v, %v", got, err)
		}
		var rows strings.Builder
		rows.WriteString("number,title,started at,service\n")
		for i := range n {
			fmt.Fprintf(&rows, "N%d,Slow answer %d,2026-%02d-%02d 10:%02d,service %d\n", i, i, 1+i%9, 1+i%28, i%60, i*31%services)
		}
		path := filepath.Join(b.TempDir(), "incidents.csv")
		if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
			b.Fatal(err)
		}
		if _, err := ws.Register.Import(ctx, path, registering.Options{Options: incident.Options{Zone: "UTC"}}, nil); err != nil {
			b.Fatal(err)
		}
		id, err := ws.Services.Find(ctx, "service 0")
		if err != nil {
			b.Fatal(err)
		}
		// What is read once is read; it is in the figure of opening the area for the first time.
		begun := time.Now()
		if _, err := ws.Services.Overview(ctx); err != nil {
			b.Fatal(err)
		}
		first := time.Since(begun)
		b.Run(fmt.Sprintf("list/n=%d", n), func(b *testing.B) {
			for b.Loop() {
				o, err := ws.Services.Overview(ctx)
				if told := workspace.TellServices(o, assets.English()); err != nil || len(told.Services) != services || told.Total != n {
					b.Fatalf("%d services, %d incidents, %v", len(told.Services), told.Total, err)
				}
			}
			b.ReportMetric(float64(first)/1e6, "first-ms")
		})
		b.Run(fmt.Sprintf("page/n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if p, err := ws.Services.Page(ctx, id, ""); err != nil || p.Count.All == 0 {
					b.Fatalf("%+v, %v", p.Count, err)
				}
			}
		})
		b.Run(fmt.Sprintf("find/n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if got, err := ws.Services.Find(ctx, "service 0"); err != nil || got != id {
					b.Fatal(err)
				}
			}
		})
		ws.Close()
	}
}
