import { lemma } from './lemma.js';

const PAIRS =
  `accept:reject,refuse active:inactive advantage:disadvantage agree:disagree allow:forbid,prohibit,ban,prevent
  always:never approve:reject,disapprove arrive:depart asleep:awake attack:defend before:after begin:end,finish
  big:small true:false buy:sell cheap:expensive closed:open common:rare,uncommon cold:hot,warm correct:incorrect,wrong
  create:destroy dead:alive deep:shallow early:late easy:difficult,hard employ:dismiss enter:leave even:odd
  expand:shrink,contract export:import fail:succeed,pass fast:slow female:male first:last former:latter full:empty
  gain:lose guilty:innocent heavy:light high:low include:exclude increase:decrease,reduce,decline,fall,drop
  rise:fall,decline,drop decrease:grow inside:outside join:leave legal:illegal less:more left:right long:short
  love:hate maximum:minimum major:minor many:few most:least necessary:unnecessary never:often new:old
  north:south northern:southern east:west eastern:western old:young positive:negative possible:impossible
  public:private regular:irregular remember:forget rich:poor safe:dangerous,unsafe same:different similar:dissimilar
  start:stop,end strong:weak success:failure support:oppose tall:short thick:thin top:bottom upper:lower
  urban:rural visible:invisible war:peace wet:dry wide:narrow win:lose best:worst better:worse
  biggest:smallest largest:smallest highest:lowest longest:shortest oldest:youngest,newest all:none
  directly:indirectly formal:informal married:unmarried,divorced successful:unsuccessful known:unknown able:unable`
    .split(/\s+/)
    .flatMap((group) => {
      const [first = '', others = ''] = group.split(':');
      return others.split(',').map((other) => [lemma(first), lemma(other)] as const);
    });

const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = PAIRS.reduce((map, [a, b]) => {
  if (a === b) return map;
  return map.set(a, new Set(map.get(a)).add(b)).set(b, new Set(map.get(b)).add(a));
}, new Map<string, Set<string>>());

const NEGATIVE_PREFIX = /^(?:un|in|im|il|ir|dis|non)/;
const SHORTEST_ROOT = 4;

/** Whether two lemmas deny each other: "rise" and "fall", "legal" and "illegal". */
export function areOpposites(a: string, b: string): boolean {
  return OPPOSITES.get(a)?.has(b) === true || deniedBy(a, b) || deniedBy(b, a);
}

function deniedBy(word: string, root: string): boolean {
  if (root.length < SHORTEST_ROOT || word.length <= root.length || !word.endsWith(root))
    return false;
  return (
    NEGATIVE_PREFIX.test(word) &&
    word.length - root.length <= 3 &&
    NEGATIVE_PREFIX.exec(word)?.[0].length === word.length - root.length
  );
}
