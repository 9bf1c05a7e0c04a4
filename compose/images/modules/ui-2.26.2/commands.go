//go:build commands

// Package ui names the command that is built, so that go.sum locks all it needs.
package ui

import _ "github.com/temporalio/ui-server/v2/cmd/server"
