package workspace

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"secondstory/backend/domain/fault"
)

// personal are the settings that go with the person from workspace to workspace.
var personal = []string{"theme", "density"}

// Personal says whether a setting belongs to the person and not to a workspace.
func Personal(name string) bool { return slices.Contains(personal, name) }

// Person keeps the settings of the person at this machine in one small file. The
// zero value keeps nothing.
type Person struct {
	// File is the path; "" keeps nothing.
	File string
	mu   sync.Mutex
}

// DefaultPersonFile is where the settings of a person lie: the platform's folder
// for configuration.
func DefaultPersonFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "storage.no_home")
	}
	return filepath.Join(dir, "second-story", "person.json"), nil
}

// Settings reads them, by name. A file that cannot be read holds none: it says how
// a window looks, and no work depends on it.
func (p *Person) Settings() map[string]string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.read()
}

func (p *Person) read() map[string]string {
	var all map[string]string
	raw, err := os.ReadFile(p.File)
	// A file that says null is read without an error and gives no map.
	if err != nil || json.Unmarshal(raw, &all) != nil || all == nil {
		return map[string]string{}
	}
	for name := range all {
		if !Personal(name) {
			delete(all, name)
		}
	}
	return all
}

// Set writes one; an empty value removes it. The file is replaced as a whole.
func (p *Person) Set(name, value string) error {
	if p.File == "" {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.read()
	all[name] = value
	if value == "" {
		delete(all, name)
	}
	raw, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	if err = os.MkdirAll(filepath.Dir(p.File), 0o700); err == nil {
		err = WriteFile(p.File, append(raw, '\n'))
	}
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "settings.person_not_kept")
	}
	return nil
}
