import { evaluate, perhaps } from './evaluate.ts';
import { execute, type Flow } from './interpret.ts';
import { compare } from './operators.ts';
import { child, type Node, named, spanOf } from './parse.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { sameValue, truthOf, unknown, type Value } from './values.ts';

export function ifStatement(run: Run, scope: Scope, node: Node): Flow {
  const branches: Branch[] = [];
  for (const each of [node, ...node.children.filter((one) => one.field === 'alternative')]) {
    branches.push({ test: child(each, 'condition'), body: child(each, 'consequence') ?? child(each, 'body') });
  }
  return branch(run, scope, branches);
}

interface Branch {
  readonly test?: Node | undefined;
  readonly body: Node | undefined;
}

/** The first branch whose test holds, and before it each of those that may hold. */
function branch(run: Run, scope: Scope, branches: readonly Branch[]): Flow {
  const before = new Map(scope.names);
  const ways: Way[] = [];
  for (const { test, body } of branches) {
    if (test) run.statement = { start: test.start, end: test.end };
    const answer = test ? truthOf(evaluate(run, scope, test)) : true;
    if (answer === false) continue;
    if (answer === true && ways.length === 0) return body ? execute(run, scope, body) : 'next';
    ways.push({ flow: perhaps(run, () => (body ? execute(run, scope, body) : 'next')), names: new Map(scope.names) });
    restore(scope, before);
    if (answer === true) return joined(run, scope, ways);
  }
  return ways.length === 0 ? 'next' : joined(run, scope, [...ways, { flow: 'next', names: before }]);
}

/** One of several ways to go on, of which only one is taken when it runs, and the names at its end. */
interface Way {
  readonly flow: Flow;
  readonly names: ReadonlyMap<string, Value>;
}

function joined(run: Run, scope: Scope, ways: readonly Way[]): Flow {
  const flows = new Set(ways.map((way) => way.flow));
  const [only] = flows;
  if (flows.size === 1 && only && only !== 'next') return only;
  const going = ways.filter((way) => way.flow === 'next');
  if (going.length === 0) return 'return';
  merge(scope, going);
  // Behind `if …: return` the rest of the function happens only sometimes; a guard that raises changes nothing.
  if (flows.has('return')) run.conditions++;
  if (flows.has('break')) run.broken++;
  if (flows.has('continue')) run.skipped++;
  return 'next';
}

export function restore(scope: Scope, names: ReadonlyMap<string, Value>): void {
  scope.names.clear();
  for (const [name, value] of names) scope.names.set(name, value);
}

/** Keeps what all ways agree on; a way that gives a name no value leaves it to the others. */
function merge(scope: Scope, ways: readonly Way[]): void {
  scope.names.clear();
  for (const { names } of ways) {
    for (const [name, value] of names) {
      const other = scope.names.get(name);
      if (other === value) continue;
      if (!other || other.kind === 'none') scope.names.set(name, value);
      else if (value.kind !== 'none' && !sameValue(other, value)) {
        const why = `\`${name}\` depends on a condition that is only known when it runs`;
        scope.names.set(name, unknown(value.span, why));
      }
    }
  }
}

/** Only constants are compared: a case of another pattern is read as one that may hold. */
export function matchStatement(run: Run, scope: Scope, node: Node): Flow {
  const subject = child(node, 'subject');
  const value = subject && evaluate(run, scope, subject);
  const body = child(node, 'body');
  const cases: Node[] = [];
  for (const each of body ? named(body) : []) {
    const answer = value && matches(run, scope, each, value);
    if (answer === true && cases.length === 0) {
      const block = child(each, 'consequence');
      return block ? execute(run, scope, block) : 'next';
    }
    if (answer !== false) cases.push(each);
    if (answer === true) break;
  }
  return possible(
    run,
    scope,
    cases.map((each) => child(each, 'consequence')),
  );
}

/** Whether a case's one constant is the value; undefined for any other pattern and any guard. */
function matches(run: Run, scope: Scope, clause: Node, value: Value): boolean | undefined {
  const patterns = named(clause).filter((each) => each.type === 'case_pattern');
  const [constant] = patterns[0] ? named(patterns[0]) : [];
  if (patterns.length !== 1 || child(clause, 'guard') || constant?.type !== 'string') return undefined;
  return truthOf(compare(spanOf(clause), '==', value, evaluate(run, scope, constant)));
}

/** Blocks of which at most one happens. */
function possible(run: Run, scope: Scope, bodies: readonly (Node | undefined)[]): Flow {
  const before = new Map(scope.names);
  const ways = bodies.map((body): Way => {
    restore(scope, before);
    return { flow: perhaps(run, () => (body ? execute(run, scope, body) : 'next')), names: new Map(scope.names) };
  });
  return joined(run, scope, [...ways, { flow: 'next', names: before }]);
}
