/** The domain of a recipient, as the journal has it: in lower case. */
export const recipientDomain = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
