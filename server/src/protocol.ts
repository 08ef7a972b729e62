/**
 * Our own requests between client and server, beside what the Language Server Protocol has. The client imports this file
 * and nothing else of the server.
 */

/** What can be written here: `ListPatterns` → `Patterns`. */
export const listPatternsRequest = 'migrationWriter/patterns';
/** Make the files of a pattern: `Scaffold` → `Scaffolded`. Nothing is written; the client applies the edit. */
export const scaffoldRequest = 'migrationWriter/scaffold';
/** Make the revision that merges heads: `MergeHeads` → `Scaffolded`. Nothing is written; the client applies the edit. */
export const mergeHeadsRequest = 'migrationWriter/mergeHeads';
/** The risk report of some files: `ReportOf` → `Report`. */
export const reportRequest = 'migrationWriter/report';
/** The revision graphs of all open folders: no parameters → `RevisionGraphs`. */
export const revisionGraphsRequest = 'migrationWriter/revisionGraphs';
/** What some revisions risk, which takes an analysis of each: `RisksOf` → `Risks`. */
export const risksRequest = 'migrationWriter/risks';
/** What is to be known before revisions run, which takes an analysis of each: `RunOf` → `RunWeighed`. */
export const weighRunRequest = 'migrationWriter/weighRun';
/** What the project of a file or folder is, and how that is known: `DescribeProject` → `ProjectDescription`. */
export const describeProjectRequest = 'migrationWriter/describeProject';
/** The settings file with one setting changed: `ChangeSetting` → `ChangedSetting`. Nothing is written; the client does. */
export const changeSettingRequest = 'migrationWriter/changeSetting';
/** From the server, without parameters: a revision graph may look different now. */
export const revisionGraphsChanged = 'migrationWriter/revisionGraphsChanged';

export interface ListPatterns {
  /** A file or folder inside the project. */
  readonly uri: string;
  /** The id of the revision that the new one is to follow; absent: the head. */
  readonly parent?: string;
}

export interface Patterns {
  readonly patterns: readonly PatternInfo[];
  /** Why nothing can be written here (no alembic.ini, two heads); absent where all is well. */
  readonly problem?: string;
  /** Where it is that there are several: a new migration can follow one of them, once that is said. */
  readonly heads?: readonly HeadInfo[];
}

export interface HeadInfo {
  readonly id: string;
  readonly title?: string;
}

export interface PatternInfo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly asks: readonly Ask[];
}

/** One value that a pattern needs. */
export interface Ask {
  readonly name: string;
  readonly prompt: string;
  readonly placeholder?: string;
  /** What is offered; the user may still type another. */
  readonly suggestions?: readonly string[];
  /** What is offered once the table is known, by its name as `suggestions` of that question write it. */
  readonly suggestionsByTable?: Readonly<Record<string, readonly string[]>>;
  readonly optional?: boolean;
}

export interface Scaffold {
  readonly uri: string;
  readonly pattern: string;
  readonly answers: Readonly<Record<string, string>>;
  /** The id of the revision that the first file follows; absent: the head. */
  readonly parent?: string;
  /** In phases, or in one plain migration; absent: the plain one where phases gain nothing. */
  readonly form?: 'phased' | 'plain';
}

export interface MergeHeads {
  /** A file or folder inside the project. */
  readonly uri: string;
  /** Ids of the heads to merge; absent: all. */
  readonly heads?: readonly string[];
}

/** `files` in the order in which they run; `problem` instead where nothing could be made. */
export interface Scaffolded {
  readonly files: readonly { readonly uri: string; readonly text: string }[];
  readonly problem?: string;
  /** Another file as it would be if the phases were each to have a transaction of their own: `env.py`. */
  readonly apart?: { readonly uri: string; readonly text: string };
  /** The form that was chosen, and the one that could be had instead where there are two. */
  readonly form?: 'phased' | 'plain';
  readonly other?: 'phased' | 'plain';
  /** What the tool would do with the files, had it written them: names, and arguments for the project's Python in a folder. */
  readonly afterwards?: Afterwards;
  /** What is to be known before the files are written, in sentences. */
  readonly notice?: string;
}

export interface Afterwards {
  readonly names: readonly string[];
  readonly args: readonly string[];
  /** A path. */
  readonly folder: string;
  /** The file that says so. */
  readonly config: string;
}

export interface ReportOf {
  /** Files and folders: of a folder all its migrations. */
  readonly uris: readonly string[];
  /** Only what is new or changed since the branch at hand left this commit; empty: since it left the default branch. */
  readonly since?: string;
}

export interface Report {
  readonly markdown: string;
  readonly problem?: string;
}

export interface RevisionGraphs {
  /** One for each environment of migrations, in the order of their folders. */
  readonly graphs: readonly RevisionGraph[];
}

/** The revisions of one environment: those that follow stand above those that they follow. */
export interface RevisionGraph {
  /** What the environment is called where there are several: the path of its folder or of its configuration's section. */
  readonly title: string;
  readonly tool: string;
  /** A file or folder inside it, which tells it from others in requests. */
  readonly uri: string;
  /** The file that configures it, and the section in it, where that is not the tool's own; absent where there is none. */
  readonly config?: string;
  readonly section?: string;
  /** The program that runs its migrations: `env.py`. */
  readonly script?: string;
  readonly revisions: readonly RevisionInfo[];
  /** What is wrong with the graph as a whole, in words: several heads, a circle, a parent that is missing. */
  readonly problems: readonly string[];
}

export interface RevisionInfo {
  /** Tells it from all others of its graph, also where two files share an id. */
  readonly key: string;
  /** Absent where the file does not tell. */
  readonly id?: string;
  readonly title?: string;
  readonly uri: string;
  readonly labels: readonly string[];
  /** Keys of those that it follows; of those that must run before it, on other branches. */
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  /** Ids that it names and no file has. */
  readonly missing: readonly string[];
  readonly standing: readonly ('head' | 'base' | 'branchpoint' | 'merge' | 'duplicated' | 'circular' | 'released')[];
  /** When it was made, as its author or the tool has noted it. */
  readonly created?: string;
  /** The lane of its dot, from 0. */
  readonly lane: number;
  /** Lines between the lane at this row's dot height and the next row's, from lane to lane; `dashed` for dependencies. */
  readonly lines: readonly { readonly from: number; readonly to: number; readonly dashed?: boolean }[];
}

export interface RisksOf {
  readonly uris: readonly string[];
}

export interface Risks {
  /** In the order that was asked; nothing for what is no migration. */
  readonly risks: readonly (Risk | null)[];
}

export interface Risk {
  readonly level: 'low' | 'medium' | 'high' | 'very-high';
  readonly errors: number;
  readonly warnings: number;
}

export interface RunOf {
  readonly uris: readonly string[];
  readonly direction: 'up' | 'down';
}

export interface RunWeighed {
  /** In the order that was asked; nothing for what is no migration. */
  readonly revisions: readonly (WeighedRevision | null)[];
}

/** What running a revision in one direction means. */
export interface WeighedRevision {
  /** The errors that are found in that direction. */
  readonly errors: readonly {
    readonly rule: string;
    readonly message: string;
    /** 0-based, as editors count. */
    readonly line: number;
  }[];
  /** The data that goes, as ends of a sentence: "the values of users.phone". */
  readonly loses: readonly string[];
  /** How many statements could not be read, so that nothing is known of them. */
  readonly unread: number;
  /** How the file goes back; `written` also where it is asked for its way up. */
  readonly wayBack: 'written' | 'missing' | 'raises';
}

export interface DescribeProject {
  /** A file or folder inside the project. */
  readonly uri: string;
}

export interface ProjectDescription {
  /** `PostgreSQL 15 · Alembic · zero-downtime`. */
  readonly title: string;
  /** Whether there are migrations that it is about. */
  readonly migrations: boolean;
  /** Something is denied elsewhere, and not only by tests or packages. */
  readonly contradicted: boolean;
  readonly facts: readonly ProjectFact[];
  /** The name of the environment variable that the settings say the database's URL is in. */
  readonly databaseUrlEnv?: string;
  readonly problem?: string;
}

export interface ProjectFact {
  /** The setting that changes it; for what no setting changes, its own name. */
  readonly fact: string;
  readonly title: string;
  readonly value: string;
  /** Why it is believed, as people say it. */
  readonly reason: string;
  readonly assumed: boolean;
  readonly place?: FactPlace;
  /** What other files say instead, the strongest first. */
  readonly contradictions: readonly { readonly value: string; readonly reason: string; readonly place: FactPlace }[];
  /** What it can be set to; empty for what is typed, absent for what is not set. */
  readonly choices?: readonly { readonly value: string; readonly title: string }[];
}

export interface FactPlace {
  readonly uri: string;
  /** The path, as short as it is clear. */
  readonly name: string;
  /** 0-based. */
  readonly line?: number;
}

export interface ChangeSetting {
  /** A file or folder inside the project. */
  readonly uri: string;
  /** The folder that a new settings file is for. */
  readonly folder: string;
  readonly setting: string;
  readonly value: string;
}

/** Without a text the file is for its author to change: it is TOML, or not JSON. */
export interface ChangedSetting {
  readonly uri: string;
  readonly text?: string;
  /** 0-based. */
  readonly line: number;
  readonly problem?: string;
}
