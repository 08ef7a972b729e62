/**
 * `transaction_per_migration`, as the text of an `env.py` hands it to `context.configure`; undefined where it says nothing, or
 * something that is only known when it runs. Where it is said twice, for offline and for online runs, the last one is the
 * online one in Alembic's own templates.
 * https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.environment.EnvironmentContext.configure.params.transaction_per_migration
 */
export function transactionPerMigration(text: string): boolean | undefined {
  const code = text.replace(/#[^\n]*/g, '');
  const said = [...code.matchAll(/\btransaction_per_migration["']?\s*[=:]\s*(\w+)/g)].map((match) => match[1]);
  const last = said.at(-1);
  return last === 'True' ? true : last === 'False' ? false : undefined;
}
