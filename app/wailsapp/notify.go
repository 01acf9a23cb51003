package wailsapp

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	wails "github.com/wailsapp/wails/v2/pkg/runtime"
)

// notifyLimit is how long the desktop may take: one that hangs must not hold up a call.
const notifyLimit = 5 * time.Second

var (
	errNoBus     = errors.New("no session bus, so no notices of the desktop")
	errNoAllowed = errors.New("the system does not allow notices of this program")
	errSlow      = errors.New("the desktop did not take the notice in time")
)

// Notify shows a notice of the desktop: on Linux over the session bus
// (org.freedesktop.Notifications), on Windows as a toast, on macOS where the person allows it
// and the program is signed.
func (s *shell) Notify(title, text string) error {
	if !hasBus() {
		return errNoBus
	}
	done := make(chan error, 1)
	go func() { done <- s.notify(title, text) }()
	select {
	case err := <-done:
		return err
	case <-time.After(notifyLimit):
		return errSlow
	}
}

func (s *shell) notify(title, text string) error {
	s.notifying.Lock()
	defer s.notifying.Unlock()
	if !s.notifies {
		if err := wails.InitializeNotifications(s.ctx); err != nil {
			return err
		}
		allowed, err := wails.RequestNotificationAuthorization(s.ctx)
		if err != nil {
			return err
		}
		if !allowed {
			return errNoAllowed
		}
		s.notifies = true
	}
	return wails.SendNotification(s.ctx, wails.NotificationOptions{ID: "due", Title: title, Body: text})
}

// endNotices lets go of the session bus. Where a notice still hangs the end of the program does
// that: it waits for no desktop.
func (s *shell) endNotices() {
	if !s.notifying.TryLock() {
		return
	}
	defer s.notifying.Unlock()
	if s.notifies {
		wails.CleanupNotifications(s.ctx)
		s.notifies = false
	}
}

// hasBus says whether there is a session bus to ask. The library would start one of its own,
// which nobody looks at.
func hasBus() bool {
	if runtime.GOOS != "linux" || os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		dir = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	}
	_, err := os.Stat(filepath.Join(dir, "bus"))
	return err == nil
}
