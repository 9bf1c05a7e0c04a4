import { describe, expect, test } from "vitest";
import { deriveSuiteEntry, findOwnSource, parseDeb822, parseOneLine } from "../../scripts/lib/apt-sources.mjs";
import { parseOsRelease } from "../../scripts/lib/distribution.mjs";
import { buildToolPackages, enginePackages } from "../../scripts/lib/package-plan.mjs";

const bookworm = { id: "debian", codename: "bookworm" };
const trixie = { id: "debian", codename: "trixie" };
const jammy = { id: "ubuntu", codename: "jammy" };
const noble = { id: "ubuntu", codename: "noble" };

describe("packages of the engine", () => {
  test.each([
    [
      "bookworm takes Compose and Buildx from trixie",
      bookworm,
      ["docker.io", "iptables", "docker-compose/trixie", "docker-buildx/trixie"],
    ],
    [
      "newer Debian has all of it, with a client of its own",
      trixie,
      ["docker.io", "iptables", "docker-cli", "docker-compose", "docker-buildx"],
    ],
    ["Ubuntu calls Compose v2 by another name", noble, ["docker.io", "iptables", "docker-compose-v2", "docker-buildx"]],
  ])("%s", (_title, distribution, packages) => {
    expect(enginePackages(distribution, {})).toEqual(expect.arrayContaining(packages));
  });

  test("a client from elsewhere is kept, only what is missing is installed", () => {
    const state = { clientProgram: "/usr/local/bin/docker", daemonProgram: "/usr/bin/dockerd", buildxVersion: "0.13" };
    expect(enginePackages(bookworm, state)).toEqual(["docker-compose/trixie"]);
  });

  test("nothing missing installs nothing", () => {
    const state = { clientProgram: "d", daemonProgram: "d", composeVersion: "2.26", buildxVersion: "0.13" };
    expect(enginePackages(noble, state)).toEqual([]);
  });
});

describe("packages of the build tools", () => {
  test("bookworm's Go is too old, trixie's is taken", () => {
    expect(buildToolPackages(bookworm, { mmdebstrap: "m", java: "j", maven: "m" })).toEqual([
      "golang-go/trixie",
      "golang-src/trixie",
    ]);
  });

  test("Ubuntu 22.04 has newer versions under their own names", () => {
    expect(buildToolPackages(jammy, {})).toEqual(["mmdebstrap", "openjdk-17-jdk-headless", "maven", "golang-1.22-go"]);
  });

  test("tools that are there are not installed", () => {
    expect(buildToolPackages(trixie, { mmdebstrap: "m", java: "j", maven: "m", go: "g" })).toEqual([]);
  });
});

describe("the trixie entry follows the machine's own mirror", () => {
  test("from the deb822 form, with an inline key", () => {
    const sources = parseDeb822(
      "# mirror\nTypes: deb\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\nComponents: main\nSigned-By:\n -----BEGIN\n .\n key\n",
    );
    const entry = deriveSuiteEntry(findOwnSource(sources), "trixie");
    expect(entry).toContain("URIs: http://mirror.example/debian\nSuites: trixie\n");
    expect(entry).toContain("Signed-By: \n -----BEGIN\n .\n key\n");
  });

  test("from the one-line form, with options", () => {
    const sources = parseOneLine(
      "deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main contrib # ours\ndeb http://vendor.example bookworm stable\n",
    );
    expect(deriveSuiteEntry(findOwnSource(sources), "trixie")).toBe(
      "Types: deb\nURIs: http://mirror.example/debian\nSuites: trixie\nComponents: main\nArchitectures: amd64\nSigned-By: /k.gpg\n",
    );
  });

  test("from an entry that names the release by its age", () => {
    const sources = parseOneLine(
      "deb http://vendor.example stable-vendor main\ndeb http://mirror.example/debian oldstable main\n",
    );
    expect(deriveSuiteEntry(findOwnSource(sources), "trixie")).toContain("URIs: http://mirror.example/debian\n");
  });

  test("without one there is an error that says what to write, and where", () => {
    const sources = parseOneLine("deb http://vendor.example bookworm vendor\n");
    expect(() => findOwnSource(sources)).toThrow(/no file in \/etc\/apt names a source of bookworm main/);
  });

  test("a disabled stanza does not count", () => {
    expect(parseDeb822("Enabled: no\nTypes: deb\nURIs: http://x\nSuites: bookworm\nComponents: main\n")).toEqual([]);
  });
});

test("os-release is read with and without quotes", () => {
  expect(
    parseOsRelease('ID=debian\nVERSION_CODENAME="bookworm"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'),
  ).toEqual({
    id: "debian",
    codename: "bookworm",
    title: "Debian GNU/Linux 12 (bookworm)",
  });
});
