import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import { layersFolder, lendImages } from "./lend-images.ts";
import { openNamespaces } from "./namespaces.ts";
import { output, type Place, run } from "./program.ts";

/** A Docker Engine that nobody else uses, so that it may be ended and killed. */
export interface OwnEngine {
  /** Where the program and the docker command find it. */
  readonly place: Place;
  /** Returns when the engine answers. Options are those of dockerd. */
  start(...options: readonly string[]): Promise<void>;
  /** Returns when the engine is gone, with SIGTERM after it has stopped its containers. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  docker(...args: readonly string[]): Promise<string>;
  /** Ends the engine with all that runs on it, and leaves nothing of it. */
  remove(): Promise<void>;
}

const pidFile = "/run/docker/own.pid";
const answerTimeoutMs = 60_000;
const pauseMs = 100;

/** Why no engine of its own can run here, or null where one can. */
export function noOwnEngine(): string | null {
  if (process.platform !== "linux") return "it needs Linux";
  if (process.getuid?.() !== 0) return "it needs root";
  const programs = ["dockerd", "containerd", "unshare", "nsenter", "ip"];
  const missing = programs.filter((name) => spawnSync("which", [name]).status !== 0);
  if (missing.length > 0) return `it needs ${missing.join(", ")}`;
  return layersFolder() === null ? "the engine of this machine does not keep its images with overlay2" : null;
}

/** Enough for clusters, whose images are lent. */
const usualDiskBytes = 1_000_000_000;

/** With the images of the engine that all tests use, and not started yet. */
export async function makeOwnEngine(diskBytes = usualDiskBytes): Promise<OwnEngine> {
  const layers = layersFolder();
  if (layers === null) throw new Error("The engine of this machine does not keep its images with overlay2.");
  const folder = mkdtempSync(join(inject("clusterRun").folder, "engine-"));
  const [disk, content, log] = [join(folder, "disk"), join(folder, "content"), join(folder, "dockerd.log")];
  mkdirSync(disk);
  lendImages(layers, content);
  const config = join(folder, "daemon.json");
  writeFileSync(config, "{}");
  const namespaces = await openNamespaces({ layers, disk, content, diskBytes });
  const host = `unix://${join(folder, "docker.sock")}`;
  const place = { namespacesOf: namespaces.pid, env: { DOCKER_HOST: host, DOCKER_CONTEXT: "" } };
  const inside = (...command: readonly string[]): Promise<string> =>
    output("nsenter", [...namespaces.entrance, ...command]);
  let daemon: ChildProcess | undefined;
  return {
    place,
    docker: (...args) => output("docker", args, place),
    async start(...options) {
      const own = ["--config-file", config, "--data-root", disk, "--pidfile", pidFile, "--host", host];
      const written = openSync(log, "a");
      const stdio = ["ignore", written, written] as const;
      daemon = spawn("nsenter", [...namespaces.entrance, "dockerd", ...own, ...options], { stdio: [...stdio] });
      const deadlineMs = Date.now() + answerTimeoutMs;
      while ((await run("docker", ["version"], place)).exitCode !== 0) {
        if (daemon.exitCode !== null || Date.now() > deadlineMs)
          throw new Error(`The engine does not answer:\n${readFileSync(log, "utf8").slice(-2_000)}`);
        await sleep(pauseMs);
      }
    },
    async end(signal) {
      if (daemon === undefined) throw new Error("The engine was not started.");
      const gone = once(daemon, "exit");
      await inside("sh", "-c", `kill -s ${signal.replace("SIG", "")} "$(cat ${pidFile})"`);
      await gone;
    },
    async remove() {
      await namespaces.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
