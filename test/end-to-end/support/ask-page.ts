import type { Page } from "playwright-core";

/** Status of the answer to what a page itself asks of its API. */
export function ask(page: Page, path: string, method = "GET"): Promise<number> {
  return page.evaluate(
    async ([url, verb]) =>
      (await fetch(url, { method: verb, ...(verb === "POST" && { body: '{"reason":"asked"}' }) })).status,
    [path, method] as const,
  );
}
