/** The day of an instant, as short as it can be told apart: month and day, with the year where it is another one. */
export function dayOf(at: string): string {
  const date = new Date(at);
  const day = `${date.getMonth() + 1}-${String(date.getDate()).padStart(2, '0')}`;
  return date.getFullYear() === new Date().getFullYear() ? day : `${date.getFullYear()}-${day}`;
}
