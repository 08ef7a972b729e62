import { engineCalled } from '../../model/engine.ts';
import { type Clue, type EvidenceKind, linesOf, nameOf } from '../clue.ts';

/**
 * CloudFormation's databases, and the charts that a Helm chart brings along.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 */
export const cloudTemplates: EvidenceKind = {
  reads: (path) => /^Chart\.ya?ml$|^(template|cloudformation|rds|database|db|stack)[\w-]*\.ya?ml$/i.test(nameOf(path)),
  read(source) {
    const { path, text } = source;
    const isChart = /^Chart\./.test(nameOf(path));
    if (!isChart && !text.includes('AWS::RDS::')) return [];
    const found: Clue[] = [];
    for (const each of linesOf(source)) {
      const [, key = '', value = ''] = /^\s*(?:-\s*)?(\w+)\s*:\s*["']?([\w.-]+)["']?\s*$/.exec(each.text) ?? [];
      const engine = key === (isChart ? 'name' : 'Engine') ? engineCalled(value.replace(/^aurora-/, '')) : undefined;
      const place = { basis: isChart ? 'development' : 'production', path, line: each.line } as const;
      if (engine !== undefined) found.push({ fact: 'engine', value: engine, ...place });
      const last = found.at(-1);
      if (key !== 'EngineVersion' || last?.fact !== 'engine' || !/^\d/.test(value)) continue;
      found.push({ fact: 'engineVersion', value, engine: engineCalled(last.value), ...place });
    }
    return found;
  },
};
