import { join, relative } from 'node:path';
import { startEdition } from '../content/start-edition.ts';
import { startStory } from '../content/start-story.ts';
import { writeWholeFile } from '../foundation/text-file.ts';
import type { Press } from './press.ts';
