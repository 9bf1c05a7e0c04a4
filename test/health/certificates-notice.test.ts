import { expect, test } from "vitest";
import { certificatesNotice } from "../../src/health/certificates-notice.ts";
import { containerOf } from "../support/containers.ts";
import { testUnit } from "../support/settings.ts";

const noticesOf = (facts: Readonly<Record<string, string>>) =>
  certificatesNotice([
    {
      unit: testUnit("temporal-server"),
      container: containerOf("temporal-server"),
      probe: { ok: true, summary: "", facts, latencyMs: 1 },
    },
  ]);

test("certificates that are about to end are named, with what replaces them", () => {
  const [notice] = noticesOf({ certificatesEnd: "shop (2026-12-12)" });
  expect(notice).toMatchObject({ id: "CERTIFICATES_END", level: "warning", service: "temporal-server" });
  expect(notice?.message).toBe("Certificates or tokens are about to end: shop (2026-12-12).");
  expect(notice?.hint).toContain("temporal-start certs issue NAME");
});

test("nothing is told where none is", () => {
  expect(noticesOf({ namespace: "default" })).toEqual([]);
});
