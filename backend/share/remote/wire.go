package remote

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"
	"github.com/go-git/go-git/v5/plumbing/transport"

	"secondstory/backend/share/gitstore"
)

// wire talks git's protocol over one of the library's transports.
type wire struct {
	endpoint  *transport.Endpoint
	transport transport.Transport
	auth      transport.AuthMethod
	ssh       *sshPeer // in place of the library's transport
	posts     bool     // what is sent goes in one request of http
}

// reading opens a conversation in which objects are asked for.
func (w *wire) reading(ctx context.Context) (transport.UploadPackSession, error) {
	if w.ssh != nil {
		return w.ssh.open(ctx, transport.UploadPackServiceName)
	}
	return connect(ctx, func() (transport.UploadPackSession, error) {
		return w.transport.NewUploadPackSession(w.own(), w.auth)
	})
}

// writing opens a conversation in which objects are sent.
func (w *wire) writing(ctx context.Context) (transport.ReceivePackSession, error) {
	if w.ssh != nil {
		return w.ssh.open(ctx, transport.ReceivePackServiceName)
	}
	return connect(ctx, func() (transport.ReceivePackSession, error) {
		return w.transport.NewReceivePackSession(w.own(), w.auth)
	})
}

// mayPush asks for the conversation of a push and ends it before anything is sent.
func (w *wire) mayPush(ctx context.Context) error {
	session, err := w.writing(ctx)
	if err != nil {
		return err
	}
	defer session.Close()
	_, _, err = advertised(ctx, session)
	return err
}

func (w *wire) tip(ctx context.Context) (Hash, error) {
	session, err := w.reading(ctx)
	if err != nil {
		return gitstore.Zero, err
	}
	defer session.Close()
	tip, _, err := advertised(ctx, session)
	return tip, err
}

func (w *wire) others(ctx context.Context) (bool, error) {
	session, err := w.reading(ctx)
	if err != nil {
		return false, err
	}
	defer session.Close()
	_, refs, err := advertised(ctx, session)
	if err != nil {
		return false, err
	}
	return otherBranches(refs.References), nil
}

// own is a copy: a redirect changes the endpoint of a session.
func (w *wire) own() *transport.Endpoint {
	endpoint := *w.endpoint
	return &endpoint
}

// advertised asks for the refs and reads the one that counts.
func advertised(ctx context.Context, session transport.Session) (Hash, *packp.AdvRefs, error) {
	refs, err := session.AdvertisedReferencesContext(ctx)
	if errors.Is(err, transport.ErrEmptyRemoteRepository) {
		return gitstore.Zero, packp.NewAdvRefs(), nil // T22
	}
	if err != nil {
		return gitstore.Zero, nil, err
	}
	return refs.References[gitstore.Main], refs, nil
}

func (w *wire) fetch(ctx context.Context, store *gitstore.Store, haves []Hash) (Hash, error) {
	session, err := w.reading(ctx)
	if err != nil {
		return gitstore.Zero, err
	}
	defer session.Close()
	tip, refs, err := advertised(ctx, session)
	if err != nil || tip == gitstore.Zero {
		return tip, err
	}
	if has, err := isHere(store, tip, haves); err != nil || has {
		return tip, err
	}
	request := packp.NewUploadPackRequestFromCapabilities(refs.Capabilities)
	request.Wants = []plumbing.Hash{tip}
	request.Haves = haves
	answer, err := session.UploadPack(ctx, request)
	if err != nil {
		return tip, err
	}
	defer answer.Close()
	var from io.Reader = answer
	switch {
	case request.Capabilities.Supports(capability.Sideband64k):
		from = sideband.NewDemuxer(sideband.Sideband64k, answer)
	case request.Capabilities.Supports(capability.Sideband):
		from = sideband.NewDemuxer(sideband.Sideband, answer)
	}
	watched := &watchedReader{from: from}
	_, err = store.AcceptPack(ctx, watched, PackLimit)
	if err != nil && watched.err != nil {
		err = watched.err // the network's own error, not what came of it
	}
	return tip, err
}

// isHere says whether a commit was brought here before, with all it stands for.
func isHere(store *gitstore.Store, tip Hash, known []Hash) (bool, error) {
	has, err := store.Has(tip)
	if err != nil || !has {
		return false, err
	}
	err = store.Connected(tip, known...)
	if errors.Is(err, gitstore.ErrMissing) {
		return false, nil // an exchange that was cut short left a part of it
	}
	return err == nil, err
}

// watchedReader remembers why reading ended.
type watchedReader struct {
	from io.Reader
	err  error
}

func (r *watchedReader) Read(to []byte) (int, error) {
	n, err := r.from.Read(to)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

func (w *wire) push(ctx context.Context, store *gitstore.Store, plan func(Hash) (Hash, []Hash, error)) (attempt, error) {
	var made attempt
	session, err := w.writing(ctx)
	if err != nil {
		return made, err
	}
	defer session.Close()
	tip, refs, err := advertised(ctx, session)
	if err != nil {
		return made, err
	}
	made.from = tip
	next, objects, err := plan(tip)
	if err != nil || next == gitstore.Zero {
		return made, err
	}
	pack, whole, err := store.Pack(objects)
	if err != nil {
		return made, err
	}
	made.next, made.objects, made.bytes = next, len(objects), int64(len(pack))
	request := packp.NewReferenceUpdateRequestFromCapabilities(refs.Capabilities)
	request.Commands = []*packp.Command{{Name: gitstore.Main, Old: tip, New: next}}
	ctx, out, end := w.outgoing(ctx, io.NopCloser(bytes.NewReader(pack)), int64(len(pack)), whole)
	defer end()
	request.Packfile = out
	var said words
	if refs.Capabilities.Supports(capability.Sideband64k) {
		if err := request.Capabilities.Set(capability.Sideband64k); err != nil {
			return made, err
		}
		request.Progress = &said
	}
	report, err := session.ReceivePack(ctx, request)
	made.words = said.String()
	if report == nil {
		return made, err
	}
	made.reported = true
	made.status = report.UnpackStatus
	for _, each := range report.CommandStatuses {
		if each.ReferenceName == gitstore.Main && report.UnpackStatus == statusOK {
			made.status = each.Status
		}
	}
	if made.status != statusOK {
		err = nil // it is an answer, not a broken exchange
	}
	return made, err
}

// words keeps the beginning of what a server says.
type words struct{ text bytes.Buffer }

func (w *words) Write(data []byte) (int, error) {
	if room := 4096 - w.text.Len(); room > 0 {
		w.text.Write(data[:min(room, len(data))])
	}
	return len(data), nil
}

func (w *words) String() string { return spoken(w.text.String()) }
