import { itHoldsTheProviderContract } from '../../../test/contracts/llm-provider.contract.js';
import { scriptedAnthropicSubject } from '../../../test/support/scripted-anthropic-subject.js';

describe('AnthropicProvider, by the contract of providers', () => {
  itHoldsTheProviderContract(scriptedAnthropicSubject);
});
