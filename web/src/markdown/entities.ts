/** The names that answers use; any other stays the text it is. As [name, character], by HTML's own list. */
const NAMED: ReadonlyMap<string, string> = new Map(
  [
    'amp& lt< gt> quot" apos\' nbsp\u00A0 shy\u00AD copy© reg® trade™ hellip… mdash— ndash– minus− lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ laquo« raquo» lsaquo‹ rsaquo›',
    'bull• middot· dagger† Dagger‡ sect§ para¶ deg° prime′ Prime″ times× divide÷ plusmn± frac12½ frac14¼ frac34¾ sup1¹ sup2² sup3³ micro\u00B5 ordf\u00AA ordm\u00BA',
    'euro€ pound£ yen¥ cent¢ larr← uarr↑ rarr→ darr↓ harr↔ lArr⇐ rArr⇒ hArr⇔ le≤ ge≥ ne≠ asymp≈ equiv≡ infin∞ radic√ sum∑ prod∏ int∫ part∂ nabla∇ isin∈ notin∉ cap∩ cup∪ sub⊂ sup⊃ forall∀ exist∃ empty∅ and∧ or∨ not¬',
    'Alpha\u0391 Beta\u0392 Gamma\u0393 Delta\u0394 Theta\u0398 Lambda\u039B Pi\u03A0 Sigma\u03A3 Phi\u03A6 Psi\u03A8 Omega\u03A9 alpha\u03B1 beta\u03B2 gamma\u03B3 delta\u03B4 epsilon\u03B5 zeta\u03B6 eta\u03B7 theta\u03B8 lambda\u03BB mu\u03BC nu\u03BD xi\u03BE pi\u03C0 rho\u03C1 sigma\u03C3 tau\u03C4 phi\u03C6 chi\u03C7 psi\u03C8 omega\u03C9',
    'Agrave\u00C0 Aacute\u00C1 Acirc\u00C2 Atilde\u00C3 Auml\u00C4 Aring\u00C5 AElig\u00C6 Ccedil\u00C7 Egrave\u00C8 Eacute\u00C9 Ntilde\u00D1 Ouml\u00D6 Oslash\u00D8 Uuml\u00DC agrave\u00E0 aacute\u00E1 acirc\u00E2 atilde\u00E3 auml\u00E4 aring\u00E5 aelig\u00E6 ccedil\u00E7',
    'egrave\u00E8 eacute\u00E9 ecirc\u00EA euml\u00EB igrave\u00EC iacute\u00ED icirc\u00EE iuml\u00EF ntilde\u00F1 ograve\u00F2 oacute\u00F3 ocirc\u00F4 otilde\u00F5 ouml\u00F6 oslash\u00F8 ugrave\u00F9 uacute\u00FA ucirc\u00FB uuml\u00FC szlig\u00DF oelig\u0153 OElig\u0152 iquest\u00BF iexcl\u00A1',
    'star☆ starf★ check✓ cross✗ hearts♥ colon: sol/ lpar( rpar) lsqb[ rsqb] lbrace{ rbrace} vert| ast* num# dollar$ percnt% commat@ grave` lowbar_ hyphen‐ ensp\u2002 emsp\u2003 thinsp\u2009 Tab\t NewLine\n',
  ]
    .flatMap((line) => line.split(' '))
    .map((entry) => [entry.slice(0, -1), entry.slice(-1)]),
);

/** Character references as the characters they stand for, once: what comes out is text, and is not read again. */
export const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]\w{1,8}));/g, (reference, decimal?: string, hex?: string, name?: string) => characterOf(decimal, hex, name) ?? reference) : text;

function characterOf(decimal?: string, hex?: string, name?: string): string | undefined {
  if (name !== undefined) return NAMED.get(name);
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\uFFFD';
}
