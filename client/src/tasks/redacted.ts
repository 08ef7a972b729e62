/** The text without the passwords that stand in it: in addresses of databases and as values of words for them. */
export function redacted(text: string): string {
  return (
    text
      // What stands before the last @ of an address is the user's; a password may hold any character but a blank and a quote.
      .replace(/([a-z][\w+.-]*:\/\/[^\s:/@'"]*):[^\s'"]*@/gi, '$1:***@')
      .replace(/\b(\w*(?:password|passwd|pwd))(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&;,)]+)/gi, '$1$2***')
  );
}
