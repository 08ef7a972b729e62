import type { Pattern } from '../../model/pattern.ts';

export const empty: Pattern = {
  id: 'empty',
  title: 'Empty migration',
  description: 'A migration that does nothing yet, on the way forward and back',
  asks: [{ name: 'message', prompt: 'What does it do?', placeholder: 'add status to users' }],
  phases: ({ message = '' }) => [{ title: message, before: [], up: [], down: [] }],
};
