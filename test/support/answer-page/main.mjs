// A page with nothing on it but the text of an answer: `show(properties)` draws it, `remove()` takes it away.
import { signal } from '@preact/signals';
import { h, render } from 'preact';
import { AnswerText } from '../../../web/src/markdown/answer-text';
import { Reasoning } from '../../../web/src/markdown/reasoning';
import { announced } from '../../../web/src/state/announcer';
import '../../../web/src/style/base.css';
import '../../../web/src/style/answer.css';

const properties = signal({ text: '', isWriting: false });
const shows = signal('answer');
const Page = () => {
  if (shows.value === 'reasoning') return h(Reasoning, properties.value);
  return h(AnswerText, properties.value);
};

const root = document.getElementById('app');
window.show = (next) => {
  shows.value = 'answer';
  properties.value = { ...next };
  render(h(Page), root);
};
window.think = (next) => {
  shows.value = 'reasoning';
  properties.value = { onToggle: (isOpen) => window.think({ ...next, isOpen }), ...next };
  render(h(Page), root);
};
window.remove = () => render(null, root);
window.announced = () => announced.value.sentence;
