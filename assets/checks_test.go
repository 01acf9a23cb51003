package assets_test

import (
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/consistency"
)

// Every check has its sentence, its name and its line in the help.
func TestEachCheckIsNamedAndListedInTheHelp(t *testing.T) {
	text := assets.English()
	help, err := assets.Help("checks")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range consistency.Checks() {
		name := text.Text(consistency.Key(c.ID) + ".title")
		if !strings.Contains(strings.ToLower(help), strings.ToLower("| "+c.ID+" | "+name+" |")) {
			t.Errorf("%s (%s) is not in the help", c.ID, name)
		}
		if text.Text(consistency.Key(c.ID)) == consistency.Key(c.ID) {
			t.Errorf("%s has no sentence", c.ID)
		}
	}
}
