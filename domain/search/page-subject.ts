/** What a page's title says it is about: without the name of the site behind a dash or a bar. */
export function pageSubject(title: string): string {
  const [subject = ''] = title.split(/\s+[-–—|·]\s+(?=[^-–—|·]*$)/);
  return subject.trim() === '' ? title.trim() : subject.trim();
}

/** The subject without the parenthesis that tells namesakes apart: "Decade" of "Decade (album)". */
export function bareSubject(title: string): string {
  const subject = pageSubject(title);
  return subject.replace(/\s*\([^()]*\)$/, '') || subject;
}
