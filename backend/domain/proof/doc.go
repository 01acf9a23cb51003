// Package proof says whether a device made what carries its name.
//
// Vocabulary: a body is what is signed, byte for byte · a seal is the signature of a device
// under a body · a key is the public half of what a device seals with; its private half
// never leaves the machine · a keyring is the keys that this machine knows, and what it
// thinks of each · a verdict is what a seal comes to.
//
// Invariants: the first key that a device shows is taken for its own; another one, or one of
// a device that says it is a person whom another device is already, waits until somebody
// here has said that it is theirs. A seal proves a body for the device and the person that
// its key was shown with, and for nobody else. No verdict depends on an order of arrival
// other than that of the keys.
//
// It is not a store, makes no keys and knows nothing of what is signed. It cannot know who
// sits at a device.
package proof
