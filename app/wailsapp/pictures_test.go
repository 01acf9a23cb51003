package wailsapp

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"secondstory/app"
)

// mute is a shell without a window.
type mute struct{ *shell }

func (mute) Emit(string, any) {}

func TestAnAddressThatNamesNoPictureGivesNothing(t *testing.T) {
	dir := t.TempDir()
	a := app.New(app.Config{Home: filepath.Join(dir, "own"), SampleHome: filepath.Join(dir, "sample")})
	t.Cleanup(a.Close)
	a.Start(mute{&shell{}})
	h := pictures(a)
	for _, path := range []string{"/", "/index.html", "/pictures/", "/pictures/REV-26-AAAAAA", "/pictures/REV-26-AAAAAA/01J8ZQ4T9V0000000000000001",
		"/pictures/../../local.db", "/pictures/REV-26-AAAAAA/../../local.db", "/pictures/REV-26-AAAAAA/%2e%2e%2flocal.db"} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
			if w.Code != http.StatusNotFound {
				t.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
			}
		}
	}
}
