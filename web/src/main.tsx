import { render } from 'preact';
import { App } from './app';
import { startDesk } from './conversation/desk';
import { startKeys } from './conversation/keys';
import { loadAbout } from './state/about';
import { startView } from './state/view';
import './style/base.css';
import './style/list.css';
import './style/conversation.css';
import './style/answer.css';
import './style/dock.css';
import './style/floats.css';

startView();
startDesk();
startKeys();
void loadAbout();
const root = document.getElementById('app');
if (root) render(<App />, root);
