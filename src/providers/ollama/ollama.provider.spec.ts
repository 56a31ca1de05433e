import { itHoldsTheProviderContract } from '../../../test/contracts/llm-provider.contract.js';
import { scriptedOllamaSubject } from '../../../test/support/scripted-ollama-subject.js';

describe('OllamaProvider, by the contract of providers', () => {
  itHoldsTheProviderContract(scriptedOllamaSubject);
});
