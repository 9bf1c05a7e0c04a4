/** One thing wrong with one setting, in the user's words. */
export interface SettingProblem {
  /** `temporal.env:12`, `environment`, `--set`: where the value was written. */
  readonly origin: string;
  readonly key: string;
  readonly message: string;
}

export function formatProblem(problem: SettingProblem): string {
  const key = problem.key === "" ? "" : `${problem.key} `;
  return `${problem.origin}: ${key}${problem.message}`;
}
