import { isOlder } from "../../cluster/requirements.ts";
import { serverVersionOf } from "../../cluster/server-version.ts";
import { isStore } from "../../cluster/topology.ts";
import { reachOf } from "../../observe/own-containers.ts";
import { schemaSpecs } from "../../observe/schema-specs.ts";
import { isRunning } from "../../plan/observed-state.ts";
import type { ProbeResult, ProbeSpec } from "../../probes/probe.ts";
import { type Check, type Finding, failure, obstacle, ok, type World, warning } from "../check.ts";

const probeTimeoutMs = 1_000;

export const schema: Check = {
  id: "schema",
  group: "data",
  title: "schema",
  needs: ["engine", "settings"],
  starts: "every",
  async look(world) {
    const spec = await postgresSpec(world);
    if (spec === undefined) return [ok("not looked at: PostgreSQL does not run")];
    const specs = schemaSpecs(spec, serverVersionOf((await world.settings()).values));
    const probe = await world.probe(specs);
    const answers = await Promise.all(specs.map((each) => probe(each, probeTimeoutMs)));
    const refused = answers.map(refusal).find((finding) => finding !== undefined);
    if (refused !== undefined) return [refused];
    // After a way back its schema stays that of the later server.
    const isOurs = specs.some(({ server }, index) => server !== undefined && serverIn(answers[index]) === server);
    return specs.flatMap(({ database, expected, server }, index) => {
      const answer = answers[index];
      if (answer === undefined) return [];
      const version = interpretSchemaVersion(database, expected, answer, isOurs);
      return [...interpretServer(database, server, answer), version];
    });
  },
};

async function postgresSpec(world: World): Promise<Extract<ProbeSpec, { kind: "postgresql" }> | undefined> {
  const [settings, { containers }] = await Promise.all([world.settings(), world.sortedContainers()]);
  const asked = settings.topology.units.filter(isStore).flatMap((unit) => {
    const container = containers.get(unit.name);
    if (!unit.isExternal && !isRunning(container)) return [];
    const { values, host } = reachOf(unit, containers, settings);
    return unit.probe?.(values, host) ?? [];
  });
  return asked.find((spec) => spec.kind === "postgresql");
}

/** A start with such a password would replace a database that works by one that nobody reaches. */
export function refusal(answer: ProbeResult): Finding | undefined {
  if (answer.ok || (answer.fault !== "wrong-password" && answer.fault !== "missing-role")) return undefined;
  return obstacle({
    code: answer.fault === "missing-role" ? "ROLE_MISSING" : "PASSWORD_REFUSED",
    seen: answer.message,
    todo: answer.hint ?? "temporal-start status",
  });
}

function serverIn(answer: ProbeResult | undefined): string {
  return answer?.ok === true ? String(answer.facts.server ?? "") : "";
}

/** Whose data it is, where that is known and not what the settings ask for: the next start is refused. */
export function interpretServer(subject: string, wanted: string | undefined, answer: ProbeResult): readonly Finding[] {
  const found = serverIn(answer);
  if (wanted === undefined || found === "" || found === wanted) return [];
  const seen = `is of server ${found}, and the settings ask for ${wanted}`;
  return [
    {
      subject,
      ...failure(seen, "temporal-start upgrade status tells how far an upgrade is, and what leads on"),
    },
  ];
}

/** The job repairs what is half-done and empty, and says so where it holds data. */
export function interpretSchemaVersion(
  database: string,
  expected: string,
  answer: ProbeResult,
  isOurs: boolean,
): Finding {
  const subject = database;
  const start = "temporal-start start brings it there";
  if (!answer.ok) {
    if (answer.fault === "missing-database") return { subject, ...warning("does not exist", start) };
    return { subject, ...warning(`could not be read: ${answer.message}`, answer.hint ?? "temporal-start status") };
  }
  const { version, tables } = answer.facts;
  const found = String(version);
  if (found === "0.0" && tables === "yes") {
    return {
      subject,
      ...failure(
        "is half-done: tables are there, but no version is recorded",
        "temporal-start start begins it again where it holds no data; otherwise restore a backup",
      ),
    };
  }
  if (found === "0.0") return { subject, ...warning("has no schema yet", start) };
  if (isOlder(found, expected)) return { subject, ...warning(`is at version ${found}, not yet at ${expected}`, start) };
  if (isOurs || !isOlder(expected, found)) return { subject, ...ok(`is at version ${found}`) };
  return {
    subject,
    ...warning(
      `is at version ${found}, newer than ${expected}: a later Temporal Server wrote it`,
      "Use the images of that server (TEMPORAL_SERVER_IMAGE, TEMPORAL_CLI_IMAGE); a database does not go back",
    ),
  };
}
