package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"secondstory/app"
	"secondstory/backend/domain/fault"
	"secondstory/backend/service/obligating"
)

func TestHomeTellsALimitThatIsProjectedAndTheWindowKeepsTheHashOfWhatWasSent(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	duties := app.NewObligations(b.App)
	made := must[app.Created](t)(b.reviews.Create("Payments stood still", ""))
	ref := must[string](t)(duties.Begin(made.Ref, "dora", "Europe/Berlin", "", ""))
	if due := must[app.DueList](t)(b.reviews.Due()); len(due.Clocks) != 0 {
		t.Errorf("nothing has begun: %+v", due.Clocks)
	}
	stamp := func(before time.Duration) app.ObligationTime {
		return app.ObligationTime{Text: time.Now().UTC().Add(-before).Format("2006-01-02T15:04:05Z")}
	}
	must[app.Written](t)(duties.State(ref, "aware", stamp(time.Hour), "Known before it was written down.", ""))
	due := must[app.DueList](t)(b.reviews.Due())
	if len(due.Clocks) != 1 || due.Clocks[0].ID != "initial" || due.Clocks[0].Asks || !slices.Equal(due.Clocks[0].Waits, []string{"Classified as major"}) || due.Clocks[0].End.Left > 23*60 {
		t.Fatalf("%+v", due.Clocks)
	}
	path := filepath.Join(b.save, "sent.md")
	if err := os.WriteFile(path, []byte("what was sent"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.shell.open = []string{path}
	sent := app.ObligationSubmission{Step: "initial", At: stamp(time.Minute), Role: "Security lead", File: path + ".gone"}
	must[app.Written](t)(duties.State(ref, "classified", stamp(time.Minute*30), "Known before it was written down.", ""))
	if _, err := duties.Submit(ref, sent, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("a file that is not there: %v", err)
	}
	sent.File = must[string](t)(duties.ChooseSent())
	must[app.Written](t)(duties.Submit(ref, sent, ""))
	sum := sha256.Sum256([]byte("what was sent"))
	got := must[obligating.View](t)(duties.Get(ref)).Clocks[0].Sent
	if len(got) != 1 || got[0].ContentHash != hex.EncodeToString(sum[:]) {
		t.Errorf("%+v", got)
	}
}
