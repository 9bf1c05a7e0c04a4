//go:build commands

// Package cli names the command that is built, so that go.sum locks all it needs.
package cli

import _ "github.com/temporalio/cli/cmd/temporal"
