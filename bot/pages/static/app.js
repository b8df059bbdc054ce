// Live regions, posts without a reload, and the keyboard. Everything works without this file, by forms and links.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- putting fresh HTML in place without losing focus, scroll or what somebody is typing ---

const kept = { FORM: ["class"], DETAILS: ["open"], DIALOG: ["open"], INPUT: ["value", "checked"], TEXTAREA: ["placeholder", "aria-activedescendant"], UL: ["hidden"], LI: ["hidden", "aria-selected"] };

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return scripted(template.content);
}

// Parsed apart from the page, what stands there for readers without script would become fields of its forms.
function scripted(root) {
  for (const one of $$("noscript", root)) one.remove();
  return root;
}

function morph(old, fresh) {
  if (old.isEqualNode(fresh) || old.dataset?.keep !== undefined) return;
  if (old.nodeType !== Node.ELEMENT_NODE) { old.nodeValue = fresh.nodeValue; return; }
  // A field that becomes another one takes its value along: nobody typed that one's.
  const own = old.tagName === "INPUT" && old.name !== fresh.name ? [] : kept[old.tagName] ?? [];
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (!own.includes(name) && old.getAttribute(name) !== value) {
      if (name === "datetime") old.textContent = fresh.textContent;
      old.setAttribute(name, value);
    }
  // A time keeps its words while its moment is the same: they may be in the reader's own zone.
  if (old.tagName !== "TEXTAREA" && old.tagName !== "TIME") morphChildren(old, fresh);
}

function morphChildren(old, fresh) {
  const wanted = new Set([...fresh.children].map((child) => child.id).filter(Boolean));
  for (const child of [...old.children]) if (child.id && !wanted.has(child.id)) child.remove();
  const byId = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
  let here = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const same = next.id ? byId.get(next.id) : here && !here.id && here.nodeName === next.nodeName ? here : null;
    if (!same) { old.insertBefore(next, here); continue; }
    if (same === here) here = here.nextSibling; else old.insertBefore(same, here);
    morph(same, next);
  }
  while (here) { const after = here.nextSibling; here.remove(); here = after; }
}

const formats = { clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, day: { day: "numeric", month: "short", year: "numeric" } };

function localise(root) {
  for (const time of $$("time[data-as]", root)) {
    const { lang } = time.closest("[lang]"), spoken = lang === "en" ? "en-GB" : lang;
    const words = new Intl.DateTimeFormat(spoken, formats[time.dataset.as]).format(new Date(time.dateTime));
    if (time.textContent !== words) time.textContent = words;
  }
  markDays(root);
}

// The server has marked them on a clock of its own.
function markDays(root) {
  let talk = null, before = "";
  for (const time of $$(".rule time[data-as=day]", root)) {
    const rule = time.closest(".rule"), here = time.closest(".scroll"), first = here !== talk;
    (rule.matches(".moved") ? time : rule).hidden = first || time.textContent === before;
    [talk, before] = [here, time.textContent];
  }
}

// --- scrolling: stay at the end unless somebody reads further up ---

const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 80;
const toEnd = (box) => { if (box) box.scrollTop = box.scrollHeight; };

function keepingEnd(box, change) {
  const follow = box && atEnd(box);
  change();
  if (follow) toEnd(box);
}

function toast(text) {
  const place = $("#toast");
  place.textContent = text;
  clearTimeout(toast.timer);
  if (text) toast.timer = setTimeout(() => { place.textContent = ""; }, 6000);
}

// --- live streams ---

function show(id, html) {
  const place = document.getElementById(id);
  if (!place) return;
  const fresh = place.cloneNode(false);
  fresh.append(fragment(html));
  keepingEnd(place.closest(".chat, .thread") && $(".scroll", place.closest(".chat, .thread")), () => {
    morphChildren(place, fresh);
    localise(place);
  });
  if (id.startsWith("desk-")) { recall(); side(); }
}

function append(html, shape, id) {
  const log = $("#chat-log");
  keepingEnd($("#chat-scroll"), () => {
    for (const entry of [...fragment(html).children]) {
      const there = document.getElementById(entry.id);
      if (there) { morph(there, entry); continue; }
      log.append(entry);
      if (entry.matches(".customer")) came();
    }
    localise(log);
  });
  Object.assign($("#chat").dataset, { after: id, shape });
}

function follow(name, address) {
  let source = null, timer = 0;
  const stop = () => { clearTimeout(timer); source?.close(); source = null; };
  const start = () => {
    stop();
    const url = document.hidden ? "" : address();
    if (!url) return;
    const mine = source = new EventSource(url);
    let opened = false;
    mine.onopen = () => {
      document.body.classList.remove("offline");
      // The browser came back by itself, with the address of then: ask anew, from what is shown now.
      if (opened) start();
      opened = true;
    };
    mine.onerror = () => {
      document.body.classList.add("offline");
      if (mine.readyState === EventSource.CLOSED) timer = setTimeout(start, 3000 + Math.random() * 4000);
    };
    mine.addEventListener("region", (event) => { const { id, html } = JSON.parse(event.data); show(id, html); });
    mine.addEventListener("append", (event) => { const { html, shape } = JSON.parse(event.data); append(html, shape, event.lastEventId); });
    mine.addEventListener("log", (event) => {
      const { html, shape } = JSON.parse(event.data);
      show("chat-log", html);
      $$("#chat-pending .stored").forEach((bubble) => bubble.remove());
      Object.assign($("#chat").dataset, { after: event.lastEventId, shape });
    });
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted) start(); });
  return start;
}

const startChat = follow("chat", () => {
  const chat = $("#chat");
  if (!chat) return "";
  const { stream, after, shape } = chat.dataset;
  return `${stream}&after=${after}&shape=${shape}`;
});
const startDesk = follow("desk", () => $("#desk")?.dataset.stream ?? "");

// --- posts ---

const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const drafts = new Map();

function recall() {
  for (const field of $$("textarea[id]")) if (!field.value && drafts.has(field.id)) field.value = drafts.get(field.id);
}

// On a colleague's case the empty field is for a note. Who was writing when they took it keeps words and switch.
const sides = new WeakMap();

function side() {
  const form = $(".composer"), box = form && $("input[name=internal]", form);
  if (!box || sides.get(form) === form.dataset.theirs) return;
  if (sides.has(form) && !$("textarea", form).value) box.checked = form.dataset.theirs !== "";
  sides.set(form, form.dataset.theirs);
  noteWords(form);
}

async function post(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const data = new FormData(form, button);
  // The same key until it went through: a second try is not a second message.
  form.dataset.key ||= random();
  data.set("key", form.dataset.key);
  if (!data.get("file")?.name) data.delete("file");
  try {
    const answer = await fetch(button?.getAttribute("formaction") ?? form.getAttribute("action"), {
      method: "POST",
      headers: { accept: "application/json", "x-csrf-token": $("meta[name=csrf]").content },
      body: data.has("file") ? data : new URLSearchParams(data),
    });
    const { said, error, warning, go: page } = await answer.json();
    const place = $(".overtaken", form);
    if (warning && place?.isConnected) place.replaceChildren(fragment(warning)); else toast(error ?? said ?? "");
    if (answer.ok) done(form);
    if (page) go(page);
  } catch {
    toast(document.body.dataset.failed);
  } finally {
    delete form.dataset.busy;
  }
}

// --- the customer's own words: shown at once, and kept until they are stored ---

let sending = Promise.resolve(), arrived = 0;

function came() {
  arrived += 1;
  $("#chat-pending .stored")?.remove();
}

function speak(form) {
  const data = new FormData(form), text = data.get("text").trim(), file = data.get("file");
  if (!file?.name) data.delete("file");
  if (!text && !file?.name) return $("textarea", form).focus();
  // One key for all tries: a second one is never a second message.
  data.set("key", random());
  const bubble = $("#chat-unsent").content.firstElementChild.cloneNode(true);
  $(".words", bubble).textContent = text;
  $(".bubble", bubble).hidden = !text;
  $(".file", bubble).hidden = !file?.name;
  $(".file-name", bubble).textContent = file?.name ?? "";
  $("#chat-pending").append(bubble);
  $(".again", bubble).addEventListener("click", () => { $("textarea", form).focus(); deliver(form, data, bubble); });
  form.reset();
  chosen(form);
  toEnd($("#chat-scroll"));
  return deliver(form, data, bubble);
}

function deliver(form, data, bubble) {
  bubble.classList.remove("lost");
  // One after the other: words must not overtake each other.
  sending = sending.then(() => attempt(form, data, bubble));
}

async function attempt(form, data, bubble) {
  const before = arrived;
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      headers: { accept: "application/json", "x-csrf-token": $("meta[name=csrf]").content },
      body: data.has("file") ? data : new URLSearchParams(data),
      signal: AbortSignal.timeout(data.has("file") ? 600000 : 30000),
    });
    if (answer.status >= 500) throw new Error(answer.status);
    const { error } = await answer.json();
    if (answer.status === 429) { toast(error); throw new Error(error); }
    if (!answer.ok) return refused(form, data, bubble, error);
  } catch {
    keepingEnd($("#chat-scroll"), () => bubble.classList.add("lost"));
    return undefined;
  }
  if (arrived > before) return bubble.remove();
  // Its line is on the way by the stream; where that is cut, the bubble stands until it is back.
  bubble.classList.add("stored");
  setTimeout(() => { if (!document.body.classList.contains("offline")) bubble.remove(); }, 1500);
  return undefined;
}

function refused(form, data, bubble, error) {
  bubble.remove();
  toast(error);
  const field = $("textarea", form);
  if (!field.value) field.value = data.get("text");
}

function chosen(form) {
  const input = form && $("input[type=file]", form), place = form && $(".chosen", form);
  if (!input) return undefined;
  const file = input.files[0];
  if (file && file.size > input.dataset.limit * 2 ** 20) { input.value = ""; toast(input.dataset.big); return chosen(form); }
  place.hidden = !file;
  $(".file-name", place).textContent = file?.name ?? "";
  $(".size", place).textContent = file ? size(file.size) : "";
  return undefined;
}

const size = (octets) => (octets < 1024 ? `${octets} B` : octets < 1024000 ? `${Math.round(octets / 1024)} KB` : `${(octets / 2 ** 20).toFixed(1)} MB`);

function done(form) {
  delete form.dataset.key;
  for (const field of $$("textarea", form)) drafts.delete(field.id);
  form.closest("dialog")?.close();
  $(".overtaken", form)?.replaceChildren();
  begun.delete(form);
  const field = $("textarea", form);
  form.reset();
  if (form.dataset.theirs) form.elements.internal.checked = true;
  chosen(form);
  change(form);
  if (field) noteWords(form);
}

// --- changing what was said: the field takes its words, and its form sends them as a change ---

function change(form, about = "", text = "") {
  if (!form.matches(".chat-write, .composer")) return;
  const on = about !== "", field = $("textarea", form);
  if (!on && !form.classList.contains("changing")) return;
  form.classList.toggle("changing", on);
  if (form.elements.act) form.elements.act.value = on ? `edit::${about}` : "";
  if (form.elements.message) form.elements.message.value = about;
  field.value = text;
  field.focus();
}

document.addEventListener("click", (event) => {
  const at = event.target.closest("[data-edit], [data-cancel]");
  if (!at || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const form = at.closest("form") ?? (at.closest(".chat") ? $("#chat-write") : $(".composer"));
  if (!form) return;
  event.preventDefault();
  change(form, at.dataset.edit, at.dataset.text);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const path = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  if (form.method === "get" && path === "/desk") {
    event.preventDefault();
    go(`/desk?q=${encodeURIComponent(new FormData(form).get("q"))}`);
  } else if (form.method === "post" && (path === "/chat" || path.startsWith("/desk/"))) {
    event.preventDefault();
    const sure = event.submitter?.dataset.sure ?? form.dataset.sure;
    if (sure && !confirm(sure)) return;
    if (form.id === "chat-write" && !form.elements.act.value) speak(form); else post(form, event.submitter);
  }
});

// --- an agent at the composer: colleagues and the customer see it; what they had read goes with the reply ---

const begun = new WeakSet();
let told = 0;

function typing(form) {
  const text = $("textarea", form).value;
  if (text && !begun.has(form)) { begun.add(form); form.elements.seen.value = form.dataset.seen; }
  if (!text) { begun.delete(form); $(".overtaken", form).replaceChildren(); }
  const stopped = !text || text.startsWith("/") || form.elements.internal.checked;
  if (stopped ? !told : Date.now() - told < 3000) return;
  told = stopped ? 0 : Date.now();
  fetch(form.dataset.typing, {
    method: "POST",
    headers: { accept: "application/json", "x-csrf-token": $("meta[name=csrf]").content },
    body: new URLSearchParams(stopped ? { stopped: "1" } : {}),
  }).catch(() => { told = 0; });
}

// --- saved replies: / in the empty field opens the list, more letters narrow it ---

const shownReplies = (form) => $$(".saved [role=option]", form).filter((option) => !option.hidden);

function saved(form) {
  const list = $(".saved", form), field = $("textarea", form);
  if (!list) return;
  list.hidden = !field.value.startsWith("/") || field.value.includes("\n");
  const asked = field.value.slice(1).toLowerCase().split(/\s+/);
  for (const option of $$("[role=option]", list)) option.hidden = !asked.every((word) => option.textContent.toLowerCase().includes(word));
  const found = shownReplies(form);
  $(".none", list).hidden = found.length > 0;
  choose(form, list.hidden ? null : found[0]);
}

function choose(form, option) {
  for (const other of $$(".saved [aria-selected]", form)) other.removeAttribute("aria-selected");
  const field = $("textarea", form);
  if (!option) return field.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", option.id);
  return option.scrollIntoView({ block: "nearest" });
}

function replyKeys(event, form) {
  const list = $(".saved", form);
  if (!list || list.hidden) return false;
  const found = shownReplies(form), now = found.findIndex((option) => option.getAttribute("aria-selected"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(form, found.at((now + (event.key === "ArrowDown" ? 1 : -1)) % found.length));
  else if (event.key === "Enter" && found[now]) fill(found[now]);
  else if (event.key === "Escape") { list.hidden = true; choose(form, null); }
  else return false;
  event.preventDefault();
  return true;
}

document.addEventListener("click", ({ target }) => {
  const form = target.closest(".to-saved")?.form, field = form && $("textarea", form);
  if (!form) return;
  if (field.value && !field.value.startsWith("/")) return toast(form.dataset.full);
  field.value = field.value ? "" : "/";
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("input", ({ target }) => {
  if (target.form?.matches(".composer") && target.tagName === "TEXTAREA") saved(target.form);
  if (target.form?.matches(".composer")) typing(target.form);
  if (target.form) delete target.form.dataset.key;
  if (target.tagName === "TEXTAREA" && target.id !== "chat-text") drafts.set(target.id, target.value);
});

function noteWords(form) {
  const field = $("textarea", form), box = $("input[name=internal]", form);
  if (!box) return;
  field.dataset.reply ||= field.placeholder;
  field.placeholder = box.checked ? field.dataset.note : field.dataset.reply;
}

document.addEventListener("change", ({ target }) => {
  if (target.type === "file") { chosen(target.form); $("textarea", target.form).focus(); }
  if (target.name === "internal") { noteWords(target.form); $("textarea", target.form).focus(); }
});

// --- going from one conversation to another without losing the other side of the page ---

async function go(url, push = true) {
  let answer;
  try { answer = await fetch(url); } catch { return toast(document.body.dataset.offline); }
  const page = scripted(new DOMParser().parseFromString(await answer.text(), "text/html"));
  const fresh = $("#desk", page);
  if (!fresh || answer.redirected) { location.href = url; return undefined; }
  document.title = page.title;
  document.body.className = page.body.className;
  morph($("#desk"), fresh);
  if (push) history.pushState({}, "", url);
  localise($("#desk"));
  recall();
  side();
  toEnd($("#desk-scroll"));
  startDesk();
  return undefined;
}

addEventListener("popstate", () => { if ($("#desk") && location.pathname.startsWith("/desk")) go(location.href, false); else location.reload(); });

document.addEventListener("click", ({ target }) => {
  const form = target.closest(".chosen button")?.closest("form"), input = form && $("input[type=file]", form);
  if (input) { input.value = ""; chosen(form); input.focus(); }
});

document.addEventListener("click", (event) => {
  const at = event.target.closest("a[data-go], [data-dialog], [data-close], [data-fill]");
  if (!at || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (at.dataset.fill !== undefined) return fill(at);
  event.preventDefault();
  if (at.dataset.dialog) open(at.dataset.dialog);
  else if (at.dataset.close !== undefined) at.closest("dialog").close();
  else go(at.getAttribute("href"));
  return undefined;
});

function open(name) {
  const dialog = document.getElementById(name);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  $("textarea, .primary", dialog)?.focus();
}

function fill(button) {
  const field = $("textarea", button.closest("form"));
  field.focus();
  field.value = button.dataset.fill;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

// --- the keyboard ---

function move(step) {
  const rows = $$("#desk-list .row");
  const now = rows.findIndex((row) => row.getAttribute("aria-current"));
  const row = rows[Math.max(0, Math.min(rows.length - 1, now + step))];
  if (row) { row.focus(); go(row.getAttribute("href")); }
}

function write(asNote) {
  const form = $(".composer");
  if (!form) return;
  const box = $("input[name=internal]", form);
  box.checked = asNote;
  noteWords(form);
  $("textarea", form).focus();
}

const keys = {
  j: () => move(1), k: () => move(-1), r: () => write(false), n: () => write(true),
  h: () => open("handback"), e: () => open("resolve"), "?": () => open("keys"), "/": () => $("#search")?.select(),
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select");
  if (field?.form?.matches(".composer") && field.tagName === "TEXTAREA" && !event.isComposing && replyKeys(event, field.form)) return;
  if (field && event.key === "Enter" && !event.isComposing) {
    if ((event.ctrlKey || event.metaKey) && field.form && field.tagName === "TEXTAREA") {
      event.preventDefault();
      field.form.requestSubmit($$(".as-reply, .as-note, .as-edit, .dialog-foot .primary", field.form).find((button) => button.offsetParent));
    } else if (field.id === "chat-text" && !event.shiftKey) {
      event.preventDefault();
      if (field.value.trim() || $("#chat-file")?.files.length) field.form.requestSubmit();
    }
  } else if (field && event.key === "Escape" && !field.closest("dialog")) field.blur();
  else if (!field && $("#desk") && !$("dialog[open]") && !event.ctrlKey && !event.metaKey && !event.altKey && Object.hasOwn(keys, event.key)) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.documentElement.classList.add("script");
localise(document);
chosen($("#chat-write"));
side();
toEnd($("#chat-scroll"));
toEnd($("#desk-scroll"));
for (const asked of $$("dialog[open]")) { asked.close(); asked.showModal(); }
startChat();
startDesk();
