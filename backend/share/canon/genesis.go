package canon

import _ "embed"

// The first commit of every repository: the same bytes, author and time everywhere,
// so that devices that begin without having met begin with the same commit. It never
// changes; whatever differs from space to space comes with the second commit.
const (
	GenesisMessage = "Begin a shared space\n"
	GenesisName    = "Second Story"
	GenesisEmail   = "genesis@second-story.invalid"
	GenesisUnix    = 1767225600 // 2026-01-01T00:00:00Z
)

//go:embed genesis-readme.md
var readme []byte

// attributes tell git to leave every byte of a text as it is, whatever the settings
// of a machine say, and that encrypted files are none.
const attributes = "* -text\n*.age binary\n"

// Genesis lists the files of the first commit in the order of their paths.
func Genesis() []File {
	return []File{{".gitattributes", []byte(attributes)}, {"README.md", append([]byte{}, readme...)}}
}
