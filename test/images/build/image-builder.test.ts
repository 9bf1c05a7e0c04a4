import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TemporalStartError } from "../../../src/errors.ts";
import { createImageBuilder } from "../../../src/images/build/image-builder.ts";
import type { BuildEvent } from "../../../src/images/recipe.ts";
import { createFakeBuildHost, type FakeBuildHost } from "./fake-build-host.ts";

const packageFolder = join(import.meta.dirname, "../../..");
let home: string;
let host: FakeBuildHost;
let events: BuildEvent[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "image-builder-"));
  host = createFakeBuildHost();
  events = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const build = (names: readonly string[], force = false) =>
  createImageBuilder({
    processes: host.processes,
    packageFolder,
    architecture: "x64",
    environment: { HOME: home, PATH: "", BUILDX_BUILDER: "remote", GOPROXY: "https://go.example", GOFLAGS: "-mod=mod" },
  }).build(names, { onProgress: (event) => events.push(event), force });
const built = () => events.filter(({ state }) => state === "done").map(({ step }) => step);

test("PostgreSQL: base, packages, image; the second time nothing", async () => {
  const first = await build(["postgres"]);
  expect(first.images).toEqual([{ name: "postgres", localTag: "temporal-start/postgres:15", outcome: "built" }]);
  expect(built()).toEqual([
    "bootstrap temporal-start/base:bookworm",
    "fetch Debian packages postgresql-15, locales, zstd",
    "make temporal-start/postgres:15",
  ]);

  events = [];
  const second = await build(["postgres"]);
  expect(second.images).toEqual([{ name: "postgres", localTag: "temporal-start/postgres:15", outcome: "skipped" }]);
  expect(events).toEqual([{ image: "postgres", step: "up to date", state: "skipped" }]);
});

test("a failed step names image, step, cause and log, tags nothing, and can be repeated", async () => {
  host.fail("docker build ", "COPY failed: no space left on device");
  const failure = await build(["ui"]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TemporalStartError);
  const { facts } = failure as TemporalStartError;
  expect(facts.message).toBe("Image ui: could not make temporal-start/ui:2.21.3: docker ended with exit code 1.");
  expect(facts.details).toEqual(["COPY failed: no space left on device"]);
  expect(await readFile(join(home, ".local/state/temporal-start/_images/build.log"), "utf8")).toContain(
    "no space left",
  );
  expect(host.tags()).not.toContain("temporal-start/ui:2.21.3");
  expect(await readdir(join(home, ".cache/temporal-start/work"))).toEqual([]);

  host.fail("docker build ", undefined);
  events = [];
  await build(["ui"]);
  expect(built()).toEqual(["make temporal-start/ui:2.21.3"]);
});

test("all missing tools are named at once, before anything is done", async () => {
  host.remove("mmdebstrap", "mvn");
  await expect(build([])).rejects.toThrow(/mmdebstrap \(.*mvn \(/);
  expect(host.tags()).toEqual([]);
});

test("a jar that is not the locked one is refused", async () => {
  host.onMaven((folder) => writeFile(join(folder, "elasticsearch-7.17.9.jar"), "not the real one"));
  const failure = (await build(["elasticsearch"]).catch((error: unknown) => error)) as TemporalStartError;
  expect(failure.facts.message).toContain("the jars are not those of elasticsearch/jars.sha512");
  expect(failure.facts.details).toContain("elasticsearch-7.17.9.jar has another SHA-512 than the locked one");
});

test.each([
  "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.",
  "failed to connect to the docker API at unix:///var/run/docker.sock",
])("an engine that does not answer is one clear error: %s", async (words) => {
  host.fail("docker image inspect", words);
  await expect(build([])).rejects.toMatchObject({ facts: { code: "ENGINE_UNREACHABLE" } });
});

test("an unknown image lists the known ones", async () => {
  await expect(build(["mysql"])).rejects.toMatchObject({ facts: { code: "UNKNOWN_IMAGE", category: "usage" } });
});

test("the user's package settings reach the tools, a foreign builder does not", async () => {
  await build(["ui"]);
  const compile = host.calls.find(({ line }) => line.startsWith("go build"));
  expect(compile?.env).toMatchObject({
    GOPROXY: "https://go.example",
    GOOS: "linux",
    GOARCH: "amd64",
    CGO_ENABLED: "0",
  });
  expect(host.calls.every(({ env }) => !("BUILDX_BUILDER" in env))).toBe(true);
});

test("Go flags of the user do not change what go.sum locks", async () => {
  await build(["ui"]);
  const calls = host.calls.filter(({ line }) => /^go (?:build|mod)/.test(line));
  expect(calls.length).toBeGreaterThan(1);
  expect(calls.every(({ env }) => env.GOFLAGS === "-mod=readonly")).toBe(true);
});

test("a log that cannot be written is one clear error, before anything is built", async () => {
  const log = join(home, ".local/state/temporal-start/_images/build.log");
  await mkdir(log, { recursive: true });
  const failure = (await build(["ui"]).catch((error: unknown) => error)) as TemporalStartError;
  expect(failure.facts).toMatchObject({ code: "LOG_UNWRITABLE", category: "preflight" });
  expect(failure.facts.hint).toContain(log);
  expect(host.tags()).toEqual([]);
});

test("images are made without network", async () => {
  await build(["ui"]);
  const makes = host.calls.filter(({ line }) => line.startsWith("docker build "));
  expect(makes.every(({ line }) => line.includes("--network=none"))).toBe(true);
});

test("where the host knows no source of the suite, Debian's own are used; they are the image's in any case", async () => {
  await build(["postgres"]);
  const lines = host.calls.map(({ line }) => line);
  const bootstrap = lines.find((line) => line.startsWith("mmdebstrap --variant=minbase"));
  expect(bootstrap).toMatch(/--customize-hook=upload "\S+\/debian\.list" \/etc\/apt\/sources\.list /);
  expect(bootstrap).toMatch(/ bookworm \S+\/root\.tar \S+\/debian\.list$/);
  // Once for the image itself, and once for each look at the host's sources.
  expect(lines.filter((line) => line.startsWith("mmdebstrap --variant=custom --skip=update "))).toHaveLength(3);
});
