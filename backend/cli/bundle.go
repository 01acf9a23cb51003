package cli

import (
	"os"
	"path/filepath"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// spaceBundle carries a space through files, without a server.
func (r *run) spaceBundle(full bool) (int, error) {
	sub, err := r.sub("out", "in")
	if err != nil {
		return 0, err
	}
	if full && sub == "in" {
		return 0, usage("cli.flag_elsewhere", "flag", "--full", "command", "space bundle out")
	}
	if sub == "out" {
		return r.bundleOut(full)
	}
	return r.bundleIn()
}

// bundleOut writes what a folder does not hold yet into the outbox of this device.
func (r *run) bundleOut(full bool) (int, error) {
	if len(r.args) != 2 {
		return 0, usage("cli.bundle_out_missing")
	}
	name, dir := r.args[0], r.args[1]
	folder, err := wholePath(dir)
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	report, err := r.carry(name, space.Load{Out: folder, Full: full})
	if err != nil && report.Wrote == "" {
		return 0, err
	}
	if report.Wrote == "" {
		r.say("%s", r.t("cli.bundle_nothing", "folder", dir))
	} else {
		r.say("%s", r.t("cli.bundle_wrote", "path", report.Wrote))
	}
	return r.synced([]jsonSync{r.account(name, report, err)})
}

func (r *run) carry(name string, load space.Load) (report space.Report, err error) {
	r.patiently(name, func(told workspace.Told) { report, err = r.ws.Carry(r.ctx, name, load, accessOf(), told) })
	return report, err
}

// bundleIn takes in files, or what lies in folders. A space this workspace does not
// know is entered from a folder.
func (r *run) bundleIn() (int, error) {
	if len(r.args) < 2 {
		return 0, usage("cli.bundle_in_missing")
	}
	name := r.args[0]
	var paths []string
	for _, each := range r.args[1:] {
		path, err := wholePath(each)
		if err != nil {
			return 0, err
		}
		paths = append(paths, path)
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	list, err := r.ws.Spaces(r.ctx)
	if err != nil {
		return 0, err
	}
	for _, l := range list {
		if l.Name == name || l.Space == name {
			report, err := r.carry(name, space.Load{In: paths})
			return r.synced([]jsonSync{r.account(name, report, err)})
		}
	}
	if info, err := os.Stat(paths[0]); len(paths) > 1 || err == nil && !info.IsDir() {
		return 0, fault.New(fault.NotFound, "cli.bundle_join", "name", name)
	}
	address := remote.BundlesIn(paths[0])
	seen, err := r.ws.LookAt(r.ctx, address, accessOf())
	if err != nil {
		return 0, err
	}
	if seen.Empty { // to begin a space is another wish
		return 0, fault.New(fault.NotFound, "cli.bundle_none", "name", name, "folder", r.args[1])
	}
	return r.spaceEnter(workspace.NewSpace{Name: name, Address: address}, accessOf())
}

// wholePath names a file or folder from where one stands.
func wholePath(path string) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "share.address_invalid")
	}
	return whole, nil
}
