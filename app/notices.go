package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// Settings of what the desktop tells: whether it does, and what it told last.
const (
	noticeSetting = "notices"
	noticeOn      = "on"
	noticeTold    = "notices.told"
)

// noticeEvery is how often it is looked whether something has become due.
const noticeEvery = 10 * time.Minute

// toldNotice is what was told last: once a day, and again for a limit that was not in it.
type toldNotice struct {
	Day    string   `json:"day"`
	Limits []string `json:"limits"`
}

// keepNotices tells on the desktop what is due, where the person asked for that.
func (a *App) keepNotices(ctx context.Context, ws *workspace.Workspace) {
	tick := time.NewTicker(noticeEvery)
	defer tick.Stop()
	for {
		if err := a.notice(ctx, ws); err != nil && ctx.Err() == nil {
			a.log.Error("notice", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// notice tells what is due unless it was told today already.
func (a *App) notice(ctx context.Context, ws *workspace.Workspace) error {
	settings, err := ws.Settings(ctx)
	if err != nil || settings[noticeSetting] != noticeOn {
		return err
	}
	list, err := ws.DueNow(ctx, assets.English())
	if err != nil {
		return err
	}
	var told toldNotice
	_ = json.Unmarshal([]byte(settings[noticeTold]), &told) //nolint:errcheck // what cannot be read was not told
	now := toldNotice{Day: a.cfg.Now().Format(time.DateOnly), Limits: []string{}}
	fresh := told.Day != now.Day
	for _, d := range list {
		if d.Kind != "limit" || !d.Now {
			continue
		}
		now.Limits = append(now.Limits, d.Key)
		fresh = fresh || !slices.Contains(told.Limits, d.Key)
	}
	words := noticeWords(list)
	if !fresh || words == "" {
		return nil
	}
	if err := a.shell.Notify(assets.English().Text("notice.title"), words); err != nil {
		return err
	}
	raw, err := json.Marshal(now)
	if err != nil {
		return err
	}
	// It was told, also where the person leaves at this moment.
	return ws.SetSetting(context.WithoutCancel(ctx), noticeTold, string(raw))
}

// noticeWords counts what is due now by its kind. Everybody who passes the desk can read it,
// so it holds no titles and nobody's name.
func noticeWords(list []workspace.DueThing) string {
	counts := map[string]int{}
	for _, d := range list {
		if d.Now && d.PutOff == "" {
			counts[d.Kind]++
		}
	}
	text := assets.English()
	var parts []string
	for _, kind := range []string{"limit", "action", "policy", "check", "inbox"} {
		if n := counts[kind]; n > 0 {
			parts = append(parts, text.Count("notice."+kind, n))
		}
	}
	return strings.Join(parts, "\n")
}

// TryNotice shows a notice of the desktop now: how many things are due, or that none is.
// unavailable: notice.none where this desktop takes none.
func (s *Workspace) TryNotice() error {
	_, err := with(s.a, "Workspace.TryNotice", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		list, err := ws.DueNow(ctx, assets.English())
		if err != nil {
			return struct{}{}, err
		}
		text := assets.English()
		words := noticeWords(list)
		if words == "" {
			words = text.Text("notice.nothing")
		}
		if err := s.a.shell.Notify(text.Text("notice.title"), words); err != nil {
			return struct{}{}, fault.Wrap(err, fault.Unavailable, "notice.none")
		}
		return struct{}{}, nil
	})
	return err
}
