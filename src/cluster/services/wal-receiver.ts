import type { generalSettings } from "../settings/general.ts";
import { hostOf } from "../settings/host.ts";
import { memorySetting, switchSetting, type ValuesOf } from "../settings/setting.ts";
import { dataVersions } from "../versions.ts";
import { loginOf, postgres } from "./postgres.ts";
import { defineService } from "./service.ts";

type PostgresValues = ValuesOf<typeof postgres.settings & typeof generalSettings>;

/** Keeps what PostgreSQL writes (its write-ahead log, WAL), for `restore --to-time`. */
export const walReceiver = defineService({
  name: "temporal-wal-receiver",
  title: "WAL receiver",
  role: "addon",
  kind: "service",
  settings: {
    POSTGRES_WAL_ARCHIVE: switchSetting(
      "false",
      "Whether all that PostgreSQL writes is kept apart as well, so that `restore --to-time` brings back any moment since a backup. true or false.",
    ),
    POSTGRES_WAL_LIMIT: memorySetting(
      "4g",
      "Room on the disk for what is kept that way, packed; the oldest goes first.",
    ),
  },
  image: postgres.image,
  ports: [],
  // Each slot has a folder of its own, and is read by the version that its backup is of.
  volumes: [{ name: "temporal-postgres-wal", dataVersion: dataVersions.postgres }],
  dependsOn: [{ service: postgres.name, condition: "receives" }],
  isOn: ({ POSTGRES_WAL_ARCHIVE }) => POSTGRES_WAL_ARCHIVE === "true",
  // PostgreSQL tells whether anybody receives.
  probe: (values: PostgresValues) => ({
    kind: "wal-receiver",
    ...loginOf(values, hostOf(values.POSTGRES_BIND_ADDRESS || values.TEMPORAL_BIND_ADDRESS)),
  }),
});
