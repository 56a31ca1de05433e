const REAL_MODEL = process.env['REAL_OLLAMA_MODEL'] ?? 'smollm2:135m';

/** The real model, kept from rambling and from fighting other programs for a processor (8 times as fast beside them), and soon aware of who left. */
export const BRIEF_MODEL = `${REAL_MODEL.replace(/:.*/, '')}-brief`;
const BRIEF = { num_predict: 24, num_thread: 1, num_batch: 64 };

export async function makeBriefModel(url: string): Promise<void> {
  const created = await fetch(`${url}/api/create`, { method: 'POST', body: JSON.stringify({ model: BRIEF_MODEL, from: REAL_MODEL, parameters: BRIEF, stream: false }) });
  if (!created.ok) throw new Error(`Ollama makes no model of ${REAL_MODEL}: ${await created.text()}`);
}
