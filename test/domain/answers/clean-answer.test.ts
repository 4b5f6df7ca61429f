import { describe, expect, it } from 'vitest';
import { cleanAnswer } from '../../../domain/answers/clean-answer.js';
import { processorTime } from '../text/processor-time.js';

describe('cleanAnswer', () => {
  it.each([
    ['<think>Rome? Let me see.</think>\nRome is old [1].', 'Rome is old [1].'],
    ['Let me see.</think>Rome is old [1].', 'Rome is old [1].'],
    ['Rome is old [1]. <think>And now', 'Rome is old [1].'],
    ['<|im_start|>Rome is old [1].<|im_end|>', 'Rome is old [1].'],
    ['Question: How old is Rome?\nAnswer: Rome is old [1].', 'Rome is old [1].'],
    ['Evidence:\n\n[1] Rome\n<<<\nRome is old.\n>>>\n\nRome is old [1].', 'Rome is old [1].'],
    ['Rome is old [1].\n\nSources:\n[1] Rome, https://example.org\n[2] Paris', 'Rome is old [1].'],
    ['Rome is old [1].\n\n## References\n1. Rome\n2. Paris\n', 'Rome is old [1].'],
    ['Rome is old [1].\n\n**Sources:** [1], [2]', 'Rome is old [1].'],
    ['Rome is old【1】. Paris is big【2†source】.', 'Rome is old[1]. Paris is big[2].'],
    ['Rome is old [^1]. Paris is big [[2]].', 'Rome is old [1]. Paris is big [2].'],
    ['Rome is old (1). Paris is big [Source 2].', 'Rome is old [1]. Paris is big [2].'],
    ['Rome is old [1](https://example.org).', 'Rome is old [1].'],
    ['', ''],
  ])('turns %j into %j', (reply, answer) => {
    expect(cleanAnswer(reply)).toBe(answer);
  });

  it('takes out sentences that come again, and stops endless runs', () => {
    const loop = 'Rome is an old city [1]. Paris is a big city [2]. ';
    expect(cleanAnswer(loop.repeat(30))).toBe(loop.trim());
    expect(cleanAnswer(`Rome is old ${'and old '.repeat(200)}`)).toBe('Rome is old and');
  });

  it.each([
    'Use f(1) and a[0].\n\n- First item (1 of 2)\n- Second item',
    'The sources of the Nile are far apart [1].\n\nSources of income are many [2].',
    'It beat rivals by 3 (three) points [1]. No, no, no!',
  ])('leaves %j as it is', (answer) => {
    expect(cleanAnswer(answer)).toBe(answer);
  });

  it.each([
    ['a '.repeat(100_000)],
    ['<think>'.repeat(20_000)],
    ['\nSources:\n'.repeat(10_000)],
    [`x${'\n'.repeat(100_000)}y`],
    ['<<<'.repeat(50_000)],
  ])('stays fast over hostile text', (reply) => {
    expect(processorTime(() => cleanAnswer(reply))).toBeLessThan(2_000);
  });
});
