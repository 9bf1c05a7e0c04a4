import { parseArgs } from "node:util";

/** Reads a script's flags; answers `--help` and mistakes itself and then returns the exit code instead. */
export function readOptions(args, flags, usage) {
  try {
    const { values } = parseArgs({ args, options: { ...flags, help: { type: "boolean", short: "h" } } });
    if (!values.help) return { values };
    process.stdout.write(usage);
    return { exitCode: 0 };
  } catch (error) {
    process.stderr.write(`Error: ${error.message}\n${usage}`);
    return { exitCode: 2 };
  }
}
