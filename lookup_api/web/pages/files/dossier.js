// A dossier's page: follows changes while it is open, prints, and shares its address. All of it can be done without.
"use strict";

(() => {
  const main = document.getElementById("main");
  const news = document.getElementById("news");
  const words = news.dataset;
  const address = location.origin + location.pathname;  // never the query: it may hold what was typed

  // ---- print and share

  function dress() {
    for (const button of main.querySelectorAll("[data-does]")) button.hidden = false;
  }

  main.addEventListener("click", ({ target }) => {
    const does = target.closest("[data-does]")?.dataset.does;
    if (does === "print") window.print();
    if (does === "share") share();
  });

  async function share() {
    try {
      if (navigator.share) await navigator.share({ title: words.title, url: address });
      else await navigator.clipboard.writeText(address).then(() => tell(words.copied));
    } catch (error) {
      if (error.name !== "AbortError") tell(`${words.address} ${address}`);
    }
  }

  function tell(sentence) {
    news.textContent = sentence;
  }

  // ---- live update

  const AT_REST_MINUTES = 5;   // hidden for so long, the page stops listening
  const TRY_AGAIN_MINUTES = 2; // after a refusal: too many pages are open
  let stream = null;
  let timer = null;

  function listen() {
    if (stream || !window.EventSource || !words.stream) return;
    stream = new EventSource(words.stream);  // says which edition is shown, so that nothing falls in between
    stream.addEventListener("changed", look);
    stream.addEventListener("error", () => {
      if (stream?.readyState !== EventSource.CLOSED) return;  // it connects again by itself
      rest();
      later(TRY_AGAIN_MINUTES, listen);
    });
  }

  function rest() {
    stream?.close();
    stream = null;
  }

  function later(minutes, act) {
    clearTimeout(timer);
    timer = setTimeout(act, minutes * 60000);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return later(AT_REST_MINUTES, rest);
    clearTimeout(timer);
    listen();
  });
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) listen(); });

  // Fetches the page again and shows it when it says something new. Another worker of the site may be told of a
  // change a second later than the one that told us, so an unchanged page is looked at once more.
  async function look() {
    for (let tries = 2; tries; tries--) {
      await new Promise((done) => setTimeout(done, 300 + Math.random() * 700));
      const fresh = await fetched();
      if (fresh && edition(fresh) !== edition(document)) return show(fresh);
    }
  }

  async function fetched() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
      if (!answer.ok) return null;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return edition(page) ? page : null;
    } catch {
      return null;
    }
  }

  function edition(page) {
    return page.querySelector("[data-edition]")?.dataset.edition;
  }

  function show(page) {
    const [x, y] = [scrollX, scrollY];
    const focused = main.contains(document.activeElement) ? document.activeElement : null;
    const typed = [...main.querySelectorAll("input[id]")].map(({ id, value }) => [id, value]);
    const opened = [...main.querySelectorAll("details")].map((one) => one.open);
    const place = focused && placeOf(focused);
    main.replaceChildren(...document.importNode(page.getElementById("main"), true).childNodes);
    main.querySelectorAll("details").forEach((one, i) => { one.open = Boolean(opened[i]); });
    for (const [id, value] of typed) {
      const input = document.getElementById(id);
      if (input) input.value = value;
    }
    document.title = page.title;
    dress();
    if (focused) (place() || main).focus({ preventScroll: true });
    scrollTo(x, y);
    tell(words.changed);
    rest();
    words.stream = page.getElementById("news").dataset.stream;
    listen();
  }

  // How to find the same thing in the new page: by its id, or as the link or button of the same words.
  function placeOf({ id, tagName, textContent }) {
    if (id) return () => document.getElementById(id);
    return () => [...main.querySelectorAll(tagName)].find((one) => one.textContent === textContent);
  }

  dress();
  listen();
})();
