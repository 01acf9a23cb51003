package cli

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/assets"
)

func helpCommand() command {
	return command{name: "help", usage: "[COMMAND | TOPIC]", help: "cli.help.help",
		setup: func(*pflag.FlagSet) func(*run) (int, error) {
			return func(r *run) (int, error) { return r.help() }
		}}
}

func (r *run) help() (int, error) {
	if len(r.args) == 0 {
		r.helpAll()
		return Done, nil
	}
	name := r.args[0]
	for _, c := range commands() {
		if c.name == name && c.name != "help" {
			page, err := assets.Help(name)
			if err != nil || r.json {
				return r.command(c, []string{"--help"}), nil
			}
			status := r.command(c, []string{"--help"})
			r.say("\n%s", withoutPictures(page))
			return status, nil
		}
	}
	if name == "json" {
		name = "command-line"
	}
	text, err := assets.Help(name)
	if err != nil {
		return 0, usage("cli.help_unknown", "given", name)
	}
	if r.json {
		r.print(map[string]any{"id": name, "text": text})
		return Done, nil
	}
	r.say("%s", withoutPictures(text))
	return Done, nil
}

// pictureLine is a line of a help page that holds nothing but a picture.
var pictureLine = regexp.MustCompile(`(?m)^!\[[^\]]*\]\([^)]*\)\n+`)

// withoutPictures is a help page as a terminal can show it: the text says all of
// what the pictures show.
func withoutPictures(page string) string {
	return strings.TrimRight(pictureLine.ReplaceAllString(page, ""), "\n")
}

// commandHelp explains one command and its flags.
func (r *run) commandHelp(c command, flags *pflag.FlagSet) {
	if r.json {
		r.print(map[string]any{"name": c.name, "usage": c.usage, "help": r.t(c.help)})
		return
	}
	r.say("secondstory %s %s\n\n%s", c.name, c.usage, r.t(c.help))
	r.say("")
	flags.VisitAll(func(f *pflag.Flag) {
		r.say("  %s", r.flagHelp(c, f))
	})
}

// flagHelp is one line on a flag. What stands in back quotes in its sentence is
// the name of its value.
func (r *run) flagHelp(c command, f *pflag.Flag) string {
	key := "cli.flag." + c.name + "." + f.Name
	if f.Name == "help" {
		key = "cli.flag.help"
	}
	left := "--" + f.Name
	if f.Shorthand != "" {
		left = "-" + f.Shorthand + ", " + left
	}
	text := r.t(key)
	if before, rest, ok := strings.Cut(text, "`"); ok {
		value, after, _ := strings.Cut(rest, "`")
		left, text = left+" "+value, before+value+after
	}
	if d := f.DefValue; d != "" && d != "false" {
		text += " " + r.t("cli.flag_default", "value", d)
	}
	return fmt.Sprintf("%-22s %s", left, text)
}

func (r *run) helpAll() {
	if r.json {
		list := []map[string]string{}
		for _, c := range commands() {
			list = append(list, map[string]string{"name": c.name, "usage": c.usage, "help": r.t(c.help)})
		}
		r.print(map[string]any{"commands": list})
		return
	}
	r.say("%s\n", r.t("cli.usage"))
	for _, c := range commands() {
		r.say("  %-9s %s", c.name, r.t(c.help))
	}
	var topics []string
	for _, t := range assets.Topics() {
		topics = append(topics, t.ID)
	}
	r.say("\n%s", r.t("cli.help_more", "topics", strings.Join(topics, ", ")))
	r.say("%s", r.t("cli.exit_statuses"))
}
