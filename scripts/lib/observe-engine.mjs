import { findProgram } from "./find-program.mjs";
import { run } from "./run.mjs";
import { tailLine } from "./tail.mjs";

/** What of an engine this machine has, asked from the programs themselves. */
export async function observeEngine() {
  const clientProgram = findProgram("docker");
  const daemonProgram = findProgram("dockerd");
  const absent = {
    clientProgram,
    daemonProgram,
    serverVersion: undefined,
    refusal: "",
    composeVersion: undefined,
    buildxVersion: undefined,
  };
  if (!clientProgram) return absent;
  const [server, compose, buildx] = await Promise.all([
    run(clientProgram, ["version", "--format", "{{.Server.Version}}"]),
    run(clientProgram, ["compose", "version", "--short"]),
    run(clientProgram, ["buildx", "version"]),
  ]);
  const version = (result) => (result.exitCode === 0 ? result.stdout.trim() || undefined : undefined);
  return {
    ...absent,
    serverVersion: version(server),
    refusal: server.exitCode === 0 ? "" : tailLine(server.stderr, 1),
    composeVersion: atLeastTwo(version(compose)),
    buildxVersion: version(buildx)?.split(" ")[1] ?? version(buildx),
  };
}

// Compose 1 answers the same question through an old wrapper, and cannot do what is needed.
function atLeastTwo(version) {
  return version && Number.parseInt(version.replace(/^v/, ""), 10) >= 2 ? version : undefined;
}
