import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { ScreenError } from './ErrorBoundary';
import { NotFound } from './NotFound';
import { reviewTabs } from './reviewTabs';
import { Shell } from './Shell';

// Hash history: the window serves one page from an embedded folder. Each screen
// is a chunk of its own, fetched from that folder when it is first shown.

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/home' });
  },
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/home',
  component: lazyRouteComponent(() => import('../features/home'), 'Home'),
});

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  component: lazyRouteComponent(() => import('./ReviewsPage'), 'ReviewsPage'),
});

const incidents = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  component: lazyRouteComponent(() => import('./IncidentPages'), 'RegisterPage'),
});

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$ref',
  component: lazyRouteComponent(() => import('./IncidentRoom'), 'IncidentRoom'),
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/incidents/inbox',
  component: lazyRouteComponent(() => import('./IncidentPages'), 'InboxPage'),
});

const services = createRoute({
  getParentRoute: () => root,
  path: '/incidents/services',
  component: lazyRouteComponent(() => import('./IncidentPages'), 'ServicesPage'),
});

const service = createRoute({
  getParentRoute: () => root,
  path: '/incidents/services/$record',
  component: lazyRouteComponent(() => import('./IncidentPages'), 'ServicesPage'),
});

const trash = createRoute({
  getParentRoute: () => root,
  path: '/trash',
  component: lazyRouteComponent(() => import('../features/reviews-list'), 'Trash'),
});

// Lists and accounts of all records lead to a record by its reference alone.
const pagesOf: Readonly<Record<string, string | undefined>> = {
  CAL: 'calendars',
  OBL: 'obligations',
  POL: 'policies',
};

/** Leads on to the page of what is no review: another record, or an incident of the register. */
function leadOn(ref: string) {
  if (ref.slice(0, 4).toUpperCase() === 'INC-') {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/incidents/$ref', params: { ref } });
  }
  if (ref.slice(0, 4).toUpperCase() === 'STU-') {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/measures/studies/$record', params: { record: ref } });
  }
  if (ref.slice(0, 4).toUpperCase() === 'SVC-') {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/incidents/services/$record', params: { record: ref } });
  }
  const tab = pagesOf[ref.slice(0, 3).toUpperCase()];
  if (tab === undefined) return;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
  throw redirect({ to: '/governance/$tab/$record', params: { tab, record: ref } });
}

const review = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$ref',
  beforeLoad: ({ params }) => {
    leadOn(params.ref);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({
      to: '/reviews/$ref/$tab',
      params: { ref: params.ref, tab: reviewTabs[0].id },
    });
  },
});

const reviewTab = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$ref/$tab',
  beforeLoad: ({ params }) => leadOn(params.ref),
  component: lazyRouteComponent(() => import('./ReviewRoom'), 'ReviewRoom'),
});

const actions = createRoute({
  getParentRoute: () => root,
  path: '/actions',
  component: lazyRouteComponent(() => import('./ActionsPage'), 'ActionsPage'),
});

const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  component: lazyRouteComponent(() => import('../features/library'), 'Library'),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/import',
  component: lazyRouteComponent(() => import('../features/import'), 'ImportScreen'),
});

const conflicts = createRoute({
  getParentRoute: () => root,
  path: '/conflicts',
  component: lazyRouteComponent(() => import('../features/conflicts'), 'ConflictScreen'),
});

const spaces = createRoute({
  getParentRoute: () => root,
  path: '/spaces',
  component: lazyRouteComponent(() => import('../features/spaces'), 'SpacesScreen'),
});

const measures = createRoute({
  getParentRoute: () => root,
  path: '/measures',
  component: lazyRouteComponent(() => import('./MeasuresPages'), 'IndicatorsPage'),
});

const studies = createRoute({
  getParentRoute: () => root,
  path: '/measures/studies',
  component: lazyRouteComponent(() => import('./MeasuresPages'), 'StudiesPage'),
});

const study = createRoute({
  getParentRoute: () => root,
  path: '/measures/studies/$record',
  component: lazyRouteComponent(() => import('./MeasuresPages'), 'StudiesPage'),
});

const governance = createRoute({
  getParentRoute: () => root,
  path: '/governance',
  component: lazyRouteComponent(() => import('../features/governance'), 'Governance'),
});

const governancePage = createRoute({
  getParentRoute: () => root,
  path: '/governance/$tab',
  component: lazyRouteComponent(() => import('../features/governance'), 'Governance'),
});

const governanceRecord = createRoute({
  getParentRoute: () => root,
  path: '/governance/$tab/$record',
  component: lazyRouteComponent(() => import('../features/governance'), 'Governance'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings'), 'Settings'),
});

const helpStart = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('../features/help'), 'Help'),
});

const help = createRoute({
  getParentRoute: () => root,
  path: '/help/$topic',
  component: lazyRouteComponent(() => import('../features/help'), 'Help'),
});

const routeTree = root.addChildren([
  start,
  home,
  incidents,
  incident,
  inbox,
  services,
  service,
  reviews,
  trash,
  review,
  reviewTab,
  actions,
  library,
  importing,
  conflicts,
  spaces,
  measures,
  studies,
  study,
  governance,
  governancePage,
  governanceRecord,
  settings,
  helpStart,
  help,
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultErrorComponent: ScreenError,
    defaultPendingMs: 300,
  });
}

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- module augmentation needs an interface
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
