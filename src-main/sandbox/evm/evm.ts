import type {
  OperationName, ProviderModel, ProviderRequest, ProviderResponse,
} from '../provider.ts';
import { refuse } from '../http/answers.ts';
import type { EvmChain } from './chain-port.ts';
import { answerRpc, readQuestions } from './json-rpc.ts';
import type { ModelChain } from './model-chain.ts';
import { askModel } from './model-rpc.ts';

/** Which question is which operation, for faults; all others are `unknown`. */
const OPERATIONS: Readonly<Record<string, OperationName>> = {
  eth_chainId: 'health', eth_blockNumber: 'health', net_version: 'health',
  eth_getBlockByNumber: 'inquire', eth_getBlockByHash: 'inquire',
  eth_getTransactionReceipt: 'inquire', eth_getTransactionByHash: 'inquire',
  eth_getLogs: 'inquire', eth_getBalance: 'balance', eth_call: 'balance',
  eth_sendRawTransaction: 'payout',
};

/** The chain's JSON-RPC as a provider, so that faults can be scripted for it. */
export function createEvm(options: {
  /** Answers a body with questions. */
  ask(bodyText: string): ProviderResponse;
  readonly chain: EvmChain;
  readonly model: ModelChain | null;
}): ProviderModel {
  const { chain, model, ask } = options;
  return {
    route: (request) => {
      // Before anything is asked: what it writes is not the doing of the request.
      chain.begin();
      return {
        operation: operationOf(request), sentinelText: () => '',
        run: () => request.method === 'POST' ? ask(request.bodyText)
          : refuse(405, 'The chain is asked with POST.'),
      };
    },
    settleDue: () => model?.settleDue(),
    completeStuck: () => model?.letGo(),
    replay: (event) => model?.replay(event),
  };
}

export function answerFromModel(model: ModelChain): (bodyText: string) => ProviderResponse {
  return (bodyText) => answerRpc(bodyText, (question) => askModel(model.state, question));
}

function operationOf({ bodyText }: ProviderRequest): OperationName {
  const [first] = readQuestions(bodyText) ?? [];
  return OPERATIONS[first?.method ?? ''] ?? 'unknown';
}
