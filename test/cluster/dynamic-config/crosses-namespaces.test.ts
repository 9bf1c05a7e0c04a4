// cspell:ignore enablecrossnamespacecommands
import { expect, test } from "vitest";
import { closedNamespaces, crossesNamespaces } from "../../../src/cluster/dynamic-config/crosses-namespaces.ts";

test.each([
  ["the line that is advised", closedNamespaces, false],
  ["the same in two lines, in other capitals", "system.enablecrossnamespacecommands:\n  - value: false\n", false],
  ["nothing", "", true],
  ["no file", undefined, true],
  ["other keys", "frontend.rps:\n  - value: 1200\n", true],
  ["what opens them", "system.enableCrossNamespaceCommands:\n  - value: true\n", true],
  ["a text for a value", 'system.enableCrossNamespaceCommands:\n  - value: "false"\n', true],
  ["no value", "system.enableCrossNamespaceCommands:\n", true],
  [
    "one namespace alone",
    "system.enableCrossNamespaceCommands:\n  - value: false\n    constraints: { namespace: shop }\n",
    true,
  ],
  [
    "all but one",
    "system.enableCrossNamespaceCommands:\n  - value: false\n  - value: true\n    constraints: { namespace: shop }\n",
    true,
  ],
])("with %s workflows act in other namespaces: %s → %s", (_, text, crosses) => {
  expect(crossesNamespaces(text)).toBe(crosses);
});
