import { writeFile } from 'node:fs/promises';

/** A GGUF file with random weights, a few hundred kilobytes: real loading, templating, sampling and memory, only no sense. */
export interface TinyModelOptions {
  /** Tokens of its window. */
  readonly window?: number;
  /** How much it wants to end its answer after each token; 0 hardly ever. */
  readonly brevity?: number;
}

export async function writeTinyModel(path: string, options: TinyModelOptions = {}): Promise<void> {
  await writeFile(path, tinyModel(options));
}

const WIDTH = 32;
const HIDDEN = 64;
const LAYERS = 2;
const HEADS = 4;
const ALIGNMENT = 32;

const BYTES = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
const TOKENS = ['<unk>', '<s>', '</s>', ...BYTES, '▁', '<|im_start|>', '<|im_end|>'];
const FIRST_BYTE = TOKENS.indexOf(BYTES[0]!);
const END = TOKENS.indexOf('<|im_end|>');
const KIND = { normal: 1, unknown: 2, control: 3, byte: 6 };

const TEMPLATE = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

export function tinyModel({ window = 512, brevity = 0 }: TinyModelOptions = {}): Buffer {
  const tensors = tensorsOf(brevity);
  const facts = factsOf(window);
  const head = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(facts.length), ...facts.map(([key, value]) => Buffer.concat([text(key), value]))];
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    head.push(text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset));
    offset += padded(data.length);
  }
  const bytes = Buffer.concat(head);
  return Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length), ...tensors.flatMap(({ data }) => [data, Buffer.alloc(padded(data.length) - data.length)])]);
}

const factsOf = (window: number): [string, Buffer][] => [
  ['general.architecture', aText('llama')],
  ['general.name', aText('tiny')],
  ['llama.context_length', aNumber(window)],
  ['llama.embedding_length', aNumber(WIDTH)],
  ['llama.feed_forward_length', aNumber(HIDDEN)],
  ['llama.block_count', aNumber(LAYERS)],
  ['llama.attention.head_count', aNumber(HEADS)],
  ['llama.attention.head_count_kv', aNumber(HEADS)],
  ['llama.attention.layer_norm_rms_epsilon', Buffer.concat([u32(6), f32(1e-5)])],
  ['llama.rope.dimension_count', aNumber(WIDTH / HEADS)],
  ['llama.vocab_size', aNumber(TOKENS.length)],
  ['tokenizer.ggml.model', aText('llama')],
  ['tokenizer.ggml.tokens', list(8, TOKENS.map(text))],
  ['tokenizer.ggml.scores', list(6, TOKENS.map(() => f32(0)))],
  ['tokenizer.ggml.token_type', list(5, TOKENS.map((token) => u32(kindOf(token))))],
  ['tokenizer.ggml.bos_token_id', aNumber(1)],
  ['tokenizer.ggml.eos_token_id', aNumber(END)],
  ['tokenizer.ggml.unknown_token_id', aNumber(0)],
  ['tokenizer.ggml.add_bos_token', Buffer.concat([u32(7), Buffer.of(0)])],
  ['tokenizer.ggml.add_space_prefix', Buffer.concat([u32(7), Buffer.of(0)])],
  ['tokenizer.chat_template', aText(TEMPLATE)],
];

function kindOf(token: string): number {
  if (token === '<unk>') return KIND.unknown;
  if (token === '▁') return KIND.normal;
  return BYTES.includes(token) ? KIND.byte : KIND.control;
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Buffer;
}

/** The first dimension is the same for every token, so that a row of the output can be liked or disliked as a whole. */
function tensorsOf(brevity: number): Tensor[] {
  const random = randomNumbers(7);
  const matrix = (name: string, columns: number, rows: number, at = (_row: number, _column: number): number => 0.1 * random()): Tensor => ({
    name,
    shape: [columns, rows],
    data: floats(Array.from({ length: rows * columns }, (_, index) => at(Math.floor(index / columns), index % columns))),
  });
  const ones = (name: string): Tensor => ({ name, shape: [WIDTH], data: floats(Array<number>(WIDTH).fill(1)) });
  const layer = (index: number): Tensor[] => [
    ones(`blk.${index}.attn_norm.weight`),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) => matrix(`blk.${index}.${name}.weight`, WIDTH, WIDTH)),
    ones(`blk.${index}.ffn_norm.weight`),
    ...['ffn_gate', 'ffn_up'].map((name) => matrix(`blk.${index}.${name}.weight`, WIDTH, HIDDEN)),
    matrix(`blk.${index}.ffn_down.weight`, HIDDEN, WIDTH),
  ];
  return [
    matrix('token_embd.weight', WIDTH, TOKENS.length, (_row, column) => (column === 0 ? 2 : random())),
    ...Array.from({ length: LAYERS }, (_, index) => layer(index)).flat(),
    ones('output_norm.weight'),
    matrix('output.weight', WIDTH, TOKENS.length, (row, column) => (column === 0 ? likingOf(row, brevity) : 0.3 * random())),
  ];
}

/** It speaks in small letters and spaces. */
function likingOf(token: number, brevity: number): number {
  if (token === END) return brevity === 0 ? -10 : brevity;
  const byte = token - FIRST_BYTE;
  return (byte >= 0x61 && byte <= 0x7a) || TOKENS[token] === '▁' ? 0 : -10;
}

/** Always the same numbers, from -1 to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

const padded = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;
const floats = (values: readonly number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);
const f32 = (value: number): Buffer => floats([value]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const aText = (value: string): Buffer => Buffer.concat([u32(8), text(value)]);
const aNumber = (value: number): Buffer => Buffer.concat([u32(4), u32(value)]);
const list = (type: number, items: readonly Buffer[]): Buffer => Buffer.concat([u32(9), u32(type), u64(items.length), ...items]);
