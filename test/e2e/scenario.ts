type Body = (this: Mocha.Context) => Promise<void>;

/**
 * `it` for the steps of one story, in which each builds on those before it. A step that runs alone, or before its turn, takes
 * these first; each is taken once, whatever the order.
 */
export function scenario(): (title: string, body: Body) => Mocha.Test {
  const steps: { readonly title: string; readonly take: (context: Mocha.Context) => Promise<void> }[] = [];
  return (title, body) => {
    const before = [...steps];
    let taken: Promise<void> | undefined;
    const take = async (context: Mocha.Context): Promise<void> => {
      taken ??= (async () => {
        for (const step of before) {
          await step.take(context).catch((cause: unknown) => {
            throw new Error(`It builds on “${step.title}”, which failed.`, { cause });
          });
        }
        await body.call(context);
      })();
      await taken;
    };
    steps.push({ title, take });
    return it(title, async function () {
      await take(this);
    });
  };
}
