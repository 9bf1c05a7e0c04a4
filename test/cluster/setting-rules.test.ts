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
  ...["localhost:7233", "LOCALHOST:7233", "127.0.0.1:7300", "0.0.0.0:7233", "[::1]:7233"].map(
    (address) =>
      [
        `containers that ask themselves at ${address}`,
        { TEMPORAL_ADDRESS: address },
        [
          `TEMPORAL_ADDRESS is ${address}, which in a container is the container itself; use temporal-server:7233, and where it comes from the environment, unset it.`,
        ],
      ] as [string, Record<string, string>, string[]],
  ),
])("%s are refused", (_, flags, problems) => {
  expect(problemsOf(flags)).toEqual(expect.arrayContaining(problems));
});
