import { crc32 } from 'node:zlib';
import type { Message } from '../../conversation/chat.js';
import { lineOf, messageOf, readLine, recordOf } from './records.js';

const message: Message = { id: 'm1', role: 'user', content: 'Ünïcödé 😀 "quoted"\n\u2028', timestamp: '2026-03-01T12:00:00.000Z' };
const line = Buffer.from(lineOf(recordOf(3, message)));
const body = line.subarray(0, -1);

describe('a line of a chat file', () => {
  it('is one line of JSON with its type first and its checksum last', () => {
    const text = line.toString();
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(text).toMatch(/^\{"t":"message","n":3,.*,"crc":"[0-9a-f]{8}"\}\n$/s);
    const [, before, crc] = /^(.*),"crc":"(.{8})"\}\n$/s.exec(text)!;
    expect(parseInt(crc!, 16)).toBe(crc32(before!));
  });

  it('is read as it was written', () => {
    const read = readLine(body);
    expect(read).toEqual({ quality: 'whole', record: { t: 'message', n: 3, ...message } });
    expect(read.quality !== 'bad' && read.record.t === 'message' && messageOf(read.record)).toEqual(message);
  });

  it('is never whole with one byte changed', () => {
    for (let place = 0; place < body.length; place++) {
      for (const change of [1, 0x80, 0x20]) {
        const changed = Buffer.from(body);
        changed[place]! ^= change;
        expect([place, readLine(changed).quality]).not.toEqual([place, 'whole']);
      }
    }
  });

  it('is never whole when it is cut anywhere', () => {
    for (let length = 0; length < body.length; length++) expect(readLine(body.subarray(0, length)).quality).toBe('bad');
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['a number', '5'],
    ['null', 'null'],
    ['an array', '[]'],
    ['no type', '{"id":"a"}'],
    ['a type that is no text', '{"t":5}'],
    ['a message without its id', '{"t":"message","n":1,"role":"user","content":"a"}'],
    ['a message without its place', '{"t":"message","id":"a","role":"user","content":"a"}'],
    ['a partial without parts', '{"t":"partial","id":"a"}'],
  ])('is bad when it holds %s', (_what, text) => {
    expect(readLine(Buffer.from(text)).quality).toBe('bad');
  });

  it('is known as edited when only its checksum is wrong or missing', () => {
    const text = body.toString();
    for (const edited of [text.replace('quoted', 'edited'), text.replace(/,"crc":".{8}"/, ''), `${text} `, text.replace(/(.{8})"\}$/, '00000000"}')]) {
      expect(readLine(Buffer.from(edited)).quality).toBe('edited');
    }
  });

  it('keeps fields of a message that are named like its own', () => {
    const odd = { ...message, t: 'chat', n: -1, crc: 'x', format: 2, key: 'k', fingerprint: 'f', answer_id: 'a', fields: { t: 1 } };
    const read = readLine(Buffer.from(lineOf(recordOf(7, odd)).trimEnd()));
    if (read.quality !== 'whole' || read.record.t !== 'message') throw new Error('It is no whole message.');
    expect(read.record.n).toBe(7);
    expect(messageOf(read.record)).toEqual(odd);
  });

  it('keeps lone surrogates, U+0000 and a checksum in the text', () => {
    for (const content of ['\uD83D', '\uDE00 \0', ',"crc":"00000000"}', '']) {
      const read = readLine(Buffer.from(lineOf(recordOf(0, { ...message, content })).trimEnd()));
      expect(read).toMatchObject({ quality: 'whole', record: { content } });
    }
  });
});
