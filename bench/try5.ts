import { openReadOnly } from '../src-main/db/open.ts';
import { createListQueries } from '../src-main/db/lists.ts';
import { writePaymentsCsv } from '../src-main/engine/reports/payments-csv.ts';
const db = openReadOnly(process.argv[2]!);
const l = createListQueries(db, writePaymentsCsv);
console.log(l.verifyIntegrity().problems.slice(0,5), l.verifyAudit());
const filter={ status: null, rail: null, marketplaceId: null, connectionId: null, needsAttention: false, createdFromMs: null, createdToMs: null, search: '' } as const;
const p=l.payments({cursor:null,limit:2,filter}); console.log(p.items.map(i=>[i.payment.status,i.payment.createdAt,i.next]));
let t=performance.now(); db.pragma('quick_check(1)'); console.log('quick_check ms', performance.now()-t);
