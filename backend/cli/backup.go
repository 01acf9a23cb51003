package cli

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/pflag"

	"secondstory/backend/workspace"
)

func backupCommand() command {
	return command{name: "backup", usage: "FILE | verify FILE", help: "cli.help.backup",
		setup: func(*pflag.FlagSet) func(*run) (int, error) {
			return func(r *run) (int, error) {
				verify := len(r.args) > 0 && r.args[0] == "verify"
				if verify {
					r.args = r.args[1:]
				}
				path, err := r.backupFile()
				if err != nil {
					return 0, err
				}
				if verify {
					return r.verifyBackup(path)
				}
				return r.backUp(path)
			}
		}}
}

func restoreCommand() command {
	return command{name: "restore", usage: "FILE [--yes]", help: "cli.help.restore",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			yes := f.Bool("yes", false, "")
			return func(r *run) (int, error) {
				path, err := r.backupFile()
				if err != nil {
					return 0, err
				}
				return r.restore(path, *yes)
			}
		}}
}

// backupFile takes the one argument left.
func (r *run) backupFile() (string, error) {
	if len(r.args) == 0 || r.args[0] == "" {
		return "", usage("cli.backup_file_missing")
	}
	path := r.args[0]
	r.args = r.args[1:]
	if err := r.noMore(); err != nil {
		return "", err
	}
	return path, nil
}

type jsonBackup struct {
	File     string   `json:"file"`
	Bytes    int64    `json:"bytes"`
	SHA256   string   `json:"sha256"`
	MadeAt   string   `json:"made_at"`
	Program  string   `json:"program"`
	Schema   int      `json:"schema"`
	Records  int      `json:"records"`
	Pictures int      `json:"pictures"`
	Spaces   []string `json:"spaces"`
	LeftOut  []string `json:"left_out"`
}

func jsonBackupOf(m workspace.BackupMade) jsonBackup {
	out := jsonBackup{m.Path, m.Size, m.SHA256, m.Manifest.MadeAt, m.Manifest.Program, m.Manifest.Schema, m.Manifest.Records, m.Manifest.Pictures, []string{}, m.Manifest.LeftOut}
	for _, s := range m.Manifest.Spaces {
		out.Spaces = append(out.Spaces, s.Name)
	}
	return out
}

// backupOrder tells each step once, when it begins.
func (r *run) backupOrder() workspace.BackupOrder {
	var last workspace.BackupStep
	return workspace.BackupOrder{Program: "Second Story " + r.Version, Text: r.text, Progress: func(step workspace.BackupStep, _, total int64) {
		if step != last {
			last = step
			r.note("%s", r.t("backup.step."+string(step), "size", megabytes(total)))
		}
	}}
}

// megabytes with one digit, and never none at all.
func megabytes(n int64) string { return fmt.Sprintf("%.1f", max(0.1, float64(n)/1e6)) }

func (r *run) backUp(path string) (int, error) {
	if err := r.open(); err != nil {
		return 0, err
	}
	made, err := r.ws.Backup(r.ctx, path, r.backupOrder())
	if err != nil {
		return 0, err
	}
	return r.sayBackup(made, "cli.backup_made")
}

func (r *run) verifyBackup(path string) (int, error) {
	made, err := workspace.CheckBackup(r.ctx, path, r.backupOrder())
	if err != nil {
		return 0, err
	}
	return r.sayBackup(made, "cli.backup_whole")
}

func (r *run) sayBackup(m workspace.BackupMade, key string) (int, error) {
	if r.json {
		r.print(jsonBackupOf(m))
		return Done, nil
	}
	r.say("%s", r.t(key, "name", filepath.Base(m.Path), "size", megabytes(m.Size)))
	r.say("%s", r.t("cli.backup_holds", "records", fmt.Sprint(m.Manifest.Records), "pictures", fmt.Sprint(m.Manifest.Pictures),
		"spaces", fmt.Sprint(len(m.Manifest.Spaces)), "at", m.Manifest.MadeAt))
	r.say("SHA-256 %s", m.SHA256)
	r.say("%s", r.t("backup.without"))
	return Done, nil
}

type jsonRestored struct {
	MadeAt string `json:"made_at"`
	SHA256 string `json:"sha256"`
	Device string `json:"device"`
	Before string `json:"before"` // backup of what was there, "" where nothing was
	Aside  string `json:"aside"`  // folder with what was there, where no backup could be made of it
}

func (r *run) restore(path string, yes bool) (int, error) {
	home, err := r.homeFolder()
	if err != nil {
		return 0, err
	}
	out, err := workspace.Restore(r.ctx, home, path, workspace.RestoreOrder{BackupOrder: r.backupOrder(), Origin: "cli", Now: r.Env.Now, NewID: r.NewID, Over: yes})
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	status := Done
	if out.Aside != "" {
		status = NeedsPerson // somebody should look at what could not be read
	}
	if r.json {
		r.print(jsonRestored{out.Manifest.MadeAt, out.SHA256, out.Device, out.Before, out.Aside})
		return status, nil
	}
	r.say("%s", r.t("cli.restored", "at", out.Manifest.MadeAt, "records", fmt.Sprint(out.Manifest.Records)))
	if out.Before != "" {
		r.say("%s", r.t("backup.kept_before", "path", out.Before))
	}
	if out.Aside != "" {
		r.say("%s", r.t("backup.kept_aside", "path", out.Aside))
	}
	r.say("%s", r.t("backup.sign_in_again"))
	return status, nil
}

// homeFolder is the folder of the workspace that the command is about.
func (r *run) homeFolder() (string, error) {
	if r.home != "" {
		return r.home, nil
	}
	return workspace.DefaultHome()
}
