package app

import (
	"context"
	"path/filepath"
	"strconv"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// Backups is the bound service of backups of the person's own workspace.
type Backups struct{ a *App }

// NewBackups binds the service to the app.
func NewBackups(a *App) *Backups { return &Backups{a} }

// BackupState is how the backups of the open workspace stand.
type BackupState struct {
	At     string `json:"at"`     // of the last one, RFC 3339; "" for never
	Days   int    `json:"days"`   // whole days since then, or since the workspace was begun
	Remind int    `json:"remind"` // after so many days Home has a line about it; 0 for never
	Due    bool   `json:"due"`    // it is time for that line
	Sample bool   `json:"sample"` // the sample is open, of which nobody needs a backup
}

// BackupSaved is a backup that was made and read back.
type BackupSaved struct {
	Path     string `json:"path"`
	Size     string `json:"size"` // megabytes
	Records  int    `json:"records"`
	Pictures int    `json:"pictures"`
	Spaces   int    `json:"spaces"`
}

// BackupLook is what a backup file says it holds.
type BackupLook struct {
	Path     string   `json:"path"` // "" when the person closed the dialog
	Name     string   `json:"name"`
	MadeAt   string   `json:"madeAt"` // RFC 3339
	Program  string   `json:"program"`
	Records  int      `json:"records"`
	Pictures int      `json:"pictures"`
	Spaces   []string `json:"spaces"`
	Over     bool     `json:"over"` // there is a workspace that it would replace
}

// BackupRestored is what became of a restoration.
type BackupRestored struct {
	MadeAt  string `json:"madeAt"`
	Records int    `json:"records"`
	Before  string `json:"before"` // backup of what was there; "" where nothing was
	Aside   string `json:"aside"`  // folder with what was there, where no backup could be made of it
}

// State tells how backups stand.
func (s *Backups) State() (BackupState, error) {
	return with(s.a, "Backups.State", func(ctx context.Context, ws *workspace.Workspace) (BackupState, error) {
		b, err := ws.BackupStanding(ctx)
		out := BackupState{Days: b.Days, Remind: b.Remind, Due: b.Due, Sample: s.a.info().Sample}
		if !b.At.IsZero() {
			out.At = b.At.UTC().Format(time.RFC3339)
		}
		out.Due = out.Due && !out.Sample
		return out, err
	})
}

// Make asks for a place and writes a backup there; it is a job whose progress counts
// megabytes, "" when the person closed the dialog.
func (s *Backups) Make() (string, error) {
	if s.a.info().Sample {
		return "", fault.New(fault.Denied, "backup.sample")
	}
	path, err := s.a.shell.SaveFile(assets.English().Text("dialog.saveBackup"), "second-story-"+s.a.cfg.Now().Format(time.DateOnly)+".zip")
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if path == "" {
		return "", nil
	}
	return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(done, total int, label string)) (any, error) {
		made, err := ws.Backup(ctx, path, s.a.backupOrder(progress))
		m := made.Manifest
		return BackupSaved{Path: path, Size: megabytes(made.Size), Records: m.Records, Pictures: m.Pictures, Spaces: len(m.Spaces)}, err
	})
}

// MakeResult tells what a finished backup holds.
func (s *Backups) MakeResult(jobID string) (BackupSaved, error) {
	return resultOf[BackupSaved](s.a, "Backups.MakeResult", jobID)
}

// Choose asks for a backup and says what it holds; nothing of it is unpacked.
func (s *Backups) Choose() (BackupLook, error) {
	paths, err := s.a.shell.OpenFiles(assets.English().Text("dialog.openBackup"))
	if err != nil {
		return BackupLook{Spaces: []string{}}, fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	home, _ := s.a.homes()
	return guard(s.a, "Backups.Choose", func(context.Context) (BackupLook, error) {
		if len(paths) == 0 {
			return BackupLook{Spaces: []string{}}, nil
		}
		m, err := workspace.LookAtBackup(paths[0])
		out := BackupLook{Path: paths[0], Name: filepath.Base(paths[0]), MadeAt: m.MadeAt, Program: m.Program, Records: m.Records, Pictures: m.Pictures,
			Spaces: []string{}, Over: workspace.Exists(home)}
		for _, each := range m.Spaces {
			out.Spaces = append(out.Spaces, each.Name)
		}
		return out, err
	})
}

// Restore makes the person's own workspace what a backup holds, and opens it. What is there
// is backed up first. It is a job whose progress counts megabytes.
func (s *Backups) Restore(path string) (string, error) {
	return guard(s.a, "Backups.Restore", func(context.Context) (string, error) {
		s.a.waitForStart()
		if _, err := workspace.LookAtBackup(path); err != nil {
			return "", err
		}
		if s.a.jobs.running() {
			return "", fault.New(fault.Unavailable, "backup.work_running")
		}
		return s.a.begin(func() {}, func(ctx context.Context, progress func(done, total int, label string)) (any, error) {
			return s.a.restore(ctx, path, progress)
		}), nil
	})
}

// RestoreResult tells what became of it.
func (s *Backups) RestoreResult(jobID string) (BackupRestored, error) {
	return resultOf[BackupRestored](s.a, "Backups.RestoreResult", jobID)
}

// restore closes the workspace that is open, for nobody may have it open meanwhile. Whatever
// happens, one is open again afterwards if one can be.
func (a *App) restore(ctx context.Context, path string, progress func(done, total int, label string)) (BackupRestored, error) {
	a.changing.Lock()
	defer a.changing.Unlock()
	a.mu.Lock()
	ws, users, stop, sample := a.ws, a.users, a.stop, a.sample
	a.ws, a.problem = nil, fault.New(fault.Unavailable, "backup.restoring")
	a.mu.Unlock()
	home, _ := a.homes()
	back := home
	if ws != nil {
		back = ws.Home
		stop()
		users.Wait() // lists that load, mirrors; jobs there are none
		ws.Close()
	}
	out, err := workspace.Restore(ctx, home, path, workspace.RestoreOrder{BackupOrder: a.backupOrder(progress), Origin: "window", Now: a.cfg.Now, NewID: a.cfg.NewID, Over: true})
	if err == nil {
		back, sample = home, false
	}
	// What this process wrote is not what is there now.
	a.ownMu.Lock()
	clear(a.own)
	a.ownMu.Unlock()
	a.lock.release()
	a.lock = windowLock{}
	if oerr := a.open(back, sample); oerr != nil {
		a.mu.Lock()
		a.problem, a.sample = faultOf(oerr), sample
		a.mu.Unlock()
		if err == nil {
			err = oerr
		}
	}
	a.emit("reviews.changed", ReviewsChanged{})
	return BackupRestored{MadeAt: out.Manifest.MadeAt, Records: out.Manifest.Records, Before: out.Before, Aside: out.Aside}, err
}

func (a *App) backupOrder(progress func(done, total int, label string)) workspace.BackupOrder {
	return workspace.BackupOrder{Program: "Second Story " + a.cfg.Version, Text: assets.English(), Progress: func(step workspace.BackupStep, done, total int64) {
		progress(int(done/1e6), int((total+1e6-1)/1e6), string(step))
	}}
}

// megabytes with one digit, and never none at all.
func megabytes(n int64) string { return strconv.FormatFloat(max(0.1, float64(n)/1e6), 'f', 1, 64) }
