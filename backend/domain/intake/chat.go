package intake

// Keys of what is told of a channel of a chat: its account, and {count} of what was left
// out of it for one reason or not taken of its messages.
const (
	KeyChatAccount   = "ingest.slack_account"       // {read, entries, left}: read = entries + left
	KeyChatJoins     = "ingest.slack_left_joins"    // somebody or a bot came or went
	KeyChatSettings  = "ingest.slack_left_settings" // topic, purpose, name, pins and their like
	KeyChatEdits     = "ingest.slack_left_edits"    // the record of a change; the message itself has its last words
	KeyChatDeleted   = "ingest.slack_left_deleted"
	KeyChatTwice     = "ingest.slack_left_twice" // the same time stamp again
	KeyChatEmpty     = "ingest.slack_left_empty"
	KeyChatUnread    = "ingest.slack_left_unread" // no message, or no time stamp
	KeyChatFiles     = "ingest.slack_files"       // named in the texts, not fetched
	KeyChatReactions = "ingest.slack_reactions"   // not taken
	KeyChatCut       = "ingest.slack_cut"         // texts longer than an entry holds
)

// ChatLeft are the reasons for which a message is left out.
var ChatLeft = []string{KeyChatJoins, KeyChatSettings, KeyChatEdits, KeyChatDeleted, KeyChatTwice, KeyChatEmpty, KeyChatUnread}
