/**
 * Jest as CommonJS for an application of ES modules: under --experimental-vm-modules Jest cannot load CommonJS packages that
 * require Nest's ES modules. SWC turns our TypeScript, and the packages that are ESM only, into CommonJS.
 */
const esmOnly = ['@nestjs', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', 'load-esm', 'js-yaml', 'es-toolkit', '@seriousme', 'marked', 'preact'];
const typescript = {
  target: 'es2023',
  parser: { syntax: 'typescript', decorators: true },
  keepClassNames: true,
  transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
};
/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/web/src'],
  testRegex: String.raw`\.(spec|e2e-spec)\.ts$`,
  moduleNameMapper: { [String.raw`^(\.{1,2}/.*)\.js$`]: '$1' },
  transform: {
    [String.raw`\.ts$`]: ['@swc/jest', { swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' }, jsc: typescript }],
    [String.raw`\.m?js$`]: ['@swc/jest', { swcrc: false, module: { type: 'commonjs' }, jsc: { target: 'es2023', parser: { syntax: 'ecmascript' } } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join('|')})/)`],
  collectCoverageFrom: ['src/**/*.ts', '!src/main.ts'],
  coverageProvider: 'v8',
  testTimeout: 30_000,
};
