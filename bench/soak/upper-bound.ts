/**
 * How high the true failure rate may be, at 95 % confidence, after so many failures in so many runs:
 * with none the rule of three, else the exact binomial bound.
 */
export function upperBound(failures: number, runs: number): number {
  if (runs === 0 || failures >= runs) return 1;
  if (failures === 0) return Math.min(1, 3 / runs);
  let [low, high] = [failures / runs, 1];
  for (let step = 0; step < 50; step += 1) {
    const rate = (low + high) / 2;
    if (chanceOfAtMost(failures, runs, rate) > doubt) low = rate;
    else high = rate;
  }
  return high;
}

const doubt = 0.05;

function chanceOfAtMost(failures: number, runs: number, rate: number): number {
  let term = (1 - rate) ** runs;
  let sum = term;
  for (let count = 1; count <= failures; count += 1) {
    term *= ((runs - count + 1) / count) * (rate / (1 - rate));
    sum += term;
  }
  return sum;
}
