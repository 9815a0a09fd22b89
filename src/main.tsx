/** @file The page's entry. */
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import './app/styles/page.css';
import { openLab } from './lab/openLab.ts';

createRoot(document.getElementById('root')!).render(<App lab={openLab()} />);
