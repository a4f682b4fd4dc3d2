/**
 * Why a door does not start, as a sentence that says what to do. What the system says in codes is
 * put into words here; everything else that stops a start has its own sentence already.
 */
export function startProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = systemFacts(error);
  const place = `${address.includes(':') ? `[${address}]` : address}:${port}`;
  switch (code) {
    case 'EADDRINUSE':
      return `${place} is taken by another program, perhaps another Paydesk. Close that one, or `
        + 'choose another port with --listener, --console or in the settings. Nothing was started.';
    case 'EACCES':
      return port === '' ? error.message
        : `This user may not listen on ${place}; choose a port above 1023. Nothing was started.`;
    case 'EADDRNOTAVAIL':
      return `${address} is not an address of this machine. Nothing was started.`;
    default:
      return error.message;
  }
}

function systemFacts(error: Error) {
  const read = (name: string): string => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return { code: read('code'), address: read('address'), port: read('port') };
}
