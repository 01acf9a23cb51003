package remote

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// desk answers as its function says and remembers who was told what.
type desk struct {
	told []string
	says func(r *http.Request) int
}

func (d *desk) RoundTrip(r *http.Request) (*http.Response, error) {
	_, secret, _ := r.BasicAuth()
	d.told = append(d.told, r.URL.Host+":"+secret)
	return &http.Response{StatusCode: d.says(r), Body: io.NopCloser(strings.NewReader("")), Header: http.Header{}, Request: r}, nil
}

func asks(r *http.Request) int {
	if _, _, ok := r.BasicAuth(); !ok {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// T15: the library knows no keeper of logins; ours gives them as forges expect a token.
func TestASecretGoesToItsHostOnlyWhenThatAsksAndNeverInTheOpen(t *testing.T) {
	for _, c := range []struct {
		name, host, url string
		says            func(*http.Request) int
		want            string
	}{
		{"it asks", "git.example.org", "https://git.example.org/r", asks, "git.example.org:,git.example.org:s,git.example.org:s"},
		{"with its port", "git.example.org:8443", "https://git.example.org:8443/r", asks, "git.example.org:8443:,git.example.org:8443:s,git.example.org:8443:s"},
		{"nobody asks", "git.example.org", "https://git.example.org/r", func(*http.Request) int { return http.StatusOK }, "git.example.org:,git.example.org:"},
		{"another asks", "git.example.org", "https://elsewhere.example/r", asks, "elsewhere.example:,elsewhere.example:"},
		{"the same on another port", "git.example.org:8443", "https://git.example.org/r", asks, "git.example.org:,git.example.org:"},
		{"in the open", "git.example.org", "http://git.example.org/r", asks, "git.example.org:,git.example.org:"},
		{"on this machine", "127.0.0.1", "http://127.0.0.1/r", asks, "127.0.0.1:,127.0.0.1:s,127.0.0.1:s"},
		{"for no host", "", "https://git.example.org/r", asks, "git.example.org:,git.example.org:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &desk{says: c.says}
			s := &signing{through: d, access: Access{User: "ada", Secret: "s", Host: c.host}, asked: map[string]bool{}}
			for range 2 {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url, nil)
				if err != nil {
					t.Fatal(err)
				}
				answer, err := s.RoundTrip(r)
				var open *Failure
				switch {
				case c.name == "in the open":
					if !errors.As(err, &open) || open.Kind != Open {
						t.Fatalf("%v", err)
					}
				case err != nil:
					t.Fatal(err)
				default:
					_ = answer.Body.Close()
				}
				if _, _, signed := r.BasicAuth(); signed {
					t.Error("the request of the caller was changed")
				}
			}
			if got := strings.Join(d.told, ","); got != c.want {
				t.Errorf("%s", got)
			}
		})
	}
}

func TestWhatIsSentIsSentAgainWhenTheServerAsks(t *testing.T) {
	var got []string
	d := &desk{}
	d.says = func(r *http.Request) int {
		body, err := io.ReadAll(r.Body)
		got = append(got, string(body))
		if err != nil {
			t.Error(err)
		}
		return asks(r)
	}
	s := &signing{through: d, access: Access{User: "ada", Secret: "s", Host: "git.example.org"}, asked: map[string]bool{}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://git.example.org/r", strings.NewReader("a pack"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := s.RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusOK || strings.Join(got, ",") != "a pack,a pack" {
		t.Errorf("%v %v %q", answer, err, got)
	}
	_ = answer.Body.Close()
}

func TestAServerThatAsksForASecretMeantForAnotherIsTold(t *testing.T) {
	p, _ := httpPeer(t, nil)
	r := New(must(ParseAddress(p.address)), Access{User: "ada", Secret: "secret", Host: "git.example.org"})
	defer r.Close()
	_, err := r.Tip(t.Context())
	var f *Failure
	if !errors.As(err, &f) || f.Kind != SignIn {
		t.Errorf("%v", err)
	}
}
