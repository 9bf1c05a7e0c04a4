import { instanceLabel } from "../../cluster/settings/instance.ts";
import { defined } from "../../defined.ts";
import type { Whose } from "../../interfaces/engine.ts";
import type { Marks } from "../../interfaces/engine-facts.ts";

/** Labels by which the engine tells our objects from others, by what they say; the compose files and Compose set them. */
const labels: Readonly<Record<keyof Marks, string>> = {
  instance: "io.temporal-start.instance",
  service: "io.temporal-start.service",
  awaitedBy: "io.temporal-start.one-off",
  dataVersion: "io.temporal-start.data-version",
  security: "io.temporal-start.security",
  configHash: "com.docker.compose.config-hash",
  project: "com.docker.compose.project",
  settingsFile: "com.docker.compose.project.environment_file",
};

export function readMarks(worn: Readonly<Record<string, string>> | null | undefined): Marks {
  const found = Object.entries(labels).map(([mark, label]) => [mark, worn?.[label]]);
  return defined(Object.fromEntries(found) as Marks);
}

export function labelsOf(marks: Marks): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(marks).map(([mark, value]) => [labels[mark as keyof Marks], String(value)] as const),
  );
}

/** As the engine filters by it: with a value, or by the name alone. */
export function labelled(mark: keyof Marks, value?: string): string {
  return value === undefined ? labels[mark] : `${labels[mark]}=${value}`;
}

export function ofInstance(instance: string): string {
  return labelled("instance", instanceLabel(instance));
}

/** As the engine's lists take it. */
export function filtersOf(whose: Whose): { readonly label?: string[] } {
  if (whose === "everybody") return {};
  return { label: [whose === "ours" ? labelled("instance") : ofInstance(whose.instance)] };
}
