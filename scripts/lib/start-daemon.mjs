import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { findProgram } from "./find-program.mjs";
import { rootPrefix, runAsRoot } from "./privilege.mjs";
import { run } from "./run.mjs";
import { SetupError } from "./setup-error.mjs";
import { tailLine } from "./tail.mjs";

const waitMs = 60_000;
// Only these really run services; a container's PID 1 (a shell, tini) does not.
const initPrograms = ["systemd", "init", "openrc-init", "runit"];

const readText = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");

/** How this machine starts a daemon. */
export function daemonStarter() {
  if (existsSync("/run/systemd/system")) return { how: "systemd", command: ["systemctl", "enable", "--now", "docker"] };
  const init = readText("/proc/1/comm").trim();
  const service = initPrograms.includes(init) && existsSync("/etc/init.d/docker") && findProgram("service");
  return service
    ? { how: "the init system", command: [service, "docker", "start"] }
    : { how: "dockerd in the background", command: undefined };
}

/** Starts the daemon and waits until it answers; returns its version, or undefined when the user may not ask it yet. */
export async function startDaemon({ logFile, daemonLog, tell }) {
  const { how, command } = daemonStarter();
  tell(`Starting the engine (${how})`);
  if (command) {
    const started = await runAsRoot(command[0], command.slice(1), { logFile });
    if (started.exitCode !== 0)
      throw new SetupError(
        "Start the engine",
        tailLine(started.stderr || started.stdout),
        `See ${logFile} and "journalctl -u docker".`,
      );
    return waitForEngine(() => true, logFile);
  }
  await clearLeftovers(logFile);
  if (isProcess(readText("/var/run/docker.pid").trim(), "dockerd")) return waitForEngine(() => true, daemonLog);
  return waitForEngine(launchDetached(daemonLog), daemonLog);
}

function launchDetached(daemonLog) {
  const [first, ...rest] = [...rootPrefix(), findProgram("dockerd") ?? "dockerd"];
  const log = openSync(daemonLog, "a", 0o600);
  const child = spawn(first, rest, { detached: true, stdio: ["ignore", log, log], cwd: "/" });
  closeSync(log);
  child.on("error", () => {});
  child.unref();
  return () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
}

async function waitForEngine(isAlive, log) {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const answer = await run("docker", ["version", "--format", "{{.Server.Version}}"]);
    if (answer.exitCode === 0) return answer.stdout.trim();
    if (/permission denied/i.test(answer.stderr)) return undefined;
    if (!isAlive())
      throw new SetupError("Start the engine", `dockerd ended: ${tailLine(readText(log), 1)}`, `See ${log}.`);
    if (Date.now() > deadline)
      throw new SetupError(
        "Start the engine",
        `no answer in ${waitMs / 1000} s: ${tailLine(answer.stderr, 1)}`,
        `See ${log}.`,
      );
    await sleep(200);
  }
}

/** Removes what an unclean end left behind and dockerd would mistake for a running process. */
async function clearLeftovers(logFile) {
  const stale = [];
  const pidFiles = { "/var/run/docker.pid": "dockerd", "/var/run/docker/containerd/containerd.pid": "containerd" };
  for (const [path, program] of Object.entries(pidFiles)) {
    const pid = readText(path).trim();
    if (pid && !isProcess(pid, program)) stale.push(path);
  }
  const listening = readText("/proc/net/unix");
  for (const path of ["/run/containerd/containerd.sock", "/run/docker/containerd/containerd.sock"]) {
    if (existsSync(path) && !listening.includes(path)) stale.push(path);
  }
  if (stale.length > 0) await runAsRoot("rm", ["-f", ...stale], { logFile });
}

const isProcess = (pid, program) => /^\d+$/.test(pid) && readText(`/proc/${pid}/comm`).trim() === program;
