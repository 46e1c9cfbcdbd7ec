/* What pages do better where scripts run; every page works without. Plain ES5, no library: it must run in the older
   browsers inside chat programs. Words come from the page, so that they are in its language. */
(function () {
  "use strict";

  var FIRST_PAUSE = 1200; // ms of quiet after the last change before it is saved
  var LONGEST_PAUSE = 10000; // ms of steady typing after which it is saved all the same
  var FIRST_RETRY = 2000;
  var LAST_RETRY = 60000;
  var PATIENCE = 20000; // ms for an answer of the server
  var FORM = "application/x-www-form-urlencoded";
  var TROUBLE = /^(unsaved|newer|refused|out)$/;

  function all(selector, inside) {
    return Array.prototype.slice.call((inside || document).querySelectorAll(selector));
  }

  function one(selector, inside) {
    return (inside || document).querySelector(selector);
  }

  function filled(words, values) {
    return words.replace(/\{(\w+)\}/g, function (whole, name) {
      return values[name] === undefined ? whole : values[name];
    });
  }

  // Half of a pair of code units cannot be sent; the server refuses it as well.
  function whole(text) {
    return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, function (unit) {
      return unit.length === 2 ? unit : "\uFFFD";
    });
  }

  function isChoice(field) {
    return field.type === "radio" || field.type === "checkbox";
  }

  function isRevision(pair) {
    return /(^|-)revision$/.test(pair[0]);
  }

  function isAnswer(pair) {
    return pair[0] !== "csrf_token" && !isRevision(pair);
  }

  function encoded(pairs) {
    return pairs.map(function (pair) {
      return encodeURIComponent(whole(pair[0])) + "=" + encodeURIComponent(whole(pair[1]));
    }).join("&");
  }

  // What the form would send by itself, as pairs of name and value.
  function pairsOf(form) {
    var pairs = [];
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.disabled || /^(submit|button|file|fieldset)$/.test(field.type)) { return; }
      if (!isChoice(field) || field.checked) { pairs.push([field.name, field.value.replace(/\r?\n/g, "\r\n")]); }
    });
    return pairs;
  }

  // The answer in a run of pairs, as text: equal for equal answers, in whatever order their fields come.
  function answerIn(pairs) {
    return pairs.filter(function (pair) {
      return isAnswer(pair) && pair[1].trim() !== "";
    }).map(function (pair) {
      return encoded([[pair[0], pair[1].trim()]]);
    }).sort().join("&");
  }

  function answerOf(values) {
    var pairs = [];
    Object.keys(values).forEach(function (name) {
      [].concat(values[name]).forEach(function (value) {
        pairs.push([name, String(value).replace(/\r?\n/g, "\r\n")]);
      });
    });
    return answerIn(pairs);
  }

  /* ---- a form that saves by itself: states saved, waiting, saving, unsaved, newer, refused, out, left ---- */

  function Saver(form) {
    this.form = form;
    this.url = form.getAttribute("data-autosave");
    this.box = one("[data-save]", form);
    // The answer the server is known to hold; none where the page shows again what was not kept.
    this.kept = form.hasAttribute("data-unsaved") ? null : answerIn(pairsOf(form));
    this.unsure = {}; // answers that were sent, and whose fate is not known
    this.state = "saved";
    this.changed = 0; // when the oldest change not yet sent was made
    this.pause = FIRST_RETRY;
    this.store = ["lbsap", this.box.getAttribute("data-owner"), this.url].join(":");
    this.box.hidden = false;
    this.listen();
    this.putBack();
    this.touched();
  }

  Saver.prototype.listen = function () {
    var self = this;
    function touched() { self.touched(); }
    function button(name, act) { one("[data-save-" + name + "]", self.box).addEventListener("click", act); }
    function reload() { self.state = "left"; location.reload(); }
    this.form.addEventListener("input", touched);
    this.form.addEventListener("change", touched);
    this.form.addEventListener("compositionstart", function () { self.composing = true; });
    this.form.addEventListener("compositionend", function () { self.composing = false; self.touched(); });
    this.form.addEventListener("submit", function () { self.leave(); });
    button("reload", function () { self.forget(); reload(); });
    button("mine", function () { self.count(self.standing); self.send(); });
    button("again", function () { if (self.state === "out") { reload(); } else { self.send(); } });
    window.addEventListener("online", function () { if (self.state === "unsaved") { self.send(); } });
    window.addEventListener("pagehide", function () { self.handOver(); });
    window.addEventListener("pageshow", function () { if (self.state === "left") { location.reload(); } });
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") { self.handOver(); } else { self.touched(); }
    });
    window.addEventListener("beforeunload", function (event) {
      if (TROUBLE.test(self.state) && self.isOpen()) {
        event.preventDefault();
        event.returnValue = "";
      }
    });
  };

  // The revisions of what the page shows, as text; and those that were told, by the name of their field.
  Saver.prototype.base = function () {
    return encoded(pairsOf(this.form).filter(isRevision));
  };

  Saver.prototype.count = function (revisions) {
    var fields = this.form.elements;
    Object.keys(revisions || {}).forEach(function (name) { fields[name].value = revisions[name]; });
  };

  Saver.prototype.isOpen = function () {
    return this.state !== "left" && answerIn(pairsOf(this.form)) !== this.kept;
  };

  Saver.prototype.touched = function () {
    var self = this, now = Date.now();
    if (this.composing || this.request || /^(unsaved|newer|out|left)$/.test(this.state)) { return; }
    clearTimeout(this.timer);
    if (!this.isOpen() && !Object.keys(this.unsure).length) {
      if (this.state !== "saved") { this.say("saved"); }
      return;
    }
    this.changed = this.changed || now;
    this.say("waiting");
    this.timer = setTimeout(function () { self.send(); },
      Math.max(0, Math.min(FIRST_PAUSE, this.changed + LONGEST_PAUSE - now)));
  };

  Saver.prototype.send = function () {
    var self = this, request = new XMLHttpRequest(), pairs = pairsOf(this.form), answer = answerIn(pairs);
    clearTimeout(this.timer);
    if (this.request || this.state === "left") { return; }
    if (this.composing) { this.timer = setTimeout(function () { self.send(); }, FIRST_PAUSE); return; }
    function lost() {
      self.request = null;
      self.unsure[answer] = true;
      self.retry();
    }
    this.changed = 0;
    this.request = request;
    this.say("saving");
    request.open("POST", this.url);
    request.timeout = PATIENCE;
    request.setRequestHeader("Content-Type", FORM);
    request.setRequestHeader("Accept", "application/json");
    request.onload = function () { self.request = null; self.heard(request, answer); };
    request.onerror = request.ontimeout = request.onabort = lost;
    request.send(encoded(pairs));
  };

  Saver.prototype.heard = function (request, answer) {
    var said = {};
    try { said = JSON.parse(request.responseText) || {}; } catch (error) { /* a page: signed out, or a fault */ }
    this.count(said.revisions);
    if (said.state === "saved") { return this.saved(said, answer); }
    if (said.state === "newer") { return this.overtaken(said); }
    if (request.status >= 500 || request.status === 429) { return this.retry(); }
    this.keep();
    return this.say(said.state === "refused" ? "refused" : "out", { reason: said.message });
  };

  Saver.prototype.saved = function (said, answer) {
    var then = this.after;
    this.kept = answer;
    this.pause = FIRST_RETRY;
    if (this.isOpen()) { this.say("waiting"); return this.touched(); }
    this.unsure = {};
    this.forget();
    this.say("saved", said);
    this.after = null;
    return then && then();
  };

  // Another answer stands. If this page sent it without hearing of its fate, it goes on from there.
  Saver.prototype.overtaken = function (said) {
    this.standing = said.standing;
    if (said.answer && this.unsure[answerOf(said.answer)]) {
      this.count(said.standing);
      return this.send();
    }
    this.keep();
    return this.say("newer", said);
  };

  Saver.prototype.retry = function () {
    var self = this;
    this.keep();
    this.say("unsaved");
    this.timer = setTimeout(function () { self.send(); }, this.pause * (0.75 + Math.random() / 2));
    this.pause = Math.min(this.pause * 2, LAST_RETRY);
  };

  // The page may be gone in a moment: hand over what is open, and do not call it saved. A save under way may be cut
  // off or arrive; this one counts as the next after it.
  Saver.prototype.handOver = function () {
    var pairs = pairsOf(this.form), more = this.request ? 1 : 0;
    if (/^(newer|out|left)$/.test(this.state) || !this.isOpen()) { return; }
    this.keep();
    if (!navigator.sendBeacon) { return; }
    pairs.filter(isRevision).forEach(function (pair) { pair[1] = String(Number(pair[1]) + more); });
    if (navigator.sendBeacon(this.url, new Blob([encoded(pairs)], { type: FORM }))) {
      this.unsure[answerIn(pairs)] = true;
    }
  };

  // The form is sent by a button of its own: the page that follows tells the rest.
  Saver.prototype.leave = function () {
    clearTimeout(this.timer);
    if (this.isOpen()) { this.keep(); }
    this.state = "left";
    if (this.request) { this.request.onload = this.request.onabort = null; this.request.abort(); }
  };

  // Save what is open, then go on; go on as well where the line is too slow for it.
  Saver.prototype.flush = function (then) {
    var self = this;
    function go() { self.after = null; clearTimeout(limit); then(); }
    var limit = setTimeout(go, 3000);
    this.after = go;
    this.send();
  };

  Saver.prototype.say = function (state, values) {
    var box = this.box, line = one("[data-save-words]", box), trouble = TROUBLE.test(state);
    var words = state === "saved" && !values ? "" : filled(box.getAttribute("data-" + state) || "", values || {});
    var again = state === "saving" && this.state === "unsaved"; // a retry is not news to a screen reader
    this.state = again ? "unsaved" : state;
    if (!again && line.textContent !== words) { line.textContent = words; }
    if (!again) { box.className = "lbsap-save" + (trouble ? " lbsap-save--trouble" : ""); }
    one("[data-save-reload]", box).hidden = one("[data-save-mine]", box).hidden = state !== "newer";
    one("[data-save-again]", box).hidden = state !== "out" && this.state !== "unsaved";
  };

  // What could not be saved stays in this window's own store, in case the page is loaded again.
  Saver.prototype.keep = function () {
    var pairs = pairsOf(this.form).filter(isAnswer);
    try { sessionStorage.setItem(this.store, JSON.stringify([this.base(), pairs])); } catch (error) { /* none */ }
  };

  Saver.prototype.forget = function () {
    try { sessionStorage.removeItem(this.store); } catch (error) { /* none */ }
  };

  Saver.prototype.putBack = function () {
    var before = null;
    try { before = JSON.parse(sessionStorage.getItem(this.store)); } catch (error) { /* none */ }
    if (!before || before[0] !== this.base() || answerIn(before[1]) === this.kept) { return this.forget(); }
    Array.prototype.forEach.call(this.form.elements, function (field) {
      var choice = isChoice(field), given = before[1].filter(function (pair) {
        return pair[0] === field.name && (!choice || pair[1] === field.value);
      });
      if (choice) { field.checked = given.length > 0; } else if (given.length) { field.value = given[0][1]; }
    });
    one("[data-save-found]", this.box).hidden = false;
  };

  /* ---- smaller things ---- */

  function countDown(field) {
    var line = document.getElementById(field.id + "-count"), limit = Number(field.getAttribute("data-limit"));
    var first = line.textContent, spoken = document.createElement("span"), timer;
    spoken.className = "govuk-visually-hidden";
    spoken.setAttribute("role", "status");
    line.parentNode.insertBefore(spoken, line.nextSibling);
    function show() {
      // Characters as people count them: a rare character of two code units is one.
      var left = limit - field.value.replace(/\r\n/g, "\n").replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, "x").length;
      var words = filled(line.getAttribute(left < 0 ? "data-over" : "data-left"), { n: Math.abs(left) });
      line.textContent = field.value ? words : first;
      line.className = "govuk-hint lbsap-count" + (left < 0 ? " lbsap-count--over" : "");
      clearTimeout(timer);
      timer = setTimeout(function () { spoken.textContent = left < limit / 10 ? words : ""; }, 1500);
    }
    field.addEventListener("input", show);
    show();
  }

  function copyLink(box) {
    var field = one("input", box), button = one("[data-copy-button]", box), line = one("[data-copy-status]", box);
    function say(done) { line.textContent = line.getAttribute(done ? "data-done" : "data-failed"); }
    function byHand() {
      field.focus();
      field.setSelectionRange(0, field.value.length);
      try { say(document.execCommand("copy")); } catch (error) { say(false); }
    }
    button.hidden = false;
    one("[data-wechat]", box).hidden = !/MicroMessenger/i.test(navigator.userAgent);
    button.addEventListener("click", function () {
      if (!navigator.clipboard) { byHand(); return; }
      navigator.clipboard.writeText(field.value).then(function () { say(true); }, byHand);
    });
  }

  // Enter that ends the choice of a character must not send the form.
  function composing(event) {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) { event.preventDefault(); }
  }

  function start() {
    var savers, summary = one("[data-error-summary]");
    if (summary) { summary.focus(); }
    document.addEventListener("keydown", composing);
    all("textarea[data-limit]").forEach(countDown);
    all("[data-copy]").forEach(copyLink);
    savers = all("form[data-autosave]").map(function (form) { return new Saver(form); });
    all("form[data-leave]").forEach(function (form) {
      form.addEventListener("submit", function (event) {
        var open = savers.filter(function (saver) { return saver.isOpen(); }), button = document.activeElement;
        if (!open.length) { return; }
        event.preventDefault();
        open[0].flush(function () {
          if (button.name && button.form === form) { // form.submit() leaves the button out
            form.insertAdjacentHTML("beforeend", "<input type=\"hidden\">");
            form.lastChild.name = button.name;
            form.lastChild.value = button.value;
          }
          form.submit();
        });
      });
    });
  }

  start();
}());
