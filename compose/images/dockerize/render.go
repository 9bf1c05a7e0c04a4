package main

import (
	"bytes"
	"errors"
	"os"
	"strconv"
	"strings"
	"text/template"
)

// renderFile writes only a complete result; 0600 because it may hold passwords.
func renderFile(source, destination string, environment map[string]string) error {
	text, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	result, err := render(string(text), environment)
	if err != nil {
		return err
	}
	return os.WriteFile(destination, result, 0o600)
}

func render(text string, environment map[string]string) ([]byte, error) {
	parsed, err := template.New("").Funcs(functions).Parse(text)
	if err != nil {
		return nil, err
	}
	var result bytes.Buffer
	err = parsed.Execute(&result, struct{ Env map[string]string }{environment})
	return result.Bytes(), err
}

var functions = template.FuncMap{
	"add":      func(a, b int) int { return a + b },
	"atoi":     strconv.Atoi,
	"contains": func(items map[string]string, key string) bool { _, ok := items[key]; return ok },
	"default":  defaultValue,
	"exists":   func(path string) bool { _, err := os.Stat(path); return err == nil },
	"isTrue":   isTrue,
	"lower":    strings.ToLower,
	"replace":  strings.Replace,
	"split":    strings.Split,
	"trim":     strings.TrimSpace,
	"upper":    strings.ToUpper,
}

// defaultValue takes the fallback only for a variable that is not set: one that
// is set and empty stays empty, as the templates of the images expect.
func defaultValue(values ...any) (string, error) {
	for _, value := range values {
		if text, ok := value.(string); ok {
			return text, nil
		}
		if value != nil {
			return "", errors.New("default takes strings: put quotes around the value")
		}
	}
	return "", errors.New("default has no value to fall back on")
}

func isTrue(text string) bool {
	value, err := strconv.ParseBool(strings.ToLower(text))
	return err == nil && value
}
