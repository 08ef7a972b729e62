import { type LanguageClient, NotificationType0, RequestType, RequestType0 } from 'vscode-languageclient/node';
import {
  type ChangedSetting,
  type ChangeSetting,
  changeSettingRequest,
  type DescribeProject,
  describeProjectRequest,
  type ListPatterns,
  listPatternsRequest,
  type MergeHeads,
  mergeHeadsRequest,
  type Patterns,
  type ProjectDescription,
  type Report,
  type ReportOf,
  type RevisionGraphs,
  type Risks,
  type RisksOf,
  type RunOf,
  type RunWeighed,
  reportRequest,
  revisionGraphsChanged,
  revisionGraphsRequest,
  risksRequest,
  type Scaffold,
  type Scaffolded,
  scaffoldRequest,
  weighRunRequest,
} from '../../server/src/protocol.ts';

/** All that a command may ask of the language server. */
export type Server = Pick<LanguageClient, 'sendRequest'>;

export const patternsOf = new RequestType<ListPatterns, Patterns, void>(listPatternsRequest);

export const scaffold = new RequestType<Scaffold, Scaffolded, void>(scaffoldRequest);

export const mergeOf = new RequestType<MergeHeads, Scaffolded, void>(mergeHeadsRequest);

export const reportOf = new RequestType<ReportOf, Report, void>(reportRequest);

export const graphsOf = new RequestType0<RevisionGraphs, void>(revisionGraphsRequest);

export const risksOf = new RequestType<RisksOf, Risks, void>(risksRequest);

export const weightOf = new RequestType<RunOf, RunWeighed, void>(weighRunRequest);

export const graphsChanged = new NotificationType0(revisionGraphsChanged);

export const projectOf = new RequestType<DescribeProject, ProjectDescription, void>(describeProjectRequest);

export const settingOf = new RequestType<ChangeSetting, ChangedSetting, void>(changeSettingRequest);
