import { defineConfig } from 'masthead';

/** The Vault AI: the sample newsletter of this repository. */
export default defineConfig({
  name: 'The Vault AI',
  id: 'vault-ai',
  tagline: 'The day in artificial intelligence, opened every morning',
  url: 'https://vault-ai.example.com',
  from: { name: 'The Vault AI', address: 'digest@vault-ai.example.com' },
  replyTo: { name: 'The Vault AI desk', address: 'desk@vault-ai.example.com' },
  preferences: 'https://vault-ai.example.com/preferences',
  reason: 'You get this because you signed up for The Vault AI at vault-ai.example.com.',
  postalAddress: 'The Vault AI, 12 Harbour Street, Exampleton EX1 2AB',
});
