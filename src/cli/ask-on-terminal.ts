import { createInterface } from "node:readline/promises";

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly cancellation: AbortController;
}

/** Asks one question. Ctrl-C cancels the command; Ctrl-D is an empty answer. @throws AbortError once cancelled */
export async function askOnTerminal(question: string, { input, output, cancellation }: Terminal): Promise<string> {
  const lines = createInterface({ input, output });
  // While a question stands, Ctrl-C is a key and no signal.
  lines.once("SIGINT", () => {
    cancellation.abort();
  });
  try {
    return await lines.question(question, { signal: cancellation.signal });
  } catch (error) {
    if (cancellation.signal.aborted || (error as NodeJS.ErrnoException).code !== "ABORT_ERR") throw error;
    return "";
  } finally {
    lines.close();
  }
}
