/** The octets by which a row grows when it is taken: the moment of its first try, and the longer name of its state. */
export const roomForTry = 27;

/**
 * The octets that a planned row keeps for what will be written into it: those, and a reply, its status and the server. A row that
 * grows where there is no place for it splits its page, and a commit has to write three.
 */
export const roomForAll = roomForTry + 93;
