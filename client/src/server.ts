import { type LanguageClient, RequestType } from 'vscode-languageclient/node';
import {
  type ListPatterns,
  listPatternsRequest,
  type Patterns,
  type Report,
  type ReportOf,
  reportRequest,
  type Scaffold,
  type Scaffolded,
  scaffoldRequest,
} from '../../server/src/protocol.ts';

/** All that a command may ask of the language server. */
export type Server = Pick<LanguageClient, 'sendRequest'>;

export const patternsOf = new RequestType<ListPatterns, Patterns, void>(listPatternsRequest);

export const scaffold = new RequestType<Scaffold, Scaffolded, void>(scaffoldRequest);

export const reportOf = new RequestType<ReportOf, Report, void>(reportRequest);
