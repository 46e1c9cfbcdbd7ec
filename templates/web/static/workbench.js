/* On pages whose forms do not save by themselves: what was typed and not sent stays when the language is changed. */
(function () {
  "use strict";

  var STORE = "lbsap:typed:" + location.pathname;
  var OTHER = /^(hidden|submit|button|file|password|fieldset)$/;

  function all(selector, inside) {
    return Array.prototype.slice.call((inside || document).querySelectorAll(selector));
  }

  // The fields of all forms of the page, in order: it is the same in either language.
  function fields() {
    return all("main form input, main form select, main form textarea").filter(function (field) {
      return !OTHER.test(field.type);
    });
  }

  function stateOf(field) {
    return field.type === "radio" || field.type === "checkbox" ? field.checked : field.value;
  }

  function put(field, state) {
    if (field.type === "radio" || field.type === "checkbox") { field.checked = state; } else { field.value = state; }
  }

  function start() {
    var first = fields().map(stateOf), kept = null, line;
    try { kept = JSON.parse(sessionStorage.getItem(STORE)); sessionStorage.removeItem(STORE); } catch (error) { /* none */ }
    if (kept && kept.length === first.length) {
      fields().forEach(function (field, place) { put(field, kept[place]); });
      line = document.createElement("p");
      line.className = "lbsap-saved";
      line.setAttribute("role", "status");
      line.textContent = document.querySelector("form[data-kept]").getAttribute("data-kept");
      document.getElementById("main").insertBefore(line, document.getElementById("main").firstChild);
    }
    all("form[data-kept]").forEach(function (form) {
      form.addEventListener("submit", function () {
        var now = fields().map(stateOf);
        if (JSON.stringify(now) === JSON.stringify(first)) { return; }
        try { sessionStorage.setItem(STORE, JSON.stringify(now)); } catch (error) { /* none */ }
      });
    });
  }

  start();
}());
