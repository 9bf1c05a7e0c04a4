// Command dockerize renders Go templates from the environment: the part of the
// tool of that name which the Temporal images use. A template sees .Env.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

// pairs collects every -template source:destination.
type pairs []string

func (p *pairs) String() string     { return strings.Join(*p, ",") }
func (p *pairs) Set(s string) error { *p = append(*p, s); return nil }

func main() {
	var templates pairs
	flag.Var(&templates, "template", "source:destination; may be repeated")
	flag.Parse()
	if len(templates) == 0 || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "usage: dockerize -template source:destination [-template ...]")
		os.Exit(2)
	}
	environment := readEnvironment(os.Environ())
	for _, pair := range templates {
		source, destination, ok := strings.Cut(pair, ":")
		if !ok {
			fmt.Fprintf(os.Stderr, "dockerize: -template %q is not source:destination\n", pair)
			os.Exit(2)
		}
		if err := renderFile(source, destination, environment); err != nil {
			fmt.Fprintf(os.Stderr, "dockerize: %s: %v\n", source, err)
			os.Exit(1)
		}
	}
}

func readEnvironment(lines []string) map[string]string {
	environment := make(map[string]string, len(lines))
	for _, line := range lines {
		if name, value, ok := strings.Cut(line, "="); ok {
			environment[name] = value
		}
	}
	return environment
}
