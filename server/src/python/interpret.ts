import type { Span } from '../text.ts';
import type { Given } from './calls.ts';
import { bind, evaluate, memberOf, perhaps } from './evaluate.ts';
import { functionOf, importInto } from './module.ts';
import { binary } from './operators.ts';
import { child, type Node, named, textOf } from './parse.ts';
import type { Run } from './run.ts';
import { assign, type Scope, scopeUnder } from './scope.ts';
import { type FunctionValue, itemsOf, sameValue, sequence, truthOf, unknown, type Value } from './values.ts';

/** How a run of statements ends. `next`: it goes on behind them. */
export type Flow = 'next' | 'return' | 'raise' | 'break' | 'continue';

const deepestCall = 8;

/** Carries out a function of the file; what it returns, where that is one thing. */
export function apply(run: Run, called: FunctionValue, given: Given, span: Span): Value {
  // What a function does when it calls itself has been read once already.
  const again = run.stack.filter((frame) => frame.called.node === called.node).length > 1;
  if (again || run.stack.length >= deepestCall) {
    if (!again) run.host.gaveUp(span, `the calls of ${called.name}() are too deep to follow`, run);
    return unknown(span, `what \`${called.name}()\` gives is only known when it runs`);
  }
  const scope = scopeUnder(called.scope);
  bindParameters(run, scope, called, given);
  const body = child(called.node, 'body');
  if (!body) return unknown(span, 'the function is not finished');
  if (called.node.type === 'lambda') return evaluate(run, scope, body);
  const { conditions, skipped, broken, statement, depth } = run;
  const frame = { called, scope, returned: [] };
  run.stack.push(frame);
  run.depth = 0;
  const flow = execute(run, scope, body);
  run.stack.pop();
  Object.assign(run, { conditions, skipped, broken, statement, depth });
  return resultOf(frame.returned, flow, called, span);
}

function resultOf(returned: readonly Value[], flow: Flow, called: FunctionValue, span: Span): Value {
  const [first, ...others] = returned;
  if (!first) return { kind: 'none', span };
  if (flow === 'return' && others.every((other) => other === first || sameValue(first, other))) return first;
  return unknown(span, `what \`${called.name}()\` gives is only known when it runs`);
}

/** https://docs.python.org/3/reference/compound_stmts.html#function-definitions */
function bindParameters(run: Run, scope: Scope, called: FunctionValue, given: Given): void {
  const parameters = child(called.node, 'parameters');
  let next = 0;
  let keywordsOnly = false;
  for (const parameter of parameters ? named(parameters) : []) {
    if (parameter.type === 'keyword_separator') keywordsOnly = true;
    const name = nameOf(parameter);
    if (!name) continue;
    const key = textOf(run.tree, name);
    if (splatted(parameter) === '*') {
      assign(scope, key, sequence(parameter, given.positional.slice(next), 'tuple'));
      keywordsOnly = true;
    } else if (splatted(parameter) === '**') {
      assign(scope, key, unknown(parameter, `\`${key}\` is only known when it runs`));
    } else {
      const value = (keywordsOnly ? undefined : given.positional[next++]) ?? given.keywords.get(key);
      const written = child(parameter, 'value');
      const otherwise = written && !given.open ? evaluate(run, called.scope, written) : undefined;
      assign(scope, key, value ?? otherwise ?? unknown(parameter, `\`${key}\` is only known when it runs`));
    }
  }
}

function nameOf(parameter: Node): Node | undefined {
  return parameter.type === 'identifier'
    ? parameter
    : (child(parameter, 'name') ??
        parameter.children.find((each) => each.type === 'identifier') ??
        innerName(parameter));
}

function innerName(parameter: Node): Node | undefined {
  const pattern = parameter.children.find((each) => each.type.endsWith('splat_pattern'));
  return pattern?.children.find((each) => each.type === 'identifier');
}

function splatted(parameter: Node): '*' | '**' | undefined {
  const pattern = [parameter, ...parameter.children].find((each) => each.type.endsWith('splat_pattern'));
  if (!pattern) return undefined;
  return pattern.type === 'list_splat_pattern' ? '*' : '**';
}

/** Carries out the statements of a block, one after the other. */
export function execute(run: Run, scope: Scope, block: Node): Flow {
  for (const each of named(block)) {
    if (run.budget <= 0) return 'return';
    const flow = statement(run, scope, each);
    if (flow !== 'next') return flow;
  }
  return 'next';
}

function statement(run: Run, scope: Scope, node: Node): Flow {
  run.budget--;
  run.statement = { start: node.start, end: node.end };
  switch (node.type) {
    case 'expression_statement':
      return expressionStatement(run, scope, node);
    case 'return_statement': {
      const value = named(node)[0];
      const returned = value ? evaluate(run, scope, value) : ({ kind: 'none', span: node } as const);
      run.stack.at(-1)?.returned.push(returned);
      return 'return';
    }
    case 'raise_statement':
      return 'raise';
    case 'break_statement':
      return 'break';
    case 'continue_statement':
      return 'continue';
    case 'if_statement':
      return ifStatement(run, scope, node);
    case 'for_statement':
      return forStatement(run, scope, node);
    case 'while_statement':
      return whileStatement(run, scope, node);
    case 'try_statement':
      return tryStatement(run, scope, node);
    case 'with_statement':
      return withStatement(run, scope, node);
    case 'match_statement':
      return matchStatement(run, scope, node);
    case 'import_statement':
    case 'import_from_statement':
      importInto(run.tree, scope, node);
      return 'next';
    case 'function_definition': {
      const value = functionOf(run.tree, scope, node);
      if (value) assign(scope, value.name, value);
      return 'next';
    }
    case 'decorated_definition': {
      const definition = child(node, 'definition');
      return definition ? statement(run, scope, definition) : 'next';
    }
    case 'class_definition': {
      const name = child(node, 'name');
      if (name) assign(scope, textOf(run.tree, name), evaluate(run, scope, node));
      return 'next';
    }
    case 'block':
    case 'ERROR':
      return execute(run, scope, node);
    default:
      if (node.type === 'call' || node.type === 'await') evaluate(run, scope, node);
      return 'next';
  }
}

function expressionStatement(run: Run, scope: Scope, node: Node): Flow {
  for (const each of named(node)) {
    if (each.type === 'assignment') assignment(run, scope, each);
    else if (each.type === 'augmented_assignment') augmented(run, scope, each);
    else {
      const value = evaluate(run, scope, each.type === 'yield' ? (named(each)[0] ?? each) : each);
      if (value.kind === 'call' && value.span.start === each.start && value.span.end === each.end)
        run.host.discarded(value, run);
    }
  }
  return 'next';
}

function assignment(run: Run, scope: Scope, node: Node): void {
  const targets: Node[] = [];
  let value: Node | undefined = node;
  for (; value?.type === 'assignment'; value = child(value, 'right')) {
    const left = child(value, 'left');
    if (left) targets.push(left);
  }
  if (!value) return;
  const result = evaluate(run, scope, value);
  for (const target of targets) bind(run, scope, target, named1(run, result, target));
}

/** A value that is not known is from here on called by the name it was given. */
function named1(run: Run, value: Value, target: Node): Value {
  if (value.kind !== 'unknown' || target.type !== 'identifier') return value;
  return unknown(
    value.span,
    value.why.startsWith('it is') ? `\`${textOf(run.tree, target)}\`${value.why.slice(2)}` : value.why,
  );
}

function augmented(run: Run, scope: Scope, node: Node): void {
  const [left, operator, right] = [child(node, 'left'), child(node, 'operator'), child(node, 'right')];
  if (!left || !operator || !right) return;
  const value = binary(
    { start: node.start, end: node.end },
    textOf(run.tree, operator).slice(0, -1),
    evaluate(run, scope, left),
    evaluate(run, scope, right),
    (each) => (each.kind === 'reference' ? each.name : 'value'),
  );
  bind(run, scope, left, value);
}

function ifStatement(run: Run, scope: Scope, node: Node): Flow {
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

function restore(scope: Scope, names: ReadonlyMap<string, Value>): void {
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

function forStatement(run: Run, scope: Scope, node: Node): Flow {
  const [left, right, body] = [child(node, 'left'), child(node, 'right'), child(node, 'body')];
  if (!left || !right || !body) return 'next';
  run.statement = { start: right.start, end: right.end };
  const whole = evaluate(run, scope, right);
  const items = itemsOf(whole);
  if (!items) return once(run, scope, body, () => bind(run, scope, left, memberOf(whole, left)));
  const { skipped, broken } = run;
  for (const item of items) {
    if (run.budget <= 0) break;
    run.skipped = skipped;
    bind(run, scope, left, item);
    const flow = execute(run, scope, body);
    if (flow === 'break') break;
    if (flow === 'return' || flow === 'raise') return flow;
  }
  Object.assign(run, { skipped, broken });
  const otherwise = child(node, 'alternative');
  const block = otherwise && child(otherwise, 'body');
  return block ? execute(run, scope, block) : 'next';
}

function whileStatement(run: Run, scope: Scope, node: Node): Flow {
  const [test, body] = [child(node, 'condition'), child(node, 'body')];
  if (!test || !body) return 'next';
  run.statement = { start: test.start, end: test.end };
  if (truthOf(evaluate(run, scope, test)) === false) return 'next';
  return once(run, scope, body, () => undefined);
}

/** A loop whose rounds are not known: its body is read once, and what it changes is not known behind it. */
function once(run: Run, scope: Scope, body: Node, begin: () => void): Flow {
  const before = new Map(scope.names);
  const { conditions, skipped, broken } = run;
  run.loops++;
  run.conditions++;
  begin();
  execute(run, scope, body);
  Object.assign(run, { conditions, skipped, broken });
  run.loops--;
  for (const [name, value] of scope.names) {
    if (before.get(name) === value || !before.has(name)) continue;
    scope.names.set(name, unknown(value.span, `\`${name}\` changes in a loop`));
  }
  return 'next';
}

function tryStatement(run: Run, scope: Scope, node: Node): Flow {
  const body = child(node, 'body');
  let flow: Flow = body ? execute(run, scope, body) : 'next';
  for (const clause of node.children) {
    const block = clause.children.find((each) => each.type === 'block');
    if (!block) continue;
    if (clause.type === 'except_clause' || clause.type === 'except_group_clause') {
      const names = new Map(scope.names);
      const { conditions } = run;
      perhaps(run, () => execute(run, scope, block));
      run.conditions = conditions;
      restore(scope, names);
    } else if (clause.type === 'else_clause' && flow === 'next') flow = execute(run, scope, block);
    else if (clause.type === 'finally_clause') {
      const last = execute(run, scope, block);
      if (last !== 'next') flow = last;
    }
  }
  return flow === 'raise' && node.children.some((each) => each.type === 'except_clause') ? 'next' : flow;
}

function withStatement(run: Run, scope: Scope, node: Node): Flow {
  const clause = node.children.find((each) => each.type === 'with_clause');
  const body = child(node, 'body');
  const leave: (() => void)[] = [];
  for (const item of clause ? named(clause) : []) {
    const value = child(item, 'value') ?? item;
    const [managed, alias] =
      value.type === 'as_pattern' ? [named(value)[0], child(value, 'alias')] : [value, undefined];
    if (!managed) continue;
    run.statement = { start: managed.start, end: managed.end };
    const result = evaluate(run, scope, managed);
    const target = alias && (named(alias)[0] ?? alias);
    if (target) bind(run, scope, target, result);
    const end = run.host.enter(result, run);
    if (end) leave.push(end);
  }
  const flow = body ? execute(run, scope, body) : 'next';
  for (const end of leave.reverse()) end();
  return flow;
}

/** No pattern is compared: every case is read as one that may hold. */
function matchStatement(run: Run, scope: Scope, node: Node): Flow {
  const subject = child(node, 'subject');
  if (subject) evaluate(run, scope, subject);
  const cases = child(node, 'body');
  const bodies = (cases ? named(cases) : []).map((each) => child(each, 'consequence'));
  return possible(run, scope, bodies);
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
