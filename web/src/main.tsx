import { render } from 'preact';
import { App } from './app';
import './style/base.css';
import './style/list.css';
import './style/conversation.css';
import './style/answer.css';
import './style/dock.css';
import './style/floats.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
