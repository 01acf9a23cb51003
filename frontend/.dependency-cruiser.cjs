// Who may import whom. Each rule carries its reason, so that a failing build explains itself.
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle hides which of two modules is the lower one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'foundation-knows-no-feature',
      comment: 'ui, commands, i18n, backend and editing serve every feature and so know none.',
      severity: 'error',
      from: { path: '^src/(ui|commands|i18n|backend|editing)/' },
      to: { path: '^src/(features|app)/' },
    },
    {
      name: 'ui-knows-no-backend',
      comment: 'A widget gets values and callbacks; what they mean is the business of a feature.',
      severity: 'error',
      from: { path: '^src/(ui|commands|i18n)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/(backend|editing)/' },
    },
    {
      name: 'features-are-islands',
      comment: 'Two features meet in src/app (routes, events), never by import.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'features-below-app',
      comment: 'app puts features together; a feature that knew app could not be tested alone.',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/app/' },
    },
    {
      name: 'bindings-only-in-backend',
      comment: 'One place translates between the window and Go.',
      severity: 'error',
      from: { pathNot: '^src/backend/' },
      to: { path: '(^|/)wailsjs/' },
    },
    {
      name: 'tests-stay-out',
      comment: 'Test helpers must not reach the product.',
      severity: 'error',
      from: { path: '^src/', pathNot: '(^src/testing/|\\.test\\.tsx?$)' },
      to: { path: '(^src/testing/|\\.test\\.tsx?$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
