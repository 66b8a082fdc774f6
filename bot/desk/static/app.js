// Telegram hands a Mini App what it signed in the part of the address that no server sees; this sends it in.
const form = document.getElementById("app");
const signed = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
if (form && signed) {
  form.elements.namedItem("data").value = signed;
  form.requestSubmit();
}
