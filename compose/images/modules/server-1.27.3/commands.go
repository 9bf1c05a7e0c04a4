//go:build commands

// Package server names the commands that are built, so that go.sum locks all they need.
package server

import (
	_ "go.temporal.io/server/cmd/server"
	_ "go.temporal.io/server/cmd/tools/sql"
	_ "go.temporal.io/server/cmd/tools/tdbg"
)
