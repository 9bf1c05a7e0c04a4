import { join } from "node:path";
import { readSmallFile } from "../../../host/read-small-file.ts";
import type { ProcessRunner } from "../../../interfaces/processes.ts";

/** As the Engine API takes it. */
export interface RegistryLogin {
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly registrytoken?: string;
  readonly serveraddress: string;
}

export type FindLogin = (registry: string) => Promise<RegistryLogin | undefined>;

/** The parts of the docker command's configuration that say where logins are. */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, StoredLogin>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

interface StoredLogin {
  /** `user:password` in base64. */
  readonly auth?: string;
  readonly identitytoken?: string;
  readonly registrytoken?: string;
}

/** By which a helper says that the secret is no password. */
const tokenUser = "<token>";

/**
 * The registry of a reference, as logins are kept: by its host, or the engine's own by its whole address.
 * @param own address of the registry that the engine means where none is named
 */
export function registryOf(reference: string, own: string): string {
  const [first = "", ...rest] = reference.split("/");
  const isNamed = rest.length > 0 && (first === "localhost" || /[.:]/.test(first));
  return isNamed && !isNameOf(own, first) ? first : own;
}

/** References leave out the first part of its host's name. No other part: a login is for nobody else. */
function isNameOf(address: string, name: string): boolean {
  const host = hostOf(address);
  return host === name || host === `index.${name}`;
}

function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}

/**
 * Finds a login as the docker command does: from the helper for that registry, else from the helper
 * for all, else in the file. Without one, or with a helper that fails, the pull goes on as nobody's.
 */
export function createFindLogin(configFolder: string, processes: ProcessRunner): FindLogin {
  return async (registry) => {
    const config = readConfig(join(configFolder, "config.json"));
    const helper = config.credHelpers?.[registry] ?? config.credsStore;
    const stored = storedLogin(config.auths ?? {}, registry);
    const found = helper ? await askHelper(helper, registry, processes) : stored && fromFile(stored);
    return found && { ...found, serveraddress: registry };
  };
}

function readConfig(file: string): DockerConfig {
  try {
    return JSON.parse(readSmallFile(file)) as DockerConfig;
  } catch {
    // A missing or unreadable file means to the docker command that nobody has logged in.
    return {};
  }
}

/** Earlier versions wrote addresses where today's write host names. */
function storedLogin(auths: Readonly<Record<string, StoredLogin>>, registry: string): StoredLogin | undefined {
  return auths[registry] ?? Object.entries(auths).find(([key]) => hostOf(key) === registry)?.[1];
}

type Found = Omit<RegistryLogin, "serveraddress">;

function fromFile({ auth, identitytoken, registrytoken }: StoredLogin): Found | undefined {
  if (identitytoken) return { identitytoken };
  if (registrytoken) return { registrytoken };
  const [username = "", ...rest] = Buffer.from(auth ?? "", "base64")
    .toString("utf8")
    .split(":");
  return username === "" ? undefined : { username, password: rest.join(":") };
}

/** A helper may wait for a keychain that nobody opens; then the registry is asked as a stranger. */
const helperTimeoutMs = 30_000;

async function askHelper(helper: string, registry: string, processes: ProcessRunner): Promise<Found | undefined> {
  try {
    const { exitCode, stdout } = await processes.run(`docker-credential-${helper}`, ["get"], {
      input: registry,
      signal: AbortSignal.timeout(helperTimeoutMs),
    });
    if (exitCode !== 0) return undefined;
    const { Username, Secret } = JSON.parse(stdout) as { readonly Username: string; readonly Secret: string };
    return Username === tokenUser ? { identitytoken: Secret } : { username: Username, password: Secret };
  } catch {
    return undefined;
  }
}
