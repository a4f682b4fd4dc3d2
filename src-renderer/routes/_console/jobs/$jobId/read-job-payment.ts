import type { JobView } from '../../../../../src-main/contract/jobs.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { call } from '../../../../engine/call.ts';

/** The job's newest payment, for its clock; null while the job has none. */
export async function readJobPayment(job: JobView): Promise<PaymentPage | null> {
  return job.paymentId === null ? null : call('payments.get', { paymentId: job.paymentId });
}
