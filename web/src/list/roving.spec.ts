import { neighbourOf, placeAfterKey, runOf } from './roving';

const IDS = ['a', 'b', 'c', 'd', 'e'];

describe('the keys of a list', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 4, undefined],
    ['ArrowUp', 4, 3],
    ['ArrowUp', 0, -1],
    ['Home', 3, 0],
    ['End', 1, 4],
    ['a', 1, undefined],
  ])('lead with %s from row %i to row %s', (key, from, to) => expect(placeAfterKey(key, from, 5)).toBe(to));
});

describe('the focus after a deletion', () => {
  it.each([
    ['c', ['c'], 'd'],
    ['e', ['e'], 'd'],
    ['b', ['b', 'c', 'd'], 'e'],
    ['d', ['b', 'd', 'e'], 'c'],
    ['a', IDS, undefined],
    ['gone', ['b'], 'a'],
  ])('goes from %s, when %j leave, to %s', (from, leaving, to) => expect(neighbourOf(IDS, from, new Set(leaving))).toBe(to));
});

describe('a run of rows', () => {
  it.each([
    ['b', 'd', ['b', 'c', 'd']],
    ['d', 'b', ['b', 'c', 'd']],
    ['c', 'c', ['c']],
    ['gone', 'c', ['c']],
  ])('from %s to %s is %j', (one, other, run) => expect(runOf(IDS, one, other)).toEqual(run));
});
