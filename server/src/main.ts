import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { engines } from './engines/index.ts';
import { serve } from './lsp/serve.ts';
import { openHost } from './node/host.ts';
import { patterns } from './plans/index.ts';
import { rules } from './rules/index.ts';

/** The language server as a process of its own, on stdio or Node's ipc as its arguments say. */
serve(createConnection(ProposedFeatures.all), openHost({ rules: rules.map((rule) => rule.id), engines }), patterns);
