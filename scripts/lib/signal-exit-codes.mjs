/** The signals that end a run, and the exit code that a shell gives each. */
export const signalExitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
