// Package slack reads the export of a Slack workspace, a channel at a time, into
// the timeline of a review.
//
// Vocabulary: an export is a zip or a folder with users.json, channels.json and a
// folder for each channel, which holds a file for each day; a bundle is one channel
// taken out of it, with the users its messages name and nothing else of the export;
// a message is left out when it tells nothing of what happened (somebody joined) or
// nothing that can be read, and is then counted with its reason.
//
// Invariants: messages read = entries + left out. Times are instants in UTC, to the
// second; the order is that of the export's own time stamps. The name of a person
// stands in Name alone and stays on this machine: in texts a mention becomes the
// role. The same channel gives the same bundle, in a zip or a folder, whatever else
// the export holds. A day that is broken keeps the other days, and the messages
// before its break. Nothing is unpacked to the disk, a declared size is never
// passed, and no bytes make the reader fail.
//
// It fetches nothing: files are only named. Talks between two or few people (direct
// messages) are not offered; their folders are named after the people.
package slack
