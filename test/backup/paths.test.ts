import { describe, expect, test } from "vitest";
import { isHere, joinPath, resolvePath } from "../../src/backup/paths.ts";
import { failureOf } from "../support/expect-failure.ts";

describe("A place for backups", () => {
  test.each([
    ["x.tar", "/work/x.tar", true],
    ["/mnt/x", "/mnt/x", true],
    ["a:b/x", "/work/a:b/x", true],
    ["s3://kept/nightly/", "s3://kept/nightly/", false],
    ["s3://kept", "s3://kept", false],
  ])("%s is %s", (given, path, here) => {
    expect(resolvePath("/work", given)).toBe(path);
    expect(isHere(path)).toBe(here);
  });

  test.each(["gs://b/x", "S3://kept/x", "s3://", "s3://K/x", "https://example.com/x", "file:///x"])(
    "%s is refused: it would be a folder of that name",
    async (given) => {
      const { facts } = await failureOf(async () => resolvePath("/work", given));
      expect(facts.code).toBe("USAGE");
    },
  );

  test("a name goes below a folder, wherever it is", () => {
    expect(joinPath("/mnt/a", "x")).toBe("/mnt/a/x");
    expect(joinPath("s3://kept", "x")).toBe("s3://kept/x");
    expect(joinPath("s3://kept/a/", "x")).toBe("s3://kept/a/x");
  });
});
