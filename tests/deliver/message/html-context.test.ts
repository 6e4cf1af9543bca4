import { expect, test } from 'vitest';
import { cutBody } from '../../../src/deliver/message/cut-body.ts';

const contextOf = (html: string): unknown => cutBody(html, 'html').fields[0]?.context;

const text = { kind: 'text' };
const bare = { kind: 'bare' };
const url = (atStart: boolean, quoted = true) => ({ kind: 'url', quoted, atStart });
const attribute = (quoted = true) => ({ kind: 'attribute', quoted });

test.each([
  ['<p>{{ subscriber.x }}</p>', text],
  ['<a href="{{ subscriber.x }}">', url(true)],
  ['<a href="{{ oops }}{{ subscriber.x }}">', url(false)],
  ["<a class=b href=' {{ subscriber.x }}'>", url(true)],
  ['<a href="https://example.com/?q={{ subscriber.x }}">', url(false)],
  ['<a href="{{ subscriber.x }}', url(true)],
  ['<a href={{ subscriber.x }}>', url(true, false)],
  ['<a href=https://example.com/{{ subscriber.x }}>', url(false, false)],
  ['<IMG SRC = "{{ subscriber.x }}">', url(true)],
  ['<img src="x" alt="{{ subscriber.x }}">', attribute()],
  ['<img alt=a{{ subscriber.x }}>', attribute(false)],
  ['<td style="color: {{ subscriber.x }}">', bare],
  ['<td onclick="{{ subscriber.x }}">', bare],
  ['<style>a { color: {{ subscriber.x }} }</style>', bare],
  ['<style>a > b { }</style><p>{{ subscriber.x }}', text],
  [`<STYLE>/* ${'İ'.repeat(30)} */</Style><a href="{{ subscriber.x }}">`, url(true)],
  ['<script>if (a < b) {{ subscriber.x }}</script>', bare],
  ['<title>{{ subscriber.x }}</title>', text],
  ['<p {{ subscriber.x }}>', bare],
  ['<{{ subscriber.x }}', text],
  ['<br/>{{ subscriber.x }}', text],
  ['<a title="a > b" href="{{ subscriber.x }}">', url(true)],
  ['<!-- <a href="{{ subscriber.x }}"> -->', text],
  ['<!-- <a href=" --><p>{{ subscriber.x }}', text],
  ['<!--[if mso]><a href="{{ subscriber.x }}"><![endif]-->', url(true)],
  ['<!--[if !mso]><!--><a href="{{ subscriber.x }}"><!--<![endif]-->', url(true)],
  ['<!--[if mso]><td><![endif]--><p>{{ subscriber.x }}', text],
  ['<!doctype html>{{ subscriber.x }}', text],
  ['a < b {{ subscriber.x }}', text],
])('in %s a field stands in the right context', (html, context) => {
  expect(contextOf(html)).toEqual(context);
});
