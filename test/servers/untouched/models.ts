/** A model as its author writes it, in front of a change and behind it: SQLAlchemy's text, and what is written otherwise. */
export interface Models {
  readonly before: string;
  /** Parts of it, and what stands in their place when the change is done. */
  readonly edits: readonly (readonly [from: string, to: string])[];
}

/** The model that the change aims at; each part must be there once, so that no edit is lost. */
export function behind({ before, edits }: Models): string {
  return edits.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`${JSON.stringify(from)} is not in the model once`);
    return text.replace(from, () => to);
  }, before);
}

/** https://docs.sqlalchemy.org/en/20/core/constraints.html#configuring-a-naming-convention-for-a-metadata-collection */
const convention = `{
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}`;

/** `named` by a convention, or by the server where the author gives no name. */
export function model(tables: string, named: boolean): string {
  return `import sqlalchemy as sa

metadata = sa.MetaData(${named ? `naming_convention=${convention}` : ''})
${tables}`;
}

/** `rank` has everything that a column can have. */
export const usual = `
sa.Table("teams", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)))

sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("email", sa.String(80), index=True),
    sa.Column("name", sa.String(50), server_default="nobody", nullable=False),
    sa.Column("team_id", sa.Integer),
    sa.Column(
        "rank",
        sa.Integer,
        sa.ForeignKey("teams.id", ondelete="CASCADE"),
        server_default="7",
        nullable=False,
        index=True,
        comment="by votes",
    ),
    sa.UniqueConstraint("rank", "id"),
    sa.CheckConstraint("rank >= 0", name="rank_positive"),
    sa.Index("ix_both", "rank", "name"),
)
`;

export const tickets = `
sa.Table("states", metadata, sa.Column("id", sa.Integer, primary_key=True))

sa.Table(
    "tickets",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("state", sa.Enum("new", "open", "done", name="state"), server_default="new", nullable=False, index=True),
)
`;

export const counters = `
sa.Table("counters", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)))

sa.Table(
    "counts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("counter_id", sa.Integer, sa.ForeignKey("counters.id"), index=True),
)
`;

/** A table without a key, and one in partitions, which SQLAlchemy makes only the parent of. */
export const logs = `
sa.Table("logs", metadata, sa.Column("number", sa.BigInteger, nullable=False), sa.Column("text", sa.Text))

sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    postgresql_partition_by="LIST (kind)",
)

sa.Table("events_1", metadata, sa.Column("id", sa.Integer, nullable=False), sa.Column("kind", sa.String(20), nullable=False))
`;
