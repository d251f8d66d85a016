/** Cache-aside: look in Redis, else ask the catalogue and remember the answer. Without Redis the shop is slower, not broken. */
const { createClient } = require('redis');
const catalogue = require('./catalogue.json');

const ttlSeconds = 60;
const redis = createClient({ url: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', disableOfflineQueue: true });
redis.on('error', (error) => console.error(`Redis: ${error.message}`));
redis.connect().catch(() => {});

exports.isCacheReady = () => redis.isReady;

exports.countVisit = async () => (redis.isReady ? redis.incr('visits') : null);

exports.product = async (id) => {
  const key = `product:${id}`;
  const cached = redis.isReady ? await redis.get(key) : null;
  if (cached) return { ...JSON.parse(cached), cached: true };
  const found = await fromCatalogue(id);
  if (found && redis.isReady) {
    // A little jitter, so that entries that were written together do not expire together.
    await redis.set(key, JSON.stringify(found), { EX: ttlSeconds + Math.floor(Math.random() * 10) });
  }
  return found && { ...found, cached: false };
};

/** Stands for the slow database that a cache is for. */
async function fromCatalogue(id) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return catalogue.find((entry) => entry.id === Number(id));
}
