import { instanceLabel, programFor } from "../../cluster/settings/instance.ts";

interface Done {
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  readonly instance: string;
}

/** What was done, and what its clients need now. */
export function nextSteps({ from, to, seconds, instance }: Done): string {
  const program = programFor(instance);
  const name = "media-planner";
  const clients: Readonly<Record<string, readonly string[]>> = {
    off: ["Whoever reaches a port may use it; applications need no certificate any more."],
    tls: [
      `An application:  ${program} certs issue ${name}`,
      `                 ${program} connect --lang python --as ${name}`,
    ],
    full: [
      `An application:  ${program} certs issue ${name}`,
      `                 ${program} token create ${name} --role worker --namespace default`,
      `                 ${program} connect --lang python --as ${name}`,
      `A person:        ${program} token create alice --role writer --namespace default --login`,
    ],
  };
  return [
    `Instance ${instanceLabel(instance)} has TEMPORAL_SECURITY=${to} after ${seconds.toFixed(1)} s, and keeps it.`,
    ...(clients[to] ?? []).map((line) => `  ${line}`),
    ...(from === to ? [] : [`Back: ${program} secure ${from}`]),
    "",
  ].join("\n");
}
