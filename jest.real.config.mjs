import base from './jest.config.mjs';

/** Tests against the real thing: a real Ollama, the real model. Each says itself what it lacks and is skipped. */
export default { ...base, testRegex: String.raw`\.real-spec\.ts$`, testTimeout: 300_000 };
