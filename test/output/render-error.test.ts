import { expect, test } from "vitest";
import { type ErrorFacts, TemporalStartError } from "../../src/errors.ts";
import { renderError } from "../../src/output/render-error.ts";
import { plainStyle } from "../../src/output/style.ts";

const render = (facts: Partial<ErrorFacts>): string =>
  renderError(new TemporalStartError({ code: "X", category: "service", message: "It failed.", ...facts }), plainStyle);

test.each([
  ["what happened", {}, "Error: It failed.\n"],
  ["what to type next", { hint: "Do this." }, "Error: It failed.\n→ Do this.\n"],
  ["details before the hint", { details: ["a", "b"], hint: "Do." }, "Error: It failed.\n  a\n  b\n→ Do.\n"],
  [
    "a known cause before the details, and where to read more at the end",
    {
      details: ["a"],
      hint: "Make room",
      failure: { id: "FULL", cause: "It is full.", advice: "Make room", link: "https://example.org" },
    },
    "Error: It failed.\n  Cause: It is full. (FULL)\n  a\n→ Make room\n  https://example.org\n",
  ],
  ["no cause, which is for programs", { cause: new Error("inner") }, "Error: It failed.\n"],
])("an error shows %s", (_, facts, text) => {
  expect(render(facts)).toBe(text);
});
