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

const plain: Accent = (text) => text;

export const plainStyle: Style = {
  strong: plain,
  faint: plain,
  good: plain,
  caution: plain,
  bad: plain,
  found: plain,
  accents: [plain],
};
