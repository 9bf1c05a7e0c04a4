package main

import "testing"

func TestRender(t *testing.T) {
	environment := map[string]string{"SET": "Value", "EMPTY": "", "LIST": "a,b"}
	cases := []struct{ name, text, want string }{
		{"a set variable wins over the default", `{{ default .Env.SET "x" }}`, "Value"},
		{"an unset variable takes the default", `{{ default .Env.UNSET "x" }}`, "x"},
		{"a variable set to nothing stays empty", `{{ default .Env.EMPTY "x" }}`, ""},
		{"an unset variable is false", `{{ if .Env.UNSET }}y{{ else }}n{{ end }}`, "n"},
		{"functions chain", `{{ default .Env.SET "x" | lower }}`, "value"},
		{"replace counts", `{{ replace "postgresql" "postgresql" "postgres" 1 }}`, "postgres"},
		{"trim takes the spaces around a text", `[{{ trim " a " }}]`, "[a]"},
		{"split ranges", `{{ range split .Env.LIST "," }}[{{ . }}]{{ end }}`, "[a][b]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := render(c.text, environment)
			if err != nil || string(got) != c.want {
				t.Fatalf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestRenderRefusesNumbersAsDefaults(t *testing.T) {
	if _, err := render(`{{ default .Env.UNSET 5 }}`, nil); err == nil {
		t.Fatal("a number was taken as a default")
	}
}
