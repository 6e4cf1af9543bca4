import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Nothing depends on the answer to QUIT: a server that gives none would keep the process for ten minutes. */
const patience = 1000;

/** Says goodbye to a mail server, and hangs up when it does not answer. */
export function leaveSmtp(connection: SMTPConnection): void {
  const hangUp = setTimeout(() => connection.close(), patience);
  hangUp.unref();
  connection.once('end', () => clearTimeout(hangUp));
  connection.quit();
}
