/** How classes are called whose table is named after them: `service_users` by `ServiceUsers`, `ServiceUser`. */
export function classNames(table: string): readonly string[] {
  const ofApp = table.includes('_') ? namesAfter(table.slice(table.indexOf('_') + 1)) : [];
  return [...new Set([...namesAfter(table), ...ofApp])].filter((each) => each !== table && each !== '');
}

/** The same without a word for the application before it. */
export function namesAfter(table: string): readonly string[] {
  const whole = camel(table);
  return [whole, whole.replace(/ies$/, 'y').replace(/(?<=ss|x|ch|sh)es$|(?<!s)s$/, '')];
}

function camel(name: string): string {
  return name.replace(/(?:^|_)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
