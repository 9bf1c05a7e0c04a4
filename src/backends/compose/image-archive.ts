import { PassThrough, type Readable, type Writable } from "node:stream";
import { TemporalStartError } from "../../errors.ts";
import type { Backend } from "../../interfaces/backend.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";

interface Parts {
  readonly processes: ProcessRunner;
  /** Of the docker command. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Of what docker says, its last lines tell the cause. */
const keptCharacters = 4_000;

/** Images as one stream, in the format of `docker image save`. */
export function imageArchive({ processes, environment }: Parts): Pick<Backend, "saveImages" | "loadImages"> {
  const pipe = async (
    words: readonly string[],
    streams: { readonly stdin?: Readable; readonly stdout: Writable; readonly signal: AbortSignal },
  ): Promise<void> => {
    let said = "";
    const onError = (text: string): void => {
      said = `${said}${text}`.slice(-keptCharacters);
    };
    const exitCode = await processes.pipe("docker", ["image", ...words], { ...streams, env: environment, onError });
    if (exitCode !== 0) throw failed(words[0] ?? "", exitCode, said);
  };
  return {
    saveImages: (references, stdout, signal) => pipe(["save", ...references], { stdout, signal }),
    async loadImages(stdin, signal) {
      // What it has loaded, the engine tells itself.
      const stdout = new PassThrough();
      stdout.resume();
      await pipe(["load", "--quiet"], { stdin, stdout, signal });
    },
  };
}

function failed(verb: string, exitCode: number, said: string): TemporalStartError {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  return new TemporalStartError({
    code: "BUNDLE_FAILED",
    category: "engine",
    message: `docker image ${verb} ended with exit code ${String(exitCode)}: ${lines.at(-1) ?? "it said nothing"}.`,
    hint: "docker system df shows how much room the engine has.",
    details: lines.slice(-10, -1),
  });
}
