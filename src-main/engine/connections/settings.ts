import type { SettingsCommands } from '../api.ts';
import { createEndpointCommands, type EndpointDeps } from '../marketplaces/webhook-endpoints.ts';
import { createInboundSecretCommands } from '../marketplaces/inbound-secrets.ts';
import { createMarketplaceCommands, type MarketplaceDeps } from '../marketplaces/commands.ts';
import { createConnectionCommands, type ConnectionDeps } from './commands.ts';

/** Everything that an operator configures: connections, marketplaces and where their news goes. */
export function createSettingsCommands(
  deps: ConnectionDeps & MarketplaceDeps & EndpointDeps,
): SettingsCommands {
  return {
    ...createConnectionCommands(deps),
    ...createMarketplaceCommands(deps),
    ...createEndpointCommands(deps),
    ...createInboundSecretCommands(deps),
  };
}
