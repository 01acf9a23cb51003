package remote

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"
	"github.com/go-git/go-git/v5/plumbing/transport"
	"golang.org/x/crypto/ssh"
)

// sshSession is git's conversation with one program at the other side. The library
// has one too, behind a door that only its own transports have the key of, and tells
// a refusal in words of its own.
type sshSession struct {
	conn    *patient
	client  *ssh.Client
	running *ssh.Session
	in      io.WriteCloser
	out     io.Reader
	said    spokenAside
	stop    func() bool
	sends   bool

	refs  *packp.AdvRefs
	asked bool // more than where the branches are
	once  sync.Once
}

// spokenAside keeps the beginning of what is said beside the conversation.
type spokenAside struct {
	mu   sync.Mutex
	kept words
}

func (s *spokenAside) Write(data []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept.Write(data)
}

func (s *spokenAside) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept.String()
}

// AdvertisedReferences is what the library's interface asks for.
func (s *sshSession) AdvertisedReferences() (*packp.AdvRefs, error) {
	return s.AdvertisedReferencesContext(context.Background())
}

// AdvertisedReferencesContext reads where the branches are. The context is that of
// the session, which closes its connection.
func (s *sshSession) AdvertisedReferencesContext(context.Context) (*packp.AdvRefs, error) {
	if s.refs != nil {
		return s.refs, nil
	}
	refs := packp.NewAdvRefs()
	err := refs.Decode(s.out)
	switch {
	case err == nil, errors.Is(err, packp.ErrEmptyAdvRefs):
	case errors.Is(err, packp.ErrEmptyInput): // the program ended without a word of git
		return nil, s.refused(err)
	default:
		return nil, s.broke(err)
	}
	s.conn.allow(silenceLimit) // objects are gathered and hooks run
	if !s.sends && refs.IsEmpty() {
		return nil, transport.ErrEmptyRemoteRepository
	}
	transport.FilterUnsupportedCapabilities(refs.Capabilities)
	s.refs = refs
	return refs, nil
}

// UploadPack asks for objects.
func (s *sshSession) UploadPack(ctx context.Context, request *packp.UploadPackRequest) (*packp.UploadPackResponse, error) {
	if _, err := s.AdvertisedReferencesContext(ctx); err != nil {
		return nil, err
	}
	if err := request.Validate(); err != nil {
		return nil, err
	}
	s.asked = true
	err := request.UploadRequest.Encode(s.in)
	if err == nil {
		err = request.UploadHaves.Encode(s.in, true)
	}
	if err == nil {
		err = pktline.NewEncoder(s.in).Encodef("done\n")
	}
	if err == nil {
		err = s.in.Close()
	}
	if err != nil {
		return nil, s.broke(err)
	}
	answer := packp.NewUploadPackResponse(request)
	if err := answer.Decode(struct {
		io.Reader
		io.Closer
	}{s.out, s}); err != nil {
		return nil, s.broke(err)
	}
	return answer, nil
}

// ReceivePack sends objects and reads what became of them.
func (s *sshSession) ReceivePack(ctx context.Context, request *packp.ReferenceUpdateRequest) (*packp.ReportStatus, error) {
	if _, err := s.AdvertisedReferencesContext(ctx); err != nil {
		return nil, err
	}
	s.asked = true
	err := request.Encode(s.in)
	if err == nil {
		err = s.in.Close()
	}
	if err != nil {
		return nil, s.broke(err)
	}
	if !request.Capabilities.Supports(capability.ReportStatus) {
		return nil, s.running.Wait()
	}
	from := s.out
	if request.Capabilities.Supports(capability.Sideband64k) {
		lines := sideband.NewDemuxer(sideband.Sideband64k, from)
		lines.Progress = request.Progress
		from = lines
	}
	report := packp.NewReportStatus()
	if err := report.Decode(from); err != nil {
		return nil, s.broke(err)
	}
	return report, report.Error()
}

// Close ends the conversation; a program that was only asked where the branches are is
// told so.
func (s *sshSession) Close() error {
	s.once.Do(func() {
		if !s.asked {
			_, _ = s.in.Write(pktline.FlushPkt) //nolint:errcheck // a politeness
		}
		_ = s.running.Close()
		_ = s.client.Close()
		if s.stop != nil {
			s.stop()
		}
	})
	return nil
}

// broke prefers what the network said to what came of it.
func (s *sshSession) broke(err error) error {
	if why := s.conn.broke(); why != nil && !errors.Is(why, io.EOF) {
		return errors.Join(why, err)
	}
	return err
}

// What git and the great forges say of a repository that is not there. ssh carries no
// status for it, and git's own answer is not translated on a server.
var absent = []string{"does not appear to be a git repository", "repository not found", "project not found",
	"could not be found", "does not exist", "no such file or directory"}

// refused tells why the program ended before it spoke.
func (s *sshSession) refused(err error) error {
	var exit *ssh.ExitError
	ended := s.running.Wait()
	if why := s.conn.broke(); why != nil && !errors.Is(why, io.EOF) {
		return why
	}
	said := s.said.String()
	if errors.As(ended, &exit) && exit.ExitStatus() == 127 { // no such program: a server for something else
		return &Failure{Kind: NotGit, Words: said, Cause: errors.Join(err, ended)}
	}
	for _, each := range absent {
		if strings.Contains(strings.ToLower(said), each) {
			return &Failure{Kind: NotFound, Words: said, Cause: ended}
		}
	}
	if said == "" && ended == nil {
		return io.ErrUnexpectedEOF
	}
	return &Failure{Kind: Refused, Words: said, Cause: errors.Join(err, ended)}
}
