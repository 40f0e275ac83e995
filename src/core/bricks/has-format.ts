/** Whether a text is a JSON object that names the format, whatever else is in it. */
export function hasFormat(text: string, format: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'format' in value && value.format === format;
  } catch {
    return false;
  }
}
