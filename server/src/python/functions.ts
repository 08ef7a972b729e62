import type { Span } from '../text.ts';
import type { Given } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { execute, type Flow } from './interpret.ts';
import { child, type Node, named, textOf } from './parse.ts';
import type { Run } from './run.ts';
import { assign, type Scope, scopeUnder } from './scope.ts';
import { type FunctionValue, sameValue, sequence, unknown, type Value } from './values.ts';

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
