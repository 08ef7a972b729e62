import type { Afterwards, Environment } from '../../model/frontend.ts';
import { folderOf } from './paths.ts';

/**
 * What Alembic runs on each revision that it writes, for files that others have written: arguments for Python. Alembic itself
 * reads the configuration and runs it. https://alembic.sqlalchemy.org/en/latest/autogenerate.html#applying-post-processing-and-python-code-formatters-to-generated-revisions
 */
export function hooksAfter(environment: Environment, paths: readonly string[]): Afterwards | undefined {
  const { config, section = 'alembic', hooks = [] } = environment;
  if (config === undefined || hooks.length === 0) return undefined;
  return { names: hooks, args: ['-c', program, config, section, ...paths], folder: folderOf(config), config };
}

/**
 * As `alembic revision` does it, in all versions: env.py, which may register hooks, only runs where the settings say so. Alembic
 * itself minds no hook that fails.
 */
const program = `import inspect
import os
import subprocess
import sys

from alembic import util
from alembic.config import Config
from alembic.script import ScriptDirectory, write_hooks

where, section, *paths = sys.argv[1:]
folder = os.path.dirname(where)
ini = os.path.join(folder, "alembic.ini") if where.endswith(".toml") else where
toml = os.path.join(folder, "pyproject.toml")
options = {"ini_section": section}
if "toml_file" in inspect.signature(Config.__init__).parameters and os.path.exists(toml):
    options["toml_file"] = toml
config = Config(ini if os.path.exists(ini) else None, **options)

failed = []
run = subprocess.run


def watched(*args, **kw):
    done = run(*args, **kw)
    if done.returncode != 0:
        failed.append(done.returncode)
    return done


try:
    said = getattr(config, "get_alembic_boolean_option", config.get_main_option)("revision_environment")
    if util.asbool(said):
        from alembic.runtime.environment import EnvironmentContext

        script = ScriptDirectory.from_config(config)
        with EnvironmentContext(config, script, fn=lambda revision, context: []):
            script.run_env()
    if hasattr(config, "get_hooks_list"):
        hooks = config.get_hooks_list()
    else:
        hooks = config.get_section("post_write_hooks", {})
    subprocess.run = watched
    for path in paths:
        write_hooks._run_hooks(path, hooks)
except util.CommandError as error:
    sys.exit(f"FAILED: {error}")
sys.exit(f"FAILED: a hook ended with exit code {failed[0]}" if failed else 0)
`;
