import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../../domain/claims/check-claim.js';

const verdict = (claim: string, ...passages: string[]) => checkClaim({ claim, passages }).verdict;
const LAKE =
  'Lake Arden was dammed in May 1962. The lake covers about 1,360 square miles and supplies 3.5 % of the power of Norland. Visitors number 1,503,221 each year.';

describe('checkClaim', () => {
  it.each([
    ['The lake covers about 1360 square miles.', LAKE],
    ['It supplies 3.5 percent of the power of Norland.', LAKE],
    ['Lake Arden was dammed in May 1962.', LAKE],
    ['Lake Arden was dammed in 1962.', LAKE],
    ['About 1.5 million visitors come each year.', `${LAKE} Visitors come each year.`],
    ['The city has one thousand bridges.', 'The city has 1,000 bridges.'],
    ['The city has 1k bridges.', 'The city has 1000 bridges.'],
    ['The firm paid $2 billion for the port.', 'The firm paid 2bn dollars for the port.'],
    ['The treaty was signed on 2 May 2024.', 'The treaty was signed on May 2nd, 2024, in Rome.'],
    ['The treaty was signed on 2024-05-02.', 'The treaty was signed on 2 May 2024.'],
    ['The tower is 100 kilometres from the sea.', 'The tower is 62 miles from the sea.'],
    [
      'Barack Obama signed the act in 2010.',
      'In 2010 Obama signed the act. Barack Obama was president.',
    ],
    ['The WHO was founded in 1948.', 'The World Health Organization was founded in 1948.'],
    ['The film was directed by Ann Lee.', 'The movie was directed by Ann Lee in 1999.'],
    ['Ann Lee won the prize.', 'In 1999 the prize was won by Ann Lee.'],
    ['The plan is not legal.', 'The plan is illegal, judges say.'],
    ['Barack Obama was born in Hawaii.', 'Obama was born in Honolulu, Hawaii.'],
    ['The US army left in 1973.', 'The U.S. army left in 1973.'],
    ['The United States left in 1973.', 'The U.S. left in 1973.'],
    ['They are not allowed to eat there.', 'They are forbidden to eat there.'],
    ['东京是日本的首都。', '东京是日本的首都,人口超过1300万。'],
  ])('supports %j by %j', (claim, passage) => {
    expect(verdict(claim, passage)).toBe('supported');
  });

  it.each([
    ['The lake covers about 1,460 square miles.', LAKE],
    ['It supplies 3.6 % of the power of Norland.', LAKE],
    ['Lake Arden was dammed in May 1963.', LAKE],
    ['Lake Arden was dammed in June 1962.', LAKE],
    ['Lake Arden was not dammed in May 1962.', LAKE],
    ['The lake supplies 3.5 % of the power of Sudland.', LAKE],
    ['The shop has 15,000 branches.', 'The shop, founded in 1958, has 16,000 branches.'],
    ['Ada taught Bo at Oxford.', 'Bo taught Ada at Oxford.'],
    ['The plan is legal in Norland.', 'The plan is illegal in Norland.'],
    ['Sales rose sharply in 2020.', 'Sales fell sharply in 2020.'],
    ['Michelle Obama was born in Hawaii.', 'Barack Obama was born in Hawaii.'],
    ['Arden won the cup in 1990.', 'In 1990 the cup was not won by Arden.'],
    ['The comet was visible in Chile.', 'The comet was never visible in Chile.'],
    ['The price is 5 dollars per ticket.', 'The price is 5 euros per ticket.'],
    ['The wall is 5 km long.', 'The wall is 5 miles long.'],
  ])('finds %j contradicted by %j', (claim, passage) => {
    expect(verdict(claim, passage)).toBe('contradicted');
  });

  it.each([
    ['Whales sing at night.', LAKE],
    ['Lake Arden was dammed in May 1962 by the engineer Rosa Malik.', LAKE],
    ['I think the lake is lovely.', LAKE],
    ['The treaty was signed on 2 May 2024.', 'The treaty was signed in 2024.'],
    ['', LAKE],
    ['Anything at all.', ''],
  ])('finds no support of %j', (claim, passage) => {
    expect(checkClaim({ claim, passages: [passage] })).toMatchObject({
      verdict: 'unsupported',
      passage: null,
      quote: null,
    });
  });

  it('names the passage and quotes an exact stretch of it', () => {
    const passages = ['Nothing about it.', `A first line.\n\n- ${LAKE}`];
    const checked = checkClaim({ claim: 'The lake covers about 1,360 square miles.', passages });
    expect(checked.passage).toBe(1);
    expect(checked.quote).toBe(
      'The lake covers about 1,360 square miles and supplies 3.5 % of the power of Norland.',
    );
  });

  it('takes a subject from the title where the sentence only says "she"', () => {
    const [claim, passages] = [
      'Mara Quill gave 70 concerts in 1999.',
      ['She gave 70 concerts in 1999.'],
    ];
    expect(checkClaim({ claim, passages }).verdict).toBe('unsupported');
    expect(checkClaim({ claim, passages, titles: ['Mara Quill'] }).verdict).toBe('supported');
  });

  it('joins facts of two passages', () => {
    const checked = checkClaim({
      claim: 'Arden was founded in 1958, and its rival Belmont employs 300 bakers.',
      passages: ['Arden was founded in 1958.', 'Belmont, its rival, employs 300 bakers.'],
    });
    expect(checked.verdict).toBe('supported');
    expect(checked.nearest.map(({ passage }) => passage).sort()).toEqual([0, 1]);
  });

  it('joins two passages by a name that both give', () => {
    const passages = [
      'Big Eyes is a 2014 film directed by Tim Burton.',
      'Tim Burton married Lena Gieseke in 1989.',
    ];
    const claim = 'The director of the film Big Eyes, Tim Burton, married Lena Gieseke in 1989.';
    expect(verdict(claim, ...passages)).toBe('supported');
  });

  it.each([
    [
      "Arthur's Magazine was founded by George T. Delacorte.",
      "Arthur's Magazine (1844-1846) was an American literary magazine published in Philadelphia.",
      'Dell Magazines was a company founded by George T. Delacorte Jr. It also published puzzle magazines.',
    ],
    [
      "Arthur's Magazine was founded by George T. Delacorte.",
      'It was founded by George T. Delacorte and is a puzzle magazine.',
    ],
    [
      'Arden was founded by Mara Quill.',
      'Arden is a literary magazine published in Philadelphia.',
      'Belmont was founded by Mara Quill in 1921.',
    ],
    [
      'Arden was founded by Mara Quill.',
      'Arden is a literary magazine published in Philadelphia.',
      'Mara Quill founded Belmont in 1921.',
    ],
    [
      'Tim Burton directed Big Eyes and married Mary Ash.',
      'Tim Burton directed Big Eyes in 2014.',
      'Frank Lowe married Mary Ash in 1990.',
    ],
    [
      'Its transmitter is located near Drayton Road in Fayetteville.',
      'Its transmitter site is located atop the mountains near Pinnacle.',
      'The offices are located at 1009 Drayton Road in downtown Fayetteville.',
    ],
  ])('does not find %j in passages that say it of something else', (claim, ...passages) => {
    for (const meaning of [undefined, passages.map(() => 0.95)]) {
      expect(checkClaim({ claim, passages, meaning }).verdict).not.toBe('supported');
    }
  });

  it.each([
    [
      'The glacier rises east of Birch Bay.',
      'The glacier rises east of Mount Ash and flows to Birch Bay.',
    ],
    [
      'It was written by its producer, Chris Parnell.',
      'It was written by its producer, Tina Fey, and stars Jane Krakowski and Chris Parnell.',
    ],
    [
      'Its transmitter is located near Drayton Road in Fayetteville.',
      'Its studios are located on Drayton Road in Fayetteville, and its transmitter is located near Bragg Boulevard in Fayetteville.',
    ],
    [
      'Estonia switched to the euro in 2002.',
      'Belgium switched to the euro in 2002, long before Estonia.',
    ],
  ])('does not take the name in %j from another place of %j', (claim, passage) => {
    expect(verdict(claim, passage)).not.toBe('supported');
  });

  it.each([
    ['The film features Ann Lee.', 'The film features Bo Dean, Carl Fox and Ann Lee.'],
    [
      'The film features Ann Lee.',
      'The film features Bo Dean as Max, Carl Fox as Ron and Ann Lee as Sue.',
    ],
    ['Ann Lee was born in Norland.', 'Ann Lee was born in Arden, Norland.'],
    ['The prize was won by Ann Lee.', 'Ann Lee won the prize that Bo Dean gave.'],
  ])('takes the name in %j from a list or another order in %j', (claim, passage) => {
    expect(verdict(claim, passage)).toBe('supported');
  });

  it('takes a name that a sentence leaves out only from what it is about or what stands before it', () => {
    const text = (before: string) =>
      `Arden is a large lake. ${before} It was dammed by the crown in 1962. Mara Quill and Lake Belmont are famous too.`;
    expect(verdict('Arden was dammed by the crown in 1962.', text('It is deep.'))).toBe(
      'supported',
    );
    expect(
      verdict('Lake Belmont was dammed by the crown in 1962.', text('Lake Belmont is deep.')),
    ).toBe('supported');
    expect(verdict('Lake Belmont was dammed by the crown in 1962.', text('It is deep.'))).toBe(
      'unsupported',
    );
  });

  it('does not take a number from a sentence about something else', () => {
    expect(
      verdict('Arden employs 300 bakers.', 'Arden employs many bakers.', 'The lake has 300 boats.'),
    ).not.toBe('supported');
  });

  it('lets meaning lift a score and never lower it', () => {
    const claim = 'Lake Arden was dammed in May 1962 after long protests of farmers.';
    const score = (meaning?: number[]) => checkClaim({ claim, passages: [LAKE], meaning }).score;
    expect(score([0.1])).toBe(score());
    expect(score([0.6])).toBe(score());
    expect(score([0.8]) - score()).toBeCloseTo(0.03, 6);
  });

  it('scores support higher the more of the claim is covered', () => {
    const score = (claim: string) => checkClaim({ claim, passages: [LAKE] }).score;
    const whole = score('Lake Arden was dammed in May 1962.');
    const part = score('Lake Arden was dammed in May 1962 after long protests of farmers.');
    expect(whole).toBeGreaterThan(part);
    expect(part).toBeGreaterThan(score('Whales sing at night.'));
    expect(score('Lake Arden was dammed in May 1972.')).toBeLessThan(whole / 2);
  });
});
