package plaintable_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/ingest/plaintable"
)

// logOf is an event log of n rows in the shape of ServiceNow's: a row for each of six
// changes of an incident.
func logOf(n int) string {
	var b strings.Builder
	b.WriteString("number,incident_state,active,reassignment_count,sys_mod_count,opened_at,sys_updated_by,sys_updated_at,category,subcategory,cmdb_ci,impact,priority,assignment_group,resolved_at,closed_at\n")
	for i := range n {
		day := fmt.Sprintf("%02d-%02d-2024", 1+i/6%28, 1+i/168%12)
		fmt.Fprintf(&b, "INC%07d,%s,TRUE,%d,%d,%s 09:%02d,Updated by %d,%s 10:%02d,Category %d,Subcategory %d,?,2 - Medium,3 - Moderate,Group %d,%s 11:00,?\n",
			i/6, []string{"New", "Active", "Active", "Awaiting User Info", "Resolved", "Closed"}[i%6], i%6/2, i%6, day, i%60, i%900, day, i%6*10, i%50, i%250, i%70, day)
	}
	return b.String()
}

// BenchmarkReadTable reads a log into rows of incidents that nobody keeps. Turn by turn the
// reader of the standard library goes over the same text twice, as ours has to: once to
// decide about whole columns, once for the rows.
func BenchmarkReadTable(b *testing.B) {
	for _, n := range []int{1_500, 15_000, 150_000} {
		text := logOf(n)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			var ours, peers []time.Duration
			for range max(b.N, 3) {
				rows, began := 0, time.Now()
				_, err := plaintable.ServiceNow().Read(context.Background(), strings.NewReader(text), berlin, func(r incident.Row) error {
					if r.Snapshot != nil {
						rows++
					}
					return nil
				})
				ours = append(ours, time.Since(began))
				if err != nil || rows != n {
					b.Fatalf("%d rows of %d, %v", rows, n, err)
				}
				began = time.Now()
				for range 2 {
					if rows := plainly(b, text); rows != n+1 {
						b.Fatalf("the peer read %d rows of %d", rows, n+1)
					}
				}
				peers = append(peers, time.Since(began))
			}
			slices.Sort(ours)
			slices.Sort(peers)
			b.ReportMetric(ms(ours[len(ours)/2]), "p50-ms")
			b.ReportMetric(ms(peers[len(peers)/2]), "csv-p50-ms")
		})
	}
}

func plainly(b *testing.B, text string) (rows int) {
	r := csv.NewReader(strings.NewReader(text))
	r.ReuseRecord = true
	for {
		switch _, err := r.Read(); {
		case errors.Is(err, io.EOF):
			return rows
		case err != nil:
			b.Fatal(err)
		}
		rows++
	}
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
