package space

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// Seen is what a look at an address tells without bringing anything here.
type Seen struct {
	Address string // as it would be stored
	// Empty says that a space would begin there.
	Empty bool
	// ID and Name of the space that is there; "" where only an exchange would tell.
	ID   string
	Name string
	// Audience is who can read it, in its own words.
	Audience string
}

// SeeFolder looks at a folder that is no repository yet; known is false for everything
// else. Faults: share.folder_missing, share.folder_in_use, share.store_denied.
func SeeFolder(address string) (seen Seen, known bool, err error) {
	where, err := remote.ParseAddress(address)
	if err != nil || !filepath.IsAbs(where.String()) {
		return seen, false, err
	}
	bare, err := emptyFolder(where.String())
	if err != nil || !bare {
		return seen, false, err
	}
	return Seen{Address: where.String(), Empty: true}, true, writable(where.String())
}

// SeeSpace adds what the space in a folder says about itself; nothing for other
// addresses, where that would be an exchange, and where no space has begun.
func SeeSpace(seen *Seen) error {
	if !filepath.IsAbs(seen.Address) {
		return nil
	}
	guest, err := gitstore.OpenGuest(seen.Address)
	if err != nil {
		return err
	}
	defer guest.Close()
	tip, err := guest.Ref(gitstore.Main)
	if err != nil || tip == gitstore.Zero {
		return err
	}
	c, err := guest.Commit(tip)
	if err != nil {
		return err
	}
	config, ok, err := readSpace(guest, c.Tree)
	if err == nil && !ok {
		err = fault.New(fault.Denied, "share.not_a_space")
	}
	seen.ID, seen.Name, seen.Audience = config.ID, config.Name, sharing.ShownAudience(config.Audience)
	return err
}

// Prepare makes an empty folder fit for a space, for people who have no other program
// that does. Everything else at an address is left as it is.
func Prepare(address string) error {
	where, err := remote.ParseAddress(address)
	if err != nil || !filepath.IsAbs(where.String()) {
		return err
	}
	bare, err := emptyFolder(where.String())
	if err != nil || !bare {
		return err
	}
	return gitstore.CreateBare(where.String())
}

// emptyFolder says whether nothing is in a folder yet, but for what file managers
// leave in every one. A folder that is not there, or holds something else, is told
// with words of its own: most people who see them chose the wrong one.
func emptyFolder(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return false, fault.Wrap(err, fault.Denied, "share.store_denied")
	case err != nil:
		return false, fault.Wrap(err, fault.NotFound, "share.folder_missing", "path", dir)
	}
	others, begun, settings := 0, 0, 0
	for _, e := range entries {
		switch name := strings.ToLower(e.Name()); {
		case name == ".git", name == "head":
			return false, nil // a repository, or somebody's work in one
		case e.IsDir() && (name == "objects" || name == "refs"): // a beginning that was cut short
			begun++
		case name == "config":
			settings++
		case name == ".ds_store", name == "desktop.ini", name == "thumbs.db", name == ".directory":
		default:
			others++
		}
	}
	// The folders are made before the settings: those alone are somebody else's.
	if others > 0 || settings > 0 && begun < 2 {
		return false, fault.New(fault.Denied, "share.folder_in_use", "path", dir)
	}
	return true, nil
}

// writable tries a folder with a file that goes at once.
func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".second-story-")
	if err != nil {
		return fault.Wrap(err, fault.Denied, "share.store_denied")
	}
	err = f.Close()
	if rerr := os.Remove(f.Name()); err == nil {
		err = rerr
	}
	return err
}
