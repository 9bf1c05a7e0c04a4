import type { DynamicProblem } from "../../cluster/dynamic-config/check-dynamic-config.ts";
import { knowsKeys } from "../../cluster/dynamic-config/knows-keys.ts";
import { configFile } from "../../plan/config-file.ts";
import { type Check, type Finding, obstacle, ok, warning } from "../check.ts";

export const dynamicConfig: Check = {
  id: "dynamic-config",
  group: "settings",
  title: "dynamic configuration",
  needs: ["settings"],
  starts: "every",
  // It is edited more often than the machine changes.
  isPassing: true,
  async look(world) {
    const { values } = await world.settings();
    const file = configFile(values);
    const [text, isKnown] = [await world.readConfig(file), knowsKeys(values)];
    if (text === undefined) return [{ ...ok(`${file} cannot be read here`), isForDoctor: true }];
    const { checkDynamicConfig } = await import("../../cluster/dynamic-config/check-dynamic-config.ts");
    const found = interpretDynamicConfig(file, checkDynamicConfig(text, isKnown), isKnown);
    if (values.TEMPORAL_SECURITY !== "full") return found;
    const { closedNamespaces, crossesNamespaces } = await import("../../cluster/dynamic-config/crosses-namespaces.ts");
    return crossesNamespaces(text) ? [...found, openNamespaces(file, closedNamespaces)] : found;
  },
};

function openNamespaces(file: string, line: string): Finding {
  return obstacle({
    code: "NAMESPACES_OPEN",
    seen: `${file} lets workflows start and signal others in namespaces for which their worker has no token, and TEMPORAL_SECURITY is full`,
    todo: `Add this line to it: ${line}`,
  });
}

function interpretDynamicConfig(
  file: string,
  problems: readonly DynamicProblem[],
  isKnown: boolean,
): readonly Finding[] {
  if (problems.length === 0)
    return [
      ok(isKnown ? `every key of ${file} is one of the server` : `${file} can be read; its keys are not known here`),
    ];
  return problems.map(({ line, message, isFatal }) => {
    const seen = `${file}:${String(line)}: ${message}`;
    return isFatal
      ? obstacle({
          code: "DYNAMIC_CONFIG_INVALID",
          seen: `${seen}; no server starts with it, and one that runs keeps what it read before`,
          todo: "Correct that line; temporal-start config validate looks again",
        })
      : warning(`${seen}; the server goes by its default`, "Correct that line; a running server reads it within 60 s");
  });
}
