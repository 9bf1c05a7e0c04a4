import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

const schemaFolder = resolve(import.meta.dirname, "../../compose/schema");

/**
 * Lets the schema job read the health of its index through a curl that answers as told.
 * @param answers of each call what curl writes out (HTTP status and seconds until connected), and its exit code; the
 *   last one is repeated
 */
function awaitIndex(answers: readonly string[], limitSeconds = 20) {
  const folder = mkdtempSync(join(tmpdir(), "temporal-start-http-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const calls = join(folder, "calls");
  writeFileSync(calls, "");
  writeFileSync(join(folder, "answers"), `${answers.join("\n")}\n`);
  const curl = `#!/usr/bin/env bash
echo call >>"${calls}"
line=$(sed -n "$(wc -l <"${calls}")p" "${folder}/answers")
read -r status connected code <<<"\${line:-$(tail -n 1 "${folder}/answers")}"
[[ $code == 0 ]] || echo "curl: ($code) as told" >&2
printf '%s %s' "$status" "$connected"
exit "$code"
`;
  writeFileSync(join(folder, "curl"), curl, { mode: 0o755 });
  const script = `set -euo pipefail; part=elasticsearch; index=visibility
for file in report elasticsearch-http elasticsearch-health; do . "$here/$file.sh"; done
await_index && echo usable`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], {
    encoding: "utf8",
    env: {
      PATH: [folder, process.env.PATH].join(delimiter),
      here: schemaFolder,
      ES_SEEDS: "elasticsearch",
      TEMPORAL_SCHEMA_TIMEOUT_SECONDS: String(limitSeconds),
    },
  });
  return { stdout, stderr, calls: readFileSync(calls, "utf8").split("\n").length - 1 };
}

describe("The schema job asks Elasticsearch", () => {
  test("again while its name is not known or nothing listens", () => {
    const answers = ["000 0.000000 6", "000 0.000000 28", "000 0.000000 7", "200 0.004211 0"];
    expect(awaitIndex(answers)).toEqual({ stdout: "usable\n", stderr: "", calls: 4 });
  });

  test("until its time is up, and says why there was no answer", () => {
    const { stderr, calls } = awaitIndex(["000 0.000000 6"], 1);
    expect(stderr).toMatch(/cannot read the health of the index visibility at http:\/\/.*curl: \(6\) as told/);
    expect(calls).toBeGreaterThan(1);
  });

  test("once only when it was reached and did not answer, since it may have done what it was asked for", () => {
    const { stderr, calls } = awaitIndex(["000 0.004211 56"]);
    expect(stderr).toMatch(/cannot read the health of the index visibility at http:\/\/.*curl: \(56\) as told/);
    expect(calls).toBe(1);
  });
});
