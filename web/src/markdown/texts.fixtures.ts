/** Texts as models write them, and as nobody should. */
export const documents: Readonly<Record<string, string>> = {
  'an answer with everything': `A chat is **one file**, so copy it *while* it runs:

\`\`\`bash
# every night
rsync -a "$a" b/

tar -czf x.tgz y
\`\`\`

1. First, with \`code\`
2. Second
   - nested, with [a link](https://example.com/a_(b))
   - again

     a paragraph in it
3. Third

| You lost | Copy back | About |
|---|:---:|---:|
| One chat | \`a|b\` | 1 s |
| The index | nothing | 3 s |

> Quoted, with
> two lines
lazily continued

Setext heading
==============

Done. ![alt](https://example.com/x.png)
`,
  'fences in fences': '~~~\n```\nnot closed by these\n```\n~~~\n\n````md\n```js\n1\n```\n````\n\n  ```\n  indented\n  ```\n\n- item\n  ```\n  code\n\n  more\n  ```\n\nend `a` ``b`c``\n\n```python\nnever closed\n\n\nat all',
  lists: '- a\n- b\n\n- loose\n\n  second paragraph\n\n* other mark\n+ another\n\n10) ten\n11) eleven\n\n\n- [ ] open\n- [x] done\n\n1. one\n\n1\n\n1. one\n\n2. two\ntext\n-\n- -\n- - -\n',
  'tables row by row': 'a | b\n-|-\n1 | 2\n3\n\nx\n| c |\n|---|\n| 4 |\n| 5 | 6 |\nno pipe\n\n|not|\n|-|-|\n\n| e |\n|---|\n- list\n',
  'headings of both kinds': '# One\n## Two ##\n#no\n#\nText\n---\nMore\ntext\n===\n\n---\n***\n- - -\n_ _ _\n\n####### seven\n',
  'raw html': '<div>\n**not bold**\n\n</div>\n\n<script>\n\nalert(1)\n\n</script> after\n\n<!-- a\n\ncomment -->\n\ntext <b>bold</b> <br>\n<prefix\n<pre\n\n<?php x\n\n?>\n\n<x-y a="b">\ntext\n\n<![CDATA[\n\n]]>\n<style>\n\nnever closed',
  quotations: '> a\n>\n> b\n> > c\nlazy\n\n> d\n\n> - e\n>   f\n- g\n\n> ```\n> code\n\nafter\n> ---\nx\n>#\n>1. a\n> 2. b\n',
  'indented code': 'Text\n\n    code\n\n    more\n\n\tTab\n\nText\n    not code\n\n   three\n',
  'a long paragraph': `${'A sentence of some length, with *emphasis* and a [link](https://example.com). '.repeat(12)}\n\nEnd.`,
  'line ends of Windows': '# A\r\n\r\ntext\r\nmore\r\n\r\n- a\r\n- b\r\n\r\n```\r\n1\r\n```\r\n\r\nend\r\n',
  'signs beyond the first plane': '😀 **😀**\n\n- 👩‍👩‍👧\n\n> 𝒜 `𝒜`\n\nکتاب *برای* سفر\n\n| 😀 | 漢字 |\n|---|---|\n| é | ñ |\n',
};

export const fragments: readonly string[] = [
  '- a', '- b\n', '  c\n', '\n', '\n\n', '1. x\n', '2. y\n', '10) z\n', '* s\n', '+ p\n', 'para', 'text\n', 'more text', '# h\n', '## h2', '#tag\n', '===\n', '---\n', '--', '***\n', '```\n', '```js\n',
  '````\n', '~~~\n', '~~~', '`code`', '> q\n', '>> qq\n', '> - l\n', '| a | b |\n', '|---|---|\n', '| 1 | 2 |\n', 'a | b\n', '-|-\n', '<div>\n', '</div>\n', '<pre>\n', '</pre>', '<!-- c\n', '-->\n',
  '<b>x</b>', '<prefix', '<a href="x">', '<code>', '<?php\n', '?>\n', '[b][a]', '    code\n', '   ', '**bold**', '*e', '_f_', '\\', '<http://a.example>', 'http://u.example/w', '- [ ] t\n', '- [x] d\n',
  '   - nested\n', '      deep\n', '```', '&amp;', '1986\n', '1', '-', '=', '|', '\r\n', 'x\r\n', '![', ' "title"\n',
];

const times = (piece: string) => (length: number): string => piece.repeat(length / piece.length);
const deep = (length: number): string => {
  let text = '';
  for (let depth = 0; text.length < length; depth = (depth + 1) % 200) text += `${' '.repeat(2 * depth)}- a\n`;
  return text;
};

/** Each makes about so many letters that a careless reader of Markdown takes too long for, or too much stack. */
export const heavyTexts: Readonly<Record<string, (length: number) => string>> = {
  ...Object.fromEntries(
    [
      '[', '![', ']', '[]', '[a](b', '[a](<b', '[a][b]', '[a](b)', '[a](b "', '[a]: ', '\\[', '`[', '[`a`', '*', '*a ', '**a *b ', '*a', '*a)', '(**', 'a**b', '_a ', 'a_', '~', '~~a ', '`', '`a', '<', '<a ', '<a b=', '<a href="',
      'x<!-- ', 'x<? ', '<b>', '<http:', '|', '|\n', 'a|\n-|\n', 'a\n-\n', '- ', '* ', '- a\n', '- a\n\n', '1. a\n', '>', '> a\n', '> - a\n', '> > a\nb\n', '> - a\nb\n', '<div>\n', '```\n', '~~~\n```\n', '#', 'a\n', '\n', 'a', ' ', '\t', '&', '&#1', 'a@', 'http://', 'www.', 'a  \n', '\ta\n\n', '😀*',
    ].map((piece) => [JSON.stringify(piece), times(piece)]),
  ),
  'brackets in brackets': (length) => `${'['.repeat(length / 2)}a${']'.repeat(length / 2)}`,
  'links in links': (length) => `${'['.repeat(length / 6)}a${'](u)'.repeat(length / 6)}`,
  'emphasis in emphasis': (length) => `${'*a **a '.repeat(length / 14)}${'b** b* '.repeat(length / 14)}`,
  'ever longer runs of backticks': (length) => {
    let text = '';
    for (let run = 1; text.length < length; run++) text += `${'`'.repeat(run)} `;
    return text;
  },
  'a table of one wide row': (length) => `a${'|a'.repeat(length / 4)}\n-${'|-'.repeat(length / 4)}`,
  'lists in lists': deep,
  'an item that goes on and on': (length) => `- a\n${'b\n'.repeat(length / 2)}`,
  'an indented item that goes on and on': (length) => `- a\n${'  b\n'.repeat(length / 4)}`,
  'a quotation that goes on and on': (length) => `${'>'.repeat(100)}a\n${'b\n'.repeat(length / 2)}`,
  'a mail address': (length) => `${'a.'.repeat(length / 2)}@`,
  'an address with signs behind it': (length) => `http://a.example/${'!'.repeat(length)}`,
  'an address with brackets behind it': (length) => `http://a${')'.repeat(length)}`,
  'a title that is not closed': (length) => `[a]: b "${'x\n'.repeat(length / 2)}`,
};
