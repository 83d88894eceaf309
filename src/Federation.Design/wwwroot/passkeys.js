// Passkeys, which browsers reach by script alone: a form that asks for one goes where it cannot work, and the style
// sheet takes it away where no scripts run; it is there from the start, so that nothing moves. The server gives the
// options, the browser asks the person, and the form brings the answer back.
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    form.hidden = true;
    continue;
  }
  const problem = form.querySelector("[data-problem]");
  const ask = async () => {
    const answer = await fetch(form.dataset.options, { method: "POST", credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const options = await answer.json();
    return form.dataset.passkey === "make"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask());
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}
