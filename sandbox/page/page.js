// Where everything is made and handed its store. `mount…(place, store)` fills one place of index.html.
import { mountMessages } from "./chat/messages.js";
import { startTicking } from "./chat/time.js";
import { mountTyping } from "./chat/typing.js";
import { mountComposer } from "./composer/composer.js";
import { mountCurtain } from "./curtain/curtain.js";
import { at } from "./dom.js";
import { mountShell } from "./shell/shell.js";
import { Store } from "./state.js";

const [person, channel] = location.hash.slice(1).split("/").map(decodeURIComponent);
const store = new Store(sessionStorage);

mountShell(store);
mountMessages(at("messages"), store);
mountTyping(at("typing"), store);
mountComposer(at("composer"), store);
mountCurtain(at("curtain"), store);

startTicking();

store.on("place", () => {
  const here = [store.person.key, store.channel.key].map(encodeURIComponent).join("/");
  history.replaceState(null, "", "#" + here);
});
store.start({ person, channel }).catch((error) => { at("line").textContent = error.message; });
