package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/workspace"
)

// Exit statuses.
const (
	Done        = 0
	Failed      = 1
	Usage       = 2
	NeedsPerson = 3 // done, and something needs a person
)

// Env is what a run of the command line may touch.
type Env struct {
	Args    []string // without the program's name
	Out     io.Writer
	Err     io.Writer
	In      io.Reader
	Version string
	Now     func() time.Time
	NewID   func() string
	Zone    func() *time.Location
	// Patience is how long an exchange may take before a person is told on Err that it still
	// goes on; 0 for four seconds.
	Patience time.Duration
	// Rest is how long a file in an inbox has to stay as it is before it is read; 0 for two
	// seconds.
	Rest time.Duration
}

// command is one verb. Its flags are declared on the set it is given.
type command struct {
	name  string
	usage string // arguments, as in the help
	help  string // message key of the one-line description
	// setup declares the flags; their explanations are the sentences
	// "cli.flag.<command>.<flag>".
	setup func(*pflag.FlagSet) func(*run) (int, error)
	// args, where there is one, has a look at the arguments before their flags are
	// read, and unknown tells of a flag that is none in words of the command.
	args    func([]string) []string
	unknown string // message key
}

// run is one call of a command.
type run struct {
	Env
	ctx   context.Context
	args  []string
	json  bool
	home  string
	ws    *workspace.Workspace // nil until open
	text  *assets.Catalogue
	typed *bufio.Reader // standard input, where no person types
	// noting is held by who says that something is still waited for: several may at once.
	noting sync.Mutex
	// asking is held while a secret is asked for: one line answers one question.
	asking sync.Mutex
}

func commands() []command {
	return []command{
		importCommand(), incidentCommand(), serviceCommand(), reviewCommand(), recordCommand(), causesCommand(), factorCommand(), commentCommand(), pictureCommand(), reportCommand(), homeCommand(), inboxCommand(), searchCommand(), measuresCommand(), meetingCommand(), actionCommand(), studyCommand(), conflictsCommand(), obligationCommand(), policyCommand(),
		spaceCommand(), syncCommand(), calendarCommand(),
		auditCommand(), backupCommand(), restoreCommand(), doctorCommand(), versionCommand(), helpCommand(),
	}
}

// Names lists the commands, so that the window's program can tell a command from
// a file it was asked to open.
func Names() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

// Run carries out one command line and gives its exit status.
func Run(env Env) int {
	out := &output{to: env.Out}
	env.Out = out
	return out.status(runCommand(env), env.Err)
}

// output remembers that an answer could not be written, so that a full disk
// behind a redirection is no success.
type output struct {
	to     io.Writer
	failed error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.to.Write(p)
	if err != nil && o.failed == nil {
		o.failed = err
	}
	return n, err
}

// status is the exit status once the answer is out. A reader that has closed the
// pipe has seen enough: that is its wish and no failure.
func (o *output) status(status int, errs io.Writer) int {
	if o.failed == nil || errors.Is(o.failed, syscall.EPIPE) || status == Failed || status == Usage {
		return status
	}
	key := "file.not_written"
	if errors.Is(o.failed, syscall.ENOSPC) {
		key = "file.disk_full"
	}
	fmt.Fprintln(errs, "secondstory: "+assets.English().Text(key, "name", "standard output"))
	return Failed
}

func runCommand(env Env) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	r := &run{Env: env, ctx: ctx, text: assets.English()}
	if r.Now == nil {
		r.Now = time.Now
	}
	// --json and --home may stand anywhere; they are taken off first, so that an
	// error in the rest can already be told in the right form.
	rest, err := r.globals(env.Args)
	if err != nil {
		return r.fail(err)
	}
	if len(rest) == 0 {
		return r.fail(usage("cli.no_command"))
	}
	for _, c := range commands() {
		if c.name == rest[0] {
			return r.command(c, rest[1:])
		}
	}
	if rest[0] == "--help" || rest[0] == "-h" {
		return r.command(helpCommand(), nil)
	}
	if rest[0] == "--version" {
		return r.command(versionCommand(), nil)
	}
	return r.fail(usage("cli.unknown_command", "command", rest[0]))
}

func (r *run) globals(args []string) ([]string, error) {
	var rest []string
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--":
			return append(rest, args[i:]...), nil
		case a == "--json":
			r.json = true
		case a == "--home":
			// A missing value must not make a folder of the flag behind it, and an
			// empty one (a variable that is not set) must not open the default home.
			if i+1 >= len(args) || args[i+1] == "" || strings.HasPrefix(args[i+1], "--") {
				return nil, usage("cli.flag_value", "flag", a)
			}
			i++
			r.home = args[i]
		case strings.HasPrefix(a, "--home="):
			if r.home = strings.TrimPrefix(a, "--home="); r.home == "" {
				return nil, usage("cli.flag_value", "flag", "--home")
			}
		default:
			rest = append(rest, a)
		}
	}
	return rest, nil
}

func (r *run) command(c command, args []string) int {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	help := flags.BoolP("help", "h", false, "")
	do := c.setup(flags)
	if c.args != nil {
		args = c.args(args)
	}
	if err := flags.Parse(args); err != nil {
		return r.fail(flagFault(err, c.unknown))
	}
	if *help {
		r.commandHelp(c, flags)
		return Done
	}
	r.args = flags.Args()
	defer func() {
		if r.ws != nil {
			r.ws.Close()
		}
	}()
	status, err := do(r)
	if err != nil {
		return r.fail(err)
	}
	if r.ws != nil && r.ws.Full() {
		fmt.Fprintln(r.Err, r.t("cli.disk_full"))
	}
	return status
}

// flagFault tells what is wrong with a flag; strange is the message for one that
// the command does not have, "" for the usual one.
func flagFault(err error, strange string) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		if strange == "" {
			strange = "cli.flag_unknown"
		} else if all := unknown.GetSpecifiedShortnames(); all != "" {
			name = "-" + all // a word and no row of letters
		}
		return usage(strange, "flag", name)
	case errors.As(err, &missing):
		return usage("cli.flag_value", "flag", "--"+missing.GetFlag().Name)
	case errors.As(err, &invalid):
		return usage("cli.flag_bad", "flag", "--"+invalid.GetFlag().Name, "given", invalid.GetValue())
	}
	return usage("cli.bad_flag")
}

// open opens the workspace. A command calls it when its arguments are known to be
// in order: a wrong call must not make a home.
func (r *run) open() (err error) {
	if r.ws != nil {
		return nil
	}
	home, err := r.homeFolder()
	if err != nil {
		return err
	}
	r.ws, err = workspace.Open(r.ctx, home, workspace.Options{Origin: "cli", Now: r.Env.Now, NewID: r.NewID, Zone: r.Zone, Passphrase: r.passphrase})
	if f, ok := fault.As(err); ok && f.Key == "storage.home_is_file" {
		return usageError{f}
	}
	return err
}

// usageError is a wrong call: exit status 2.
type usageError struct{ f *fault.Error }

func (u usageError) Error() string { return u.f.Error() }
func (u usageError) Unwrap() error { return u.f }

func usage(key string, params ...string) error {
	return usageError{fault.New(fault.Invalid, key, params...)}
}

// inWords are the params of an error. One about all that a promise lacks, or that keeps a review
// from being agreed, names each part.
func (r *run) inWords(f *fault.Error) map[string]string {
	if f.Key != "action.missing" && f.Key != "review.not_to_agree" {
		return f.Params
	}
	params, parts := map[string]string{}, []string{}
	for k, v := range f.Params {
		params[k] = v
	}
	for _, x := range f.Fields {
		parts = append(parts, r.text.Fill(x.Key, x.Params))
	}
	params["parts"] = strings.Join(parts, " ")
	return params
}

// fail tells an error and gives its exit status.
func (r *run) fail(err error) int {
	f, ok := fault.As(err)
	if !ok {
		fmt.Fprintf(r.Err, "%v\n", err)
		f = fault.Wrap(err, fault.Internal, "error.internal")
	}
	status := Failed
	var u usageError
	if errors.As(err, &u) || f.Key == "record.ref_ambiguous" || f.Key == "record.ref_bad" {
		status = Usage
	}
	key := f.Key
	if own := "cli.said." + key; r.text.Has(own) {
		key = own // the sentence of the window speaks of its fields
	}
	message := r.text.Fill(key, r.inWords(f))
	if r.json {
		r.print(map[string]any{"error": map[string]any{"code": string(f.Code), "key": f.Key, "message": message}})
		return status
	}
	fmt.Fprintln(r.Err, "secondstory: "+tame(message))
	return status
}

// print writes the one JSON document.
func (r *run) print(v any) {
	enc := json.NewEncoder(r.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(v) //nolint:errcheck // output remembers it
}

// say writes a line of prose to standard output, unless JSON was asked for.
func (r *run) say(format string, args ...any) {
	if !r.json {
		fmt.Fprintln(r.Out, tame(fmt.Sprintf(format, args...)))
	}
}

// note writes a line of prose to standard error.
func (r *run) note(format string, args ...any) {
	fmt.Fprintln(r.Err, tame(fmt.Sprintf(format, args...)))
}

// tame shows signs that steer a terminal as a sign of their own: names of files and words of
// records are written by others.
func tame(s string) string {
	return strings.Map(func(c rune) rune {
		if c != '\n' && c != '\t' && unicode.IsControl(c) {
			return utf8.RuneError
		}
		return c
	}, s)
}

// tameLine is tame for what must not look like another line.
func tameLine(s string) string { return tame(strings.ReplaceAll(s, "\n", "\r")) }

// t is a sentence of the catalogue.
func (r *run) t(key string, params ...string) string { return r.text.Text(key, params...) }

// sub takes the first argument as the name of a subcommand.
func (r *run) sub(names ...string) (string, error) {
	if len(r.args) == 0 {
		return "", usage("cli.subcommand_missing", "choices", strings.Join(names, ", "))
	}
	for _, n := range names {
		if r.args[0] == n {
			r.args = r.args[1:]
			return n, nil
		}
	}
	return "", usage("cli.subcommand_unknown", "given", r.args[0], "choices", strings.Join(names, ", "))
}

// partCall reads a call about the parts of a record: list REF, add REF TEXT, or one of more
// with REF PART. what is the text or the id of the part; missing and noText say that it is
// not there.
func (r *run) partCall(missing, noText string, more ...string) (sub, id, what string, err error) {
	if sub, err = r.sub(append([]string{"list", "add"}, more...)...); err != nil {
		return
	}
	name, err := r.name()
	if err != nil {
		return
	}
	if sub == "add" {
		missing = noText
	}
	if sub != "list" {
		if what, err = r.arg(missing); err != nil {
			return
		}
	}
	if err = r.noMore(); err == nil {
		id, err = r.resolve(name)
	}
	return
}

// name takes the next argument as a reference, without asking whose it is.
func (r *run) name() (string, error) {
	if len(r.args) == 0 {
		return "", usage("cli.ref_missing")
	}
	name := r.args[0]
	r.args = r.args[1:]
	if _, ok := record.ParseRef(name); !ok {
		return "", usage("record.ref_bad", "ref", name)
	}
	return name, nil
}

// resolve opens the workspace and finds the record a reference names.
func (r *run) resolve(name string) (id string, err error) {
	if err := r.open(); err != nil {
		return "", err
	}
	return r.ws.Records.Resolve(r.ctx, name)
}

// only takes the one argument left as a reference and finds its record.
func (r *run) only() (id string, err error) {
	name, err := r.name()
	if err != nil {
		return "", err
	}
	if err := r.noMore(); err != nil {
		return "", err
	}
	return r.resolve(name)
}

func (r *run) noMore() error {
	if len(r.args) > 0 {
		return usage("cli.too_many", "given", strings.Join(r.args, " "))
	}
	return nil
}

// Wants says whether the arguments are for the command line: the first word that
// is no option names a command, or help or a version is asked for. Everything
// else opens the window.
func Wants(args []string) bool {
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--json" || a == "-h" || a == "--help" || a == "--version":
			return true
		case a == "--open":
			return false // the words behind it are files for the window
		case a == "--home":
			i++ // its value is no command
		case strings.HasPrefix(a, "-"):
		default:
			// A word that is no command is told so rather than opening a window.
			return true
		}
	}
	return false
}
