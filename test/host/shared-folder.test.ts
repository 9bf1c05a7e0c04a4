import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyMounted, needsSharedCopy } from "../../src/host/shared-folder.ts";
import { projectFolder } from "../support/in-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const desktop = "unix:///home/ann/.docker/desktop/docker.sock";

describe("a copy for the engine's virtual machine is", () => {
  test.each([
    ["needed", "darwin", "/Users/ann", "unix:///var/run/docker.sock", "/opt/homebrew/lib/node_modules/temporal-start"],
    ["needless", "darwin", "/Users/ann", "unix:///var/run/docker.sock", "/Users/ann/temporal-start"],
    ["needed", "darwin", "/Users/ann", "unix:///var/run/docker.sock", "/Users/annabel/temporal-start"],
    ["needed", "linux", "/home/ann", desktop, "/usr/lib/node_modules/temporal-start"],
    ["needless", "linux", "/home/ann", desktop, "/home/ann/temporal-start"],
    ["needless", "linux", "/home/ann", "unix:///var/run/docker.sock", "/usr/lib/node_modules/temporal-start"],
    ["needless", "linux", "/home/ann", "unix:///run/user/1000/docker.sock", "/usr/lib/node_modules/temporal-start"],
  ])(
    "%s on %s with the home %s, the engine at %s and the package in %s",
    (need, platform, home, address, packageFolder) => {
      expect(needsSharedCopy({ platform, home, address, packageFolder })).toBe(need === "needed");
    },
  );
});

describe("the copy of what containers mount", () => {
  test("has every file that the compose file names, readable for the containers' users", async () => {
    const target = join(await temporaryFolder(), "copy");
    copyMounted(projectFolder, target);
    const composeFile = readFileSync(join(target, "compose/compose.yml"), "utf8");
    const sources = [...composeFile.matchAll(/source: "?(?:\$\{TEMPORAL_CONFIG_DIR:-)?(\.[\w./-]+)/g)].map(
      ([, path = ""]) => path,
    );
    expect(sources).toHaveLength(3);
    for (const path of [...sources, "schema/setup.sh", "../temporal-config/development-sql.yaml"])
      expect(statSync(join(target, "compose", path)).mode & 0o044, path).toBe(0o044);
  });

  test("follows a change of the package and leaves what is the same alone", async () => {
    const folder = await temporaryFolder();
    const [source, target] = [join(folder, "package"), join(folder, "copy")];
    const files = [
      "compose/compose.yml",
      "compose/schema/setup.sh",
      "compose/server/base.yaml",
      "temporal-config/dynamic.yaml",
    ];
    for (const file of files) {
      mkdirSync(join(source, file, ".."), { recursive: true });
      writeFileSync(join(source, file), "one");
    }
    copyMounted(source, target);
    const before = files.map((file) => statSync(join(target, file)).ino);
    writeFileSync(join(source, "compose/schema/setup.sh"), "two");
    chmodSync(join(source, "compose/schema/setup.sh"), 0o600);
    copyMounted(source, target);
    expect(readFileSync(join(target, "compose/schema/setup.sh"), "utf8")).toBe("two");
    expect(files.map((file, index) => statSync(join(target, file)).ino === before[index])).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
