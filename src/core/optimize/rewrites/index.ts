import type { Rewrite } from '../rewrite.ts';
import { goMultiStage } from './go-multi-stage.ts';
import { javaMultiStage } from './java-multi-stage.ts';
import { rustMultiStage } from './rust-multi-stage.ts';

/** All rewrites, in the order in which they are applied: from those that move the most to those that touch a word. */
export const rewrites: readonly Rewrite[] = [goMultiStage, rustMultiStage, javaMultiStage];
