/** A measurement that could not be taken, in one line for people. */
export class BenchError extends Error {
  override name = "BenchError";
}
