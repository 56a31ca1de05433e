// For `node --import`: every name that ends in .example leads to this machine, as an entry in its table of hosts would have it.
import dns from 'node:dns';

const lookup = dns.lookup;
const here = { address: '127.0.0.1', family: 4 };

dns.lookup = (name, options, callback) => {
  if (!name.endsWith('.example')) return lookup(name, options, callback);
  if (options.all) process.nextTick(callback, null, [here]);
  else process.nextTick(callback, null, here.address, here.family);
};
