package remote

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// listLimit is how long a server may stay silent when it is asked where the branches are.
// What comes later may take it longer: objects are gathered and hooks run. This never does,
// and other spaces wait for it.
const listLimit = 30 * time.Second

var errSilent = errors.New("no answer in time")

// prompt leaves a server that takes the call and says nothing, or stops in the middle of an
// answer. The library and the transport know no limit for the latter.
type prompt struct {
	through http.RoundTripper
	limit   time.Duration // of the first question
	silence time.Duration // between two pieces of any other answer
}

// CloseIdleConnections is what the client calls.
func (p prompt) CloseIdleConnections() {
	if t, ok := p.through.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// RoundTrip is one request. How long others than the first question may wait for the
// beginning of an answer is the transport's, for much may have to be sent before.
func (p prompt) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, end := context.WithCancelCause(r.Context())
	limit := p.silence
	timer := time.AfterFunc(time.Hour, func() { end(errSilent) })
	timer.Stop()
	if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/info/refs") {
		limit = p.limit
		timer.Reset(limit)
	}
	answer, err := p.through.RoundTrip(r.WithContext(ctx))
	timer.Stop()
	if silent(ctx) {
		if err == nil {
			_ = answer.Body.Close() // it came a moment too late
		}
		return nil, &Failure{Kind: Timeout, Cause: errors.Join(errSilent, err)}
	}
	if err != nil {
		end(err)
		return nil, err
	}
	answer.Body = &pieces{answer.Body, ctx, end, timer, limit}
	return answer, nil
}

func silent(ctx context.Context) bool { return errors.Is(context.Cause(ctx), errSilent) }

// pieces is an answer that is given up when nothing more of it comes.
type pieces struct {
	io.ReadCloser
	ctx   context.Context
	end   context.CancelCauseFunc
	timer *time.Timer
	limit time.Duration
}

func (p *pieces) Read(to []byte) (int, error) {
	p.timer.Reset(p.limit)
	n, err := p.ReadCloser.Read(to)
	p.timer.Stop()
	if err != nil && !errors.Is(err, io.EOF) && silent(p.ctx) {
		err = &Failure{Kind: Timeout, Cause: errors.Join(errSilent, err)}
	}
	return n, err
}

func (p *pieces) Close() error {
	defer p.end(nil)
	return p.ReadCloser.Close()
}
