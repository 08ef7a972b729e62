import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'type-change-loses-data';

test('what does not fit is lost, or refused', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "debt", existing_type=sa.Numeric(10, 4), type_=sa.Numeric(10, 2))
#   ^^^^^^^^^^^^^^^ error: Changing user.debt from numeric(10, 4) to numeric(10, 2) can alter values for good, without an error
    op.alter_column("user", "name", existing_type=sa.String(50), type_=sa.String(20))
#   ^^^^^^^^^^^^^^^ error: Changing user.name from varchar(50) to varchar(20) fails on the first value that does not fit
`,
    { rule },
  ));

test('a wider type loses nothing', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "id", existing_type=sa.Integer(), type_=sa.BigInteger())
    op.alter_column("user", "name", existing_type=sa.String(50), type_=sa.Text())
`,
    { rule },
  ));
