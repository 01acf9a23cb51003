package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"secondstory/backend/domain/fault"
)

// terminal is the file at which a person types, nil where standard input is none.
func (r *run) terminal() *os.File {
	if f, ok := r.In.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return f
	}
	return nil
}

// person says whether somebody can be asked.
func (r *run) person() bool { return r.terminal() != nil && !r.json }

// line reads the next line of standard input.
func (r *run) line() (string, error) {
	if r.typed == nil {
		r.typed = bufio.NewReader(r.In)
	}
	text, err := r.typed.ReadString('\n')
	if errors.Is(err, io.EOF) && text != "" {
		err = nil
	}
	return strings.TrimRight(text, "\r\n"), err
}

// secret asks for one without showing it; where nobody types it is the next line of
// standard input.
func (r *run) secret(key string, params ...string) (string, error) {
	r.asking.Lock()
	defer r.asking.Unlock()
	var text string
	var err error
	if at := r.terminal(); at != nil {
		fmt.Fprint(r.Err, r.t(key, params...)+" ")
		text, err = r.unseen(at)
		fmt.Fprintln(r.Err)
	} else {
		text, err = r.line()
	}
	if ended := r.ctx.Err(); ended != nil {
		return "", fault.Wrap(ended, fault.Cancelled, "share.cancelled")
	}
	if text == "" {
		return "", fault.Wrap(err, fault.Invalid, "cli.secret_missing")
	}
	return text, nil
}

// unseen reads a line without its echo. An interrupt gives the terminal its echo back.
func (r *run) unseen(at *os.File) (string, error) {
	before, err := term.GetState(int(at.Fd()))
	if err != nil {
		return "", err
	}
	type answer struct {
		text []byte
		err  error
	}
	done := make(chan answer, 1)
	go func() {
		text, err := term.ReadPassword(int(at.Fd()))
		done <- answer{text, err}
	}()
	select {
	case a := <-done:
		return string(a.text), a.err
	case <-r.ctx.Done():
		return "", errors.Join(r.ctx.Err(), term.Restore(int(at.Fd()), before))
	}
}

// passphrase is that of the sealed file of logins: from the environment, or from the
// person at the terminal, who chooses it twice.
func (r *run) passphrase(_ context.Context, first bool) (string, error) {
	if text := os.Getenv(sealedVariable); text != "" {
		return text, nil
	}
	if !r.person() {
		return "", nil // whoever asks says what that means
	}
	if !first {
		return r.secret("cli.ask_logins_passphrase")
	}
	text, err := r.secret("cli.ask_new_passphrase")
	if err != nil {
		return "", err
	}
	again, err := r.secret("cli.ask_passphrase_again")
	if err == nil && again != text {
		err = fault.New(fault.Invalid, "cli.passphrases_differ")
	}
	return text, err
}
