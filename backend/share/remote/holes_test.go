package remote

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"

	"secondstory/backend/share/gitstore"
)

// A server that sends a pack in which something is missing: the ref does not follow it, and
// what came of it does not pass for whole when the next fetch finds it here.
func TestAPackWithAHoleIsNotBelieved(t *testing.T) {
	ada := openStore(t)
	head := must(changeMany(ada, "ada", 0, 5))
	tree := must(ada.Commit(head)).Tree
	blob := must(ada.Files(tree))[0].B.Hash
	var holed atomic.Bool
	p, _ := httpPeer(t, func(w http.ResponseWriter, r *http.Request, backend http.Handler) {
		if !holed.Load() || r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "upload-pack") {
			backend.ServeHTTP(w, r)
			return
		}
		var some []Hash
		for _, h := range must(ada.Between(head)) {
			if h != blob {
				some = append(some, h)
			}
		}
		pack, _, err := ada.Pack(some)
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-result")
		_, _ = w.Write([]byte("0008NAK\n"))
		_, _ = sideband.NewMuxer(sideband.Sideband64k, w).Write(pack)
		_, _ = w.Write([]byte("0000"))
	})
	if _, err := connectTo(t, p.address).Push(t.Context(), ada, head); err != nil {
		t.Fatal(err)
	}
	grace := openStore(t)
	r := connectTo(t, p.address)
	holed.Store(true)
	for range 2 {
		if _, err := r.Fetch(t.Context(), grace); !errors.Is(err, gitstore.ErrMissing) {
			t.Fatalf("%v", err)
		}
		if tracked := must(grace.Ref(gitstore.Tracking)); tracked != gitstore.Zero {
			t.Fatalf("the ref follows it: %s", tracked)
		}
	}
	if has, err := grace.Has(head); err != nil || !has {
		t.Fatal("nothing of it came, so this test says nothing", err)
	}
	holed.Store(false)
	if f, err := r.Fetch(t.Context(), grace); err != nil || f.After != head {
		t.Fatalf("%+v %v", f, err)
	}
	if has, err := grace.Has(blob); err != nil || !has {
		t.Error("the hole is still there", err)
	}
	fsck(t, grace.Dir())
}
