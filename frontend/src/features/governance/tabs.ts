import { lazy, type ComponentType } from 'react';
import type { MessageKey } from '../../i18n';

/** What a page of the area gets: the record in its address, if one is open. */
export type GovernancePageProps = { record: string | undefined };

export type GovernanceTab = {
  id: string;
  title: MessageKey;
  Screen: ComponentType<GovernancePageProps>;
};

/**
 * The pages of the area, in the order in which people look for them: policies,
 * the exceptions from them, obligations, calendars, audit. A page joins by one line here
 * (`Screen: lazy(() => import('./audit').then((m) => ({ default: m.Audit })))`) in
 * the commit that finishes it; while there is none the rail does not name the area.
 */
export const governanceTabs: readonly GovernanceTab[] = [
  {
    id: 'policies',
    title: 'governance.policies',
    Screen: lazy(() => import('./policies').then((m) => ({ default: m.Policies }))),
  },
  {
    id: 'exceptions',
    title: 'governance.exceptions',
    Screen: lazy(() => import('./exceptions').then((m) => ({ default: m.Exceptions }))),
  },
  {
    id: 'obligations',
    title: 'governance.obligations',
    Screen: lazy(() => import('./obligations').then((m) => ({ default: m.Obligations }))),
  },
  {
    id: 'calendars',
    title: 'governance.calendars',
    Screen: lazy(() => import('./calendars').then((m) => ({ default: m.Calendars }))),
  },
  {
    id: 'audit',
    title: 'governance.audit',
    Screen: lazy(() => import('./audit').then((m) => ({ default: m.Audit }))),
  },
];
