import tseslint from 'typescript-eslint';

/**
 * The house's import rules: which folders of src a folder must not reach into.
 * protocol, core <- shots <- words <- promptLanguage, views; promptLanguage <- reports <- agent; core <- engine <- node, comet, simulator; node <- store;
 * all of these <- runtime <- cli, editor <- extension.ts; film knows core and node; media imports only protocol. */
const mayImport = {
  protocol: [],
  core: ['protocol'],
  engine: ['core', 'protocol'],
  comet: ['core', 'engine', 'protocol'],
  store: ['core', 'engine', 'node', 'protocol'],
  simulator: ['core', 'engine', 'protocol'],
  node: ['core', 'engine', 'protocol'],
  shots: ['core', 'protocol'],
  words: ['core', 'engine', 'protocol', 'shots'],
  promptLanguage: ['core', 'protocol', 'shots', 'words'],
  views: ['core', 'engine', 'protocol', 'shots', 'words'],
  reports: ['core', 'promptLanguage', 'protocol', 'shots', 'words'],
  agent: ['core', 'engine', 'promptLanguage', 'protocol', 'reports', 'shots', 'words'],
  film: ['core', 'node'],
  runtime: ['comet', 'core', 'engine', 'node', 'protocol', 'shots', 'simulator', 'store', 'words'],
};
mayImport.cli = Object.keys(mayImport).filter((folder) => folder !== 'film' && folder !== 'agent');
mayImport.mcp = [...mayImport.runtime, 'agent', 'promptLanguage', 'reports', 'runtime'].filter(
  (folder) => folder !== 'simulator',
);
const folders = [...Object.keys(mayImport), 'editor'];
/** Folders that know no platform. */
const pure = ['agent', 'core', 'engine', 'promptLanguage', 'protocol', 'reports', 'shots', 'views', 'words'];

/** The rooms of src/editor: each imports only those before it. */
const rooms = [
  ...['base', 'webview', 'workspace', 'session', 'submitting', 'jobs', 'models', 'panel', 'spend', 'takes'],
  ...['promptFiles', 'language', 'agents', 'commands'],
];

const room = (name, index) => ({
  files: [`src/editor/${name}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: ['**/extension.ts', '**/media/**'], message: 'editor is below extension.ts.' },
          { group: ['undici'], message: 'src/comet speaks HTTP.' },
          ...(index === rooms.length - 1
            ? []
            : [
                {
                  regex: `^(?:\\.\\./)+(?:${rooms.slice(index + 1).join('|')})/`,
                  message: `src/editor/${name} imports only the rooms before it: ${rooms.slice(0, index).join(', ') || 'none'}.`,
                },
              ]),
        ],
      },
    ],
  },
});

const wall = (folder, allowed) => ({
  files: [`src/${folder}/**/*.ts`],
  ignores: ['src/comet/undici.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: folders
              .filter((other) => other !== folder && !allowed.includes(other))
              .map((other) => `**/${other}/**`),
            message: `src/${folder} may import only: ${allowed.join(', ') || 'nothing else of src'} (see ARCHITECTURE.md).`,
          },
          { group: ['vscode'], message: 'Only src/editor and src/extension.ts know VS Code.' },
          { group: ['**/media/**'], message: 'The host never imports webview code.' },
          {
            group: ['undici'],
            message: 'Only src/comet/undici.ts imports undici: it guards the process-wide dispatcher.',
          },
          ...(pure.includes(folder)
            ? [{ group: ['node:*', 'undici'], message: `src/${folder} knows no platform: take a port.` }]
            : []),
        ],
      },
    ],
    ...(pure.includes(folder)
      ? {
          'no-restricted-globals': [
            'error',
            ...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'process', 'Buffer', 'performance'].map(
              (name) => ({
                name,
                message: `src/${folder} has no effects: take a port.`,
              }),
            ),
          ],
          'no-restricted-properties': [
            'error',
            { object: 'Date', property: 'now', message: 'Take the clock as a parameter.' },
            { object: 'Math', property: 'random', message: 'Take randomness as a parameter.' },
          ],
        }
      : {}),
  },
});

/**
 * What src/editor and extension.ts may take from VS Code themselves: places that show no text of ours. What shows text is made
 * in src/editor/base/show, which takes links, icons and hidden characters out. Add a name that shows nothing.
 */
const silentWindow = [
  'activeTextEditor',
  'onDidChangeActiveTextEditor',
  'onDidChangeWindowState',
  'registerWebviewPanelSerializer',
  'showTextDocument',
  'state',
  'tabGroups',
  'visibleTextEditors',
];
const silentClasses = [
  'CancellationTokenSource',
  'EventEmitter',
  'FoldingRange',
  'Location',
  'Position',
  'Range',
  'RelativePattern',
  'ThemeColor',
  'ThemeIcon',
  'WorkspaceEdit',
];
const silentLanguages = [
  'createDiagnosticCollection',
  'registerCodeActionsProvider',
  'registerCodeLensProvider',
  'registerCompletionItemProvider',
  'registerDocumentLinkProvider',
  'registerDocumentSymbolProvider',
  'registerFoldingRangeProvider',
  'registerHoverProvider',
];
/** Parts of the API with surfaces of their own. */
const loudParts = ['authentication', 'chat', 'comments', 'debug', 'lm', 'notebooks', 'scm', 'tasks', 'tests'];
const shownProperties = [
  'accessibilityInformation',
  'badge',
  'description',
  'detail',
  'documentation',
  'label',
  'message',
  'placeholder',
  'prompt',
  'title',
  'tooltip',
  'validationMessage',
];
const vscodePart = (part) =>
  `[object.type="MemberExpression"][object.object.name="vscode"][object.property.name="${part}"]`;
const oneOf = (names) => `/^(${names.join('|')})$/`;
const throughTheDoor =
  'What is shown goes through src/editor/base/show: foreign text in it must not become a link or an icon.';
const noKeptFailure = {
  selector:
    "AssignmentExpression[operator='??='][right.type='ImportExpression'], AssignmentExpression[operator='??='] > CallExpression:has(ImportExpression), AssignmentExpression[operator='??='][right.callee.name='load']",
  message: 'Load by lazy(): a failure is not kept for ever.',
};

const onlyTheDoorShows = [
  `MemberExpression${vscodePart('window')}:not([property.name=${oneOf(silentWindow)}])`,
  `MemberExpression${vscodePart('languages')}:not([property.name=${oneOf(silentLanguages)}])`,
  `MemberExpression[computed=true]:matches(${vscodePart('window')}, ${vscodePart('languages')})`,
  // The parts as values: everything of them could be called by another name.
  `:not(MemberExpression) > MemberExpression[object.name="vscode"][property.name=/^(window|languages)$/]`,
  `MemberExpression[object.name="vscode"][property.name=${oneOf(loudParts)}]`,
  `MemberExpression[object.name="vscode"][computed=true]`,
  `:not(MemberExpression, TSQualifiedName, ImportNamespaceSpecifier) > Identifier[name="vscode"]`,
  `ImportDeclaration[source.value="vscode"][importKind!="type"] > ImportSpecifier[importKind!="type"]`,
  `ImportDeclaration[source.value="vscode"] > ImportDefaultSpecifier`,
  `ImportDeclaration[source.value="vscode"] > ImportNamespaceSpecifier:not([local.name="vscode"])`,
  `ImportExpression[source.value="vscode"]`,
  // What a command throws, VS Code shows as it is; what is copied may be pasted into a terminal.
  `MemberExpression[object.object.name="vscode"][property.name=/^(registerCommand|registerTextEditorCommand|clipboard)$/]`,
  `NewExpression[callee.object.name="vscode"]:not([callee.property.name=${oneOf(silentClasses)}])`,
  `MemberExpression[object.name="vscode"][property.name=/^[A-Z]/]:matches(VariableDeclarator > *, ClassDeclaration > *)`,
  `AssignmentExpression > MemberExpression.left[property.name=${oneOf(shownProperties)}]:not([object.type="ThisExpression"])`,
].map((selector) => ({ selector, message: throughTheDoor }));

// A text in that place is a pattern: `$&` and `$1` in it stand for what was found.
const noPatternAsText = {
  selector:
    "CallExpression[arguments.length=2][callee.property.name=/^replace(All)?$/]:not([callee.object.property.name='TextEdit']):not(:has(> .arguments:nth-child(2):matches(Literal, ArrowFunctionExpression, TemplateLiteral[expressions.length=0])))",
  message: 'Replace by a literal or an arrow function: `$&` in a text is not what it looks like.',
};

// A map or set that changes while it is walked through gives what was put in again a second time.
const noLiveWalk = {
  selector:
    'ForOfStatement[right.callee.property.name=/^(values|keys)$/]:has(AwaitExpression), ForOfStatement[await=true][right.callee.property.name=/^(values|keys)$/]',
  message: 'Walk through a copy ([...values]): what changes during an await would be met twice.',
};

/** What ends together is kept in one place, which also ends what comes too late. */
const oneStore = [
  'VariableDeclarator[id.name=/^(is|was)Disposed$/]',
  'VariableDeclarator > Identifier[typeAnnotation.typeAnnotation.type="TSArrayType"][typeAnnotation.typeAnnotation.elementType.typeName.right.name="Disposable"]',
].map((selector) => ({
  selector,
  message: 'Keep it in a DisposableStore (src/editor/base/disposables.ts).',
}));

/** Text becomes markup in no page of ours. */
const noMarkup = [
  'MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe)$/]',
  'MemberExpression[object.name="document"][property.name=/^write(ln)?$/]',
  'ImportSpecifier[imported.name=/^(unsafe|html$)/][parent.source.value=/unsafe|static/]',
  'NewExpression[callee.name="DOMParser"]',
].map((selector) => ({ selector, message: 'Text is put into pages as text.' }));

/** What is decided in one file of src/editor, so that nobody decides it elsewhere. */
const onePlaces = [
  {
    file: 'src/editor/submitting/personsConsent.ts',
    message: 'src/editor/submitting/personsConsent.ts decides what a person’s consent to spend is.',
    selectors: [`Literal[value="person"]`, `TemplateElement[value.cooked="person"]`],
  },
  {
    file: 'src/editor/base/show/commands.ts',
    message: 'src/editor/base/show/commands.ts registers commands: it keeps the rule of each.',
    selectors: [
      `MemberExpression${vscodePart('commands')}:not([property.name=/^(executeCommand|getCommands)$/])`,
      `MemberExpression[computed=true]${vscodePart('commands')}`,
      `:not(MemberExpression) > MemberExpression[object.name="vscode"][property.name="commands"]`,
    ],
  },
  {
    file: 'src/editor/base/trust.ts',
    message: 'src/editor/base/trust.ts asks whether the workspace is trusted.',
    selectors: [
      `MemberExpression${vscodePart('workspace')}[property.name="isTrusted"]`,
      `MemberExpression[computed=true]${vscodePart('workspace')}`,
      `ObjectPattern > Property[key.name="isTrusted"]`,
    ],
  },
];
const editorSyntax = (file) => [
  'error',
  noPatternAsText,
  noLiveWalk,
  noKeptFailure,
  ...oneStore,
  ...onlyTheDoorShows,
  ...onePlaces
    .filter((place) => place.file !== file)
    .flatMap(({ selectors, message }) => selectors.map((selector) => ({ selector, message }))),
];

export default tseslint.config(
  { ignores: ['dist', 'out', 'demo-out', '.vscode-test', 'coverage'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './media/tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', noPatternAsText, noLiveWalk],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // vscode.Disposable is a class only in name: every API takes whatever can be disposed of.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  ...Object.entries(mayImport).map(([folder, allowed]) => wall(folder, allowed)),
  {
    files: ['media/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noPatternAsText, noLiveWalk, ...noMarkup],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: folders.filter((f) => f !== 'protocol').map((f) => `**/src/${f}/**`),
              message: 'media imports only src/protocol.',
            },
          ],
        },
      ],
    },
  },
  ...rooms.map(room),
  {
    files: ['src/editor/**/*.ts', 'src/extension.ts'],
    ignores: ['src/editor/base/show/**'],
    linterOptions: { noInlineConfig: true },
    rules: { 'no-restricted-syntax': editorSyntax() },
  },
  ...onePlaces
    .filter(({ file }) => !file.startsWith('src/editor/base/show/'))
    .map(({ file }) => ({ files: [file], rules: { 'no-restricted-syntax': editorSyntax(file) } })),
  {
    files: ['src/editor/**/*.ts'],
    // What a person chose, what is our own, and digests, which tell nothing of what they are made of.
    ignores: [
      'workspace/workspaceFile',
      'workspace/images',
      'workspace/fileDigests',
      'workspace/workspaceSearch',
      'session/session',
    ].map((name) => `src/editor/${name}.ts`),
    rules: {
      'no-restricted-properties': [
        'error',
        ...['readFile', 'createReadStream'].map((property) => ({
          property,
          message:
            'Read through readOwnFile of src/editor/workspace/workspaceFile.ts: a path in a repository may lead anywhere.',
        })),
        {
          property: 'findFiles',
          message:
            'Search through src/editor/workspace/workspaceSearch.ts: what files.exclude hides is there all the same.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    // No test depends on how fast the machine is: it counts steps, compares growth, or waits for what stays.
    files: ['test/{unit,host,e2e,demo}/**/*.ts'],
    ignores: ['test/demo/stage.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: 'node:timers/promises',
          message: 'No fixed pauses: test/support/until.ts waits for what stays.',
        },
        { name: 'node:perf_hooks', message: 'No figures of time: see test/support/growth.ts.' },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'performance', message: 'No figures of time: see test/support/growth.ts.' },
      ],
      'no-restricted-properties': [
        'error',
        { property: 'waitForTimeout', message: 'No fixed pauses: wait for what stays.' },
        { property: 'hrtime', message: 'No figures of time: see test/support/growth.ts.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "BinaryExpression[operator='-'] > CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'No figures of time: see test/support/growth.ts.',
        },
        {
          selector: "CallExpression[callee.name='setTimeout']",
          message: 'No fixed pauses: test/support/until.ts waits for what stays.',
        },
        {
          selector: "CallExpression[callee.property.name='timeout'][callee.object.type='CallExpression']",
          message: 'The patience of all tests is one figure: test/run.ts.',
        },
      ],
    },
  },
  { files: ['**/*.{js,cjs,mjs}'], ...tseslint.configs.disableTypeChecked },
);
