import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import type { FailureEvidence, FailureMatch } from "./failures/match.ts";
import { recogniseFailure } from "./known-failure.ts";
import { lastLines } from "./last-lines.ts";

const readLines = 200;

/** A client that PostgreSQL refuses is not told whether the role or its password is wrong; PostgreSQL's own log is. */
export async function recogniseCulprit(
  evidence: FailureEvidence,
  engine: ContainerEngine,
  database: ContainerFacts | undefined,
): Promise<FailureMatch | undefined> {
  const found = recogniseFailure(evidence);
  if (found?.failure.id !== "POSTGRES_WRONG_PASSWORD" || database === undefined) return found;
  const told = recogniseFailure({
    service: "temporal-postgres",
    lines: await lastLines(engine, database.id, readLines, undefined),
  });
  return told?.failure.id === "POSTGRES_ROLE_MISSING" ? told : found;
}
