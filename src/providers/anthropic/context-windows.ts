/**
 * Tokens that prompt and answer may fill together: a million from generation 4.6 on, 200,000 for every older model and every one
 * that is not known. Source: the models overview of Anthropic's documentation, November 2026.
 */
export const windowOf = (model: string): number => (OF_A_MILLION.some((pattern) => pattern.test(bareNameOf(model))) ? 1_000_000 : 200_000);

const OF_A_MILLION = [/^claude-(?:opus|sonnet)-4-[6-9](?!\d)/, /^claude-[a-z]+-[5-9](?!\d)/, /^claude-mythos-preview(?!\w)/];

/** Gateways put a prefix before the name: `anthropic/claude-…`. */
const bareNameOf = (model: string): string => model.slice(model.lastIndexOf('/') + 1);
