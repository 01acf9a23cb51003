package remote

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// nginxConfig is how the manual of git's http backend has it, with everything that is
// written in the folder of the test.
const nginxConfig = `%s
daemon off;
pid %[2]s/pid;
error_log %[2]s/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path %[2]s/body; proxy_temp_path %[2]s/proxy; fastcgi_temp_path %[2]s/fastcgi; uwsgi_temp_path %[2]s/uwsgi; scgi_temp_path %[2]s/scgi;
  client_max_body_size 0;
  server {
    listen 127.0.0.1:%[3]d;
    auth_basic "shared";
    auth_basic_user_file %[2]s/users;
    location / {
      fastcgi_pass unix:%[2]s/cgi;
      fastcgi_request_buffering off;
      fastcgi_param SCRIPT_FILENAME %[4]s;
      fastcgi_param GIT_PROJECT_ROOT %[5]s;
      fastcgi_param GIT_HTTP_EXPORT_ALL 1;
      fastcgi_param GIT_CONFIG_GLOBAL /dev/null;
      fastcgi_param HOME %[5]s;
      fastcgi_param PATH_INFO $uri;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param REMOTE_USER $remote_user;
    }
  }
}
`

// installed finds a program of this machine, or skips the test.
func installed(t testing.TB, name, usual string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	if _, err := os.Stat(usual); err != nil {
		t.Skip(name + " is not installed")
	}
	return usual
}

// running starts a program until the test ends, and waits until it listens.
func running(t testing.TB, network, at string, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	t.Cleanup(func() { _ = cmd.Process.Signal(os.Interrupt); <-ended })
	for range 500 {
		if conn, err := net.Dial(network, at); err == nil {
			_ = conn.Close()
			return
		}
		select {
		case <-ended:
			t.Fatalf("%s does not start", cmd.Path)
		case <-time.After(10 * time.Millisecond): // until it listens
		}
	}
	t.Fatalf("%s does not listen", cmd.Path)
}

// nginxPeer is git's http backend as most self-made servers run it.
func nginxPeer(t testing.TB) place {
	t.Helper()
	backend := filepath.Join(needGit(t), "git-http-backend")
	if _, err := os.Stat(backend); err != nil {
		t.Skip("git http-backend is not installed")
	}
	nginx, wrap := installed(t, "nginx", "/usr/sbin/nginx"), installed(t, "fcgiwrap", "/usr/sbin/fcgiwrap")
	dir := bare(t)
	// The path of a socket may have no more than about a hundred characters.
	root, err := os.MkdirTemp("", "nginx")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	probe := must(net.Listen("tcp", "127.0.0.1:0"))
	port := probe.Addr().(*net.TCPAddr).Port
	_ = probe.Close()
	who := ""
	if os.Getuid() == 0 { // its workers must be able to enter the folder of the test
		who = "user root;"
	}
	config := fmt.Sprintf(nginxConfig, who, root, port, backend, filepath.Dir(dir))
	for name, text := range map[string]string{"conf": config, "users": "ada:{PLAIN}secret\n"} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	running(t, "unix", filepath.Join(root, "cgi"), exec.Command(wrap, "-s", "unix:"+filepath.Join(root, "cgi")))
	running(t, "tcp", fmt.Sprintf("127.0.0.1:%d", port), exec.Command(nginx, "-p", root, "-c", filepath.Join(root, "conf"), "-e", filepath.Join(root, "error.log")))
	return place{fmt.Sprintf("http://127.0.0.1:%d/shared.git", port), dir}
}

func TestAServerBehindNginxAsksWhoOneIsAndSaysNoInItsWords(t *testing.T) {
	p := nginxPeer(t)
	s := openStore(t)
	head := must(change(s, "ada", 0))
	stranger := New(must(ParseAddress(p.address)), Access{User: "ada", Secret: "expired", Host: "127.0.0.1"})
	defer stranger.Close()
	if _, err := stranger.Push(t.Context(), s, head); KindOf(err) != SignIn {
		t.Errorf("a token that counts no more: %v", err)
	}
	nobody := New(must(ParseAddress(p.address)), Access{})
	defer nobody.Close()
	if _, err := nobody.Push(t.Context(), s, head); KindOf(err) != Stranger || err.(*Failure).Fault().Key != "share.remote_stranger" {
		t.Errorf("no name was given: %v", err)
	}
	// A protected branch, as forges word it.
	hook(t, p, "update", `echo "error: GH006: Protected branch update failed for $1." >&2; exit 1`)
	r := connectTo(t, p.address)
	_, err := r.Push(t.Context(), s, head)
	if f, _ := FaultOf(err); KindOf(err) != Rejected || !strings.Contains(f.Params["words"], "Protected branch update failed") {
		t.Errorf("%v %v", err, f)
	}
	hook(t, p, "update", "exit 0")
	if pushed, err := r.Push(t.Context(), s, head); err != nil || pushed.To != head {
		t.Errorf("%+v %v", pushed, err)
	}
	nowhere := connectTo(t, strings.Replace(p.address, "shared", "nothing", 1))
	if _, err := nowhere.Tip(t.Context()); KindOf(err) != NotFound {
		t.Errorf("%v", err)
	}
	fsck(t, p.bare)
}

// A token may expire between the reading and the sending of one exchange.
func TestATokenThatExpiresDuringAnExchangeIsAskedForAndNothingIsLost(t *testing.T) {
	var expired atomic.Bool
	p, _ := httpPeer(t, func(w http.ResponseWriter, r *http.Request, backend http.Handler) {
		if strings.Contains(r.URL.RawQuery+r.URL.Path, "receive-pack") && expired.Load() {
			w.Header().Set("WWW-Authenticate", `Basic realm="shared"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		backend.ServeHTTP(w, r)
	})
	s := openStore(t)
	r := connectTo(t, p.address)
	must(change(s, "ada", 0))
	if _, err := exchange(t.Context(), s, r, "ada", 20); err != nil {
		t.Fatal(err)
	}
	expired.Store(true)
	head := must(change(s, "ada", 1))
	if _, err := r.Fetch(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	_, err := r.Push(t.Context(), s, head)
	if f, ok := FaultOf(err); KindOf(err) != SignIn || !ok || f.Key != "share.remote_sign_in" {
		t.Fatalf("%v", err)
	}
	if now := must(s.Ref("refs/heads/main")); now != head {
		t.Errorf("what is here is %s", now)
	}
	expired.Store(false) // another one was entered
	if pushed, err := connectTo(t, p.address).Push(t.Context(), s, head); err != nil || pushed.To != head {
		t.Errorf("%+v %v", pushed, err)
	}
	fsck(t, p.bare)
}
