import { itHoldsTheProviderContract } from '../../../test/contracts/llm-provider.contract.js';
import { scriptedOpenAiSubject } from '../../../test/support/scripted-openai-subject.js';

describe('OpenAiProvider, by the contract of providers', () => {
  itHoldsTheProviderContract(scriptedOpenAiSubject);
});
