import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the Engine API is reached and which rule chose it. */
export interface EngineEndpoint {
  readonly address: string;
  readonly chosenBy: string;
}

const defaultAddress = "unix:///var/run/docker.sock";

/** Chooses as the docker command does: DOCKER_HOST, DOCKER_CONTEXT, the current context, the default socket. */
export async function resolveEngineEndpoint(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): Promise<EngineEndpoint> {
  if (environment.DOCKER_HOST) return { address: environment.DOCKER_HOST, chosenBy: "DOCKER_HOST" };
  const folder = environment.DOCKER_CONFIG ?? join(home, ".docker");
  const configured = await readJson(join(folder, "config.json"));
  const name = environment.DOCKER_CONTEXT ?? textAt(configured, ["currentContext"]) ?? "default";
  if (name === "default") return { address: defaultAddress, chosenBy: "default socket" };
  const digest = createHash("sha256").update(name).digest("hex");
  const meta = await readJson(join(folder, "contexts", "meta", digest, "meta.json"));
  const host = textAt(meta, ["Endpoints", "docker", "Host"]);
  return { address: host ?? defaultAddress, chosenBy: host === undefined ? "default socket" : `context ${name}` };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as unknown;
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
