// Medians, ratios and tables.

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const medianOf = (rounds, field) => median(rounds.map((round) => round[field]));

/** The median of the ratios of rounds that ran side by side. */
export const ratioOf = (ours, theirs, field) => median(ours.map((round, index) => round[field] / theirs[index][field]));

export function shuffled(values) {
  const rest = [...values];
  return Array.from(values, () => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
}

/** A figure against its aim: `>= 0.7` or `<= 2`. */
export function judged(value, aim, unit = '') {
  const [sign, limit] = aim.split(' ');
  const met = sign === '<=' ? value <= Number(limit) : value >= Number(limit);
  return `${number(value)}${unit} (aim ${aim}${unit}: ${met ? 'met' : 'MISSED'})`;
}

export const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

export function printTable(title, head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => (typeof cell === 'number' ? number(cell) : cell)).join(' | ')} |`);
  process.stdout.write(`\n${title}\n\n${lines.join('\n')}\n`);
}
