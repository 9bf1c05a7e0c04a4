import { expect, test } from "vitest";
import { settingRules } from "../../src/cluster/setting-rules.ts";
import { testSettings } from "../support/settings.ts";

const problemsOf = (flags: Readonly<Record<string, string>>): readonly string[] =>
  settingRules.flatMap((rule) => rule(testSettings(flags).values)).map(({ key, message }) => `${key} ${message}`);

test.each([
  ["the defaults", {}],
  [
    "every port moved",
    { POSTGRES_PORT: "1", ELASTICSEARCH_PORT: "2", TEMPORAL_SERVER_PORT: "3", TEMPORAL_WEB_PORT: "4" },
  ],
  ["a heap of half the memory", { ELASTICSEARCH_HEAP: "1g", ELASTICSEARCH_MEMORY: "2048m" }],
  ["a server of another name", { TEMPORAL_ADDRESS: "localhost.example.org:7233" }],
  [
    "a server of this network by its address",
    { TEMPORAL_ADDRESS: "temporal-blue-server:7233", TEMPORAL_INSTANCE: "blue" },
  ],
  ["the least memory of each", { POSTGRES_MEMORY: "128m", TEMPORAL_SERVER_MEMORY: "96m", TEMPORAL_WEB_MEMORY: "64m" }],
  [
    "images of a mirror",
    {
      POSTGRES_IMAGE: "mirror.example.org/library/postgres:15.4",
      ELASTICSEARCH_IMAGE: "mirror.example.org:5000/es/elasticsearch/elasticsearch:7.17.9",
      TEMPORAL_SERVER_IMAGE: "temporal-start/server:1.22.0",
      TEMPORAL_CLI_IMAGE: "temporalio/auto-setup:1.22.0",
    },
  ],
  ["the usual pages of a secured cluster", { TEMPORAL_SECURITY: "tls" }],
  [
    "pages in HTTPS of a secured cluster",
    { TEMPORAL_SECURITY: "tls", TEMPORAL_CORS_ORIGINS: "https://app.example.org" },
  ],
  ["plain pages of a cluster that is not secured", { TEMPORAL_CORS_ORIGINS: "http://localhost:3001" }],
  ["another index that the template covers", { TEMPORAL_VISIBILITY_INDEX: "temporal_visibility_v1_blue" }],
])("%s agree with each other", (_, flags) => {
  expect(problemsOf(flags)).toEqual([]);
});

test.each([
  [
    "two services on one port",
    { TEMPORAL_WEB_PORT: "7233" },
    ["TEMPORAL_WEB_PORT is 7233, as is TEMPORAL_SERVER_PORT; each port must be different."],
  ],
  [
    "three services on one port",
    { POSTGRES_PORT: "9200", TEMPORAL_WEB_PORT: "9200" },
    [
      "ELASTICSEARCH_PORT is 9200, as is POSTGRES_PORT; each port must be different.",
      "TEMPORAL_WEB_PORT is 9200, as is ELASTICSEARCH_PORT; each port must be different.",
    ],
  ],
  [
    "a heap of more than half the memory",
    { ELASTICSEARCH_HEAP: "513m" },
    ["ELASTICSEARCH_HEAP 513m is more than half of ELASTICSEARCH_MEMORY (1g)."],
  ],
  [
    "an index that the template does not cover",
    { TEMPORAL_VISIBILITY_INDEX: "visibility" },
    ["TEMPORAL_VISIBILITY_INDEX must begin with temporal_visibility_v1, or the index template does not apply to it."],
  ],
  [
    "a memory that cannot start the service",
    { TEMPORAL_SERVER_MEMORY: "64m", POSTGRES_MEMORY: "96m", ELASTICSEARCH_MEMORY: "128m", ELASTICSEARCH_HEAP: "64m" },
    [
      "POSTGRES_MEMORY is 96m; with less than 128m the service does not start.",
      "ELASTICSEARCH_MEMORY is 128m; with less than 160m the service does not start.",
      "TEMPORAL_SERVER_MEMORY is 64m; with less than 96m the service does not start.",
    ],
  ],
  [
    "the server's port on the host",
    { TEMPORAL_ADDRESS: "temporal-server:7300", TEMPORAL_SERVER_PORT: "7300" },
    [
      "TEMPORAL_ADDRESS is temporal-server:7300, which is no port of the server inside the network, whatever its port on the host; use temporal-server:7233.",
    ],
  ],
  [
    "another service instead of the server",
    { TEMPORAL_ADDRESS: "temporal-blue-web:8080", TEMPORAL_INSTANCE: "blue" },
    ["TEMPORAL_ADDRESS is temporal-blue-web:8080, which is Web UI; use temporal-server:7233."],
  ],
  [
    "images of other services",
    {
      TEMPORAL_SERVER_IMAGE: "postgres:15",
      POSTGRES_IMAGE: `mirror.example.org:5000/temporalio/server:1.22.0@sha256:${"0f".repeat(32)}`,
      TEMPORAL_WEB_IMAGE: "temporal-start/admin-tools:1.22.0",
    },
    [
      `POSTGRES_IMAGE is mirror.example.org:5000/temporalio/server:1.22.0@sha256:${"0f".repeat(32)}, an image of Temporal Server.`,
      "TEMPORAL_SERVER_IMAGE is postgres:15, an image of PostgreSQL.",
      "TEMPORAL_WEB_IMAGE is temporal-start/admin-tools:1.22.0, an image of Admin Tools and CLI.",
    ],
  ],
  ...["localhost:7233", "LOCALHOST:7233", "127.0.0.1:7300", "0.0.0.0:7233", "[::1]:7233"].map(
    (address) =>
      [
        `containers that ask themselves at ${address}`,
        { TEMPORAL_ADDRESS: address },
        [`TEMPORAL_ADDRESS is ${address}, which in a container is the container itself; use temporal-server:7233.`],
      ] as [string, Record<string, string>, string[]],
  ),
])("%s are refused", (_, flags, problems) => {
  expect(problemsOf(flags)).toEqual(expect.arrayContaining(problems));
});

test("pages in plain text, or of any host, may not call a secured cluster", () => {
  const origins = "http://localhost:3001,https://app.example.org,https://*.example.org";
  expect(problemsOf({ TEMPORAL_SECURITY: "tls", TEMPORAL_CORS_ORIGINS: origins })).toEqual(
    ["http://localhost:3001", "https://*.example.org"].map(
      (origin) =>
        `TEMPORAL_CORS_ORIGINS has ${origin}; with TEMPORAL_SECURITY=tls each must begin with https:// and name one host.`,
    ),
  );
});
