/** The longest entry of a table of facts that a command begins with: `CREATE VIEW` finds its own, or else that of `CREATE`. */
export function longestEntry<T>(facts: Readonly<Record<string, T>>, command: string): T | undefined {
  const words = command.split(' ');
  for (let count = words.length; count > 0; count--) {
    const fact = facts[words.slice(0, count).join(' ')];
    if (fact) return fact;
  }
  return undefined;
}
