import type { Page } from 'playwright-core';

/** Of the browser's document what is used here. */
declare const document: { querySelectorAll(selector: string): Iterable<{ readonly localName: string; readonly attributes: Iterable<{ readonly name: string; readonly value: string }> }> };

/** Every element and attribute that the text of an answer may be made of. Whatever is not here has come in with the text. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '*': ['class', 'dir', 'aria-hidden', 'aria-label', 'aria-live', 'aria-relevant', 'role', 'tabindex', 'title'],
  a: ['href', 'target', 'rel'],
  ol: ['start'],
  th: ['scope'],
  svg: ['viewBox'],
  path: ['d'],
  button: ['type'],
  ...Object.fromEntries('div p h3 h4 h5 h6 ul li blockquote hr br figure figcaption pre code span strong em del b bdi i table thead tbody tr td'.split(' ').map((name) => [name, []])),
};

/** What is on the page inside this element that no renderer of ours has made: elements, attributes, addresses. */
export const foreignElements = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(
    ([known, root]) => {
      const found: string[] = [];
      for (const element of document.querySelectorAll(`${root} *`)) {
        const allowed = Object.hasOwn(known, element.localName) ? known[element.localName] : undefined;
        if (allowed === undefined) found.push(`<${element.localName}>`);
        for (const { name, value } of element.attributes) {
          if (!known['*']?.includes(name) && allowed?.includes(name) !== true) found.push(`${name}="${value}"`);
          if (name === 'href' && !/^(https?|mailto):/.test(value)) found.push(`href="${value}"`);
          if (name === 'class' && /[^\w -]/.test(value)) found.push(`class="${value}"`);
        }
      }
      return found;
    },
    [KNOWN, selector] as const,
  );
