import type { Dependency, DependencyCondition } from "./services/service.ts";
import { isStore, type Topology, type Unit } from "./topology.ts";

/** One thing that a unit depends on. */
export interface Edge {
  readonly unit: Unit;
  readonly condition: DependencyCondition;
}

/** What a unit depends on, all units of each service; what is switched off is none of them. */
function dependenciesOf(topology: Topology, { service }: Unit): readonly Edge[] {
  return service.dependsOn.flatMap(({ service: name, condition }) =>
    topology.units.filter((unit) => unit.service.name === name).map((unit) => ({ unit, condition })),
  );
}

/** What has to be so far before a unit's container starts. External units are never waited for: they are not ours to start. */
export function startsAfter(topology: Topology, unit: Unit): readonly Edge[] {
  return dependenciesOf(topology, unit).filter((edge) => holdsBackStart(edge) && !edge.unit.isExternal);
}

/** What has to answer before a unit is asked. */
export function askedAfter(topology: Topology, unit: Unit): readonly Unit[] {
  return dependenciesOf(topology, unit).flatMap((edge) => (holdsBackStart(edge) ? [] : [edge.unit]));
}

/** The units that cannot start, or go on, without a unit. */
export function dependantsOf(topology: Topology, unit: Unit): readonly Unit[] {
  return topology.units.filter((other) => startsAfter(topology, other).some((edge) => edge.unit === unit));
}

/** A unit and all that cannot go on while it is away, or receives what it writes. */
export function stopsWith(topology: Topology, unit: Unit): ReadonlySet<Unit> {
  const found = new Set([unit]);
  // What is added while it is walked is visited as well.
  for (const one of found) {
    for (const other of topology.units) {
      const needs = ({ unit: needed, condition }: Edge): boolean => needed === one && condition !== "answers";
      if (dependenciesOf(topology, other).some(needs)) found.add(other);
    }
  }
  return found;
}

/** All that a unit needs to be there in any way, and all that this needs. */
export function reliesOn(topology: Topology, unit: Unit): Set<Unit> {
  const found = new Set<Unit>();
  const visit = (one: Unit): void => {
    for (const edge of dependenciesOf(topology, one)) {
      if (found.has(edge.unit)) continue;
      found.add(edge.unit);
      visit(edge.unit);
    }
  };
  visit(unit);
  return found;
}

/** What a job prepares: the stores it depends on, ours or not. */
export function preparedBy(topology: Topology, job: Unit): readonly Unit[] {
  return dependenciesOf(topology, job).flatMap((edge) => (isStore(edge.unit) ? [edge.unit] : []));
}

/** Whether it is needed for a start, and so ends only after what needs it. */
export function holdsBackStart({ condition }: Pick<Dependency, "condition">): boolean {
  return condition !== "answers" && condition !== "receives";
}
