import { generatedStore } from './generate.ts';
const f = await generatedStore({payments: Number(process.argv[2]), open: Number(process.argv[2])/100}, console.log);
console.log(f);
