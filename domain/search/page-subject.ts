/** What a page's title says it is about: without the name of the site behind a dash or a bar. */
export function pageSubject(title: string): string {
  const [subject = ''] = title.split(/\s+[-–—|·]\s+(?=[^-–—|·]*$)/);
  return subject.trim() === '' ? title.trim() : subject.trim();
}
