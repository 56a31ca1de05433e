import type { Tokens } from 'marked';
import type { JSX } from 'preact';
import { Inline } from './inline';
import { Scroller } from './scroller';
import { counted } from './words';

/** A table that scrolls in itself. What it is is heard; its cells are not read out while they are written. */
export const Table = ({ table }: { readonly table: Tokens.Table }): JSX.Element => {
  const name = `Table, ${counted(table.rows.length, 'row')}`;
  return (
    <div class="table">
      <p class="unseen">{name}</p>
      <Scroller as="div" class="wide" label={name} isQuiet>
        <table dir="auto">
          <thead>
            <tr>{table.header.map((cell, index) => <th key={index} scope="col" class={sideOf(cell)}><Inline tokens={cell.tokens} inTable /></th>)}</tr>
          </thead>
          <tbody>
            {table.rows.map((row, line) => <tr key={line}>{row.map((cell, index) => <td key={index} class={sideOf(cell)}><Inline tokens={cell.tokens} inTable /></td>)}</tr>)}
          </tbody>
        </table>
      </Scroller>
    </div>
  );
};

const sideOf = ({ align }: Tokens.TableCell): string | undefined => (align === 'right' ? 'num' : align === 'center' ? 'mid' : undefined);
