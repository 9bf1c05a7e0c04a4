import { createHash } from "node:crypto";
import { join } from "node:path";
import { TemporalStartError } from "../../../errors.ts";
import { readSmallFile } from "../../../host/read-small-file.ts";
import type { EngineEndpoint } from "../../../interfaces/engine-facts.ts";

/** Where the docker command finds an engine when nothing points elsewhere. */
export const defaultAddressOf = (platform: NodeJS.Platform): string =>
  platform === "win32" ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock";

/**
 * Chooses as the docker command does: DOCKER_HOST, DOCKER_CONTEXT, the current context, the default socket.
 * @throws TemporalStartError ENGINE_UNKNOWN when the context does not exist; compose would refuse it, too
 */
export function resolveEngineEndpoint(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
  platform: NodeJS.Platform = process.platform,
): EngineEndpoint {
  if (environment.DOCKER_HOST) return { address: environment.DOCKER_HOST, chosenBy: "DOCKER_HOST" };
  const folder = dockerConfigFolder(environment, home);
  const configured = readJson(join(folder, "config.json"));
  const name = environment.DOCKER_CONTEXT || textAt(configured, ["currentContext"]) || "default";
  if (name === "default") return { address: defaultAddressOf(platform), chosenBy: "default socket" };
  const digest = createHash("sha256").update(name).digest("hex");
  const meta = readJson(join(folder, "contexts", "meta", digest, "meta.json"));
  const host = textAt(meta, ["Endpoints", "docker", "Host"]);
  if (host === undefined) throw unknownContext(name);
  return { address: host, chosenBy: `context ${name}` };
}

/** Where the docker command keeps contexts and logins. */
export function dockerConfigFolder(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  return environment.DOCKER_CONFIG ?? join(home, ".docker");
}

function unknownContext(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "ENGINE_UNKNOWN",
    category: "engine",
    message: `The docker context "${name}" does not exist or names no engine.`,
    hint: "docker context ls, then docker context use NAME; or unset DOCKER_CONTEXT.",
  });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readSmallFile(path)) as unknown;
  } catch {
    // A missing or unreadable file means to the docker command that nothing is configured.
    return undefined;
  }
}

function textAt(value: unknown, path: readonly string[]): string | undefined {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return typeof current === "string" && current !== "" ? current : undefined;
}
