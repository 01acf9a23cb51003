// Command secondstory-cli is the command line without window libraries, for
// machines without a desktop. It has the same commands as secondstory; all of them
// are in package cli, and this one only starts it. It opens no window and imports
// nothing that would need one.
package main
