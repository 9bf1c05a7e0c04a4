import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import type { InsidePort, Line } from "../../../interfaces/dial.ts";
import type { Ask } from "./engine-requests.ts";

/** What the program in the container says once the other side has taken the connection. */
const connected = "connected\n";

/**
 * What a container runs to carry a connection, with what every image of a store has: bash, or where there is none (those of
 * Alpine), the nc of BusyBox. Ends with whichever side ends first, and after all that it has begun: what it left behind would
 * become a child of PID 1, and where that is PostgreSQL, it takes the end of such a one for a crash of its own, and starts anew.
 */
const carry = `if [ -x /bin/bash ]; then exec /bin/bash -c 'exec 4<&0 3<>"/dev/tcp/\${2:-$HOSTNAME}/$1" || exit 1
echo connected >&2; trap "" PIPE; cat <&4 >&3 & there=$!; cat <&3 & back=$!; wait -n; kill $there $back; wait' carry "$@"; fi
host=\${2:-$(hostname)}
nc -z "$host" "$1" && echo connected >&2 && exec nc "$host" "$1"`;

/** Reaches a port inside a container by a program that runs there, so that it needs no port of this machine. */
export function createDial(docker: Docker, ask: Ask) {
  return async ({ container, port, isLoopback = false }: InsidePort, timeoutMs: number): Promise<Line> => {
    const stream = await ask(
      async (abortSignal) => {
        const exec = await docker.getContainer(container).exec({
          Cmd: ["sh", "-c", carry, "carry", String(port), ...(isLoopback ? ["127.0.0.1"] : [])],
          AttachStdin: true,
          AttachStdout: true,
          AttachStderr: true,
          abortSignal,
        });
        return exec.start({ hijack: true, stdin: true, abortSignal });
      },
      { timeoutMs },
    );
    const output = new PassThrough();
    const said = new PassThrough();
    docker.modem.demuxStream(stream, output, said);
    const close = (): void => {
      stream.destroy();
    };
    for (const end of ["end", "close", "error"])
      stream.once(end, () => {
        output.end();
        said.end();
      });
    await heard(said, port, container);
    return { input: stream, output, close };
  };
}

async function heard(said: PassThrough, port: number, container: string): Promise<void> {
  let text = "";
  for await (const part of said) {
    text += String(part);
    if (text.endsWith(connected)) return;
  }
  const message = `Nothing listens on port ${String(port)} of container ${container}. ${text.trim()}`.trim();
  throw Object.assign(new Error(message), { code: "ECONNREFUSED" });
}
