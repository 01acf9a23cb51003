package report_test

import (
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/report/reporttest"
)

// The product's catalogue has every sentence a report asks for.
func TestTheCatalogueHasTheTextsOfReports(t *testing.T) {
	c := assets.English()
	if !c.Has("report.page") {
		t.Skip("the catalogue has no texts of reports yet")
	}
	for key := range reporttest.Texts {
		// A report goes on without these: it prints the words it has.
		spare := strings.HasPrefix(key, "section.") || key == "report.as_written" || key == "finding.sample"
		if !spare && !c.Has(key) {
			t.Errorf("no sentence for %q", key)
		}
	}
}
