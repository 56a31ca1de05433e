import type { ComponentChildren, JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { CopyButton } from '../parts/copy-button';
import { type CodeNode, coloured, piecesOf } from './languages';
import { Scroller } from './scroller';
import { counted } from './words';

/** A block of code under a head that says what it is. */
export const Code = ({ text, language }: { readonly text: string; readonly language: string | undefined }): JSX.Element => {
  const figure = useRef<HTMLElement>(null);
  const code = text.replace(/\n$/, '');
  const select = (): void => {
    const element = figure.current?.querySelector('code');
    if (element) getSelection()?.selectAllChildren(element);
  };
  return (
    <figure class="code" dir="ltr" ref={figure}>
      <figcaption>
        <span>{language ?? 'code'}, {counted(code.split('\n').length, 'line')}</span>
        <CopyButton text={() => code} what="this code" select={select} />
      </figcaption>
      <Scroller as="pre" label={language === undefined ? 'Code' : `Code, ${language}`} isQuiet>
        <code>{piecesOf(code).map((piece, index) => <Piece key={index} code={piece} language={language} />)}</code>
      </Scroller>
    </figure>
  );
};

const Piece = ({ code, language }: { readonly code: string; readonly language: string | undefined }): JSX.Element =>
  useMemo(() => <>{(language !== undefined && coloured(code, language)?.map(node)) || code}</>, [code, language]);

function node(part: CodeNode): ComponentChildren {
  if (part.type === 'text') return part.value;
  if (part.type !== 'element') return undefined;
  const names = part.properties['className'];
  return <span class={Array.isArray(names) ? names.join(' ') : undefined}>{part.children.map(node)}</span>;
}
