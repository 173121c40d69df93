const LINE_WIDTH = 140;

/**
 * JSON as the content files are written: two spaces of indentation, and every value that fits on one line of 140 columns stands on one,
 * so that git shows a change of one example as a change of one line.
 */
export function formatDocument(value: unknown): string {
  return `${format(value, '', 0)}\n`;
}

/** `used`: columns of the line that stand before the value. */
function format(value: unknown, indentation: string, used: number): string {
  const flat = flatten(value);
  if (typeof value !== 'object' || value === null) return flat;
  if (indentation !== '' && used + flat.length <= LINE_WIDTH) return flat;
  const inner = `${indentation}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => inner + format(item, inner, inner.length)).join(',\n')}\n${indentation}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{}';
  const lines = members.map(([name, member]) => {
    const head = `${inner}${JSON.stringify(name)}: `;
    return head + format(member, inner, head.length);
  });
  return `{\n${lines.join(',\n')}\n${indentation}}`;
}

function flatten(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(flatten).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return members.length === 0 ? '{}' : `{ ${members.map(([name, member]) => `${JSON.stringify(name)}: ${flatten(member)}`).join(', ')} }`;
  }
  return JSON.stringify(value) ?? 'null';
}
