import type { Source } from '../server/src/text.ts';

interface Told {
  readonly created?: string;
  readonly dependsOn?: string;
  readonly labels?: string;
  readonly folder?: string;
  readonly name?: string;
}

/** An empty revision as a neighbour of the file at hand; `parents`, `dependsOn` and `labels` are Python. */
export function revision(id: string, parents: string | null, told: Told = {}): Source {
  const { created, dependsOn = 'None', labels = 'None', folder = '/app/migrations/versions', name = id } = told;
  return {
    path: `${folder}/${name}.py`,
    text: `${created === undefined ? '' : `"""${id}\n\nCreate Date: ${created}\n"""\n\n`}revision = "${id}"
down_revision = ${parents ?? 'None'}
branch_labels = ${labels}
depends_on = ${dependsOn}


def upgrade():
    pass


def downgrade():
    pass
`,
  };
}
