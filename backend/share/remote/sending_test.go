package remote

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"testing"

	"secondstory/backend/share/gitstore"
)

// What has gone is what the connection took: the library makes a whole request before the
// first of it is sent. A pack that is sent again counts no object twice, and what is written
// after the answer tells nothing.
func TestOnlyWhatTheConnectionTookCountsAsSent(t *testing.T) {
	var told []int
	ctx := gitstore.Counting(t.Context(), func(done, total int) {
		if told = append(told, done); total != 3 {
			t.Error(total)
		}
	})
	pack := []byte("aaabbbccc and its sum")
	w := &wire{posts: true}
	ctx, out, end := w.outgoing(ctx, io.NopCloser(bytes.NewReader(pack)), int64(len(pack)), []int64{3, 6, 9})
	request := append([]byte("which branch "), must(io.ReadAll(out))...)
	if !slices.Equal(told, []int{0}) {
		t.Fatalf("made is not sent: %v", told)
	}
	takes := func(n int64) {
		t.Helper()
		r := must(http.NewRequestWithContext(ctx, http.MethodPost, "http://127.0.0.1/", bytes.NewBuffer(request)))
		answer, err := posting{taking(n)}.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
	}
	takes(int64(len("which branch aaab")))
	takes(int64(len("which branch aaab"))) // who are you
	if !slices.Equal(told, []int{0, 1}) {
		t.Fatal(told)
	}
	takes(int64(len("which branch aaabbbcc")))
	end()
	takes(int64(len(request)))
	if !slices.Equal(told, []int{0, 1, 2}) {
		t.Fatal(told)
	}
	// Nobody counts, and nothing is in the way of a request that holds no pack.
	if _, out, end := w.outgoing(context.Background(), http.NoBody, 0, nil); out != http.NoBody {
		t.Error("wrapped")
	} else {
		end()
	}
}

// taking is a connection that takes so many bytes.
type taking int64

func (n taking) RoundTrip(r *http.Request) (*http.Response, error) {
	_, err := io.CopyN(io.Discard, r.Body, int64(n))
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, err
}
