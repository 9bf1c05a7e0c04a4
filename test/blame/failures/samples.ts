import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Condition } from "../../../src/blame/failures/failure.ts";
import type { FailureEvidence } from "../../../src/blame/failures/match.ts";

export interface Sample {
  /** The known failure that it shows. */
  readonly id: string;
  readonly file: string;
  /** Where the words are from: recorded, quoted, composed from a source, or written from memory. */
  readonly from: string;
  readonly evidence: FailureEvidence;
}

const folder = join(import.meta.dirname, "samples");

/** What software says, recorded or composed as `from` tells: a head of `# key: value` lines, then its words as they were. */
export function readSamples(): readonly Sample[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const all = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
      const headLength = all.findIndex((line) => !/^# [a-z ]+: /.test(line));
      const head = new Map(
        all
          .slice(0, headLength < 0 ? all.length : headLength)
          .map((line) => line.slice(2).split(/: (.*)/s) as [string, string]),
      );
      const lines = headLength < 0 ? [] : all.slice(headLength);
      return { id: file.split(".")[0] ?? "", file, from: head.get("from") ?? "", evidence: evidenceOf(head, lines) };
    });
}

function evidenceOf(head: ReadonlyMap<string, string>, lines: readonly string[]): FailureEvidence {
  const service = head.get("service");
  const condition = head.get("condition") as Condition | undefined;
  const exitCode = head.get("exit code");
  return {
    ...(service === undefined ? {} : { service }),
    ...(condition === undefined ? {} : { condition }),
    ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    outOfMemory: head.get("out of memory") === "true",
    ...(head.has("engine") ? { engineMessage: lines.join("\n") } : { lines }),
  };
}
