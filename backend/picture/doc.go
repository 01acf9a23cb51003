// Package picture takes a picture as it comes from a camera, a screen or another program
// and gives the one that a record holds: a plain PNG or JPEG without anything beside its
// pixels.
//
// Vocabulary: the given bytes are a file as somebody has it; a picture is what Take makes
// of them; plain bytes are those of a picture that Take or somebody else's Take has made;
// a remark says what is different from what was given.
//
// Invariants, each held by a test: what a file is follows from its bytes and never from
// its name; its size in pixels is looked at before a pixel is read; the same bytes give
// the same picture, and a picture taken again is itself, to the byte; nothing that stands
// beside the pixels (place, time, camera, thumbnail, words) is in a picture; any bytes give
// a picture or a fault that says what is the matter; of bytes from elsewhere nothing is
// decoded that would not be kept.
//
// It reads no files, stores nothing and knows no records.
package picture
