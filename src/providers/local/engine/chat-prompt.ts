import { type ChatHistoryItem, type ChatWrapper, type LlamaModel, type LlamaText, LlamaText as asLlamaText, resolveChatWrapper, type Token } from 'node-llama-cpp';
import type { PromptMessage } from '../../llm-provider.js';

/** A chat as the model is shown it, and what says that its answer is over. */
export interface ChatPrompt {
  readonly tokens: Token[];
  readonly stopTokens: ReadonlySet<Token>;
  readonly stopTexts: readonly string[];
}

/** Renders chats with the model's own template, where it carries one. What users write is never read as special tokens. */
export class ChatPrompts {
  private readonly wrapper: ChatWrapper;

  constructor(private readonly model: LlamaModel) {
    const carriesTemplate = typeof model.fileInfo.metadata?.tokenizer?.chat_template === 'string';
    const wrapper = resolveChatWrapper(model, { type: carriesTemplate ? 'jinjaTemplate' : 'auto', warningLogs: false });
    this.wrapper = wrapper ?? resolveChatWrapper(model, { type: 'general' });
  }

  render(messages: readonly PromptMessage[]): ChatPrompt {
    const chatHistory = [...messages.map(historyItem), historyItem({ role: 'assistant', content: '' })];
    const { contextText, stopGenerationTriggers } = this.wrapper.generateContextState({ chatHistory });
    const stops = stopGenerationTriggers.map((trigger) => this.stopOf(trigger));
    return {
      tokens: contextText.tokenize(this.model.tokenizer),
      stopTokens: new Set(stops.filter((stop): stop is Token => typeof stop === 'number')),
      stopTexts: stops.filter((stop): stop is string => typeof stop === 'string' && stop !== ''),
    };
  }

  private stopOf(trigger: LlamaText): Token | string {
    const [first] = trigger.tokenize(this.model.tokenizer);
    return first !== undefined && this.model.isSpecialToken(first) ? first : asLlamaText(trigger).toString().trim();
  }
}

function historyItem({ role, content }: PromptMessage): ChatHistoryItem {
  if (role === 'assistant') return { type: 'model', response: [content] };
  return { type: role, text: content };
}
