import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

const schemaFolder = resolve(import.meta.dirname, "../../compose/schema");

/**
 * Lets the schema job read the health of its index through a curl that answers as told.
 * @param answers of each call the HTTP status, curl's exit code and the body; the last one is repeated
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
read -r status code body <<<"\${line:-$(tail -n 1 "${folder}/answers")}"
[[ $code == 0 ]] || echo "curl: ($code) as told" >&2
while [[ $1 != --output ]]; do shift; done
echo "$body" >"$2"
printf '%s' "$status"
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
  test.each([
    ["its name is not known or nothing listens", ["000 6", "000 28", "000 7"]],
    ["it is reached and does not answer", ["000 56", "000 28"]],
    ["it starts or has no time", ["503 0", "504 0", '429 0 {"error":{"type":"circuit_breaking_exception"}}']],
    ["its index is not usable yet", ["408 0"]],
  ])("again while %s", (_, failing) => {
    expect(awaitIndex([...failing, "200 0"])).toEqual({ stdout: "usable\n", stderr: "", calls: failing.length + 1 });
  });

  test("until its time is up, and says why there was no answer", () => {
    const { stderr, calls } = awaitIndex(["000 6"], 1);
    expect(stderr).toMatch(
      /^elasticsearch: http:\/\/\S+ is not usable within 1 s: cannot read the health of the index visibility: curl: \(6\) as told/,
    );
    expect(calls).toBeGreaterThan(1);
  });

  test("once where its disk is full, which lasts", () => {
    const { stderr, calls } = awaitIndex(['429 0 {"error":{"type":"cluster_block_exception","reason":"disk"}}']);
    expect(stderr).toContain("HTTP 429 cluster_block_exception: disk. Free disk space");
    expect(calls).toBe(1);
  });
});
