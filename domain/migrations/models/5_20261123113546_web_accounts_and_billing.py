from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "erasures" (
    "id" UUID NOT NULL PRIMARY KEY,
    "user_id" UUID NOT NULL UNIQUE,
    "status" VARCHAR(8) NOT NULL,
    "done" JSONB NOT NULL,
    "given" JSONB NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ
);
COMMENT ON COLUMN "erasures"."status" IS 'QUEUED: QUEUED\nRUNNING: RUNNING\nDONE: DONE';
COMMENT ON TABLE "erasures" IS 'The erasing of one account, step by step: `done` are the names of the steps that are behind.';
        CREATE TABLE IF NOT EXISTS "tombstones" (
    "digest" VARCHAR(64) NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "tombstones" IS 'Somebody who was erased: what still comes about them is dropped. `digest` is the SHA-256, hexadecimal,';
        CREATE TABLE IF NOT EXISTS "api_keys" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(64) NOT NULL,
    "prefix" VARCHAR(16) NOT NULL,
    "digest" VARCHAR(64) NOT NULL UNIQUE,
    "last_used_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_api_keys_owner_i_e9af73" ON "api_keys" ("owner_id", "created_at");
COMMENT ON TABLE "api_keys" IS 'A personal key for the HTTP interface. Only its digest (SHA-256, hexadecimal) is kept; `prefix` is the';
        CREATE TABLE IF NOT EXISTS "exports" (
    "id" UUID NOT NULL PRIMARY KEY,
    "status" VARCHAR(16) NOT NULL,
    "error" VARCHAR(32),
    "key" VARCHAR(200),
    "size" BIGINT NOT NULL,
    "chat_id" BIGINT,
    "attempts" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,
    "expires_at" TIMESTAMPTZ,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_exports_owner_i_19ffa2" ON "exports" ("owner_id", "created_at");
COMMENT ON COLUMN "exports"."status" IS 'QUEUED: QUEUED\nRUNNING: RUNNING\nSUCCEEDED: SUCCEEDED\nFAILED: FAILED';
COMMENT ON TABLE "exports" IS 'All data of a person as one archive. `key` is where the media store keeps it until `expires_at`;';
        CREATE TABLE IF NOT EXISTS "links" (
    "id" UUID NOT NULL PRIMARY KEY,
    "side" VARCHAR(8) NOT NULL,
    "digest" VARCHAR(64) NOT NULL UNIQUE,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "answer_agreed_at" TIMESTAMPTZ,
    "asker_agreed_at" TIMESTAMPTZ,
    "refused_at" TIMESTAMPTZ,
    "made_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "answered_by_id" UUID REFERENCES "users" ("id") ON DELETE CASCADE,
    "asked_by_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_links_asked_b_33e2a3" ON "links" ("asked_by_id", "created_at");
CREATE INDEX IF NOT EXISTS "idx_links_answere_518df2" ON "links" ("answered_by_id", "used_at");
COMMENT ON COLUMN "links"."side" IS 'WEB: web\nCHAT: chat';
COMMENT ON TABLE "links" IS 'One attempt to make a chat and a web account one (reliability T24, T25). Only the digest of its code';
        CREATE TABLE IF NOT EXISTS "checkouts" (
    "id" UUID NOT NULL PRIMARY KEY,
    "plan" VARCHAR(16) NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "session_id" VARCHAR(128) UNIQUE,
    "url" TEXT,
    "expires_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
COMMENT ON COLUMN "checkouts"."plan" IS 'FREE: FREE\nPRO: PRO\nBUSINESS: BUSINESS';
COMMENT ON COLUMN "checkouts"."status" IS 'OPENING: OPENING\nOPEN: OPEN\nCOMPLETE: COMPLETE\nEXPIRED: EXPIRED';
COMMENT ON TABLE "checkouts" IS 'A pay page of Stripe for one user and one plan. A user has one at a time (partial unique index).';
        CREATE TABLE IF NOT EXISTS "customers" (
    "id" UUID NOT NULL PRIMARY KEY,
    "customer_id" VARCHAR(64) UNIQUE,
    "plan" VARCHAR(16) NOT NULL,
    "status" VARCHAR(32) NOT NULL,
    "subscription_id" VARCHAR(64),
    "price_id" VARCHAR(64),
    "period_end" TIMESTAMPTZ,
    "ends_at" TIMESTAMPTZ,
    "failed_since" TIMESTAMPTZ,
    "disputed" BOOL NOT NULL,
    "refunded" BOOL NOT NULL,
    "fetched_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "user_id" UUID NOT NULL UNIQUE REFERENCES "users" ("id") ON DELETE CASCADE
);
COMMENT ON COLUMN "customers"."plan" IS 'FREE: FREE\nPRO: PRO\nBUSINESS: BUSINESS';
COMMENT ON TABLE "customers" IS 'A user as Stripe''s customer, and what Stripe said about them the last time (reliability.md 2.7).';
        CREATE TABLE IF NOT EXISTS "star_payments" (
    "id" UUID NOT NULL PRIMARY KEY,
    "plan" VARCHAR(16) NOT NULL,
    "charge_id" VARCHAR(255) NOT NULL UNIQUE,
    "stars" INT NOT NULL,
    "recurring" BOOL NOT NULL,
    "is_first" BOOL NOT NULL,
    "paid_until" TIMESTAMPTZ NOT NULL,
    "cancelled_at" TIMESTAMPTZ,
    "refunded_at" TIMESTAMPTZ,
    "given" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_star_paymen_user_id_a9d371" ON "star_payments" ("user_id", "paid_until");
COMMENT ON COLUMN "star_payments"."plan" IS 'FREE: FREE\nPRO: PRO\nBUSINESS: BUSINESS';
COMMENT ON TABLE "star_payments" IS 'One payment in Telegram Stars; `charge_id` is Telegram''s, and each is credited once.';
        CREATE TABLE IF NOT EXISTS "kept_answers" (
    "id" UUID NOT NULL PRIMARY KEY,
    "key" VARCHAR(255) NOT NULL,
    "fingerprint" VARCHAR(64) NOT NULL,
    "status" SMALLINT,
    "body" TEXT NOT NULL,
    "lease_until" TIMESTAMPTZ NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_kept_answer_owner_i_e48582" UNIQUE ("owner_id", "key")
);
CREATE INDEX IF NOT EXISTS "idx_kept_answer_created_cb84d2" ON "kept_answers" ("created_at");
COMMENT ON TABLE "kept_answers" IS 'What a request with an Idempotency-Key was answered, so that its repetition gets the same.';
        ALTER TABLE "users" ADD "notices" BOOL NOT NULL DEFAULT True;
        ALTER TABLE "users" ADD "email" VARCHAR(320);
        ALTER TABLE "users" ADD "billing_hold" BOOL NOT NULL DEFAULT False;
        ALTER TABLE "users" ADD "clerk_id" VARCHAR(64) UNIQUE;
        ALTER TABLE "users" ADD "invited_by_id" UUID;
        ALTER TABLE "users" ADD "erased_at" TIMESTAMPTZ;
        ALTER TABLE "users" ADD "clerk_updated_at" TIMESTAMPTZ;
        ALTER TABLE "posts" ADD "is_public" BOOL NOT NULL DEFAULT False;
        COMMENT ON COLUMN "usage_entries"."status" IS 'RESERVED: RESERVED\nCOMMITTED: COMMITTED\nRELEASED: RELEASED\nREFUNDED: REFUNDED';
        ALTER TABLE "inbox_events" ADD "lease_until" TIMESTAMPTZ;
        ALTER TABLE "inbox_events" ADD "subject" VARCHAR(128) NOT NULL DEFAULT '';
        ALTER TABLE "inbox_events" ADD "due_at" TIMESTAMPTZ;
        ALTER TABLE "inbox_events" ADD "kind" VARCHAR(64) NOT NULL DEFAULT '';

        CREATE UNIQUE INDEX "one_open_checkout" ON "checkouts" ("user_id") WHERE "status" IN ('OPENING', 'OPEN');
        CREATE INDEX "posts_public" ON "posts" ("created_at" DESC, "id" DESC) WHERE "is_public";
        CREATE INDEX "events_ripe" ON "inbox_events" ("due_at") WHERE "status" IN ('NEW', 'PROCESSING');
        CREATE INDEX "events_of_subject" ON "inbox_events" ("source", "subject", "created_at")
            WHERE "status" IN ('NEW', 'PROCESSING');"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX IF EXISTS "posts_public";
        DROP INDEX IF EXISTS "events_ripe";
        DROP INDEX IF EXISTS "events_of_subject";
        DROP INDEX IF EXISTS "uid_users_clerk_i_f06c0c";
        ALTER TABLE "users" DROP COLUMN "notices";
        ALTER TABLE "users" DROP COLUMN "email";
        ALTER TABLE "users" DROP COLUMN "billing_hold";
        ALTER TABLE "users" DROP COLUMN "clerk_id";
        ALTER TABLE "users" DROP COLUMN "invited_by_id";
        ALTER TABLE "users" DROP COLUMN "erased_at";
        ALTER TABLE "users" DROP COLUMN "clerk_updated_at";
        ALTER TABLE "posts" DROP COLUMN "is_public";
        COMMENT ON COLUMN "usage_entries"."status" IS 'RESERVED: RESERVED\nCOMMITTED: COMMITTED\nRELEASED: RELEASED';
        ALTER TABLE "inbox_events" DROP COLUMN "lease_until";
        ALTER TABLE "inbox_events" DROP COLUMN "subject";
        ALTER TABLE "inbox_events" DROP COLUMN "due_at";
        ALTER TABLE "inbox_events" DROP COLUMN "kind";
        DROP TABLE IF EXISTS "api_keys";
        DROP TABLE IF EXISTS "links";
        DROP TABLE IF EXISTS "kept_answers";
        DROP TABLE IF EXISTS "exports";
        DROP TABLE IF EXISTS "star_payments";
        DROP TABLE IF EXISTS "tombstones";
        DROP TABLE IF EXISTS "customers";
        DROP TABLE IF EXISTS "erasures";
        DROP TABLE IF EXISTS "checkouts";"""


MODELS_STATE = (
    "eJztfWt32siy9l/p5S+TrJfxcnxLhrzrrIVtknDigDeXycwe9oIGNaBj0WJLwg57n/3fT1"
    "W3JIQuWMJchNIfEgtJ1S093epL1VNV/z6Zmhoz7NPKTP/KFidl8u8TTqcMDkJXSuSEzmbL"
    "83jCoQND3Epneu+RLcRJOrAdiw4dOD+ihs3glMbsoaXPHN3keHeFzJhlm5waBITIyLSIM2"
    "HkS7v9QHTuMGtEh+yUNLixILpjE00fM9shb1pfKr+eX12XyIT9oBob6lNqvCW6DaXMnI+k"
    "P7PYSP/RxzNQHj6LZg7hYXQ+3l+1XT5gY51zqBR+UgdP2xPzmUMdxNBtxz7FJ5tz/Z9z1n"
    "PMMQMhC57vr3/AaZ1r7Aez8edfJyDErJ6u4f1Di1GHaT3qnPwDb5w99kY6M7SVFpO3ivM9"
    "ZzET5zqd2t0ncSfiMegNTWM+5cu7ZwtnYnL/9vlc105RBq+NGTwAVhtoSz43DLfZvVPyXe"
    "CEY82Z/xLa8oTGRnRuYI84+f+jOR9iRyCiJvzv8r/cRwvc1uvVG+1eq9ru9U4iHQgfIdS4"
    "7qmhybHzQWsihP/+jyx3CYg4e4IV3H6pNN9cXL8VEJi2M7bERQHXyX+EIHWoFBXNsURZ/I"
    "3gfDuhVjzO3v0hpOFBN8HYO7EEefmVefB5AO0A0pMp/dEzGB87E/h5fbkG4t8rTYHy9aVA"
    "2YRBQY4WdffKubiEYC/BlR9TFniXEgUE+N11CoDfXScCjJdWAZajWhaAlxLbAfjlUeKI+6"
    "9Bbac3t+VIHQH5DmBy9CmLBzosG4Jbc4VPvYMU4LvQ5qVzr0G7XftWbbUr3x6w+Klt/9MQ"
    "gFXaVbxyLs4uQmffhDu+Xwj5Xmt/IfiT/L1Rr4ZHef++9t9P8Jno3DF73HzuUS2IiXfaO7"
    "XS0hZ7Mh83audVSdXKeW7lwLorYyuvSm6hlXM3U8ELarhadnvgkTS7+7GsbfXgyjvtcjoo"
    "s81FdX4/5hfW0LhNGT3GLqEFVlFwP5kW08cctpsC4ho8COXDuMWzuzft2OwY13j/8fqOd3"
    "bZLS367G/sVroUvDy8MnPkYq3Suq3cVU8ExgM6fHymltZbARuvmOdm6Ix/b/TS9HwaPkM5"
    "HQt08DXwoV3Yqxa15xY7idEWeJdK69QFTN6UUl3Qhk06SuCO2hwRkzNCh0Nzzp0SsR02I4"
    "OF+FsmfQ0u9gm1mNjZ46PZKII/8A5b7sjx+oBNoPFPI0qCXVbW5V3eH+tPjAtlwTNeXt7N"
    "GdNQ3j/NqGXozMJnsMUzsTLRNcYd3dGZXQKBJ7jqsB+OfUpqQtHApoAaFEOdLhdFuK/4sr"
    "ZB6RQOqlOAVX/W+SYgsl+8cznZBGdvmDWcuR2/xa3y+TQyuazgupTenz7h5G+daqd6l7HP"
    "ulJlIv92ebNTr9fqn8vEPejyO1gflcmdu0rKuj3+kGJ3/CFxc/whonqAkSzaKv/datQTFA"
    "/u/eG1sz50yP8KXerO2mM5pAzmuuHo3D7F+g4xqiA+K8tmD+E33yp/hMG/vW/chL8QLOAm"
    "1BRiFsrSFr5APhoDqy1MY1DHwYk7ZsRqTalh1LgT3yZBuVCz4JpyR81xtiPU4WHhz68X5+"
    "+vP8BV8YD44/2a5mh9q9zf1+rtEKBq056McnE37TBxW5u1+qqkUsjlWSE30rluTzZq5pCo"
    "aue8tXNEY3Qg9caPmWk5J3HaDXmltFa5Ie5JS4UwDIKbQtz4U5efQKgt9Q7WcAKrrlPSf2"
    "QLV2PAXG3DlGk6JbZjwu9HhuoD3SFz7ugG6cMD6NAQ0Mv7HyP6jV1X2OX94YQ6sDHtl4Xg"
    "UKoz4L9niqwKpF3ojuJAHLe+Qm2x/S12q3N7W63e4U3+YZd/qtTu8ZT8u8nme/umf2ZZZo"
    "zWPdny7wts1Ew5mxxX0b04T4HuxXkiunhpFd1HSZJLi617e/GQPT87SwEt3JWIrbgWUunp"
    "/4pRHd3o48TNsSdRmI3xb+fnFxfvz88urj9cXb5/f/XhzN8mRy+t2zTf1D7jlnkF/Jg9tJ"
    "zFs4EeENoI97x17IMgr9RBJ0odpNRBSh2k1ARKHaTaeeppVVwdQ9ZmXpVUrZznVla8O8W7"
    "U7y7RMX0vc4fT2LU0uJ8aZ1S2oA7UqqkG6gJllsJ4phkSh/ht1TjUq7B4TMbeJw4oTZ+Yz"
    "FDpwPd0J0FaZ9fluC/q7euIx2qgF1HOnMk3OqG8HQRtfQ+Ku3y9a58kp9HbaTmDxZ9Io58"
    "N0EsAWomfVvXWP8j6VNuPzPLvRe9NlAjDjfgzSbqswneWYJT6FUo+XlTqBSV6lDRAO4hE/"
    "oE7wnfL9NK4kUlp4+OHPg/qFdPrS/3Hj9GZV4icHn50O4dnr+J0qgfWKOuawlehSn06a5s"
    "nh3gTr5Xb8r4GXc5oNQui497E734tklpyh9ul/5wOVq353Q1UoiF+4Yej8rZ8UjaV64ben"
    "KpskFDx8mrFs91i8NC8jUNHhVX7Z3n9rbYaMNBfFVStXKeWxk3oBs0cUBMtW+e21eZOhOb"
    "ucCmzqhWJ622Jir5Cs3N8XzXGZwJQwq11MCuiinDxHrDhAeXsk28ZJsIdax480TC4LA/dP"
    "M5FLwMbmQ4zJP5p21OB7aDTrExNqDlxdI6Q5Dj3ZbSGtQyp2xgagvyPDHJM3UDEWhlGabA"
    "dnTDIEMTQx/QgTkXgQumaOnQLHM2Y9op6Ut1qRcekcSZYEoRe9B+qu1yN17DI/RLYSqS4R"
    "UWwhaDF/wTb7onMK9bj2Xhdt+dn5+dX3dP3r42uoLSPu9A+5xsZFHL459leZwTVzIxXcaM"
    "1t40mjxQ4ziTMZ5umTxyDDQ7sswpacOsNbbotCR/4mCGNvQ3tziKvS0R05IX0A4dDYPz+i"
    "KFMV0OVr2JObf6/pj6z7nOHILnbBEdRx7JkVi3CFY3NMzhY4mcIRfg/OKjQJVMGUzPhJvB"
    "Ak7R3wyr781nmvuB+mP+E7wCQFTCyLviGX+B8/B1lvwwO89MvJ//Phb7SPpsSnXDL2RmwV"
    "RhLZB0APMFPM+AyXi+fgAek4xw+qB8IWaswQJmnwFMUAAlvLmBjnDw0Jw9E3vGuAanS6J2"
    "KY1VGJSvEBq6vH1x/haKgWbXn5h4lk/Y9oKN4E2JA8o5hgyy8PKAYcQiOUviO4gDBAMrdy"
    "Z40Y9+DLcbbJTWB0/xAg7KC3Dcjy6zL0ZIcCv+GIddLBzEGyP/0Z5PdtWhQ/6I52mYF3BX"
    "skfieYR9AeM8NTLhu5TYI8Iy9M3uMd4ytwUnu3/FBl1KxjcoUzznxB0ELIfJOx7fl3lbnu"
    "wee/KnZrWasS8LmTLB/7v8odkoE/ivy286rVq92mqViXcUXkUexstZrpli5krTNGAFmaCu"
    "9YVCbTEAqV01hjd57nctctNo3K9s3G5qoUmw3vl2UwXUBehwk+4kzI3rtBcv9/5tazJS9X"
    "8N1vaLrB9A49OnMuwZRl1+V6nd/1kmopQu/16tfsWfz4w9uqXmgcwo9lvRVlnvPRoS3Z8D"
    "6YfdLhe34UAqNpw93CRmRXVVskA+0duDVQSR2QxXX1QBu7pnMR19yGIcyNfOgQEpNQmmnw"
    "Sl+ilud568yA7KbGWRXUAtfoBDjgq5LPD6AsXbwFycp4muAnetiVwTia4S1qBmNo7EyCue"
    "WJ55YkH9dMZpIiy6x7nCP3O0k4XOn3RnEz5RRFDxtMLBzehm9OUVQTVq5XnUUub75FVCsc"
    "z3K75lG69Ltr4iUa2+q49dPH0G0kZA3xvIPRxaxriSn742mUEFttFuEMlyfGRdIInaGPbC"
    "9WISbw7RMvhxESESETJ6HgH0dUh58TiOcqWQCiZBQh7FRZPdAU5H2Z9EwOzXwfPNK6KI+A"
    "wsyrVXjkg3WEZRARqaU5hSdSz7lTDdLksqKljuO70eq89+QUWFyjbnVrxxIANMLVFIUSGa"
    "6UPHy0+5OUYPspSigjQ0TA6LgCczwdSUZYASRf2OJRUVLQFTz3xySd2bYyVQajwVysdt9e"
    "ODfeRrvzxzd9noDg0Phs167efmRt4qIjzwgjp8HPprh6Q7WU5hNQL2FjBq+WUUEaG5Tces"
    "N4N3NF+7T+lgUQ+ipKKiNZyw4aM5f/3QJIspKkwYWr43o4sp46+FqgVFPciSiooWRmV1VX"
    "KvBOsrlFQRBRUJq0yei4FvdW475jQuELQHaYOztgn/pfhgA2UVRN2Z0cVTaulifDx99V2y"
    "k6evJEzj5CmS72nE3ZyWiNhS/IpbCvQBnM8Mk2ol9Fd8gjYgc24w2xbBj0U4azKbDwyR78"
    "BLvxdy+Nxm8cL5M5pEcDV94EfCTeExOaScjOeyOOElCn+G1MLFhfCcBFhPSX+qT1lfOD5a"
    "bGiOuY4hl5FZ2+UyPjN3YCiEG591zZlId9P+hOnjidMXfqY6h5f7AU1QIn0biuCa7Xt5an"
    "Op9JFpEW1zzjW8a0LPr67hJnidQNwAqMN3rhvpBsNkh1iQzRwR7dl3lCUTiu9UxheC6xJD"
    "pklPUxkY+sT/IlQexCP0zsTAEVGc0/k/eLK5jtpc+1b5XIUOPIXBz+7ySueu1igTOtd0s8"
    "s7D/eNyl3Z7dh2eFBJw2fcvv/PHvPwbdDp90YU3UkavqmezRnWuz/PXTw3NOf4HIc5SnC4"
    "S2yl88P5u8v3lx8uri99Dwj/zDo3iCjPUqwBMoDp318gT5KtgSkXURnQXAooOKNwumvPKJ"
    "6fYBZN+tiXMiFIRyh0fKCuQeyu0bm5r5KHZvW21qo16ljLkpomLuKpJc26Wa3chzEWK/cs"
    "U9VSQk1WKSYrR3eyxW3wBQoXGGMnK63wBjMT1DGyxfOEgq81DexXyXsHcS0UzQG1GMMYxd"
    "g6j5ilkPKFyeI4qdj8BeN1p2HzqxSPKsXjAbT6pS2meAyTWHvPujPp6THD2C7IrDmblHNJ"
    "qDtGjA7CEDtGoARBbDvfXEqi2NGjZPeESUuBtanxPKNNWI7lMTZhf5BPtgkvHSPSGIXFqI"
    "ExaJ8tWGgTnWMKXOalvRWz3C82kWWWCHXIFFqx5Js9Jdoyo+6MWo5ODSJbjoj2ehtnKd55"
    "ncJ8LGoRdlUsVdY5hJYpEZtBKeYUGvNUVnIqrn4kmD4YQ8bDtte1sepoQeZoPp5Qe+LQse"
    "3agqHIsWXOZ7aIAe9dJIOFG4UY280+xWy/Y05x1ukTBjURDNq7IDPxQv0hNYwerHWpsGK6"
    "xm54X/HtEdgwaoAShii2DdNxa5axwjxzOcblxT2K7WcOdtFzIyDPoDsyjaAZmYfeWZSJhR"
    "vm2OzB5+pNsn2Mki8syaJEvIxPNpuL9MTiAfEnfgtufmM9bSxgZYfOqR06/1Fqj1jXGXys"
    "DBiHxAqn97xKpfe8WqP3vIrqPZFZwNyNaVqggzKFQ/kiFcoXa1C+iNEuZw0K/JqAwHlGdy"
    "e6+yfPkWkV3v9uNerx8PoCYVUmzOjkfwksFHZm0w9MfoO5bjg6t0+x2kPMfwjQihbTQ/nN"
    "t8of4Qa4vW/chCdKLOAmwqpwF3CZjIFBIdXp03T61bVwFrCjkgrxNIgbbvSEtDh79xcO3Z"
    "0sRLwtYZZxPCijhvKtD+XhjW5GM22cuDLYZjDY2jNGHzH0o1RVZyMlxAoXbijaSX4JZ2Ra"
    "00wD0YpQPkYirK8wI5HQvWVpEF9ANcbWG0O3/XfINiGsCqqpQHF3FHdnLXdHrKCyKfQDIi"
    "pi8eo3pJhQigl1FEyo8BCwBUzThjbM54f/IqaBUW8FUqif1Dv39+nYZYeKAHgkoOcgAOAx"
    "IrW/+FrHgs4umUDBLy+GDxT6MJNZQeGxIA03yJpzggQwQbVx2A8HSSQYFgF/y7AqxJw7ZU"
    "IFY0XQeRyGt7DnEpwcUlEYHsqSiZv+emY+MjjtTKRT+yo7aA+1drmkA4lgDYIOgyV6BCSb"
    "TmcGQ+YRQXqRvMsw+ZjI0Jf4PPbEtNwwFWP9iXHJzRHJuJGRNJwb1M9JTkxLY1aJ9GHlAR"
    "2yLyk0Q2hIrPWjSxiyJxSWLfCgoiZ4ZJSc28hZsvFJZZQK9Pk/JX18cYwaUZZVIgyO4OU4"
    "IsCFqNCNbpHEzPlrub6xGFyEAtGV/R8Rxg5Mxc5c9BkMPqT4Orng6ywbZZPIEUvpPSpQ/9"
    "apdqp3GWF2pcpE/u3yZqder9U/l4l70OWtzu1ttXqHN/mHXf6pUrvHU/JveJhJo4rdfmQJ"
    "ZllxEc/X5CHzBIrnfXdxnoaVcr4mC1mE+QOzwHQWtzRZnwoyKLe/WAhnu0J5e1kgZ5b5pM"
    "NE0kMDe2ZYo9IK3PD6LctY4AsUbyx4d54mjTHclTzWnkdSGQ/NuMzSdzICV4Jq2YxNJ+1F"
    "7XJlj63TrouUUL2tQfcE+ErXIZW9h/plhNgAHzYMl7CWhNV0zKiwbkBYlSvMeLC1yB64ST"
    "MYPkV2eGNlFcRhiIN7nQyjb0isgLT33QzCsCmNtVDc6OPknrwUKlD4n9/Ozy8u3p+fXVx/"
    "uLp8//7qw5nflaOX1vXpm9pn7NYrjRC7eMPtpN2bwn8YiDprKyQUoFpk0xaxHXPWc8eRjS"
    "zfsQWohKP5yUEYNXgrmkPyR1hcmkNAT5r5Ew9Kqm87z9/2SOciXvUGzRwSVe2c53YufIjm"
    "ZvV7s9aulonFhEN+l99WHtq1Rr3s2dK6vHXbrD20y65Frct/b9RuQUKY0eD+Rv2uWm/BCY"
    "wyCXvPiF3vMAp310yWxSAVEFF8s3gm+aYfQ1A+x0rMkzaMKe1qE+p7Rsuy1eX3tfrX6l0N"
    "Pgj0gWIaxvOv1WFg+dysfCsTHd8YAybmo9cblI/nsGPLot8IyuS4bTbVbWwdY+QlRPFtw9"
    "kEB2j3/jxPBFuZ3at/tFcm9ghB35/c7xv1z97tYdb+KtiCYRFFO9lbwhfIh7dEoZzoJIkl"
    "S2ssJV7VHDkbYfaNu6ApZVzMBGXUakax5xV7/uBk0dKr2PMDL/zbK0EtWKzQMKjBcS8zf3"
    "6XbN4AOTyGzLtKHU/m8oa46mmpvIIhOqWPzJYB5soen/X/EW9rBoe2szDwFGznBswiv/6X"
    "vPmUtDEBG5JWXROEW5Qb2SeGxLuz+rp8iQCSdN3CMjJdS4EdqWK95mZKKRHFelWsV8V6Va"
    "xXxXotHLiK9apYr4r1WozxQLFejwdixXpVrNefgWOpWK95axHFev35GFOK9Zr8ESrWq2K9"
    "5rSRFetVtXN+yH77Yr8eO9tP2M82N4m4wrluoodm41O1hancK/dlAkv0ESzO4Ro1kKrc6u"
    "DZIbXn+Btb888yBhByFvloIGnYzKpIXkrtT5ux+83HNnTIit66+z7rxtTK2mkDYoXRwW2j"
    "yyrunuLu5RpQSczJiOiKkIJU0SEVHTKfoKagQ0YHgy3A2vILKmhvXRkB47vrYXimDzobsp"
    "MYiqm8UFrHLnVfaoZ3puSXYvZm12AiWZ/PjGPYVsfEIKyivBIxrUBAVZlT2WIjZmHmTZH6"
    "mJI24Ic7azLCDMy6JmQ4oZqGNploKuk91SvCvJqWPtZ5n9h0gVmazSkGWwVpjLEqw7AOJ5"
    "RzZqCwiMrKLNt0WbDUf0wMzzoyLWxiN0CrCFSrOwxTMXusrD6xdJvZMg6uTBn9bFqPIiMz"
    "FIdKZExrXSL9pe6078aOtb3gsZw9I21WBqFdw45dfu8ho5cXWDjMjlUs2IOyYDe1bW7BpJ"
    "m3gfpAVuZAxO1M5MCAnNof/0whFtDPtSyCmXf5XeO2861ah9+A8XwKM5ZUOUt1c5e3Gp36"
    "nfCVkC92eG3QEdLum9XK3Z8Zh3UhJFn28qDLRTHy959Hx65/uWmOgWl/0qm3Og8PjWYboZ"
    "9zez6bmbjk6fJ2o9G7rzQ/V+FZTLNnUGvM3LMNbEZxElZEXV5v9OQnyM2e/Apvmo2v1XqZ"
    "DCykDXb5Q7PRrt6KOmaW6bChqAGf65P8Hrnp9Eb4TcqzMI41vlfd8zDom8/y/l67Wal70V"
    "KwNth7eUFTOnXoSNCQN/dVfBNYxcGSEbCEZ659qzY6OEToU2bO8fk6Leh4g7m96PJvtdZt"
    "o/6p9rnTxBqnug2dbKSP5xbLyQiR/3AIO8vfue9gCI7uJNn7ErD2BAoAdigr9lWajgx3JW"
    "fFvop0ZbnPywLwUkIhnAZhf/edBeQVoeLhfHaZhoeMt63J8H4ZYSKjPkMcZ0A6KFM8oHfR"
    "oad6NoS9+wuH7k7Y9DbDoHJZnEICEoXZZm/NFUQ5jJ5sV3mh2M7JKCu2s2I757SRU7FgFS"
    "9i17wIZWw+emOzi3yMtXnZJi+Zm1Mamr+j9VPEBxL5NqdUYwEDrEgW6ibxlObrEubq9FNw"
    "4o/niT6c4KmFyMAZtSlvvwphPoa5XtOdoPlY2IhFEaIirAMuMMs1Zes2qhbd5KCCFnNK+l"
    "54ZU0YrkUeUSxGhG22yJg5dpcjPx2mXZm2VJiOZUZRePKPfgnwsr05d3RDFIRlGEzmGcWH"
    "88M4o5EZq5W+qX1MwwrvEuMk2SfY9KKgFYO8wwzDJhPzGVpUmsVxSQC1Q7Up4jWNdMt2gr"
    "6YyhSdK1N0/vW+B1ro7ELzK4eQLIqGpUThVA1X79KEUoK7ElUN4lo4EoU7vGbp0ytCOTak"
    "5bdfh6akzNvoGHm1rcrztioyrUdafB2PKU5aBWjYlMxk0Fc0RYywaolNW0KFjVFhY1SLKK"
    "X6z6tUhzU2A1A3afaQqGr3vLR7zILQfXrlz6mcD3OlYX/Z+TBZwR7IVrQanT+0iHCFP31t"
    "MsMP9R+P9mo6gIJgvrru8n3MNkfJ92grCkC79QscOnMr1lbjXSqtM9bM5E0Z3AKlVUTYIl"
    "xhNCJI08WAoX1EmlPIG4sZOh3ohu4sTqcaOT+9fCssHrYjbBQ6J53WXbwP4LYrERYbRx8+"
    "MmfV0OKF9yZj+sTQz47aj4QOzLmzNAFBeSnd+BxMaNHl8FwmLwu7y8SEVkTXQ/gLd7k5MY"
    "ZwQgbPQpPQBK0nlC/IFIZvqMzNWNmXBir8hW+KfobicdDL0LQy5sZQ+TByM62X1phfVH7T"
    "reY3FaG6s9hXlhKFMGiFOclnZ6k4yWdnazjJZ5FI6oZpPsaD/LLDkiebZ7hPHr402o3Pzc"
    "rDl9ptmcwmJgy4Fp1N9GGX39U+19qV+16lif5/+lh3qPErjKfoOlSvosdQNJ3SgZz+JnS2"
    "eVw5TzjXDdX6W6fSBNDfld91+X2lfger/Af8fV3+rcvR5axZqUE7/VZ+d71Jo6QhQydToS"
    "NE6DXJM15ukdcl0thXi3yqtNpYlI0ecFUZl3HAZFjGmypeGzCZreLAbXGELrG7ykT1Hb4R"
    "ccY9SJebCiM31m+r9+KUf5iPoU9lrFIZq47IAUFlrNohuFILEAU1Od31UkKlu9483bVKZL"
    "WjRFYqFZBKBfQzMAgUpyNvLaI4HckNcpy2feUoqRi9Ki3Mz9TOU6bpNKPJKSijbE4qkr1i"
    "Ph2cZFJ6Vdh18UFvAdRvXjlH+eW/CGpw3EsIu34Yh+1bw+RM+93U4722g5dL69hAQ3Fj7w"
    "nvTEkJqhBx99KtGik7IlD2LzZ6OROLDU0LHYRLkjUj/Z8RawztTR3hwYzHMuZ1lA+0kxpi"
    "mDPKETlPTBjR5rHzaLJKKyizHX3Wy1jvTZt1fZlCmXV9majLwkuhPGYZ48jtP4bcEYMbHH"
    "Iya0dCsgXUjxRpC6XUYMlfWXHVYGqjpzZ6OdiTvMbFZZdbErHbaDyJpXVkQ7K8uHY7Itdz"
    "Jty3iX+CPWNsONmlc8I2ahCeCVPMM2T1Rdgo6M9SqERsfaob1JLHmNi3JKrUyBvpR2C/FX"
    "XDOfoInWBgoqvAG/hjvIU7GetyzZxC3zkVQJ5ilH07ozMDSePL0OVJzgwJWy3lpHDMWzPl"
    "pLBNhbGKuLXHyET50CocelG+462vBCyrdmFVqnDhzXZCRpLrhijKyVzGpcSruIybIb2c+w"
    "Zz3XB0bp9itYeY/nZCcVQ+BL4PgfIYUB4DymNAeQwUAVzFXFfMdcVcVzxpxVwvTIsok11y"
    "gxTXZKeY6z+DOV4x13+OdlbMdcVczx2gitCgmOs5BDW3zPUHVJTEBa90FShrIldiRi9xSy"
    "paiMjzNTItYsKPmUEdOJ6eku8TxpHjoNtEmwvyBdcENwPzgUGd+hOzdMwJhqm7MJdXPCVk"
    "a6XLQJUTXIP3y2Q2HxhiQUKoTSiBzTjImiOXegGnZ7AstQXXg7hUDwHLqSzhlPSROwMo+E"
    "nBXNKGOepyP/sZnWI6MWoYLu/DCzo5gUonVPsoI2Eid0MmNsO2+V2Wi3QS3e6J5xzCA+N7"
    "iQ+YQAezJalkYGqLLsfnwdxjJ6UERsgyyq43n5i2LlowSgsJjhGrGzIvo5iihxyMHhJpyL"
    "SAR3uAWqGt6pG8LyIC6gv6/YCc0uwHAXVH6k1NtkH5PKuhT9qwHROx95xnXQbfAzS+Vu9q"
    "9TIxdP4IywOYeGp12JN9bla+wUCOrzy26DQf5lhFktojSUouHmI01KZpMMoTEPeFQpgjHX"
    "VXoPtn9ov6TaNxv4L6TS0Ma+fbTRX6eMgUFh2B3PVZ1hE9ILa/Af1d/gf0I2Tg3DUrn9oZ"
    "V3hSqEzEny5v3X6p3nUEjcY/7PK76n3t92oTz/qHXf7Qubmvtb7gWf8QSvhae3gQ8vIgTN"
    "XJxyzg7zQyjk0rcmp4yjA84Q61N7cSghTHox2UKR4Z6vzsMo1tHm9bE0T9MmKd97f6G5gt"
    "wrLKbpFnu4WyPSd/asW1Pc9n2oatviqpWj0vrR7zsUfyYQ0syrWMarCgjNKAKRvlblWKMr"
    "tWVne+FSnVSUObUHOe+aMPyig8lR1933Z0MelsAdQbr5yj7KgvghqcmxPs6DGj6xZwLTg/"
    "YXVCSYGsGC8Vri/hGpxWMvM+Ilrq1yZ2XfIGCjTurnZLwed4HUwtv4yiILRrApHXqRJ4RI"
    "E+t55O1Av283S0IuT8MDqcSCaN4M/QFfZMSYasRGLMSLfg/HBC+ZgRk5fcBLRMhKlE4pDO"
    "h8ZcY8jbwWCXvcGiH1a876XSLsewMv2J+dwvycg2mHyW2o8y9WxJsICg69oi1o0zQW4RPE"
    "kyt2fmsrkk+yhC6FGEnYMSdtxWiSC93gS5lNqfBXL3fkhbyTClyAqKrFBEa6A7P8QbA1Nk"
    "LF2K57mrn3xv1gRX6tnSBVXqodpsNeplN+h0lzer4o4ysZi4JTxHH8Y4DrN1Fiute3vh4u"
    "xcpMpxfbEmxfVFNMO1Mtklo3+cxps0JruDxbnLWxvvRI3r7QleqcDxHEWOE9KXFWPLDpWn"
    "6K4wr8S67YjzpbUpJuCO1Kkl2vC+SELG/au70V16zZCxSRwTHVA04d7i3fyLHZdD4jVFbT"
    "lZxLpID68I7LDB7nX3+6m9xHVI3toyjuBk3R4EpPa4P/Ba52i3B5puC9x6sCSw4zjNyavR"
    "GNHiUQe3H0dNrUt/xnWpIsEogkEOlqavyTwQmDT8RdjrrGZ3spxFgQDfqd3MxytmFR/EMn"
    "klv9py6cxlNuOYqA3NRmh7csOZwdpb/BRLcyrNUjjtxORQuHgb74C/jYKF7709nDBtjkuR"
    "kWn5bvMzy5zqNtPI1Jwy7pRIX4MNAXX60qkezXDyCtbyPNGHE/+JpnRBBlAtAKV9JAPTma"
    "D5rMuFhyUXCRn+Bc/VF6kc+s/UMHr4iH3yyNhMWt/EEwjlI7wYyJTFmVqlXiEoKiTFc1Bo"
    "EGKYQ2rI1xSRBuC9+uZwOLcsBsNVnwzNOVQrBPAme+n1b2P2CmFHRHufj8RH0sc4A/JdXW"
    "RtD+llyVjPSFYRySsxNKg+jc0iIZoHfmXOIBHYGT/qkguyfBYxTsAzK1NjvkyNXkttYj7w"
    "ZHNtO3hotNplgv93+admtfWlJ88sj7sc5Gu31TKRf+F35+4z/sQ/XX5X+1xFCfk3H7YFlf"
    "FjqyT2lWFqFdBExVBobCuK0+/5u8v3lx8uri99tZB/Zp02KCaUA472EThfiIvhyqiYGAEg"
    "YQbGRBwZYzKvSm1Fd5Oj3Ks7iccsIYuCnJy8Yymhknes6Gq2krwjuPDPqk6LCBdQo3YkGr"
    "QYt7yoCk3u3rK28lJKNW+umxd3xVlmL+/+PbJhOu3bXY2cu87v5esoskC8IlQ8286739Is"
    "EH5LXh/8Fkb5CEPZ+MFnMvbsk/gANrf3FRgLMDeUPOjyVrV+J/JMuQfiTFv8bEezS3XqX+"
    "uN7/UycQ+6/Ev1Hq7j/3nOPZUYEypf4aB2vJfZ2s5wlHGnPdr/JvtYoBRqXFjkJnGAE2zN"
    "K1LFG/u3P8MajNqsN+eOHhN5af0aNSSqQgHleZ06Mw19uDGffim9xzneYo616JnL50k9yT"
    "er7eafvUb9VjDnvVK6vF79vdrs3XUe7mu3FaTVc7QZ9bT5DF6P5oVeT6cDfTw341ZkL+Qs"
    "DAoWZkrZSvRd07Z1eMXVps7A04svQLn0ZODsWWw0t2n2lJFBOdWpVwDNyn0sMuVx+0ujTV"
    "Poqcx528mch37jmyRQW4qpJWmel6SU289x7Md0S9KldI7HMkHSEAGQxd+46MeteqPxd3FG"
    "HuRkDSrQ3YjvHRJV32Cev0FF60/+xIpL6z9Ifubcte9BFjXKo0J5VByFR0V4vNgCpp7Lbk"
    "ExDQyQmzupUMdh05mzJReViiytQKDvxVPFg22Nw0oA2Rf9Vha9YKumTCJpLYgItuaV8ZGY"
    "sBYRTg4EZnqmoccJumMMzekMu5p2SuomMecOnGDwaiZmQyRDdLRAdPB2hxlGQlbJnVYX61"
    "WhBVx/pCFUeVDkyoPiCKzZu18ebs2g7X4pWdS1AZEc6zg21Neep9HXnifra88j+lqlD1f6"
    "8CJvHWF5bW2mq1mVVLqaY9LVSG/VjZo9JKo0sXnWxPp7hWyL25CYUg+tVw+tbDpep80oYB"
    "iIUkijEepceQoL54auj9mhL4PaJ2/M7QzBJCoyToEIXYDLcZvQMWAmNsPiqEQe2cyRMQgw"
    "boGMioBeCGQIx4/kjc0YsZgfvWC2iAktsZtqRKAJy5obTASYaH66JVdXl1ciiHqJ9MXCoB"
    "+I6BAoTsRbZ25U96VPcGkZRELGhUD4MSADhqboyVDdfjCLpVjwxbioXASHwDDvGD/+7CM8"
    "zKM+mzGtH4j5brCRgzqGXcTGUwqDbSsMRD/LtP/yBPIcaGHT/e3VVZoN7tVV8g4Xr8VsAb"
    "Ig7AsUEOHtO0Ll35nviNUHgfkhg1IxJFUYAujW9IrurBmFNNm5PyCSD+9+rK8w3v0MXj57"
    "GFht70Fgj59RrshLyaNMcRViikGz7cS8KvmAIiQdWtWUjZCkMjqkwTSnGR1aMxmv9I7Gho"
    "QNXi6tVeK5N/Y0ukipy/uOSqiZZT7pGrNsgjx1MqO6RmA1iuFBoSTyptO+fVvCgKad1l1J"
    "ZEDES3P4/sibvj00Z6wvwqLqFtG1twSu4z00jlqzh/riuTUSOyGsaDX50pK5bRNdriYYeG"
    "ic3/XKGvV4h7A4aHGNGQmYhv04AtoatZcnUEDNzGWarGOXyUnHLqM5x2Jn0zs21KfUSNhA"
    "uSLhbillTl3ZY9PNrOuV1dvat8r9m3eXpevQxjSIecxS8DCTbAcpN1XuxIddD1xdO8XOBX"
    "GHcSdb7HXM+Ws9CY6ysF+J0OIDJsih5ggDhZP+/5iDnpsDCS1FlvkM52FyXNhu4l/i9hws"
    "BCc83V3OxRNYd1/ly+anvwKxsNiPmQ7PhBqGf6gJ96ATrmz2LEgvJfaLdi73tquhSdBom0"
    "F9vxRQpOA4DaY5neqOE6cvTvbDC8ooe0gMS/LYghk2q61q8/fssQw9uTLxjrr8tvHtW60t"
    "fM79Q8wjfF+ttOSd8gjPferU7+Q5eRSeWFMZYbfueh6YOWO3Scla/VXJAmr1j0SLn4rvqI"
    "w3yV9YcY03M2bpppbV2hAUUvaGF5IdC7C2YnCAvd+DX9pxYvuyjjzYt/KkJQ/Cn7SDX7bO"
    "S1t4+ZpZtOS+DnpCbTzQvDRcmBwJtdUynRYsBDRqkanJnYlUZX8kffFL7LN1x3YZpBpdJO"
    "jHd1VTrGZ87prRvBRPogClIs/Xjv2nyN3VKgvGt93lD7XbdgeW8HBCHzpzwKnLf2/Ubqs9"
    "xLBy26424dqTiWlvhgACfLzMsjdZrW/f6VJ+P7EruARvQE/gp7Zo4DCXYc/v3a62+9EgmK"
    "j3zQRmUEQBGgYUJ8iM6/OAiFqdr1+de8sPRQZatygPdKjNI+kErFYhJm6GQDqrhrKCwL3T"
    "GDq3EzZ8NOexwXP8a2t3LEP3rvT+eXQB/8bC0NcCSGZslUWD9kD8MTMoPyWV5WZDZDTGqD"
    "cyUzMmadSpQWT7EdFq8Z56O60QffbaE/ip4b4G7/F88XSNTWemw/hwQR7ZAuQwr7FMAu0+"
    "B0hQ+xHd6tB+qRzncjMprNvvYD/ZdL/jyeZ6v/OpWa2KzMRV2O00G2UC/3X5TadVq1dbsL"
    "fxjvJhgThCE1LjoVqv1T9ntSC5YmXiHnQ5Hsifwpb0cF/FPBneUZdX/3ioNdFo5B7kpMWY"
    "jVmpYteta1hiK1Iqk2yKTLJzKyZNUJv9SNq3WnGpgY4yutI6I0z1j/aK/SXiRubbYO4b9c"
    "/e7WHfstyaQY+oJXJkDlNWUGUFTWh1pWNROpYj1rHsVH0wtx1zKjapUfWBd620Vn3g3pVa"
    "fSC37La7g/7FJl4JpSWT2N1d2+i7QwfmHAP1sKmMw0MxbI/Yz1vM0OlAN3RncTrVyPnp+1"
    "j1wW4rFCF/cFcozKKiMOk8ZM8H/pvbZKw/sY+iPHwceAjzmQuFBQGcTBmdB06iwoA8I0Xa"
    "MVHvcSqCBsEGp1/Caiy0Selav0T6riWdcfEL/uAKpE/eYBXBqglewoq54FfDII/qjQEDeI"
    "gF39oz094iDlD8iOqY6N7W4UN1S5ImXnkBn2fKuK8eMWeiTGEoexuIIuReXnkIEY4I3RWg"
    "O2D0ohFzhjJUngsb45IkDs+HT7bU9AzYmLryzgRuFTRyW4QxKmNQJNNApYywWU8oH2O8I0"
    "ARylC6mLxMHqU1uhjvW8y4lwyJFW0zuf1wMMel8xIarKzaleJovRL0J4fQdHE35tLu+/zF"
    "eQqIL84TIcZLIYgDM1BWXVVUtAhalZ2PMu4CJQvUQRmFcQqM/YVfVh3GqqTSVOVZU+Uu6D"
    "MrI5diqn3z3L7BvVbWRg7LqpbOc0truj2bx/ocro1RFxRTYeoyJj7fICZgUEzhnQHvpSon"
    "8zi2IqlGsTyPYspyltjMRbaczbQNW31VUrV6Xlo95mN3nz6P9tIjjeHxqqBEL1lWG5y1Tf"
    "hvx3bVPEC/Zavq68IoOtR6kAawk7gwioHLpbVhFOHGnmtJyxDjybO96Zy04TXHFp0SrNP+"
    "SPropCYSvglbmnf5F1vaNxkdTvA8zMOajhlAzMSoTtuuRNpGqa715tzRDT8UFOOaZyWU/q"
    "XCvBcIDnUK9WG3NgxpIyzjxWfdMNC4RwbMs1ymjhQVHJ/851GhohQRWxGxV/KOWwkJJ9dY"
    "YoNC22mMHBlid5ZWJsbyl+hB6d+vgnrF6nsw6RXWGEH0BYVPQG6PGh+vMx+twke3e4IWlB"
    "HvoJiCOz3cgfVKBPAX7H0rkgXcgx/vnjtGwRZY72ZWsYVklSo1zy3tWRo2aOiQqGrnPLcz"
    "Un5jtjfJicJ8gXykCcNqC5MmTNkvEpviSDXZyvNHef7kANJj9fz5ymZOhdvP8b4/gauldd"
    "pszJHdo+LGLNEOKbEYNKLt5tfG3NbLWBu/Qtchz9QmslymlYhteipiGyRnMNKKqWrMHKlQ"
    "tjEpdkSlvbuqhGJ7BNUwawa1Ob5mu/Wl8uv51XWJTNgP6qbnKKGu2zLnDhOq8oGpLcp+US"
    "KwCAYPsc0pE34rBDCWgUW6fApTPn1kSy8gPI8NiVFIDBbIGO69JFx3w5TQRcmNVQLnBszQ"
    "2RPTiNgOkj5s023mauWTozf6ydTgISNBG/8KzoxKk35YTTo2UATmZKWte3ueded5UtgGvv"
    "QsKIfECoj29tntSW4xLRhIjXUa8njXmHQq8pxtgl0N+cX5+2tfOY4/1unFW98q9/dR5SFO"
    "NlEwkyOIePfv0cPoAAPtTiKIBKbUrFvMkGgB95hHsqdUVEilSlB5sFXi5vxqE15O3HwYdU"
    "KND8wf1acEdlzgammdOkHH+3rsKT03rsKJuF1u2kX+QQwNQTCgqa6BgO1AD5J8tJgAHtdx"
    "EUNeXSSqBxqjAEmOSDo0RiQ1Fm6YDAyYgeoTtxpzbmgeu21CuWYw7SPpU8dh05kDG383Qo"
    "jY8VPdwLD1GEgD4+/72gf8FDxinXwFXYbVeDYtzZaJGW1im3NryE6JaA/bD9eB79m354P/"
    "YUOnj9kZvRgLmAKZdvmMWbaI5MEswACf3n3M1TCrp6SvzdlKYA/dIVO6wBfDEMEaeUPH0M"
    "PfllbVEGRiPhPD5OMudx/5EeoW4GAsV128DFYZ1Gck6y7kW+JlgQR+MirtRK50FssWSu2V"
    "70sUcC+9g9RuXsfPAHFQpogg7yJKZ3L+lATt295zpuxsk71zdZCcjzINEkuRwgG8k+47ow"
    "vDpDE9OJmpEBBRXIX1mqQNuApHGBC7Xv2eEX0UKRP4TzDjb6utloiMvTzu8jvYyZcJ/g/H"
    "1codHMP/4fX6YeZWb2GeVVMdlCtMNpxtaKqZZZkx+/81KxVPoHhBg3YyzMtdWVaV5VJKkQ"
    "3zrJTOlfVBtbMyPijjwxaND5rJNxq8l2Lqq87bV/2qIAHbU9xXmKUPJycxSnv3Smmdwp4u"
    "73lJVZ/csFsO0py49o7VasWsut2Onl8X1a14UCYrZp+YZbtp+tIuxgMiBdQa7oRUhh9VBo"
    "Td2wuI7ruzszS7nbOz5N0OXgv5e5jcYXF0vWSlVkBk/0qtw0yUW1NfHXQy+8//AerPKT0="
)
