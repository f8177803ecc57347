// What tells one control of a message from another while it is being answered.

/** @param {{id: string}} message @param {string} id custom_id @returns {string} */
export const controlKey = (message, id) => `${message.id}/${id}`;
