import type { GoProgram } from "./recipe.ts";

/** Renders the configuration templates of server and Web UI; our own program, see compose/images/dockerize. */
export const dockerize = {
  kind: "go-program",
  module: "dockerize",
  command: ".",
  output: "dockerize",
} as const satisfies GoProgram;
