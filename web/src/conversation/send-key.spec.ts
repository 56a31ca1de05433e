import { isSendKey } from './send-key';

const key = { key: 'Enter', keyCode: 13, isComposing: false, shiftKey: false, ctrlKey: false, metaKey: false };

describe('the key that sends', () => {
  it.each([
    ['Enter', {}, true, false],
    ['Shift + Enter', { shiftKey: true }, false, false],
    ['Ctrl + Enter', { ctrlKey: true }, true, true],
    ['Command + Enter', { metaKey: true }, true, true],
    ['Enter while composing', { isComposing: true }, false, false],
    ['Enter of an input method', { keyCode: 229 }, false, false],
    ['Ctrl + Enter while composing', { ctrlKey: true, isComposing: true }, false, false],
    ['a letter', { key: 'e', keyCode: 69 }, false, false],
  ])('%s', (_, pressed, sends, sendsWhereEnterBreaks) => {
    expect(isSendKey({ ...key, ...pressed }, 'send')).toBe(sends);
    expect(isSendKey({ ...key, ...pressed }, 'break')).toBe(sendsWhereEnterBreaks);
  });
});
