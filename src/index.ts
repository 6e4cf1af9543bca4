export { defineConfig } from './config/config.ts';
export type { Edition, Section } from './content/edition.ts';
export type { Quote, Stat, Story, StoryImage, StorySource } from './content/story.ts';
export { Field, links } from './render/field.ts';
export { formatDay } from './render/format-day.ts';
export { Markdown, type MarkdownComponents, type MarkdownProps } from './render/markdown.tsx';
export { readingMinutes } from './render/reading-minutes.ts';
export { summaryStandsAlone } from './render/summary-stands-alone.ts';
export type { NewsletterInfo, TemplateComponent, TemplateProps } from './render/template-props.ts';
