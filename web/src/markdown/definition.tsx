import type { JSX } from 'preact';
import { Link } from './link';
import { addressOf } from './links';

/** Where a reference leads, `[1]: https://…`. Models list their sources so: it stays to be seen, its address a link. */
export const Definition = ({ raw }: { readonly raw: string }): JSX.Element => {
  const parts = /^\s*(\[[^]*?\]:\s*)(<[^<>\n]*>|\S+)([^]*)$/.exec(raw);
  const [label = '', written = '', title = ''] = parts?.slice(1) ?? [];
  const words = written.replace(/^<(.*)>$/, '$1');
  const address = addressOf(words);
  return <>{address === undefined ? raw : <>{label}<Link address={address} words={words}>{words}</Link>{title}</>}</>;
};
