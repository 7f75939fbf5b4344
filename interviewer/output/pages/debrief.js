"use strict";
// Plays recordings beside their words. Everything works on plain attributes of the page (data-s: a word's start,
// data-take and data-seek: where a button leads); nothing is ever written as markup. Without this script the
// page still reads, and its audio elements have the browser's own controls.

const STEP_S = 5;
const RATES = [1, 1.25, 1.5, 0.75];

const clock = (seconds) => {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

const seen = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight - (bar.element.hidden ? 0 : bar.element.offsetHeight);
};

class Take {
  constructor(element) {
    this.element = element;
    this.audio = element.querySelector("audio");
    this.duration = Number(element.dataset.duration) || 0;
    this.words = [...element.querySelectorAll("[data-s]")].filter((word) => word.tagName === "SPAN");
    this.starts = this.words.map((word) => Number(word.dataset.s));
    this.flags = [...element.querySelectorAll(".flag")].map((flag) => Number(flag.dataset.seek)).sort((a, b) => a - b);
    this.head = element.querySelector(".head");
    this.strip = element.querySelector(".strip");
    this.lit = -1;
    this.prepare();
  }

  prepare() {
    const { audio, element } = this;
    element.dataset.ready = "";
    this.button = element.querySelector(".play");
    this.now = element.querySelector(".now");
    const rate = element.querySelector(".rate");
    for (const part of [this.button, element.querySelector(".time"), rate]) part.hidden = false;
    this.button.addEventListener("click", () => this.toggle());
    rate.addEventListener("click", () => {
      audio.playbackRate = RATES[(RATES.indexOf(audio.playbackRate) + 1) % RATES.length];
      rate.textContent = `${audio.playbackRate}×`;
      rate.setAttribute("aria-label", `Speed ${audio.playbackRate}`);
    });
    for (const name of ["timeupdate", "seeking", "seeked", "play", "pause", "ended"]) {
      audio.addEventListener(name, () => this.show());
    }
    audio.addEventListener("play", () => {
      for (const other of takes) if (other !== this) other.audio.pause();
      current = this;
      this.follow();
    });
    audio.addEventListener("error", () => {
      delete element.dataset.ready;
      element.querySelector(".player").replaceChildren("This recording cannot be played here.");
    });
    element.addEventListener("click", (event) => this.clicked(event));
    if (this.strip && this.duration) this.slider();
  }

  slider() {
    const { strip } = this;
    strip.tabIndex = 0;
    strip.setAttribute("role", "slider");
    strip.setAttribute("aria-label", "Position");
    strip.setAttribute("aria-valuemin", "0");
    strip.setAttribute("aria-valuemax", String(this.duration));
    strip.addEventListener("focus", () => { current = this; });
    this.show();
  }

  clicked(event) {
    const word = event.target.closest("[data-s]");
    if (word && this.element.contains(word)) {
      if (getSelection().isCollapsed) this.play(Number(word.dataset.s));
      return;
    }
    const strip = event.target.closest(".strip");
    if (!strip) return;
    const flag = event.target.closest(".flag");
    const box = strip.getBoundingClientRect();
    this.play(flag ? Number(flag.dataset.seek) : ((event.clientX - box.left) / box.width) * this.duration);
  }

  get time() {
    return this.audio.currentTime;
  }

  seek(seconds) {
    current = this;
    this.audio.currentTime = Math.max(0, Math.min(seconds, this.audio.duration || this.duration || seconds));
    this.show();
  }

  play(seconds) {
    if (seconds !== undefined) this.seek(seconds);
    this.audio.play().catch(() => {});
  }

  toggle() {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  // The last word that has begun.
  wordAt(seconds) {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= seconds + 0.03) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  step(way) {
    if (!this.audio.paused || !this.words.length) {
      this.seek(this.time + way * STEP_S);
      return;
    }
    const at = Math.max(0, Math.min(this.words.length - 1, this.wordAt(this.time) + way));
    this.seek(this.starts[at]);
    this.words[at].scrollIntoView({ block: "nearest" });
  }

  stepFlag(way) {
    const next = way > 0
      ? this.flags.find((at) => at > this.time + 0.1)
      : this.flags.findLast((at) => at < this.time - 0.1);
    if (next !== undefined) this.seek(next);
  }

  // Frames, not timeupdate, move the light: that event comes four times a second and words are shorter.
  follow() {
    this.show();
    if (!this.audio.paused) requestAnimationFrame(() => this.follow());
  }

  show() {
    const seconds = this.time;
    const playing = !this.audio.paused;
    const begun = playing || seconds > 0;
    const at = begun ? this.wordAt(seconds) : -1;
    if (at !== this.lit) {
      const [before, now] = [this.words[this.lit], this.words[at]];
      before?.classList.remove("lit");
      now?.classList.add("lit");
      // The page turns with the reader, and stays where they are once they have scrolled away.
      if (playing && now && before && seen(before) && !seen(now)) now.scrollIntoView({ block: "center" });
      this.lit = at;
    }
    this.now.textContent = clock(seconds);
    this.button.classList.toggle("on", playing);
    this.button.firstElementChild.textContent = playing ? "Pause" : "Play";
    if (this.head && this.duration) {
      const x = `${Math.min(100, (100 * seconds) / this.duration)}%`;
      this.head.setAttribute("x1", x);
      this.head.setAttribute("x2", x);
      this.head.style.visibility = begun ? "visible" : "hidden";
      this.strip.setAttribute("aria-valuenow", seconds.toFixed(1));
      this.strip.setAttribute("aria-valuetext", `${clock(seconds)} of ${clock(this.duration)}`);
    }
    bar.show(this);
  }
}

// What plays, at the foot of the window, for when its player is out of sight.
const bar = {
  element: null,
  build() {
    const make = (tag, name) => {
      const element = document.createElement(tag);
      element.className = name;
      return element;
    };
    this.element = make("div", "now-bar noprint");
    this.element.hidden = true;
    this.button = make("button", "bar-play on");
    this.button.type = "button";
    this.button.addEventListener("click", () => current?.toggle());
    this.text = make("span", "");
    this.link = make("a", "");
    this.element.append(this.button, this.text, this.link);
    document.body.append(this.element);
  },
  show(take) {
    if (!this.element || take !== current) return;
    const playing = !take.audio.paused;
    if (playing) this.element.hidden = false;
    this.button.classList.toggle("on", playing);
    this.button.setAttribute("aria-label", playing ? "Pause" : "Play");
    this.text.textContent = clock(take.time);
    this.link.textContent = take.element.getAttribute("aria-label");
    this.link.href = `#${take.element.id}`;
  },
  hide() {
    this.element.hidden = true;
  },
};

// The answer with a part that was told again in its place: up to the part, the better one, and on from its end.
const spliced = (button, better) => {
  const answer = takes.find((one) => one.element.id === button.dataset.into);
  if (!answer) return;
  const [from, to] = [Number(button.dataset.from), Number(button.dataset.to)];
  const steps = [[answer, 0, from], [better, 0, better.duration], [answer, to, answer.duration]]
    .filter(([, start, end]) => end - start > 0.2);
  const next = () => {
    const step = steps.shift();
    if (!step) return;
    const [take, start, end] = step;
    const watch = () => {
      const over = take.time >= end - 0.02 || take.audio.ended;
      if (!over && !take.audio.paused) return;
      for (const name of ["timeupdate", "pause", "ended"]) take.audio.removeEventListener(name, watch);
      if (!over) return; // stopped by hand
      take.audio.pause();
      next();
    };
    take.play(start);
    for (const name of ["timeupdate", "pause", "ended"]) take.audio.addEventListener(name, watch);
  };
  next();
};

const takes = [];
let current = null;

document.documentElement.classList.add("js");
bar.build();
for (const element of document.querySelectorAll(".take")) {
  if (element.querySelector("audio")) takes.push(new Take(element));
}
current = takes[0] ?? null;
for (const take of takes) {
  const button = take.element.querySelector(".splice");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", () => spliced(button, take));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-take]");
  if (!button) return;
  const take = takes.find((one) => one.element.id === button.dataset.take);
  take?.play(Number(button.dataset.seek));
});

// Only keys that write nothing: single letters would clash with assistive technology (WCAG 2.1.4).
document.addEventListener("keydown", (event) => {
  if (!current || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const native = event.target.closest("input, select, textarea, audio");
  if (native) return;
  const presses = event.target.closest("button, summary, a");
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === " " && !presses) current.toggle();
  else if (event.key === "Enter" && event.target.closest(".strip")) current.toggle();
  else if (event.key === "Escape") { current.audio.pause(); bar.hide(); return; }
  else if (way && event.shiftKey) current.stepFlag(way);
  else if (way && !event.target.closest("[tabindex='0']:not(.strip)")) current.step(way);
  else return;
  event.preventDefault();
});

let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const element of closed) element.open = true;
});
addEventListener("afterprint", () => {
  for (const element of closed) element.open = false;
});
