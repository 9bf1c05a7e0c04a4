import { TemporalStartError } from "../errors.ts";

export function missingProgram(command: string): TemporalStartError {
  return new TemporalStartError({
    code: "PROGRAM_MISSING",
    category: "preflight",
    message: `The program "${command}" is not on the PATH.`,
    hint:
      command === "docker"
        ? "Install Docker Engine with Compose v2, then run the command again."
        : `Install "${command}", then run the command again.`,
  });
}
