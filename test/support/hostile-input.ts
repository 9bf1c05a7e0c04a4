export function pick<Item>(random: () => number, items: readonly [Item, ...Item[]] | readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("Nothing to pick from.");
  return item;
}

/** Texts that programs stumble over; none holds a NUL, which neither an argument nor a variable can. */
const hostileTexts: readonly string[] = [
  ...["", " ", "\t", "\n", "\r\n", "a\nb", "\u001b[2J\u001b]0;title\u0007", "\u0007\b\u007f", "\u009b31m"],
  ...["../../../../etc/passwd", "/dev/zero", "C:\\nul", "~", "~root", "file:///etc/passwd", "a/b", "-", "--", "---"],
  ...["$HOME", "$(id)", "`id`", "; rm -rf x", "| cat", "&& true", "%s%n%d", "%00", "${HOME}", "{{.Names}}", "!!"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "NaN", "true", "[object Object]"],
  ...["0", "-1", "1e309", "0x10", "1_000", "65536", "99999999999999999999", "1.5", "٣", "Infinity", "-0", " 7233 "],
  ...["'", '"', '"unclosed', "it's", 'a"b', "#", "a#b", "=", "a=b", "KEY=", "\\", "\\n", "a\\", ","],
  ...["é", "e\u0301", "😀", "\ud800", "\u202eabc", "\u2028", "\ufeff", "ſ", "İ", "ﬀ", "日本語", "a".repeat(100_000)],
  ...["localhost:99999", "[::1", "256.256.256.256", "http://", "0.0.0.0/0", "7d ", "-1h", "1y", "9".repeat(400) + "d"],
];

/** One hostile text, or several of them joined. */
export function hostileText(random: () => number): string {
  const count = random() < 0.75 ? 1 : 2 + Math.floor(random() * 3);
  return Array.from({ length: count }, () => pick(random, hostileTexts)).join("");
}

/** Characters that a terminal obeys instead of showing them; a line break and a tab are none of them. */
export const obeyed = /(?![\n\t])[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;
