export const usage = `migration-writer: finds and fixes dangerous database migrations

  migration-writer check   [PATH…]   findings in files or folders (default: the current folder)
  migration-writer explain PATH…     every operation with the SQL it emits and its effects
  migration-writer fix     PATH…     applies fixes
  migration-writer new     PATTERN   writes new migrations; new --list says which patterns there are
  migration-writer report  PATH…     the risk report in Markdown
  migration-writer graph   [PATH]    the revision graph of each environment
  migration-writer rules   [ID…]     the catalogue of rules, or the documentation of one
  migration-writer lsp               the language server on stdio

Options of all:
  --engine NAME            the database engine, where it is not found by itself
  --engine-version V       its version, such as 15, or latest
  --tool NAME              the migration tool: alembic, or sql for every .sql file
  --config FILE            the settings file (.json or .toml) instead of the nearest one
  --stats-file FILE        how many rows tables have (.json or .csv), for durations: see docs/table-sizes.md
  --format F               text or json; rules and report have markdown, graph mermaid, check has them all (below)

check:    --fail-on error|warning|info|never (default: error)   --operations (in JSON)
          --format text|json|sarif|junit|github|gitlab|markdown
          --since COMMIT checks only files that are new or changed since the branch left COMMIT
          check - --tool sql reads SQL from standard input
          check - --stdin-path PATH reads standard input as if it were that file
report:   --since COMMIT reports what is new or changed since the branch left COMMIT: for the text of a pull request
fix:      --rule ID (repeatable)   --line N   --dry-run (prints a unified diff)
          Fixes that make new files are applied only where --rule or --line asks for them.
new:      --list   --dry-run   and the values that the pattern asks for
          --form auto|phased|plain: in phases, or in one plain migration (default: plain where phases gain nothing)
          --hooks has Alembic run the project's post-write hooks on the new files
          --eject [DIR] copies the templates of new files to DIR, to be changed: see docs/templates.md
          --branches expand,contract puts phases on two labelled branches of Alembic, by these names
          --separate-transactions edits env.py too, where phases that share one transaction would gain nothing

Exit status: 0 nothing found at that level, 1 findings, 2 it could not be done.
`;
