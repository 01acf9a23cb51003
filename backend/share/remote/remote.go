package remote

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/transport"

	"secondstory/backend/share/gitstore"
)

// Hash names a commit, as in the store.
type Hash = gitstore.Hash

// PackLimit is how large a pack from the other side may be.
const PackLimit = gitstore.LargestPack

// Access is who asks.
type Access struct {
	// User and Secret are for http. The secret is sent as a password, which is what
	// forges expect of a token (T15), and only to Host: a name, or a name and a port. It
	// goes there once the server has asked for it, and never over a connection others
	// can read.
	User, Secret, Host string
	// Key is the file of a private key for ssh; "" tries the agent and the usual files.
	// Passphrase opens it.
	Key, Passphrase string
	// AcceptHost is the fingerprint of a host key that somebody has looked at and found
	// right, as "SHA256:…". Only a host that is not known yet becomes known by it.
	AcceptHost string
}

// IsFor says whether the name and the secret are for the host of an address.
func (a Access) IsFor(address Address) bool {
	return a.Host != "" && (strings.EqualFold(a.Host, address.host) || strings.EqualFold(a.Host, address.Host()))
}

// Remote is a shared repository. Its methods may be called from any goroutine.
type Remote struct {
	address Address
	access  Access
	peer    peer
	client  *http.Client
	ssh     *sshPeer

	pieceCommits int   // how much goes into one push
	pieceBytes   int64 // unpacked
}

// peer is one way of talking to a shared repository.
type peer interface {
	// tip asks where the branch is, Zero when there is none.
	tip(ctx context.Context) (Hash, error)
	// others says whether there are branches beside the one that counts.
	others(ctx context.Context) (bool, error)
	// mayPush says why nothing can be sent there, as far as is known before it is tried.
	mayPush(ctx context.Context) error
	// fetch asks where the branch is and brings its objects into the store.
	fetch(ctx context.Context, store *gitstore.Store, haves []Hash) (Hash, error)
	// push asks where the branch is, lets plan say what to send, and sends it.
	// plan says what is to be done about the tip; nothing when next is Zero.
	push(ctx context.Context, store *gitstore.Store, plan func(tip Hash) (next Hash, objects []Hash, err error)) (attempt, error)
}

// attempt is what is known of one push before the branch was asked for again.
type attempt struct {
	from, next Hash
	objects    int
	bytes      int64
	reported   bool   // the server answered
	status     string // its answer about the branch, "ok" or why not
	words      string // and what its hooks said
}

// New makes a remote in a plain network. Nothing is connected yet.
func New(address Address, access Access) *Remote { return Network{}.Remote(address, access) }

// Close lets go of idle connections.
func (r *Remote) Close() {
	if r.client != nil {
		r.client.CloseIdleConnections()
	}
}

// Tip asks where the branch is, Zero when the shared repository is empty. It is
// what "test connection" asks.
func (r *Remote) Tip(ctx context.Context) (Hash, error) {
	tip, err := r.peer.tip(ctx)
	return tip, classify(ctx, err)
}

// Sight is what a look at a shared repository shows.
type Sight struct {
	Tip    Hash // Zero when nobody has begun a space there
	Others bool // it has branches all the same, so it is something else
	// HostKey is the fingerprint of the key by which a server of ssh is known.
	HostKey string
}

// Try does all of an exchange but the exchange: it finds the other side, is let in,
// reads where the branch is and asks whether something may be sent. What a server
// only says to a push itself, a hook or a protected branch, is not found out.
func (r *Remote) Try(ctx context.Context) (s Sight, err error) {
	if s.Tip, err = r.Tip(ctx); err == nil && s.Tip == gitstore.Zero {
		s.Others, err = r.Others(ctx)
	}
	if r.ssh != nil {
		if shown := r.ssh.shown.Load(); shown != nil {
			s.HostKey = *shown
		}
	}
	if err != nil {
		return s, err
	}
	return s, r.MayPush(ctx)
}

// MayPush says why nothing can be sent there, as far as that is known before it is tried:
// ReadOnly where others may and whoever asks here may not.
func (r *Remote) MayPush(ctx context.Context) error {
	return reading(classify(ctx, r.peer.mayPush(ctx)))
}

// reading is what a refusal to begin sending means at a place that was read before: to a
// stranger it would have said so then.
func reading(err error) error {
	var f *Failure
	if errors.As(err, &f) {
		switch f.Kind {
		case Forbidden, NotFound, Refused, Rejected, NotGit:
			return &Failure{Kind: ReadOnly, Words: f.Words, Status: f.Status, Cause: f}
		}
	}
	return err
}

// begun tells why sending could not even begin, as MayPush tells it: the place is asked
// whether it can be read at all.
func (r *Remote) begun(ctx context.Context, err error) error {
	err = classify(ctx, err)
	if told := reading(err); KindOf(told) == ReadOnly && KindOf(err) != ReadOnly {
		if _, unread := r.Tip(ctx); unread == nil {
			return told
		}
	}
	return err
}

// Others says whether the shared repository has branches beside the one of a space:
// one without that branch is then not empty but something else.
func (r *Remote) Others(ctx context.Context) (bool, error) {
	others, err := r.peer.others(ctx)
	return others, classify(ctx, err)
}

// otherBranches looks for them among the names of refs.
func otherBranches[V any](refs map[string]V) bool {
	for name := range refs {
		if strings.HasPrefix(name, "refs/heads/") && name != gitstore.Main {
			return true
		}
	}
	return false
}

// Fetched is what a fetch found.
type Fetched struct {
	Before, After Hash // of the remote-tracking ref; Zero when there is nothing
	Commits       int  // that are new here
	Rewritten     bool // the branch no longer holds what it held before
}

// Fetch brings the branch of the shared repository into gitstore.Tracking. An
// empty shared repository is no error (T22). The ref moves when everything it
// stands for is on the disk. A gitstore.Count in the context is told how many objects
// have come.
func (r *Remote) Fetch(ctx context.Context, store *gitstore.Store) (Fetched, error) {
	var f Fetched
	var err error
	f.Before, err = store.Ref(gitstore.Tracking)
	if gitstore.IsBroken(err) { // it only remembers what can be asked again (T2)
		err = store.Delete(ctx, gitstore.Tracking)
	}
	if err != nil {
		return f, err
	}
	main, err := store.Ref(gitstore.Main)
	if err != nil {
		return f, err
	}
	haves, err := store.Haves(f.Before, main)
	if err != nil {
		return f, err
	}
	f.After, err = r.peer.fetch(ctx, store, haves)
	if err != nil || f.After == f.Before {
		return f, classify(ctx, err)
	}
	if f.After == gitstore.Zero {
		f.Rewritten = true // there was something, and it is gone
		return f, store.Delete(ctx, gitstore.Tracking)
	}
	known := known(f.Before, main)
	if err := store.Connected(f.After, known...); err != nil {
		return f, err
	}
	commits, err := store.Since(f.After, known...)
	if err != nil {
		return f, err
	}
	f.Commits = len(commits)
	if f.Before != gitstore.Zero {
		follows, err := store.IsAncestor(f.Before, f.After)
		if err != nil {
			return f, err
		}
		f.Rewritten = !follows
	}
	return f, store.CAS(ctx, gitstore.Tracking, f.Before, f.After)
}

func known(hashes ...Hash) []Hash {
	var all []Hash
	for _, h := range hashes {
		if h != gitstore.Zero {
			all = append(all, h)
		}
	}
	return all
}

// Pushed is what a push did.
type Pushed struct {
	From, To Hash // of the branch there; To is the tip or a descendant of it
	Commits  int
	Objects  int
	Bytes    int64 // of packs
	Pieces   int
}

// Push offers tip to the shared repository. Without an error its branch holds
// tip. A failure of kind Stale says that somebody else was faster. A gitstore.Count in the
// context is told how many objects have gone, of those of all pieces.
func (r *Remote) Push(ctx context.Context, store *gitstore.Store, tip Hash) (Pushed, error) {
	var p Pushed
	told, total := gitstore.Counted(ctx), 0
	for first := true; ; first = false {
		counting := ctx
		if told != nil {
			counting = gitstore.Counting(ctx, func(done, of int) { told(p.Objects+done, max(total, p.Objects+of)) })
		}
		made, err := r.peer.push(counting, store, func(at Hash) (Hash, []Hash, error) {
			next, objects, err := r.plan(store, tip, at)
			if told != nil && err == nil && first && next != gitstore.Zero && next != tip {
				all, err := store.Between(tip, known(at)...)
				total = len(all)
				return next, objects, err
			}
			return next, objects, err
		})
		if first {
			p.From = made.from
		}
		if err == nil && made.next == gitstore.Zero { // it has everything already
			p.To = made.from
			return p, nil
		}
		if made.next == gitstore.Zero {
			return p, r.begun(ctx, err)
		}
		if err := r.judge(ctx, store, made, err); err != nil {
			return p, err
		}
		commits, err := store.Since(made.next, known(made.from)...)
		if err != nil {
			return p, err
		}
		p.To = made.next
		p.Commits += len(commits)
		p.Objects += made.objects
		p.Bytes += made.bytes
		p.Pieces++
		if made.next == tip {
			return p, nil
		}
	}
}

// plan says what the next push is, given where the branch is now: nothing, the
// tip, or a commit on the way to it when that is far (T9).
func (r *Remote) plan(store *gitstore.Store, tip, at Hash) (next Hash, objects []Hash, err error) {
	if at == tip {
		return gitstore.Zero, nil, nil
	}
	if at != gitstore.Zero {
		has, err := store.Has(at)
		if err != nil {
			return gitstore.Zero, nil, err
		}
		follows := false
		if has {
			if follows, err = store.IsAncestor(at, tip); err != nil {
				return gitstore.Zero, nil, err
			}
		}
		if has && !follows {
			if beyond, err := store.IsAncestor(tip, at); err != nil || beyond {
				return gitstore.Zero, nil, err
			}
		}
		if !follows {
			return gitstore.Zero, nil, &Failure{Kind: Stale}
		}
	}
	commits, err := store.Since(tip, known(at)...)
	if err != nil {
		return gitstore.Zero, nil, err
	}
	for most := r.pieceCommits; ; most /= 2 {
		next, err = furthest(store, commits, at, most)
		if err != nil {
			return gitstore.Zero, nil, err
		}
		if objects, err = store.Between(next, known(at)...); err != nil {
			return gitstore.Zero, nil, err
		}
		size, err := store.Sizes(objects)
		if err != nil || size <= r.pieceBytes || most <= 1 {
			return next, objects, err
		}
	}
}

// furthest is the last of the first commits to which the branch can be moved
// without forcing; the tip when there is none before it.
func furthest(store *gitstore.Store, commits []Hash, at Hash, most int) (Hash, error) {
	last := len(commits) - 1
	if last < most {
		return commits[last], nil
	}
	for i := most - 1; i >= 0 && most > 0; i-- {
		if at == gitstore.Zero {
			return commits[i], nil
		}
		follows, err := store.IsAncestor(at, commits[i])
		if err != nil || follows {
			return commits[i], err
		}
	}
	return commits[last], nil
}

// judge asks where the branch is after a push, and decides by that rather than
// by what was or was not heard (T8).
func (r *Remote) judge(ctx context.Context, store *gitstore.Store, made attempt, sent error) error {
	now, asked := r.peer.tip(ctx)
	if asked != nil {
		if sent == nil && made.reported && made.status == statusOK {
			return nil // the server said so, and cannot be asked any more
		}
		return classify(ctx, errors.Join(sent, asked))
	}
	if now == made.next {
		return nil
	}
	if now != gitstore.Zero {
		has, err := store.Has(now)
		if err != nil {
			return err
		}
		if has {
			if beyond, err := store.IsAncestor(made.next, now); err != nil || beyond {
				return err
			}
		}
	}
	switch {
	case sent == nil && made.reported && made.status == statusOK:
		return nil // and somebody has already gone on from it
	case now != made.from:
		return &Failure{Kind: Stale, Cause: sent}
	case made.reported && made.status == statusNotMoved:
		return &Failure{Kind: Busy, Words: made.words, Cause: sent}
	case made.reported:
		// Whoever set the rule says why; what the machine adds to it is for nobody.
		words := spoken(made.words)
		if words == "" {
			words = spoken(made.status)
		}
		return &Failure{Kind: Rejected, Words: words, Cause: sent}
	case sent == nil:
		return &Failure{Kind: Interrupted}
	}
	return classify(ctx, sent)
}

// What git answers about a branch that it moved, and about one that it could
// not lock or found elsewhere. These words are part of the protocol in effect:
// git does not translate them.
const (
	statusOK       = "ok"
	statusNotMoved = "failed to update ref"
)

// connect opens a session and gives up with its context: the library's own
// dialling for git:// knows no context.
func connect[S transport.Session](ctx context.Context, open func() (S, error)) (S, error) {
	type result struct {
		session S
		err     error
	}
	done := make(chan result, 1)
	go func() {
		session, err := open()
		done <- result{session, err}
	}()
	select {
	case r := <-done:
		return r.session, r.err
	case <-ctx.Done():
		go func() {
			if late := <-done; late.err == nil {
				_ = late.session.Close() // nobody waits for it any more
			}
		}()
		var none S
		return none, ctx.Err()
	}
}
