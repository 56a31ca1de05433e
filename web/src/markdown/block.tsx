import type { MarkedToken, Token, Tokens } from 'marked';
import { h, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Block } from './blocks';
import { Code } from './code';
import { Definition } from './definition';
import { type End, EndMark } from './end-mark';
import { Box, Inline } from './inline';
import { languageOf } from './languages';
import { Table } from './table';
import { isKnown } from './tokens';

interface Place {
  /** The level of headings here, 3 to 6. */
  readonly level: number;
  /** The mark behind the last word of what is rendered. */
  readonly end: End;
  /** At the top a block takes its direction from its text; what is inside follows by style, so that the outer one sees its text. */
  readonly dir?: 'auto';
}

/** A block at the top of an answer; rendered once, unless it or its mark changes. */
export const TopBlock = ({ block, end }: { readonly block: Block; readonly end: End }): JSX.Element =>
  useMemo(() => <BlockOf token={block.token} level={block.level} end={end} dir="auto" />, [block, end]);

const Blocks = ({ tokens, level, end }: Place & { readonly tokens: readonly Token[] }): JSX.Element => {
  const seen = tokens.filter(isKnown).filter((token) => token.type !== 'space');
  return <>{seen.length === 0 ? <EndMark end={end} /> : seen.map((token, index) => <BlockOf key={index} token={token} level={level} end={index === seen.length - 1 ? end : 'none'} />)}</>;
};

/** What is not known here is shown as it was written. */
const BlockOf = ({ token, level, end, dir }: Place & { readonly token: MarkedToken }): JSX.Element => {
  switch (token.type) {
    case 'heading':
      return <Heading heading={token} level={level} end={end} dir={dir} />;
    case 'paragraph':
      return <p dir={dir}><Inline tokens={token.tokens} /><EndMark end={end} /></p>;
    case 'text': // the lines of a list item that holds no paragraphs
      return <><Inline tokens={token.tokens} /><EndMark end={end} /></>;
    case 'checkbox':
      return <Box isTicked={token.checked} />;
    case 'list':
      return <List list={token} level={level} end={end} dir={dir} />;
    case 'blockquote':
      return <blockquote dir={dir}><Blocks tokens={token.tokens} level={level} end={end} /></blockquote>;
    case 'code':
      return <><Code text={token.text} language={languageOf(token.lang)} /><After end={end} /></>;
    case 'table':
      return <><Table table={token} /><After end={end} /></>;
    case 'hr':
      return <><hr /><After end={end} /></>;
    case 'def':
      return <p class="definition" dir={dir}><Definition raw={token.raw} /><EndMark end={end} /></p>;
    default:
      return <p class="raw" dir={dir}>{token.raw.trimEnd()}<EndMark end={end} /></p>;
  }
};

const Heading = ({ heading, level, end, dir }: Place & { readonly heading: Tokens.Heading }): JSX.Element =>
  h(`h${level}`, { dir }, <Inline tokens={heading.tokens} />, <EndMark end={end} />);

const List = ({ list, level, end, dir }: Place & { readonly list: Tokens.List }): JSX.Element => {
  const items = list.items.map((item, index) => (
    <li key={index} class={item.task ? 'task' : undefined}><Blocks tokens={item.tokens} level={level} end={index === list.items.length - 1 ? end : 'none'} /></li>
  ));
  if (!list.ordered) return <ul dir={dir}>{items}</ul>;
  return <ol dir={dir} start={list.start === 1 ? undefined : Number(list.start)}>{items}</ol>;
};

/** Behind what has no line of text, the mark stands in a line of its own. */
export const After = ({ end }: { readonly end: End }): JSX.Element | null => (end === 'none' ? null : <div class="after"><EndMark end={end} /></div>);
