import type { Rule } from '../model/rule.ts';

export const engineContradicted: Rule = {
  id: 'engine-contradicted',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'The SQL of the file is written for another engine than the project is judged for.',
    why: 'What a statement locks, rewrites or loses differs from engine to engine: nothing that is said of the file, and no silence, is worth anything while it is judged for the wrong one. If the engine is right, the migration fails on its first statement.',
    instead:
      'Name the engine: `migrationWriter.engine` in the editor, `engine` in `.migration-writer.json` or `[tool.migration-writer]` of `pyproject.toml`, `--engine` on the command line; a folder of its own may have a settings file of its own. Where the engine is right, write the statement in its words.',
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'CREATE TABLE `teams` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;',
      good: 'CREATE TABLE "teams" ("id" int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);',
    },
  ],
  *check({ contradicted, steps }) {
    if (!contradicted) return;
    const { start } = contradicted.span;
    if (steps.some(({ marks = [] }) => marks.some(({ span }) => span.start === start))) yield contradicted;
  },
};
