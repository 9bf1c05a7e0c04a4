import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readBundle } from "../../src/bundle/read-bundle.ts";
import { failureOf } from "../support/expect-failure.ts";
import { smallBackup } from "../support/small-backup.ts";
import { bundleOf, smallBundle, smallBundleManifest } from "../support/small-bundle.ts";

/** More than two pieces, and nothing that packs well. */
const layers = Buffer.from(Array.from({ length: 20_000_000 }, (_, index) => (index * 2_654_435_761) >>> 24));
const codeReading = async (bytes: Uint8Array): Promise<string> =>
  (await failureOf(() => readBundle("x", Readable.from([bytes])))).facts.code;

describe("A bundle", () => {
  test("is read as it was written", async () => {
    const parts = new Map<string, Uint8Array[]>();
    const { manifest } = await readBundle("x", Readable.from([await bundleOf(layers)]), async (name, content) => {
      parts.set(name, [...(parts.get(name) ?? []), content]);
    });
    expect(manifest).toEqual(smallBundleManifest);
    const [program, ...images] = [...parts.values()].map((pieces) => Buffer.concat(pieces));
    expect(program?.toString()).toBe("a packed program");
    expect(gunzipSync(Buffer.concat(images)).equals(layers)).toBe(true);
  });

  test.each(Array.from({ length: 10 }, (_, part) => part / 10))("is refused where it is cut at %d", async (part) => {
    const whole = await bundleOf(layers.subarray(0, 1_000_000));
    const code = await codeReading(whole.subarray(0, Math.floor(whole.length * part)));
    expect(["BUNDLE_DAMAGED", "BUNDLE_UNKNOWN"]).toContain(code);
  });

  test("is refused where one byte of a part is another", async () => {
    const changed = Buffer.from(smallBundle);
    const place = changed.indexOf("a packed program");
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(await codeReading(changed)).toBe("BUNDLE_DAMAGED");
  });

  test("is told from a backup", async () => {
    expect(await codeReading(smallBackup)).toBe("BUNDLE_UNKNOWN");
  });
});
