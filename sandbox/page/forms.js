// Filling in: a command's options, and modals.
import { call, make } from "./api.js";

const INTEGER = 4, BOOLEAN = 5, NUMBER = 10, ATTACHMENT = 11;

// Every command with its sub-commands as one flat list: name and options.
export function flatten(commands) {
  const list = [];
  const walk = (name, level) => {
    const inner = (level.options ?? []).filter((option) => option.type <= 2);
    if (inner.length) inner.forEach((option) => walk(`${name} ${option.name}`, option));
    else list.push({ name, options: level.options ?? [] });
  };
  commands.filter((command) => command.type === 1).forEach((command) => walk(command.name, command));
  return list;
}

export function optionFields(command, where) {
  return command.options.map((option) => {
    const id = `option-${option.name}`;
    const input = optionInput(option);
    Object.assign(input, { id, name: option.name, required: option.required ?? false });
    const parts = [make("label", { htmlFor: id }, option.name + (option.required ? " *" : "")), input];
    if (option.autocomplete) parts.push(offered(command, option, input, where));
    return make("div", { title: option.description }, ...parts);
  });
}

function optionInput(option) {
  if (option.choices?.length || option.type === BOOLEAN) {
    const choices = option.choices ?? [{ name: "yes", value: true }, { name: "no", value: false }];
    const items = choices.map((choice) => make("option", { value: JSON.stringify(choice.value) }, choice.name));
    return make("select", {}, make("option", { value: "" }, "—"), ...items);
  }
  if (option.type === ATTACHMENT) return make("input", { type: "file" });
  const number = option.type === INTEGER || option.type === NUMBER;
  const input = make("input", { type: number ? "number" : "text" });
  if (number) Object.assign(input, { min: option.min_value ?? "", max: option.max_value ?? "", step: "any" });
  return input;
}

function offered(command, option, input, where) {
  const list = make("datalist", { id: `choices-${option.name}` });
  input.setAttribute("list", list.id);
  let latest = 0;
  input.oninput = async () => {
    const mine = ++latest;
    const fields = { ...where(), command: command.name, focused: option.name, options: { [option.name]: input.value } };
    const answer = await call("POST", "/autocomplete", fields).catch(() => ({ choices: [] }));
    if (mine !== latest) return;
    const items = answer.choices.map((choice) => make("option", { value: choice.value }, choice.name));
    list.replaceChildren(...items);
  };
  return list;
}

export async function optionValues(command, form) {
  const values = {};
  for (const option of command.options) {
    const input = form.elements[option.name];
    if (input.type === "file") {
      if (input.files[0]) values[option.name] = await upload(input.files[0]);
    } else if (input.value !== "") {
      values[option.name] = typed(option, input);
    }
  }
  return values;
}

function typed(option, input) {
  if (input.tagName === "SELECT") return JSON.parse(input.value);
  return option.type === INTEGER || option.type === NUMBER ? Number(input.value) : input.value;
}

async function upload(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { filename: file.name, content_type: file.type, base64: btoa(text) };
}

// Shows a modal and submits it.
export function openModal(dialog, interaction, act) {
  const form = dialog.querySelector("form");
  const modal = interaction.response;
  const inputs = [];
  const rows = modal.components.map((part) => modalRow(part, inputs));
  const cancel = make("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
  form.replaceChildren(make("h2", {}, modal.title), ...rows, make("button", {}, "Submit"), " ", cancel);
  form.onsubmit = async () => {
    const values = {};
    for (const [part, input] of inputs) values[part.custom_id] = await modalValue(part, input);
    act("/modal", { interaction: interaction.id, values });
  };
  dialog.showModal();
}

function modalRow(part, inputs) {
  if (part.type === 10) return make("p", { className: "text" }, part.content);
  const inner = part.type === 18 ? part.component : part.components[0];
  const input = modalInput(inner);
  inputs.push([inner, input]);
  return make("label", {}, part.label ?? inner.label ?? "", input);
}

function modalInput(part) {
  const required = part.required ?? true;
  if (part.type === 4) {
    const text = make(part.style === 2 ? "textarea" : "input", { required, value: part.value ?? "" });
    if (part.max_length) text.maxLength = part.max_length;
    return text;
  }
  if (part.type === 19) return make("input", { type: "file", required });
  if (part.type === 23) return make("input", { type: "checkbox", checked: part.default ?? false });
  const several = (part.max_values ?? 1) > 1 || part.type === 22;
  const items = (part.options ?? []).map((option) =>
    make("option", { value: option.value, selected: option.default ?? false }, option.label));
  if (!required && !several) items.unshift(make("option", { value: "" }, "—"));
  return make("select", { multiple: several }, ...items);
}

async function modalValue(part, input) {
  if (part.type === 4) return input.value;
  if (part.type === 19) return Promise.all([...input.files].map(upload));
  if (part.type === 23) return input.checked;
  return [...input.selectedOptions].map((option) => option.value).filter(Boolean);
}
