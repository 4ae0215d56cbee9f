// A view is a plain function from state to a tree of nodes; patch() makes what stands on the page equal to that tree
// while keeping the nodes (and so focus, scroll and selection) that did not change. Text only ever enters as text nodes.

const SVG = "http://www.w3.org/2000/svg";
const HANDLERS = Symbol("handlers");
const PROPERTIES = Symbol("properties");
const LIVE_PROPERTIES = new Set(["value", "checked", "disabled", "selected", "open"]);

/**
 * Makes an element. Attributes: `class` a string or an array with falsy holes; `style` an object of CSS properties (set
 * through the CSSOM, which the content security policy allows); `onclick`… functions; `.name` properties of a custom
 * element; everything else an attribute, left out when null, undefined or false.
 */
export function h(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** Like {@link h} for SVG elements. */
export function svg(tag, attributes, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

function build(element, attributes, children) {
  append(element, children); // first, so that a select finds the option its value names
  for (const [name, value] of Object.entries(attributes ?? {})) {
    assign(element, name, value);
  }
  return element;
}

function assign(element, name, value) {
  if (name.startsWith("on") && typeof value === "function") {
    listen(element, name.slice(2), value);
  } else if (name.startsWith(".")) {
    (element[PROPERTIES] ??= {})[name.slice(1)] = value;
    element[name.slice(1)] = value;
  } else if (name === "class") {
    const classes = Array.isArray(value) ? value.filter(Boolean).join(" ") : value;
    if (classes) element.setAttribute("class", classes);
  } else if (name === "style") {
    for (const [property, text] of Object.entries(value)) element.style.setProperty(property, text);
  } else if (LIVE_PROPERTIES.has(name) && name in element) {
    (element[PROPERTIES] ??= {})[name] = value ?? (name === "value" ? "" : false);
    element[name] = element[PROPERTIES][name];
  } else if (value !== null && value !== undefined && value !== false) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

// One real listener per event type that looks the handler up, so that patch() can swap closures without touching listeners.
function listen(element, type, handler) {
  const handlers = (element[HANDLERS] ??= new Map());
  if (!handlers.has(type)) element.addEventListener(type, dispatch);
  handlers.set(type, handler);
}

function dispatch(event) {
  this[HANDLERS]?.get(event.type)?.call(this, event);
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Makes the children of `parent` equal to `nodes`, keeping nodes of the same tag and `data-key`. */
export function patch(parent, ...nodes) {
  const wanted = document.createDocumentFragment();
  append(wanted, nodes);
  patchChildren(parent, wanted);
}

function patchChildren(parent, wanted) {
  const wantedKeys = new Set([...wanted.children].map(keyOf));
  const keyed = new Map();
  for (const child of [...parent.children]) {
    const key = keyOf(child);
    if (key && wantedKeys.has(key)) keyed.set(key, child);
    else if (key) child.remove();
  }
  let current = parent.firstChild;
  for (const next of [...wanted.childNodes]) {
    const key = keyOf(next);
    const kept = key ? keyed.get(key) : current && !keyOf(current) && alike(current, next) ? current : null;
    if (kept && alike(kept, next)) {
      if (kept === current) current = current.nextSibling;
      else parent.insertBefore(kept, current);
      patchNode(kept, next);
    } else {
      parent.insertBefore(next, current);
    }
  }
  while (current) {
    const after = current.nextSibling;
    current.remove();
    current = after;
  }
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset?.key : undefined;
}

function alike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
}

function patchNode(kept, next) {
  if (kept.nodeType === Node.TEXT_NODE) {
    if (kept.data !== next.data) kept.data = next.data;
    return;
  }
  patchAttributes(kept, next);
  patchHandlers(kept, next);
  if (!kept.ownsChildren) patchChildren(kept, next);
  patchProperties(kept, next);
}

function patchAttributes(kept, next) {
  for (const { name } of [...kept.attributes]) {
    const people = name === "open" && kept.nodeName === "DETAILS"; // opened by the person, not by the state
    if (!next.hasAttribute(name) && !people) kept.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (name === "style") {
      if (kept.style.cssText !== next.style.cssText) kept.style.cssText = next.style.cssText;
    } else if (kept.getAttribute(name) !== value) {
      kept.setAttribute(name, value);
    }
  }
}

function patchHandlers(kept, next) {
  const wanted = next[HANDLERS] ?? new Map();
  for (const type of kept[HANDLERS]?.keys() ?? []) {
    if (!wanted.has(type)) (kept[HANDLERS].delete(type), kept.removeEventListener(type, dispatch));
  }
  for (const [type, handler] of wanted) listen(kept, type, handler);
}

function patchProperties(kept, next) {
  for (const [name, value] of Object.entries(next[PROPERTIES] ?? {})) {
    const typing = name === "value" && document.activeElement === kept;
    if (!typing && kept[name] !== value) kept[name] = value;
  }
  if (next[PROPERTIES]) kept[PROPERTIES] = next[PROPERTIES];
}

/** Tells people who do not see the screen what changed; the same text twice is spoken twice. */
export function announce(text) {
  const region = document.getElementById("announce");
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}
