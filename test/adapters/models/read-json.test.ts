import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readJson } from '../../../adapters/models/read-json.js';

const Plan = z.object({ queries: z.array(z.string()) });

describe('readJson', () => {
  test.each([
    { title: 'plain JSON', reply: '{"queries":["a","b"]}' },
    {
      title: 'JSON in a fence',
      reply: 'Sure!\n```json\n{"queries":["a","b"]}\n```\nAnything else?',
    },
    { title: 'a fence that never closes', reply: '```json\n{"queries":["a","b"]}' },
    { title: 'JSON in prose', reply: 'Here you go: {"queries":["a","b"]} - hope it helps [1].' },
    { title: 'JSON after reasoning', reply: '<think>{"queries":[]}?</think>{"queries":["a","b"]}' },
    { title: 'JSON cut off', reply: '{"queries":["a","b"' },
    { title: 'single quotes and a trailing comma', reply: "{'queries':['a','b',],}" },
    { title: 'bare keys and a comment', reply: '{queries: ["a", "b"] // two\n}' },
    { title: 'more fields than asked for', reply: '{"note":"x","queries":["a","b"]}' },
  ])('it reads $title', ({ reply }) => {
    expect(readJson(reply, Plan)).toEqual({ queries: ['a', 'b'] });
  });

  test.each([
    { title: 'an empty reply', reply: ' \n ' },
    { title: 'prose', reply: 'I would search for a and b.' },
    { title: 'a wrong type', reply: '{"queries":"a"}' },
    { title: 'another shape', reply: '["a","b"]' },
    { title: 'nothing but brackets', reply: '['.repeat(20_000) },
    { title: 'a lone fence', reply: '```json' },
  ])('it makes nothing of $title', ({ reply }) => {
    expect(readJson(reply, Plan)).toBeUndefined();
  });
});
