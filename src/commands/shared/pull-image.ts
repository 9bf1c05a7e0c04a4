import type { Needs } from "../command.ts";

/** @throws TemporalStartError IMAGE_PULL_FAILED */
export async function pullImage(context: Needs<"backend" | "reporter" | "signal">, image: string): Promise<void> {
  const { reporter, signal } = context;
  const onNote = (text: string): void => {
    reporter.note(text);
  };
  const course = { signal, onNote, onPoint: () => undefined, onBytes: () => undefined };
  await (await context.backend()).perform({ kind: "pull", image }, course);
}
