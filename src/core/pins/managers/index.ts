import type { PackageManager } from '../manager.ts';
import { apk } from './apk.ts';
import { apt } from './apt.ts';
import { gem } from './gem.ts';
import { npm } from './npm.ts';
import { pip } from './pip.ts';
import { dnf, yum } from './rpm.ts';
import { zypper } from './zypper.ts';

export const packageManagers: readonly PackageManager[] = [apk, apt, dnf, gem, npm, pip, yum, zypper];
