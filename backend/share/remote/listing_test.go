package remote

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// A server that takes the call and says nothing is left soon when it is asked where the
// branches are, and one that stops in the middle of an answer whatever it is asked.
func TestASilentServerIsLeftSoonAtTheFirstQuestion(t *testing.T) {
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said := r.URL.Query().Get("said")
		if _, err := io.WriteString(w, said); err != nil || said == "said" {
			return
		}
		if f, ok := w.(http.Flusher); ok && said != "" {
			f.Flush()
		}
		<-over
	}))
	defer server.Close()
	defer close(over)
	ask := func(path string, first, silence time.Duration) (string, error) {
		client := &http.Client{Transport: prompt{http.DefaultTransport, first, silence}}
		answer, err := client.Get(server.URL + path)
		if err != nil {
			return "", err
		}
		defer answer.Body.Close()
		said, err := io.ReadAll(answer.Body)
		return string(said), err
	}
	const long = time.Hour
	for path, limits := range map[string][2]time.Duration{
		"/shared.git/info/refs":               {time.Millisecond, long},
		"/shared.git/git-upload-pack?said=ha": {long, time.Millisecond},
	} {
		if said, err := ask(path, limits[0], limits[1]); KindOf(classify(t.Context(), err)) != Timeout {
			t.Errorf("%s: %q %v", path, said, err)
		}
	}
	// An answer that comes is read to its end, and what is asked later waits as long as it is let.
	for path, limits := range map[string][2]time.Duration{
		"/shared.git/info/refs?said=said":       {long, 0},
		"/shared.git/git-upload-pack?said=said": {0, long},
	} {
		if said, err := ask(path, limits[0], limits[1]); err != nil || said != "said" {
			t.Errorf("%s: %q %v", path, said, err)
		}
	}
	if _, ok := (Network{}).httpClient().Transport.(prompt); !ok {
		t.Error("nothing is asked that way")
	}
}
