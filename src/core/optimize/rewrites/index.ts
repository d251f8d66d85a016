import type { Rewrite } from '../rewrite.ts';
import { aptCacheMounts } from './apt-cache-mounts.ts';
import { aptListsRemoved } from './apt-lists-removed.ts';
import { cMultiStage } from './c-multi-stage.ts';
import { cargoTargetCache } from './cargo-target-cache.ts';
import { composerMultiStage } from './composer-multi-stage.ts';
import { copyChmod } from './copy-chmod.ts';
import { copyChown } from './copy-chown.ts';
import { copyLink } from './copy-link.ts';
import { copyNotAdd } from './copy-not-add.ts';
import { dockerignore } from './dockerignore.ts';
import { dotnetMultiStage } from './dotnet-multi-stage.ts';
import { execForm } from './exec-form.ts';
import { goMultiStage } from './go-multi-stage.ts';
import { javaMultiStage } from './java-multi-stage.ts';
import { lateArguments } from './late-arguments.ts';
import { manifestsBeforeSources } from './manifests-before-sources.ts';
import { mergeRuns } from './merge-runs.ts';
import { nextStandalone } from './next-standalone.ts';
import { noPipCache } from './no-pip-cache.ts';
import { noRecommendedPackages } from './no-recommended-packages.ts';
import { nodeMultiStage } from './node-multi-stage.ts';
import { nonrootUser } from './nonroot-user.ts';
import { npmCi } from './npm-ci.ts';
import { npmCiOmitDev } from './npm-ci-omit-dev.ts';
import { packageCachesCleaned } from './package-caches-cleaned.ts';
import { packageManagerCacheMounts } from './package-manager-cache-mounts.ts';
import { phpHeadersRemoved } from './php-headers-removed.ts';
import { pythonMultiStage } from './python-multi-stage.ts';
import { rubyMultiStage } from './ruby-multi-stage.ts';
import { rustMultiStage } from './rust-multi-stage.ts';
import { secretMounts } from './secret-mounts.ts';
import { slimBase } from './slim-base.ts';
import { springLayers } from './spring-layers.ts';
import { staticSiteMultiStage } from './static-site-multi-stage.ts';
import { strippedPrograms } from './stripped-programs.ts';
import { unusedStagesRemoved } from './unused-stages-removed.ts';

/** All rewrites, in the order in which they are applied: from those that move the most to those that touch a word. */
export const rewrites: readonly Rewrite[] = [
  // A second stage.
  goMultiStage,
  rustMultiStage,
  javaMultiStage,
  nextStandalone,
  staticSiteMultiStage,
  nodeMultiStage,
  cMultiStage,
  pythonMultiStage,
  rubyMultiStage,
  dotnetMultiStage,
  composerMultiStage,
  // Base images.
  slimBase,
  // What the builder takes from its cache. Where a cache lies in a mount there is none left to be cleaned or turned off.
  npmCi,
  npmCiOmitDev,
  manifestsBeforeSources,
  lateArguments,
  packageManagerCacheMounts,
  cargoTargetCache,
  aptCacheMounts,
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
  // Where one RUN installs and compiles.
  phpHeadersRemoved,
  springLayers,
  copyLink,
  // Who may do and know what.
  secretMounts,
  nonrootUser,
  // What lies beside the file.
  dockerignore,
];
