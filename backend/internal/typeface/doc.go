// Package typeface reads the fonts of the machine for the characters that the
// fonts of this program lack.
//
// Words: a Source names font files and opens them; a Library is what is known of
// them; a Face is one font of a file; a Glyph is one sign of a Face with its
// place, after shaping; a Span is a piece of a line that is read in one
// direction; Make writes a small TrueType font of chosen glyphs.
//
// Invariants: which Face stands for a character depends on the files alone and
// not on what was asked before; a font that forbids to be embedded, cannot be
// read or has pictures instead of outlines is never chosen, and one that breaks
// over a text is not chosen again; the same glyphs give the same bytes. Files are
// looked at when the first character is asked for, and not before.
//
// It knows nothing of the fonts of this program, nor where a machine keeps its
// own: a Source says so.
package typeface
