import type { Rewrite } from '../rewrite.ts';
import { aptListsRemoved } from './apt-lists-removed.ts';
import { cMultiStage } from './c-multi-stage.ts';
import { composerMultiStage } from './composer-multi-stage.ts';
import { copyChmod } from './copy-chmod.ts';
import { copyChown } from './copy-chown.ts';
import { copyLink } from './copy-link.ts';
import { copyNotAdd } from './copy-not-add.ts';
import { dockerignore } from './dockerignore.ts';
import { execForm } from './exec-form.ts';
import { goMultiStage } from './go-multi-stage.ts';
import { javaMultiStage } from './java-multi-stage.ts';
import { mergeRuns } from './merge-runs.ts';
import { noPipCache } from './no-pip-cache.ts';
import { noRecommendedPackages } from './no-recommended-packages.ts';
import { nodeMultiStage } from './node-multi-stage.ts';
import { nonrootUser } from './nonroot-user.ts';
import { packageCachesCleaned } from './package-caches-cleaned.ts';
import { pythonMultiStage } from './python-multi-stage.ts';
import { rubyMultiStage } from './ruby-multi-stage.ts';
import { rustMultiStage } from './rust-multi-stage.ts';
import { slimBase } from './slim-base.ts';
import { strippedPrograms } from './stripped-programs.ts';
import { unusedStagesRemoved } from './unused-stages-removed.ts';

/** All rewrites, in the order in which they are applied: from those that move the most to those that touch a word. */
export const rewrites: readonly Rewrite[] = [
  // A second stage.
  goMultiStage,
  rustMultiStage,
  javaMultiStage,
  nodeMultiStage,
  cMultiStage,
  pythonMultiStage,
  rubyMultiStage,
  composerMultiStage,
  // Base images.
  slimBase,
  // Instructions.
  unusedStagesRemoved,
  copyNotAdd,
  execForm,
  // Packages.
  strippedPrograms,
  noRecommendedPackages,
  packageCachesCleaned,
  noPipCache,
  aptListsRemoved,
  // Layers.
  copyChown,
  copyChmod,
  mergeRuns,
  copyLink,
  // What runs.
  nonrootUser,
  // What lies beside the file.
  dockerignore,
];
