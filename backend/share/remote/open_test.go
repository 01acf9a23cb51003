package remote

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"secondstory/backend/domain/fault"
)

func TestAServerThatAsksOverAnOpenConnectionIsToldApartFromAWrongToken(t *testing.T) {
	told := ""
	// As a proxy it answers for a host that is not this machine.
	desk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told += r.Header.Get("Authorization")
		w.Header().Set("WWW-Authenticate", `Basic realm="reviews"`)
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer desk.Close()
	for name, access := range map[string]Access{
		"a token": {User: "ada", Secret: "tok-5b2c", Host: "git.example.org"},
		"nothing": {},
	} {
		address, err := ParseAddress("http://git.example.org/team.git")
		if err != nil {
			t.Fatal(err)
		}
		r := (Network{Proxy: desk.URL}).Remote(address, access)
		_, err = r.Try(t.Context())
		f, ok := FaultOf(err)
		if !ok || f.Key != "share.remote_open" || f.Code != fault.Denied || f.Params["host"] != "git.example.org" {
			t.Errorf("%s: %v", name, err)
		}
		r.Close()
	}
	if told != "" {
		t.Errorf("it was told %q", told)
	}
}

// None is kept for such a server either, with the reason.
func TestNoLoginIsKeptForAServerThatOthersCanReadAlongWith(t *testing.T) {
	for address, want := range map[string]string{
		"http://git.example.org": "share.site_open", "http://git.example.org/team.git": "share.site_open", "/srv/team.git": "share.site_invalid",
		"http://localhost:8080/team.git": "", "https://git.example.org": "", "git@git.example.org": "",
	} {
		key := ""
		_, err := ParseSite(address)
		if f, ok := fault.As(err); ok {
			key = f.Key
		}
		if key != want {
			t.Errorf("%s: %q %v", address, key, err)
		}
	}
}
