package app

// SpaceEntry is what a person enters about a space. What lets them in is kept for this
// run only, or as a login of this computer where Keep says so.
type SpaceEntry struct {
	Name    string `json:"name"`
	Address string `json:"address"` // a folder or a URL
	// Carried says that the address is a folder through which files are carried.
	Carried bool   `json:"carried"`
	Alias   string `json:"alias"` // what others are to call the person, "" for the pseudonym
	// Audience says who can read it, where the space itself does not say so already.
	Audience string `json:"audience"`
	User     string `json:"user"`
	Secret   string `json:"secret"`
	// Key is the file of a key for ssh, and Passphrase opens it; "" for the usual ones.
	Key        string `json:"key"`
	Passphrase string `json:"passphrase"`
	Keep       bool   `json:"keep"`
	// AcceptHost is the fingerprint of a server's key that the person has found right.
	AcceptHost string `json:"acceptHost"`
}

// SpaceSignIn is what lets a person in: a name and a token, or a key of ssh.
type SpaceSignIn struct {
	User       string `json:"user"`
	Secret     string `json:"secret"`
	Key        string `json:"key"`
	Passphrase string `json:"passphrase"`
	Keep       bool   `json:"keep"` // beyond this run
}

// SpaceKept says whether what lets a person in is kept beyond this run. Ask is what the
// sealed file wants where there is no keyring: "choose" a passphrase, "enter" the one it
// has, "" for nothing.
type SpaceKept struct {
	Kept bool   `json:"kept"`
	Ask  string `json:"ask"`
}

// SpaceNetwork is how this machine reaches others. Proxy is "" for that of the machine
// and "none" for none; CAFile holds a further certificate authority, "" for none.
type SpaceNetwork struct {
	Proxy  string `json:"proxy"`
	CAFile string `json:"caFile"`
	// User is whom the proxy knows, "" for nobody. Place says where the password lies that
	// goes with it: "keyring", "file", or "run" for until the program is closed.
	User  string `json:"user"`
	Place string `json:"place"`
}

// SpaceNetworkEntry is what a person sets about reaching others. Without a Secret the one
// that is kept for the User stays; without a User what is kept for this proxy is forgotten.
type SpaceNetworkEntry struct {
	Proxy  string `json:"proxy"`
	CAFile string `json:"caFile"`
	User   string `json:"user"`
	Secret string `json:"secret"`
	// Keep the password beyond this run.
	Keep bool `json:"keep"`
}

// SpaceSeen is what a look at an address found.
type SpaceSeen struct {
	Address string `json:"address"`
	Empty   bool   `json:"empty"` // a space would begin there
	Name    string `json:"name"`  // of the space that is there, "" where that is not known
	// Audience is who can read it, in its own words.
	Audience string `json:"audience"`
}

// SpaceState is a space as the list shows it.
type SpaceState struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Address   string `json:"address"`
	Reviews   int    `json:"reviews"`
	Unsent    int    `json:"unsent"`    // reviews with changes that wait to be sent
	Undecided int    `json:"undecided"` // questions that wait for a person
	Aside     int    `json:"aside"`     // reviews of which files are not taken
	SyncedAt  string `json:"syncedAt"`  // "" before the first exchange that ended well
	Alias     string `json:"alias"`     // what others call the person, "" for the pseudonym
	Audience  string `json:"audience"`  // who can read it, as its people put it
	// User is who signs in there: of this run, or else of the login that is kept for the
	// place; "" for nobody. Key is the file of a key for ssh, likewise.
	User string `json:"user"`
	Key  string `json:"key"`
	// Remembered says that a token or a passphrase is kept for the place, beyond this run.
	Remembered bool `json:"remembered"`
	// AudienceAside are other words for Audience that were said at the same time and put
	// aside, until somebody says which hold; "" for none.
	AudienceAside string `json:"audienceAside"`
}

// SpacePerson is somebody who writes to a space: the pseudonym beside what they stated,
// and what they go by there: the alias they chose, or their device.
type SpacePerson struct {
	Space string `json:"space"`
	Actor string `json:"actor"`
	Alias string `json:"alias"`
}

// SpaceReview is a review that came or went.
type SpaceReview struct {
	Ref       string   `json:"ref"`
	Title     string   `json:"title"`
	Trashed   bool     `json:"trashed"`
	Joined    bool     `json:"joined"` // it was edited here too, and the two were brought together
	Undecided int      `json:"undecided"`
	By        []string `json:"by"` // who wrote what came
}

// SpaceRemark is something in a space that a person should look at. Ref is "" for
// what belongs to no review.
type SpaceRemark struct {
	Ref     string  `json:"ref"`
	Title   string  `json:"title"` // of the record, "" where it has none or is not here
	Path    string  `json:"path"`
	Line    int     `json:"line"`
	Message Message `json:"message"`
}

// SpaceAccount tells what an exchange did. State is done, waiting (the other side is
// busy), read_only (what others wrote came, nothing may be sent), stopped or failed; Error
// is then the JSON text of a WireError. The counts are of all reviews, the lists have the
// first ones.
type SpaceAccount struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Begun     bool          `json:"begun"`   // nothing was there before
	KeepAsk   string        `json:"keepAsk"` // the Ask of a SpaceKept, after adding
	State     string        `json:"state"`
	Came      []SpaceReview `json:"came"`
	Went      []SpaceReview `json:"went"`
	CameCount int           `json:"cameCount"`
	WentCount int           `json:"wentCount"`
	Undecided []SpaceReview `json:"undecided"` // of those that came
	Held      []SpaceReview `json:"held"`      // not sent, for something in them waits for a person
	Open      int           `json:"open"`      // questions that wait in the whole space
	Aside     []SpaceRemark `json:"aside"`     // what was not taken
	Notices   []SpaceRemark `json:"notices"`   // what was brought together and wants a look
	Carried   bool          `json:"carried"`   // through files: nobody has yet what was written
	Wrote     string        `json:"wrote"`     // the bundle that was written, "" for none
	Error     string        `json:"error"`
}
