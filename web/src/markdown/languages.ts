import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';

type Tree = ReturnType<ReturnType<typeof createLowlight>['highlight']>;
export type CodeNode = Tree['children'][number];

/** A line longer than this is no code that somebody reads. */
const LONGEST = 20_000;
const PIECE = 8_000;

const lowlight = createLowlight({ bash, c, cpp, css, diff, go, java, javascript, json, markdown, python, rust, shell, sql, typescript, xml, yaml });

/** Code cut at line ends into pieces that are coloured each for itself: while code is written only the last one changes. */
export function piecesOf(code: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  while (code.length - start > PIECE) {
    const end = code.indexOf('\n', start + PIECE) + 1;
    if (end === 0) break;
    pieces.push(code.slice(start, end));
    start = end;
  }
  return [...pieces, code.slice(start)];
}

/** Code as a tree of named pieces; undefined where the language is not known. */
export function coloured(code: string, language: string): readonly CodeNode[] | undefined {
  if (code.length > LONGEST || !lowlight.registered(language)) return undefined;
  try {
    return lowlight.highlight(language, code).children;
  } catch {
    return undefined; // a grammar's own fault: the code is shown plain
  }
}

/** The language that a fence names, if it is a name: its first word. */
export const languageOf = (info: string | undefined): string | undefined => /^[\w+#.-]{1,20}(?=$|[\s,:{])/.exec(info ?? '')?.[0].toLowerCase();
