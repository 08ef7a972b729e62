/** Where Alembic runs. */
export interface AlembicProject {
  /** The path of its `alembic.ini` or `pyproject.toml`. */
  readonly config: string;
  /** The section of it, where that is not `[alembic]`. */
  readonly section?: string | undefined;
  /** Where it has to run, where that is not the folder of the configuration. */
  readonly cwd?: string | undefined;
  /** The open folder that it lies in. */
  readonly root: string;
}
