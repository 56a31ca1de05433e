/** Something besides white space, and no U+0000 anywhere. */
// oxlint-disable-next-line no-control-regex -- U+0000 is what is refused: not every store can keep it
export const NOT_BLANK = /^(?![^]*\u0000)[^]*\S/;

/** The same as other languages write it, for the OpenAPI document. */
export const NOT_BLANK_SOURCE = String.raw`^(?![\s\S]*\u0000)[\s\S]*\S`;
