export type Accent = (text: string) => string;

/** Marks of meaning on text; an implementation decides whether they become colours. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly caution: (text: string) => string;
  readonly bad: (text: string) => string;
  /** What was searched for. */
  readonly found: (text: string) => string;
  /** Tell neighbours apart; the first follows the last. */
  readonly accents: readonly [Accent, ...Accent[]];
}

export const plainStyle: Style = {
  strong: (text) => text,
  faint: (text) => text,
  good: (text) => text,
  caution: (text) => text,
  bad: (text) => text,
  found: (text) => text,
  accents: [(text) => text],
};
