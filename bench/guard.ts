import { expectedCosts } from "./guard/expected-costs.ts";
import { measureCosts } from "./guard/measure-costs.ts";

// Compares what does not depend on timing, so it can be a check: `npm run check -- cost`.
const costs = await measureCosts();
for (const [name, seen] of Object.entries(costs)) {
  const expected = expectedCosts[name] ?? [];
  if (JSON.stringify(seen) === JSON.stringify(expected)) continue;
  process.exitCode = 1;
  process.stderr.write(
    `${name}\n  expected ${JSON.stringify(expected)}\n  found    ${JSON.stringify(seen)}\n` +
      "Make it as cheap as it was, or, where the change is meant, write it into bench/guard/expected-costs.ts.\n",
  );
}
