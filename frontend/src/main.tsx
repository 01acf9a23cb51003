import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/geist-mono';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/floating.css';
import './styles/layout.css';
import './styles/board.css';
import './app/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createWailsBackend, hasWails } from './backend';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
if (!hasWails(window)) throw new Error('this page belongs into the window of Second Story');

createRoot(root).render(
  <StrictMode>
    <App backend={createWailsBackend(window)} />
  </StrictMode>,
);
