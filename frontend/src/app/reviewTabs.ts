import { lazy, type ComponentType } from 'react';
import type { Review } from '../backend';
import type { IconName } from '../ui';
import { ReportWaiting } from '../features/report-preview/Waiting';
import type { MessageKey } from '../i18n';

/** What a tab of the review room gets: the record as it is now. */
export type ReviewTabProps = { review: Review };

export type ReviewTab = {
  id: string;
  title: MessageKey;
  icon: IconName;
  /** The number beside the title; undefined shows none. */
  count?: (review: Review) => number;
  Screen: ComponentType<ReviewTabProps>;
  /** Stands there while the code of the screen is on its way; none is an empty screen. */
  Waiting?: ComponentType;
};

/**
 * The steps of a review in the order of the work. A feature joins the room by
 * one line here; it gets the review and knows nothing of the other steps.
 */
export const reviewTabs: readonly [ReviewTab, ...ReviewTab[]] = [
  {
    id: 'overview',
    title: 'review.tab.overview',
    icon: 'lines',
    Screen: lazy(() => import('./OverviewTab').then((m) => ({ default: m.OverviewTab }))),
  },
  {
    id: 'timeline',
    title: 'review.tab.timeline',
    icon: 'clock',
    count: (review) => review.timeline.length,
    Screen: lazy(() => import('../features/timeline').then((m) => ({ default: m.Timeline }))),
  },
  {
    id: 'factors',
    title: 'review.tab.factors',
    icon: 'hexagon',
    count: (review) => review.factors.length,
    Screen: lazy(() => import('../features/factors').then((m) => ({ default: m.Factors }))),
  },
  {
    id: 'causes',
    title: 'review.tab.causes',
    icon: 'fishbone',
    count: (review) => review.causes.filter((c) => ['cause', 'condition'].includes(c.kind)).length,
    Screen: lazy(() => import('../features/causes').then((m) => ({ default: m.Causes }))),
  },
  {
    id: 'actions',
    title: 'review.tab.actions',
    icon: 'check',
    count: (review) => review.actions.length,
    Screen: lazy(() => import('../features/actions').then((m) => ({ default: m.Actions }))),
  },
  {
    id: 'report',
    title: 'review.tab.report',
    icon: 'file',
    Screen: lazy(() => import('../features/report-preview').then((m) => ({ default: m.Preview }))),
    Waiting: ReportWaiting,
  },
  {
    id: 'history',
    title: 'review.tab.history',
    icon: 'history',
    Screen: lazy(() => import('../features/history').then((m) => ({ default: m.History }))),
  },
  {
    id: 'pictures',
    title: 'review.tab.pictures',
    icon: 'picture',
    count: (review) => review.pictures.length,
    Screen: lazy(() => import('../features/pictures').then((m) => ({ default: m.Pictures }))),
  },
  {
    id: 'checks',
    title: 'review.tab.checks',
    icon: 'warn',
    Screen: lazy(() => import('../features/checks').then((m) => ({ default: m.Checks }))),
  },
];
