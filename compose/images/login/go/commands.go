//go:build commands

// Package login names the command that is built, so that go.sum locks all it needs.
package login

import _ "github.com/oauth2-proxy/oauth2-proxy/v7"
