// cspell:ignore PROT WEBPORT PASWORD
import { expect, test } from "vitest";
import { settingsShape } from "../../../src/cluster/services/index.ts";
import { similarName } from "../../../src/cluster/settings/similar-name.ts";

const known = Object.keys(settingsShape);

test.each([
  ["TEMPORAL_WEB_PROT", "TEMPORAL_WEB_PORT"],
  ["TEMPORAL_WEBPORT", "TEMPORAL_WEB_PORT"],
  ["temporal_web_port", "TEMPORAL_WEB_PORT"],
  ["POSTGRES_PASWORD", "POSTGRES_PASSWORD"],
  ["TEMPORAL_NAME_SPACE", "TEMPORAL_NAMESPACE"],
  ["WEB_PORT", "TEMPORAL_WEB_PORT"],
])("%s was probably %s", (written, meant) => {
  expect(similarName(written, known)).toBe(meant);
});

test.each(["PORT", "PATH", "MYSQL_PASSWORD_FILE_NAME", "X", ""])("%j is like none", (written) => {
  expect(similarName(written, known)).toBeUndefined();
});

test("every name is like itself", () => {
  for (const name of known) expect(similarName(name, known)).toBe(name);
});
