import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../bench/measure/seeded-random.ts";
import { settingsShape } from "../../src/cluster/services/index.ts";
import type { CommandDefinition } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { hostileText, obeyed, pick } from "../support/hostile-input.ts";
import { type Ending, runInProcess, type Situation } from "../support/in-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const seed = 20_261_123;
const keys = Object.keys(settingsShape);
/** Each command alone takes a small part of that. */
const limitMs = 10_000;

/** They act on this machine before they talk to the engine, which is not there in these tests. */
const acting: readonly string[] = ["images build", "open", "diagnose", "config init"];

const lines = commands.flatMap((command) => linesOf(command, []));

function linesOf(definition: CommandDefinition, above: readonly string[]): readonly (readonly string[])[] {
  const path = [...above, definition.name];
  if (acting.includes(path.join(" "))) return [];
  return [path, ...(definition.subcommands ?? []).flatMap((child) => linesOf(child, path))];
}

const flags = ["--json", "--set", "--instance", "--settings", "--help", "--yes", "--follow", "--dry-run", "--tail"];
const moreFlags = ["--since", "--timeout", "--wait-timeout", "--retention", "--no-wait", "-n", "-Z", "--rollback"];

async function run(argv: readonly string[], situation?: Situation): Promise<Ending> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No end after ${String(limitMs)} ms.`));
    }, limitMs);
  });
  try {
    return await Promise.race([runInProcess(argv, situation), late]);
  } finally {
    clearTimeout(timer);
  }
}

function expectManners({ exitCode, stdout, stderr }: Ending): void {
  expect([0, 1, 2, 3, 4, 5, 6, 124]).toContain(exitCode);
  expect(stdout + stderr).not.toMatch(/\n\s+at |Unexpected failure|\[object Object\] /);
  expect(obeyed.exec(stderr)).toBeNull();
  expect(Math.max(...stderr.split("\n").map((line) => line.length))).toBeLessThan(5_000);
  expect(stdout + stderr).not.toBe("");
}

const shortened = (value: unknown): string => JSON.stringify(value).slice(0, 70);

describe("a hostile setting is used as it is, or refused with its place:", () => {
  const random = seededRandom(seed);
  const cases = Array.from({ length: 90 }, (_, index) => ({
    index,
    key: random() < 0.1 ? hostileText(random).replaceAll("=", "") || "x" : pick(random, keys),
    value: hostileText(random),
    place: random() < 0.6 ? ("--set" as const) : ("environment" as const),
  })).map((each) => (keys.includes(each.key) ? each : { ...each, place: "--set" as const }));

  test.each(cases.map((each) => [`${String(each.index)} ${each.place} ${shortened([each.key, each.value])}`, each]))(
    "%s",
    async (_, { key, value, place }) => {
      const ending =
        place === "--set"
          ? await run(["start", "--dry-run", "--set", `${key}=${value}`])
          : await run(["start", "--dry-run"], { environment: { [key]: value } });
      expectManners(ending);
      expect([1, 2]).toContain(ending.exitCode);
      if (!keys.includes(key)) expect(ending.exitCode).toBe(2);
      const isIgnored = place === "environment" && settingsShape[key]?.sharedWith !== undefined;
      if (isIgnored) expect(ending.stderr).toMatch(/^Warning: .* of the environment is not used/);
      if (ending.exitCode === 1) expect(ending.stderr).toMatch(/^Error: No Docker Engine answers at unix:/m);
      else expect(ending.stderr).toMatch(new RegExp(`${place}: |--set number 1 `));
      if (ending.exitCode === 2 && keys.includes(key)) expect(ending.stderr).toContain(key);
    },
  );
});

describe("a hostile line of temporal.env is used as it is, or refused with its number:", () => {
  const random = seededRandom(seed + 1);
  const cases = Array.from({ length: 40 }, (_, index) => {
    const before = Array.from({ length: Math.floor(random() * 3) }, () => "# a comment");
    const text = hostileText(random).replace(/[\r\n]/g, random() < 0.5 ? "" : "\0");
    const written = random() < 0.8 ? `${pick(random, keys)}=${text}` : text;
    return { index, before, written, lineBreak: pick(random, ["\n", "\r\n", "\r"]) };
  });

  test.each(cases.map((each) => [`${String(each.index)} ${shortened(each.written)}`, each] as const))(
    "%s",
    async (_, { before, written, lineBreak }) => {
      const currentFolder = await temporaryFolder();
      await writeFile(join(currentFolder, "temporal.env"), [...before, written, ""].join(lineBreak));
      const ending = await run(["start", "--dry-run"], { currentFolder });
      expectManners(ending);
      if (ending.exitCode === 1) expect(ending.stderr).toMatch(/^Error: No Docker Engine answers at unix:/);
      else expect(ending.stderr).toContain(`temporal.env:${String(before.length + 1)}: `);
    },
  );
});

describe("a hostile command line is carried out, or refused with what is wrong with it:", () => {
  const random = seededRandom(seed + 2);
  const cases = Array.from({ length: 70 }, (_, index) => {
    const path = random() < 0.85 ? pick(random, lines) : [hostileText(random)];
    const rest = Array.from({ length: Math.floor(random() * 5) }, () =>
      random() < 0.5 ? hostileText(random) : pick(random, [...flags, ...moreFlags]),
    );
    return { index, argv: [...path, ...rest] };
  });

  test.each(cases.map(({ index, argv }) => [`${String(index)} ${shortened(argv)}`, argv] as const))(
    "%s",
    async (_, argv) => {
      const ending = await run(argv);
      expectManners(ending);
      if (ending.exitCode !== 2) return;
      const said = ending.stderr || (JSON.parse(ending.stdout) as { error: { message: string } }).error.message;
      // What stands in quotes, a flag, a place, or the list of what there is.
      expect(said).toMatch(
        /unknown command|'[^']|"[^"]|--[a-z]+|number \d|Commands:|Usage:|Unknown \w+: |No command was given/,
      );
    },
  );
});
