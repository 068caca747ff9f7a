// The list of posts as a web team would write it: Express, a checked token, a limit in Redis, and the database
// by way of pg or Prisma (the first argument says which). It knows whose token it is: one look-up less than ours.
import { readFileSync } from "node:fs";
import express from "express";
import { rateLimit } from "express-rate-limit";
import { importSPKI, jwtVerify } from "jose";
import { RedisStore } from "rate-limit-redis";
import { createClient } from "redis";

const { DATABASE_URL, REDIS_SOCKET, ISSUER, KEY_FILE, OWNER, PORT } = process.env;
const LIMIT = 20;
const POOL = 25;

const redis = createClient({ socket: { path: REDIS_SOCKET } });
await redis.connect();
const key = await importSPKI(readFileSync(KEY_FILE, "utf8"), "RS256");
const list = await (process.argv[2] === "prisma" ? withPrisma : withPg)();

const app = express();
app.set("trust proxy", 1);
app.use(
  rateLimit({
    windowMs: 60_000,
    limit: 1_000_000,
    standardHeaders: true,
    legacyHeaders: false,
    store: new RedisStore({ sendCommand: (...words) => redis.sendCommand(words) }),
  }),
);
app.use(async (request, response, next) => {
  const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
  try {
    await jwtVerify(token, key, { issuer: ISSUER, algorithms: ["RS256"], requiredClaims: ["sub", "exp"] });
    next();
  } catch {
    response.status(401).json({ error: "unauthorized" });
  }
});
app.get("/api/v1/posts", async (request, response) => {
  const posts = await list(OWNER);
  const last = posts[LIMIT - 1];
  response.json({
    items: posts.slice(0, LIMIT).map(said),
    nextCursor: posts.length > LIMIT ? Buffer.from(`${+last.created_at}:${last.id}`).toString("base64url") : null,
  });
});
app.listen(Number(PORT), "127.0.0.1", () => console.log("Ready."));

function said(post) {
  return {
    id: post.id,
    content: post.text,
    platform: post.platform,
    status: post.status,
    brandId: post.brand_id,
    publishedAt: post.published_at,
    liveUrl: post.live_url,
    isPublic: post.is_public,
    thread: post.thread,
    media: { pictureId: post.picture_id, soundId: post.sound_id },
    generationId: post.generation_id,
    createdAt: post.created_at,
    updatedAt: post.updated_at,
  };
}

async function withPg() {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: POOL });
  const text = `
    SELECT id, brand_id, generation_id, platform, text, thread, picture_id, sound_id, status, is_public,
      live_url, published_at, created_at, updated_at
    FROM posts WHERE owner_id = $1 ORDER BY created_at DESC, id DESC LIMIT ${LIMIT + 1}`;
  return async (owner) => (await pool.query({ name: "list", text, values: [owner] })).rows;
}

async function withPrisma() {
  const { PrismaClient } = await import("@prisma/client");
  const { PrismaPg } = await import("@prisma/adapter-pg");
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL, max: POOL }) });
  return (owner) =>
    prisma.posts.findMany({
      where: { owner_id: owner },
      orderBy: [{ created_at: "desc" }, { id: "desc" }],
      take: LIMIT + 1,
    });
}
