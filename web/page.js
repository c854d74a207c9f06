// Comfort only: the page says everything without it. The language switch is a matter of style sheets, and each figure is a link to
// the section that tells where it comes from; here the sections open above the page instead, and the tab's title follows the language.
const root = document.documentElement;

for (const choice of document.querySelectorAll('input[name=language]')) {
    choice.addEventListener('change', () => {
        root.lang = choice.value;
        document.title = choice.dataset.title;
    });
}

// Who wants the list, also on paper, opens it.
for (const list of document.querySelectorAll('details.origins'))
    list.open = false;

function show(origin) {
    const dialog = document.createElement('dialog');
    const close = document.createElement('button');
    const content = origin.cloneNode(true);
    const heading = content.querySelector('h3');
    content.removeAttribute('id');
    heading.id = 'shown-origin';
    dialog.setAttribute('aria-labelledby', heading.id);
    dialog.lang = origin.closest('[lang]').lang;
    close.type = 'button';
    close.textContent = origin.closest('details').dataset.close;
    close.addEventListener('click', () => dialog.close());
    dialog.append(content, close);
    dialog.addEventListener('click', event => {
        if (event.target === dialog)
            dialog.close();
    });
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}

document.addEventListener('click', event => {
    const link = event.target.closest?.('a.figure');
    const origin = link && document.getElementById(link.hash.slice(1));
    if (!origin || event.ctrlKey || event.metaKey || event.shiftKey || event.button)
        return;
    event.preventDefault();
    show(origin);
});
