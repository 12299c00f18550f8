// Runs before the page is shown, as a plain script: nothing may be sent unsealed because the program that seals is
// still on its way. Where that does not come, the page says what sending without it means, and lets the text go.
{
  const page = document.documentElement;
  page.dataset['program'] = 'awaited';
  addEventListener('submit', (event) => {
    if (page.dataset['program'] === 'awaited') event.preventDefault();
  }, true);
  addEventListener('error', (event) => {
    if (event.target instanceof HTMLScriptElement && page.dataset['program'] === 'awaited') delete page.dataset['program'];
  }, true);
}
