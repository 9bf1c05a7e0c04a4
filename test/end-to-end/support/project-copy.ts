import { appendFileSync, cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import type { HealthReport } from "../../../src/health/health-report.ts";
import { projectFolder } from "./program.ts";

/** A folder of this run whose path has a space and letters beyond ASCII. */
export function awkwardFolder(name: string): string {
  const folder = join(inject("clusterRun").folder, `${name} – é ü`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Copies files and folders of the project, and nothing else of it. */
export function copyOfProject(folder: string, names: readonly string[]): void {
  for (const name of names) cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
}

export function linkDependencies(folder: string): void {
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"), "junction");
}

export function writeSettings(file: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([key, value]) => `${key}='${value}'`);
  appendFileSync(file, `\n${lines.join("\n")}\n`);
}

const imageSettings = {
  "temporal-postgres": "POSTGRES_IMAGE",
  "temporal-elasticsearch": "ELASTICSEARCH_IMAGE",
  "temporal-server": "TEMPORAL_SERVER_IMAGE",
  "temporal-web": "TEMPORAL_WEB_IMAGE",
  "temporal-cli": "TEMPORAL_CLI_IMAGE",
} as const;

/**
 * The images that a running cluster uses, as settings. Compose alone does not know the locally built
 * ones and would pull, which fails where no registry answers.
 */
export function imagesOf(report: HealthReport): Record<string, string> {
  const used = report.services.flatMap(({ service, container }) => {
    const setting = Object.entries(imageSettings).find(([name]) => name === service)?.[1];
    return setting === undefined || container === null ? [] : [[setting, container.image] as const];
  });
  return Object.fromEntries(used);
}
