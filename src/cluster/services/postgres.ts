import type { ProbeSpec } from "../../probes/probe.ts";
import { postgresMajorOf, postgresReleaseOf } from "../postgres-version.ts";
import {
  cpusSetting,
  databaseNameSetting,
  imageSetting,
  memorySetting,
  ownAddressSetting,
  portSetting,
  secretSetting,
  sharedName,
} from "../settings/setting.ts";
import { dataVersions, imageTags } from "../versions.ts";
import { insideOf, isStorePublished, type Secured } from "./inside.ts";
import { defineService } from "./service.ts";

interface LoginValues extends Secured {
  readonly POSTGRES_PORT: number;
  readonly POSTGRES_USER: string;
  readonly POSTGRES_PASSWORD: string;
  readonly POSTGRES_DB: string;
}

const name = "temporal-postgres";
const containerPort = 5432;

/** How the database is reached, by whoever asks it something. @param host as it stands in a URL */
export function loginOf(values: LoginValues, host: string): Omit<Extract<ProbeSpec, { kind: "postgresql" }>, "kind"> {
  const inside = insideOf(name, values);
  return {
    // Node connects to an IPv6 address without the brackets that a URL needs.
    ...(inside === undefined
      ? { host: host.replace(/^\[|\]$/g, ""), port: values.POSTGRES_PORT }
      : { host: "127.0.0.1", port: containerPort, inside }),
    user: values.POSTGRES_USER,
    password: values.POSTGRES_PASSWORD,
    database: values.POSTGRES_DB,
  };
}

/** Of a version that is not in the table there is nothing to read its data with. */
function wayTo(needed: string, found: string): string | undefined {
  const release = postgresReleaseOf(found);
  if (release === undefined) return undefined;
  if (Number(needed) > Number(found)) return "temporal-start upgrade postgres";
  return `Set POSTGRES_IMAGE to ${release.images.upstream}`;
}

export const postgres = defineService({
  name,
  title: "PostgreSQL",
  role: "store",
  kind: "service",
  settings: {
    POSTGRES_DB: sharedName(
      databaseNameSetting(
        "temporal",
        "Database of the workflow histories; its name plus `_visibility` is the second one.",
      ),
      "images of PostgreSQL",
    ),
    POSTGRES_USER: sharedName(
      databaseNameSetting("temporal", "Role that owns both databases."),
      "images of PostgreSQL",
    ),
    // From the environment, too: it opens the database or does not, and a secret has no place on a command line.
    POSTGRES_PASSWORD: secretSetting(
      "temporal",
      "Password of that role. It is written into the data volume at the first start; changing it here later does not change it there.",
    ),
    POSTGRES_PORT: portSetting("5433", "Port of PostgreSQL on the host."),
    POSTGRES_BIND_ADDRESS: ownAddressSetting(
      "",
      "Address on which PostgreSQL alone is published; empty means TEMPORAL_BIND_ADDRESS.",
    ),
    POSTGRES_IMAGE: imageSetting(imageTags.postgres.upstream, "Image of PostgreSQL."),
    POSTGRES_MEMORY: memorySetting("512m", "Memory limit of PostgreSQL; at least 128m.", "128m"),
    POSTGRES_CPUS: cpusSetting("0", "Processors PostgreSQL may use at most; 0 means no limit."),
  },
  image: { setting: "POSTGRES_IMAGE", local: imageTags.postgres.local },
  ports: [{ setting: "POSTGRES_PORT", address: "POSTGRES_BIND_ADDRESS", containerPort, url: "postgresql://{address}" }],
  volumes: [
    {
      name: "temporal-postgres-data",
      dataVersion: dataVersions.postgres,
      versionReadBy: postgresMajorOf,
      wayTo,
      versionFile: "/var/lib/postgresql/data/PG_VERSION",
    },
  ],
  dependsOn: [],
  isPublished: isStorePublished,
  remembers: {
    POSTGRES_DB: "POSTGRES_DB",
    POSTGRES_USER: "POSTGRES_USER",
    POSTGRES_PASSWORD: "POSTGRES_PASSWORD",
  },
  probe: (values: LoginValues, host) => ({ kind: "postgresql", ...loginOf(values, host) }),
});
