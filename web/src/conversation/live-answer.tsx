import type { JSX } from 'preact';
import { AnswerText, Reasoning } from '../markdown/answer-text';
import { useLate, useSeconds } from '../parts/use-late';
import type { LiveTurn } from './live-turn';
import type { OpenConversation } from './open-conversation';
import { rememberReasoning } from './reasoning-state';
import { Waiting } from './waiting';
import { short } from './words';

/** The answer that is being written. */
export function LiveAnswer({ conversation }: { readonly conversation: OpenConversation }): JSX.Element {
  const live = conversation.live.value;
  return (
    <div class="answer" data-state={live?.text ? 'writing' : 'waiting'}>
      {live && <Told live={live} />}
      {(!live || live.text === '') && <Waiting live={live} />}
      {conversation.isLost.value && <Lost />}
    </div>
  );
}

function Told({ live }: { readonly live: LiveTurn }): JSX.Element {
  return (
    <>
      {live.reasoning !== '' && <LiveReasoning live={live} since={live.reasoningAt ?? live.beganAt} />}
      {live.text !== '' && <AnswerText text={live.text} isWriting end="writing" />}
      {live.text !== '' && <WritingFacts text={live.text} since={live.textAt ?? live.beganAt} />}
    </>
  );
}

function LiveReasoning({ live, since }: { readonly live: LiveTurn; readonly since: number }): JSX.Element {
  const now = useSeconds(since);
  const seconds = live.textAt === undefined ? now : Math.round((live.textAt - since) / 1000);
  rememberReasoning(live.questionId, seconds);
  return <Reasoning id={live.questionId} text={live.reasoning} isRunning={live.textAt === undefined} seconds={seconds} />;
}

/** A token is about four characters; the model's own count comes with the end. */
const CHARACTERS_PER_TOKEN = 4;

function WritingFacts({ text, since }: { readonly text: string; readonly since: number }): JSX.Element {
  const seconds = useSeconds(since);
  const tokens = Math.round(text.length / CHARACTERS_PER_TOKEN);
  return (
    <div class="facts">
      <ul role="list" aria-label="About this answer">
        <li>Writing</li>
        {tokens > 0 && <li>about {tokens.toLocaleString('en')} tokens</li>}
        {seconds > 0 && tokens > 0 && <li>about {short(tokens / seconds)} tokens/s</li>}
      </ul>
    </div>
  );
}

/** A connection that comes back at once is not worth a word. */
const Lost = (): JSX.Element | null =>
  useLate() ? (
    <p class="say lost">
      <b>Connection lost.</b> The answer goes on at the server and continues here.
    </p>
  ) : null;
