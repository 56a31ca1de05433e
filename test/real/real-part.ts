/** Tests that want something real, told by a variable where it is; without it they are skipped and say so. */
export function describeWith(name: string, variable: string, whoSetsIt: string, tests: (value: string) => void): void {
  const value = process.env[variable];
  if (value) return describe(name, () => tests(value));
  const why = `${variable} is not set; ${whoSetsIt}`;
  console.warn(`SKIPPED ${name}: ${why}`);
  describe.skip(`${name} (skipped: ${why})`, () => tests(''));
}
