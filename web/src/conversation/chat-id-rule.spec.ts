import { faultOfId } from './chat-id-rule';

describe('the id of a new chat', () => {
  it.each(['', 'trip-to-paris', 'A_1', 'x'.repeat(128), 'com', 'index2'])('may be "%s"', (id) => expect(faultOfId(id)).toBeUndefined());

  it.each([
    ['my trip', 'A space cannot be part of an id. Letters, digits, - and _ can.'],
    ['tab\there', 'A space cannot be part of an id. Letters, digits, - and _ can.'],
    ['Zürich', '“ü” cannot be part of an id. Letters, digits, - and _ can.'],
    ['a/b', '“/” cannot be part of an id. Letters, digits, - and _ can.'],
    ['🙂', '“🙂” cannot be part of an id. Letters, digits, - and _ can.'],
    ['x'.repeat(140), 'Too long: 140 letters, 128 is the most.'],
    ['Index', '“Index” is kept for the server itself. Choose another.'],
    ['__proto__', '“__proto__” is kept for the server itself. Choose another.'],
  ])('may not be "%s"', (id, said) => expect(faultOfId(id)).toBe(said));
});
