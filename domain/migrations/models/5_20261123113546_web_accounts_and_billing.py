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
    "alive_at" TIMESTAMPTZ NOT NULL,
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
    "progress_message_id" BIGINT,
    "attempts" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "alive_at" TIMESTAMPTZ NOT NULL,
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
        CREATE TABLE IF NOT EXISTS "link_tries" (
    "id" UUID NOT NULL PRIMARY KEY,
    "scope" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX IF NOT EXISTS "idx_link_tries_scope_dbdb45" ON "link_tries" ("scope", "created_at");
COMMENT ON TABLE "link_tries" IS 'A wrong code that somebody tried. `scope` says who: their Telegram id, or their account on the web.';
        ALTER TABLE "users" ADD "invite_code" VARCHAR(16) UNIQUE;
        ALTER TABLE "users" ADD "joined_to_id" UUID;
        CREATE INDEX "users_joined" ON "users" ("joined_to_id") WHERE "joined_to_id" IS NOT NULL;
        ALTER TABLE "chats" ADD "name" VARCHAR(128) NOT NULL DEFAULT '';
        UPDATE "chats" SET "name" = "users"."name" FROM "users" WHERE "users"."id" = "chats"."owner_id";
        ALTER TABLE "users" ADD "notices" BOOL NOT NULL DEFAULT True;
        ALTER TABLE "users" ADD "email" VARCHAR(320);
        ALTER TABLE "users" ADD "billing_hold" BOOL NOT NULL DEFAULT False;
        ALTER TABLE "users" ADD "clerk_id" VARCHAR(64) UNIQUE;
        ALTER TABLE "users" ADD "invited_by_id" UUID;
        ALTER TABLE "users" ADD "erased_at" TIMESTAMPTZ;
        ALTER TABLE "users" ADD "clerk_updated_at" TIMESTAMPTZ;
        ALTER TABLE "posts" ADD "is_public" BOOL NOT NULL DEFAULT False;
        COMMENT ON COLUMN "usage_entries"."status" IS 'RESERVED: RESERVED\nCOMMITTED: COMMITTED\nRELEASED: RELEASED\nREFUNDED: REFUNDED';
        ALTER TABLE "usage_entries" ADD "refunded_at" TIMESTAMPTZ;
        ALTER TABLE "usage_entries" ADD "refunded_by_id" UUID;
        CREATE INDEX IF NOT EXISTS "idx_usage_entri_period__4d33fc" ON "usage_entries" ("period_id");
        ALTER TABLE "inbox_events" ADD "lease_until" TIMESTAMPTZ;
        ALTER TABLE "inbox_events" ADD "subject" VARCHAR(128) NOT NULL DEFAULT '';
        ALTER TABLE "inbox_events" ADD "due_at" TIMESTAMPTZ;
        ALTER TABLE "inbox_events" ADD "kind" VARCHAR(64) NOT NULL DEFAULT '';

        CREATE INDEX "users_invited" ON "users" ("invited_by_id") WHERE "invited_by_id" IS NOT NULL;
        CREATE UNIQUE INDEX "one_open_checkout" ON "checkouts" ("user_id") WHERE "status" IN ('OPENING', 'OPEN');
        CREATE INDEX "posts_public" ON "posts" ("created_at" DESC, "id" DESC) WHERE "is_public";
        CREATE INDEX "posts_public_by_platform" ON "posts" ("platform", "created_at" DESC, "id" DESC)
            WHERE "is_public";
        COMMENT ON COLUMN "media"."kind" IS 'IMAGE: images\nAUDIO: audio\nUPLOAD: uploads\nARCHIVE: exports';
        CREATE INDEX "deliveries_of_owner" ON "deliveries" ("owner_id", "created_at");
        CREATE INDEX "series_of_post" ON "series" ("post_id");
        CREATE INDEX "events_ripe" ON "inbox_events" ("due_at") WHERE "status" IN ('NEW', 'PROCESSING');
        CREATE INDEX "events_of_subject" ON "inbox_events" ("source", "subject", "created_at")
            WHERE "status" IN ('NEW', 'PROCESSING');
        CREATE INDEX "pictures_of_owner" ON "pictures" ("owner_id", "created_at" DESC, "id" DESC);
        CREATE INDEX "voice_overs_of_owner" ON "voice_overs" ("owner_id", "created_at" DESC, "id" DESC);
        CREATE FUNCTION "tell_ended"() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_notify('ended', NEW."id"::text);
                RETURN NULL;
            END $$;
        CREATE TRIGGER "tell_ended" AFTER UPDATE OF "finished_at" ON "compositions" FOR EACH ROW
            WHEN (OLD."finished_at" IS NULL AND NEW."finished_at" IS NOT NULL) EXECUTE FUNCTION "tell_ended"();
        CREATE TRIGGER "tell_ended" AFTER UPDATE OF "finished_at" ON "pictures" FOR EACH ROW
            WHEN (OLD."finished_at" IS NULL AND NEW."finished_at" IS NOT NULL) EXECUTE FUNCTION "tell_ended"();
        CREATE TRIGGER "tell_ended" AFTER UPDATE OF "finished_at" ON "voice_overs" FOR EACH ROW
            WHEN (OLD."finished_at" IS NULL AND NEW."finished_at" IS NOT NULL) EXECUTE FUNCTION "tell_ended"();"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TRIGGER IF EXISTS "tell_ended" ON "compositions";
        DROP TRIGGER IF EXISTS "tell_ended" ON "pictures";
        DROP TRIGGER IF EXISTS "tell_ended" ON "voice_overs";
        DROP FUNCTION IF EXISTS "tell_ended"();
        DROP INDEX IF EXISTS "pictures_of_owner";
        DROP INDEX IF EXISTS "voice_overs_of_owner";
        DROP INDEX IF EXISTS "posts_public";
        DROP INDEX IF EXISTS "posts_public_by_platform";
        COMMENT ON COLUMN "media"."kind" IS 'IMAGE: images\nAUDIO: audio\nUPLOAD: uploads';
        DROP INDEX IF EXISTS "deliveries_of_owner";
        DROP INDEX IF EXISTS "series_of_post";
        DROP INDEX IF EXISTS "events_ripe";
        DROP INDEX IF EXISTS "events_of_subject";
        DROP INDEX IF EXISTS "uid_users_clerk_i_f06c0c";
        DROP TABLE IF EXISTS "link_tries";
        ALTER TABLE "chats" DROP COLUMN "name";
        DROP INDEX IF EXISTS "users_joined";
        DROP INDEX IF EXISTS "users_invited";
        ALTER TABLE "users" DROP COLUMN "invite_code";
        ALTER TABLE "users" DROP COLUMN "joined_to_id";
        ALTER TABLE "users" DROP COLUMN "notices";
        ALTER TABLE "users" DROP COLUMN "email";
        ALTER TABLE "users" DROP COLUMN "billing_hold";
        ALTER TABLE "users" DROP COLUMN "clerk_id";
        ALTER TABLE "users" DROP COLUMN "invited_by_id";
        ALTER TABLE "users" DROP COLUMN "erased_at";
        ALTER TABLE "users" DROP COLUMN "clerk_updated_at";
        ALTER TABLE "posts" DROP COLUMN "is_public";
        COMMENT ON COLUMN "usage_entries"."status" IS 'RESERVED: RESERVED\nCOMMITTED: COMMITTED\nRELEASED: RELEASED';
        ALTER TABLE "usage_entries" DROP COLUMN "refunded_at";
        ALTER TABLE "usage_entries" DROP COLUMN "refunded_by_id";
        DROP INDEX IF EXISTS "idx_usage_entri_period__4d33fc";
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
    "eJztfe132jq297+ilS+nXQ8nq03S9hz6rLsWSWjLbQoZIKcz9zALBBbgiZEY2yRl5s7/fv"
    "eWbGP8QmwCxLj60MbY2pL8kyxpv//7ZCYMZjmntbn5lS1PquTfJ5zOGFxEnlTICZ3PV/fx"
    "hkuHlixK52b/ni3lTTp0XJuOXLg/ppbD4JbBnJFtzl1TcCxdI3NmO4JTiwARGQubuFNGvn"
    "S7t8TkLrPHdMROSYtbS2K6DjHMCXNc8qrzpfbr2bv3FTJlP6jBRuaMWq+J6UAtc/cjGcxt"
    "NjZ/DPAO1Id9McQIOmPyyeGa7fEhm5icQ6Pwk7p425mKRw5tEMt0XOcUe7bg5j8XrO+KCQ"
    "MiG/r359/htskN9oM5+PPPEyBidt80sPzIZtRlRp+6J3/HgvP7/thklrE2YqqovN93l3N5"
    "7+6ucf1JlkQ8hv2RsBYzvio9X7pTwYPii4VpnCINPpsw6AA2GxpLvrAsb9j9W+pd4IZrL1"
    "jwEsbqhsHGdGHhjDj5/+MFH+FEILIl/O/iv7yuhYr1+81Wt9+pd/v9k9gEwi5EBte7NRIc"
    "Jx+MJkL47/+oeleAyLsn2MDVl1r71fn71xIC4bgTWz6UcJ38RxJSlypSORwrlOXfGM5XU2"
    "on4+yXjyANHd0GY//GCuTVV+bD5wO0B0hPZvRH32J84k7h5/uLDRD/UWtLlN9fSJQFLApq"
    "tWh6T87kIwR7Ba76mPLAu6IoIcBv32cA+O37VIDx0TrAalXLA/CKYjcAP71KHPH8tajj9h"
    "eOWqljIF8DTK45Y8lAR2kjcBse8al/kQF8D9qiTO4NaHcb3+qdbu3bLVY/c5x/WhKwWreO"
    "T87k3WXk7qvoxA8qId8b3S8Ef5L/aTXr0VU+KNf9nxPsE124os/FY58aYUz82/6ttZG22Y"
    "O432qc1yn1KBd5lEPnrpyjvE65g1Eu3E4FL2jgadmbgUcy7N7HsnHUwyfvrMfpMM0uD9XF"
    "/ZifOEMjmzK+TzxCS6zi4H4SNjMnHNhNCXEDOkL5KOnw7PGmdw47xjPef/y5499dTUubPg"
    "aM3dqUgpeHV2auOqzVOle16/qJxHhIR/eP1Db6a2DjE3EmIneCsvFHs7NZ9A7ldCLRwdfA"
    "Tnuw123qLGx2kiAt8B9VNokLmCqUUVzQBSYdKZCjFmMiOCN0NBIL7laI47I5GS7l3yoZGP"
    "BwQKjNJGePXXOQBH9gCUdx5Ph8yKYw+KcxIcE+G+vxHh9MzAfGpbDgER+vSnPGDKQPbjNq"
    "WyazsQ+O7BOrEtNg3DVdkzkVIHiApy774TqnpCEFDWwGqEE11O1xWQW0SgbUgjZhH/JFFA"
    "QPmsSBLw3bs8wxU+0KWeGjsO8dgoILeGVhhx9RB44tnuCEuhnlGFpa8aLSCuAn8u5kIZLD"
    "4l3IbSx8LoD9yF04ycxznS9msW1rDdcV9eEkFSd/uavf1a9zzlmPqkrU3x5v3zWbjebnKv"
    "EuevwaTl5Vcu2dv/Iy3r9l4Lt/S2W7f4sJNWCNjI/Kf3dazRSRhlc+eio3Ry75Xyml3dt4"
    "rJaU4cK0XJM7p9jeS6wqiM/agdxH+NW32l+j4F/dtC6jXwhWcBkZCrm/5RmLgKAYg4HNlm"
    "YwqOvikSBhxerMqGU1uJs8JmG6yLDgaXVPw/FmT6hDZ+HPr+dnH97/Bk9lB/HHhw3D0flW"
    "u7lpNLsRQLU4IB3l8ooD/AN03jEP0+kRP6YRh6Oavd13vk6phbtFFu6OTW46062GOUKqx7"
    "lo4xyTPr6QqOzHXNjuSZKkTD2pbBSUyTJZzWosi6AYACU21LN1IdRRMix7NIW96JQM7tnS"
    "kz4xT3I1Y4ZJieMK+H3PUBRlumTBXdMiA+iACQOBwqOPMVnZvhvs8cFoSt2+aQyqknCkRG"
    "Pw3yNFCx2URKGUajC3Bc4Xpz+D/2AgViTeDbyWrQPtkI0EyupMV0nk/MPugNimA/cfTXdK"
    "UN61lLIwpqRdxKX3kgher4oSMTIVMAEI5QT+QiFg/4fwZwQ31OJAuHCnKEekfNnjM3jbzL"
    "I4KVBkj8zZIIIDlLUl0XHL5rQ4KRAnde6urur1aywUXPb4p1rjBm+pv9sImnZvQMNsWyTo"
    "rtLtZwKCrYapYMeCdXTPzzKge36Wii4+Wkf3XpmaZsXWK14+ZM/evMkALZRKxVY+i4ivzX"
    "8liEkvzUmqIMinKI0Q6Pezs/PzD2dvzt//9u7iw4d3v70JRELxR5sERJeNzygeWgM/QV6k"
    "zi/5QA8RbYV70Sb2iyCfcCTMNwopFegR2XZEtDD6RAujtWhSC6P1iGthtBZSamH0zznOKw"
    "ln3mFep9SjXORR1hbk2oJcW5CnqsVuTH5/kqAUk/crm1RiFpTIqBBroR5KMY/EFWRG7+G3"
    "UiJRbsDlIxv61t1SafXKZpZJh6ZlukvSPbuowH/vXnsu4aiT8VzCxVg6iI+gdzGl2CEa7f"
    "HNTumeXgtVRf3hcrBmt81kDdAyGTimwQYfyYBy55HZXln0P1RaLllYoE6JYMkK3EL/eGVp"
    "PoNGUaUHDQ2hDJnSB3hP+H6ZUZEvqqzT6diF/8Navcw6K7/7CWqrCoHHq057JXzPSa3Vem"
    "Gtlmmk+Mdn0Gl5tEV25T75Xr+s4mfc44BStyo/7m10U7s2gtae3fv07C7Qub2gp5FSHNy3"
    "9N3XbvtHMr7q3NBXR5VtxKgJ9HrECz3icJB8zoDHyfV4F3m8bTbechFfp9SjXORRRgZ0iy"
    "EOkenxLfL4auV26jCXWNUZl+pkldbEKZ8huTme7zqH83pEoJYZ2HUyrZjYrJjw4dK6iad0"
    "E5GJlayeSFkcDoduMZeCp8GNLYdFU/907cRww/6jylNKoD4AlTWEUI082oJPlOpDevM4Ys"
    "aGwlgSrAWD5DgjMWcD4tAluioJ6T1k2qQLkE1sOiOmIV1x1N2V/kYqSR7ZMB5J6EBtZlGl"
    "yHaiShStJXlZLYk/JlmF9QFBkXUjhZHWa/YhHfpysQ8FcfTtihlsQxhXKGFTWz3cuK25fr"
    "GM21rH31DQHfWRelHijKqKIee4pmUR5etKh2Iho8rNUHlv2GI+lzuQ0gAGzqhJVgWV2M52"
    "mGZ73HOEvYfvRFo/qNh3S2legA+CG696JzDX7PuqjFzWW5y9OXvfO3n93AB1WqG6hyU6fU"
    "fUS7Zesg+6ZEsOMGG19jnD9IUa15mcyU6q5J5jFpCxLWbBCb+ifnrnefLqClex1/LQLx+g"
    "aVUSZ/HcKqV9mFqs+lOxsAfBmvrPhclcgvccGbpUXamVGJgQbG5kidF9hbxB87az848SVT"
    "JjwHESLsIVnGIAB2y+v5gb3gcarPkP8AoAUQXTosg+/gL34eusBDFQH5l8v+B9bPaRDNiM"
    "mlZQydyGrcJewlbBgRD6M2Qq2UoQHVVgMAYDQzDIHWu4hN1nCBsUQNnHAA6DKnaas0fizB"
    "k34HZFtq6osQmLAljrRnrnZ68xlANwIA9M9uUTjr00sPO3xCHlHOO52vh4yDAMhNol8R3k"
    "BYJRDWJEBKlpoLjFxmjCNzD5g+myPjKQq4Cx0iAPqsTJIFvDnRaj0lLMMAMEVPJF/og50N"
    "F/CBP6AlugCotBuTLqw0lMptTpSaiWqh9edA3Ho654EwNat2EoJgI2dUdA/a8cxoghYDT4"
    "KXLjQPvs/VYznodgPF1vocjtEBsh3Ikj7MsecF7EDbb46YNO9jWhI6E5zrIYQEKp9OAcZz"
    "EjSNibqJUL3xXFARFWEU/3j/GOTUxxg/5XYqzddHzDNOWL07GHDFhw4EjG92nzaZ/2gDP5"
    "U7tezzmXJU2V4P89fttuVQn81+OXd51Gs97pVIl/FT35ZlpVdh7wR53zEvZKISw49aZoTQ"
    "OiyFgMgWpfg+Fvnoc9i1y2WjdrzOZlI7IJNu++XdYBdQk6FDLdlL1xk8Tl6dm/a+lLpvlv"
    "AD+yzPsBtD59qsIRfdzj17XGzd+qRNbS49/r9a/485Gxe6/WIvgUSB4xPiqbw3ZESA8Xue"
    "O3/R4XdxG5QzLJfWRs86K6TlmiYDS7g1VGktwO14BUA7vOswjXHLGEyD0b98AQld4Es2+C"
    "SmSWxJ2nH7LDNDs5ZJdQ8xBy5UIhYh54A4LyMTDnZ1kCDUKpDUEcY4EGo1Lf3AqdBHptrl"
    "1kc+2wTD3nNhElPeBeEdw52s1C6Qi2MOuNEWpz6SRk+36Qh6xbRYSsbJvx7sUrYe1Ungkc"
    "pdPzNxqnmm7nBbdGqHfdIu+62mQmfdkql8nMWoiCrc/VOz9R61Hf18cue5/DUCqkr5ib/X"
    "u2TJLWeJSfvraZJe1EEqaBZwRVm5tfVXD9I5sCaR4y0WAufmKd7SFaZfApI0Qy0Frf9yN6"
    "HlJ+WLejPClkgkn6so2TEoPsAaejnE8y69Pz4PnmV1FGfIY25cYzV6RLrKOsAI3EDLZUE+"
    "t+JkxXq5rKCpb3Ts/H6nNQUVmhcsTCTlZu5YCpIyspK0Rzc+Qu7OdidKtqKStII0ugQOpB"
    "pKhK8yxQsqo/sKayoiVh6osHz5Fie6wkSq2HUoVKWP/4gI987pcnnNLyKRh99bmfmxfAtY"
    "zwwAua8HGYz12SrlU9pZUIODvAqBPUUUaEFjIL2hzeUTyXT7nDqm5lTWVFazRlo3uxeP7S"
    "pKopK0yYoag/p8sZ48+FqgNV3aqayooWBvf3RHLPBOsr1FSTFZUJq1zewqFvdeG4YpaUT8"
    "SHtMVZV8B/GT7YUF0lEXfmdKtWUroEv+pAfJfuWB0ICbM4VssM8gbxmNMKkSzFr8hSoN/t"
    "Ym4JalTQR/gBxoAsuMUcR+bQkFlRyHwxtGTaLMwEfxKBaMfVS4fre7b0/HhVLnqmmiD3jM"
    "2R8iPhQnopYw75yUJVJx1w4c+I2ni4kN7KAOspGczMGRtIX12bjcSEm5i5Ay3De1yl+eAu"
    "LIVQ8NE03Kly8R5MmTmZugPp221yeLkfMAQVMnCgCm44gWe1sbADR2JKHLHgBpaa0rN376"
    "EQvE4oVge0ETiHjk0LU6XKihzmyqQhq4hWU4rvVMUXgucKQ2Yo726VX+Qk+CJ0Svsj9C7G"
    "YC1xnLP57/i0RQ5wddL4Vvtchwk8g8XP6fHa3XWjVSV0YZiix+9ub1q166o3sfFx++pL4w"
    "8oH1I4vrzJ1QGTrG/xGRzMlm0vOdZnZj73br98kSf9lvju3nA/OYF9gbLX7xNb5c5z9vbi"
    "w8Vv5+8vAp+e4M4mx5645bA8FeQAMyhfIt+onYGpjlU50FwRaDjjcHqn0Tien2BfTfvYVz"
    "QRSMdIdHygbkDsunV3eVMnt+36VaPTaDWxlZWxmnyIt1aOA+167SaKsTzL59mqVhR6s8qw"
    "Wbmmmy8SSUBQulAvezlpRVnOXFAn0JbPtw++1iywv0vnHeSzSHwSlGuMEkRlm3y8VkTauy"
    "uPK7C27y+ZpXcW+36dO1znDn8BOX9lh7nDo2at/UfTnfbNhGVsH+atBduUC2lid4wYvYjN"
    "2DECJU3GdvPNZTQdO3qUnL5UcmmwtlWn59QSq7U8QUscLPLpWuKVq0QWNbFcNTAS9KMNB2"
    "1i8lPS4kxmFPCVtb9gQGWss0KoS2YwipVAEarQJgJIXs2p7ZrUImrkiByv10m64723KRXK"
    "shWpacVaVZsjGJkKCUVnVo2cyqcfCZvNXUzcAGyvp3U1UafMUaE8pc7UpRPH0w5DlRNbLO"
    "aOzMTgP8RQ0yoWOI4bhpd24NBEcdcZEAYtERlNmszlCw1G1LLQR59KveYqjLX89ggwjAag"
    "hMGuHUu4Xssq+p2vQJdRqU3MJuFlPvLR8+KQz2E6MoOgYplH3lnWiZVbYiL68Ln6m+wAc1"
    "VI3bKsER9jz+YLmV5JdhB/4reAOnWM4u1qzfRxa6aLH3f5iGWd4W7lwDhCVjq557tMcs93"
    "G+Se7+JyT7Q1YB5jmhXoME3pUD7PhPL5BpTPE6TLecNcPyfEdZHR3Yvs/sF3bVqH9787rW"
    "YyvAFBVJQJOzr5XwIHhb3p9EOb33BhWq7JnVNs9iX2PwRoTYrpo/zqW+2v0QG4umldRjdK"
    "rOAyZlXhHeByKQPDRHrSZ5n062fhPGDHKTXiWRC3vHgKWXH2y5cO3b0cRHyWMM86HqbRS/"
    "nOl/Ioo5tTTZtErhW2ORS2zpxRzIWlvMBzGiUkEpduKdpLxhR3LOxZroVojagYKxG2V5qV"
    "SMre8gxIQKAHY+eDYTrBO+TbENYJ9VagbXe07c5G2x15gson0A+R6BjG69+QtoTSllBHYQ"
    "kVXQJ2gGnWYIfF/PCfxDS06q1BCu2T5t3NTTbrspeKCXgkoBcgJOAxInW4iFvHgs4+LYHC"
    "X16CPVDkw0y3CoquBVlsg+wFJ2gAJk1tXPbDRSMSDJSAv1WgFSIWbpVQabEizXlchkXYYw"
    "VujqisDC9VzX4S+rm4Z3DbnSo393XroAO02uPKHEiGb5DmMFijb4Dk0NncYmh5RNC8SJWy"
    "BJ8QFQwT++NMhe0FrpiYD4wr2xw0l5EWSaOFRW3HyzNPhG0wu0IGcPKACTlQJjQjGEhs9a"
    "NnMORMKRxboKOyJegyUi4ctFlysKcqbgVGATglA3xxla9eNokwyNz0pkpPLxv04l2kWeb8"
    "uTrf2AweQoXoyv73mMUObMXuQs4ZDEek7XUKYa+zGpRtYkmsqA8oQP3LXf2ufp0TZo+qSt"
    "TfHm/fNZuN5ucq8S56vHN3dVWvX2Oh4LLHP9UaN3hL/Y0uM1lEsbuPLMFsOykG+obMej5B"
    "+bzvzs+yWKWcbcirF7P8gV1gNk86mmxObhqmO1wshDf7Qnl3eU3ntngwYSPpo4I9N6xxag"
    "1u9PyWZy0ICMq3Frw9y5KYG0qlr7VnseTcI5GUK/1axeRKES2LxATpfhwvj/bYJu2mSAn1"
    "qwZMT4Cv8j4isvdRv4gZNsCHDcslnCXhNJ2wKmxaENbpSrMe7CyyBzJpFsNe5Ic3kVZDHI"
    "U4zOvkWH0jZCU0e9/PIgxMaaKG4tKcpM/kFVGJwv/8fnZ2fv7h7M35+9/eXXz48O63N8FU"
    "jj/aNKcvG59xWq8NQuLhDdlJpz+D/zA0dd5RSKlAj8i2I+K4Yt731pGtNN+JFegUpMXJSh"
    "hXeGszh/SPsLxmDiE5ae5PPEypv+0if9tjk8sI1lsMc4RUj3ORx7n0QZvb9e/tRrdeJTaT"
    "Dvk9flW77TZazaqvS+vxzlW7cdutehq1Hv+j1bgCCqlGg/Kt5nW92YEbGGUSeM+YXu9lBO"
    "6emiyPQipEou3Nki3Jt/0YwvQFFmKedGFN6dbb0N4japbtHr9pNL/WrxvwQaAPFDMwwn+j"
    "CQvL53btW5WY+MYYMLEYs96ifLIAji2PfCNMU+Cx2Va2sXOM0S4hjm8X7qY4QHvli7wR7G"
    "R3r/+1u7axxwz0g839ptX87BePWu2vgy0tLOJop3tLBATF8JYolROdMmLJMxorimcNR8FW"
    "mEPjLs2Uch5mwjT6NKOt57X1/Isbi1aeZT0/9MO/PRPUksUKjYIaXvdy28/v05o3ZByeYM"
    "y7bjqebssbsVXPasorLURn9J45KsBc1bdn/X/EZ83g0nGXFt4Cdm7IbPLrf6nCp6SLKdnQ"
    "aNVTQXhVeZF9Eox499Zej68QQCNdr7Kclq6VEEeqrV4Ls6VUiLZ61Vav2upVW71qq9fSga"
    "utXrXVq7Z6Lcd6oK1ejwdibfWqrV5/BhtLbfVatBHRVq8/n8WUtnpN/wi11au2ei3oIGur"
    "Vz3OxTH2O5T167Fb+0n92fYqEY+40EN02259qncwlXvtpkrgiD6Gwzk8oxaaKnfu8O6IOg"
    "v8jaP5tyoGEHKXxRggpdjMK0heUR1OmrF/5mMXMmRt3rr/OevF1Mo7aUNkpZHB7WLKats9"
    "bbtXaECVYU5ORNeINKTaHFKbQxYT1AzmkPHFYAewdoKKSjpb11bA5On6MnamtyYbsZMEE1"
    "P1oLLJutR7qTmWzGhfitmbPYWJsvp8ZBzDtroCg7DK+ipE2KGAqiqnss3GzMbMmzL1MSVd"
    "wA85azLGDMymIWk4oYaBOpl4KukDtSvDvArbnJh8QBy6xCzNYobBVoEaY6yqMKyjKeWcWU"
    "gso7Iy2xGeFSwNuonhWcfCxiH2ArTKQLWmyzAVs2+VNSC26TBHxcFVKaMfhX0vMzJDdShE"
    "xrTWFTJYyU4HXuxYxw8ey9kjms2qILQbrGNX33tE6eUHFo5ax2or2Be1gt1Wt7kDlWbRFu"
    "oX0jKHIm7nMg4M0Wn++GcKsYB+rlUZzLzHr1tXd9/qTfgNGC9msGMpkbMSN/d4p3XXvJa+"
    "EurFXl4adIRm9+167fpvOZd1SaSs7NVFj8tq1O+/HZ11/dNDcwyW9id3zc7d7W2r3UXoF9"
    "xZzOcCjzw93m21+je19uc69EWIvkXtCfPutnAY5U04EfV4s9VXnyAXffUVXrZbX+vNKhna"
    "aDbY47ftVrd+JduY28JlI9kC9uuT+h65cPtj/CbVXVjHWt/r3n1Y9MWjKt/vtmtNP1oKtg"
    "a8lx805a4JEwkG8vKmjm8Cpzg4MgKW0OfGt3rrDpcIc8bEAvt314GJN1w4yx7/1uhctZqf"
    "Gp/v2tjizHRgko3NycJmBVkhih8OYW/5Ow8dDME13TR9XwrWPkEJwI5kxX6XZSJDqfSs2O"
    "9iU1nxeXkAXlFohLMgHHDfeUBeIyofzm8ustghY7ENGd4vYpbIKM+Q1zmQDtOUD+h9TOiZ"
    "mQ9hv3zp0N2LNb3DMKhcHqeQEEVp2OyduYJoh9GT3QovtLVzOsra2llbOxd0kDNZwWq7iH"
    "3bRWhl89Ermz3kE7TNqzF5St2cUdH8HbWfMj6QzLc5owYLKWBlslAviadSX1cwV2eQghN/"
    "PE7N0RRvLWUGzrhOefdNSPUx7PWG6YbVx1JHLKuQDWEb8IDZnirbdFC06CUHlWYxp2Tgh1"
    "c2pOJa5hHFamTYZptMmOv0ONqnw7ar0pZK1bHKKAo9/xjUAC/bX3DXtGRFWIfFVJ5R7FwQ"
    "xhmVzNis8k0dYBpWeJcEJ8kBwaGXFa0p5F1mWQ6ZikcYUaUWxyMBtA7NZojXNDZtxw37Ym"
    "pVdKFU0cWX+77QQWcfkl+1hOQRNKwoSidqePc2SyglKJUqapDPopEovOU1z5xeIyqwIq24"
    "8zqyJeVmoxPoNVtVZLYqtq3HRnyTHVMStQ7QsK0xk0WfMRQJxHokth0JHTZGh43RI6KF6j"
    "+vUB3O2AxA3WbYI6R63Isy7gkHQq/32p9TOx8WSsL+tPNhuoA9lK1oPTp/5BDhEX/62mZW"
    "EOo/Ge31dAAlwXz93BX4mG2PUuDRVhaA9usXOHIXdqKuxn9U2aSsmatCOdwClVZE6iI8Yl"
    "QiKNXFkKF+RKlTyCubWSYdmpbpLk9nBjk7vXgtNR6OK3UUJid3netkH8BdNyI1Nq45umfu"
    "uqLFD+9NJvSBoZ8dde4JHYqFu1IBQX0Z3fhcTGjR49AvwatS7zIVMIroegh/oZSXE2MEN1"
    "TwLFQJTVF7QvmSzGD5hsa8jJUDpaDCX/im6Gcou4NehsLOmRtD58MozLZe2aB+0flNd5rf"
    "VIbqzqNfWVGUQqEVtUl+8yaTTfKbNxtskt/EIqlbQtwng/y0w5JPW2S4T26/tLqtz+3a7Z"
    "fGVZXMpwIWXJvOp+aox68bnxvd2k2/1kb/P3NiutT6FdZTdB1q1tFjKJ5O6YWc/qZ0vn1c"
    "OZ+40APV+ctdrQ2gv62+7fGbWvMaTvm3+Pt99fceR5ezdq0B4/R79e37bQYlizF0uil0zB"
    "B6Q/KMp0fkeYk0DjUin2qdLlbloAdcXcVlHDIVlvGyjs+GTGWreOGxOEKX2H1lovoO34i8"
    "411ky02FkRubV/UbeSu4LMbSpzNW6YxVR+SAoDNW7RFcJQWIg5qe7npFodNdb5/uWiey2l"
    "MiK50KSKcC+hksCLRNR9FGRNt0pA/Icer2taOktujVaWF+pnGeMcOkOVVOYRqtc9KR7LXl"
    "04sbmVSeFXZdftA7APWbX89RfvlPghpe91LCrr+Mw/aVJTgz/hBmstd2+HFlkzXQSBbsP2"
    "DJjCZBNSJLr9yq0WRHBsr+xUEvZ2KzkbDRQbiirGaU/zNijaG9qSs9mPFaxbyO2wPtpYUE"
    "yxntiFwkSxg55on7aLpIK0yzG3nW01gfTJr1/iKDMOv9RaosCx9F8pjljCN3+BhyRwxueM"
    "nJLR2J0JZQPlImFkqLwdK/svKKwTSjpxm9AvAkz3Fx2SdLIrmN1oM8WscYktXDjeyIOs8J"
    "KLeNf4IzZ2w03adzwi5akJ4JM8wzZA9k2CiYz4qoQhxzZlrUVteY2LcimzTIK+VH4LyWbc"
    "M9eg+TYCjQVeAV/LFeQ0nGetwQM5g7pxLIU4yy7+R0ZiBZfBl6PM2ZIYXV0k4Kx8yaaSeF"
    "XQqMdcStA0YmKoZU4aUP5XtmfRVgeaUL61SlC2+2F2MkdW6Io5xuy7iieJYt43ZIr/a+4c"
    "K0XJM7p9jsS2x/ezFx1D4EgQ+B9hjQHgPaY0B7DJQBXG25ri3XteW6tpPWluulGRGtsksf"
    "kPKq7LTl+s+gjteW6z/HOGvLdW25XjhAtUGDtlwvIKiFtVy/RUFJUvBKT4CyIXIlZvSSRT"
    "KZhcg8X2NhEwE/5hZ14Xp2Sr5PGUcbB9MhxkIaX3BD2mZgPjBo03xgtok5wTB1F+bySjYJ"
    "2VntKlDlFM/ggyqZL4aWPJAQ6hBKgBkHWjH2TC/g9hyOpY609SCeqYeE5VTVcEoGaDsDKA"
    "RJwTyjDTHu8SD7GZ1hOjFqWZ7dhx90cgqNTqnxUUXCRNsNldgMx+YPVS+ak5hOX/ZzBB3G"
    "95IfMLFk6jJpVTIUxlJmCcPcYyeVFIuQVZRdfz8RjilHMG4WEl4j1hkyP6OYNg95MfOQ2E"
    "BmBTw+A/QJbV2O5H8RMVCfkO+H6LRkPwyot1Jvq7IN0xdZDH3SBXZMxt5zH00VfA/Q+Fq/"
    "bjSrxDL5PRwPYONpNIEn+9yufYOFHF95YtNZMdSx2kjqgEZS6vCQIKEWwmKUpyAeEEUwR3"
    "PUfYEe3Dks6pet1s0a6peNKKx33y7rMMcjqrD4CuSdz/Ku6CGywy3ob4u/oB+hBc51u/ap"
    "m/OEp4iqRP7p8c7Vl/r1nTSjCS57/Lp+0/ij3sa7wWWP395d3jQ6X/BucAk1fG3c3kp6dR"
    "E11SnGLhBwGjnXpjU6vTzlWJ6QQ+0v7JQgxcloh2nKZwx19uYii24ei20Ion4R084HrP4W"
    "aosordZbFFlvoXXP6Z9aeXXPi7mx5aivU+pRL8qoJ3zssXxYQ5tyI6cYLEyjJWBaR7lfka"
    "LKrpXXnW+NSk/SCBMqFrk/+jCNxlPr0Q+tR5ebzg5AvfTrOcqJ+iSo4b05RY+esLruANeS"
    "2yesbygZkJXrpcb1KVzD20puu4+YlPq5iV1XdgMlWnfXp6W053geTJ2gjrIgtG8DIn9Spd"
    "gRhebcZnOifnieZzMrQpsfRkdTZUkj7WfomvVMRYWsRMOYsWnD/dGU8gkjgle8BLRMhqlE"
    "wyGTj6yFwdBuB4Nd9ofLQVTwfpBGexzDygym4nFQUZFtMPksde5V6tmKtAKCqevIWDfuFG"
    "2LoCfptj1zz5pLWR/FDHq0wc6LGux4oxJDerMKckV1OA3k/v2QdpJhShsraGOFMmoDvf0h"
    "WRmYIWPpirzIU/3ke7shbaUebVOaSt3W251Ws+oFne7xdl2WqBKbySLRPfpllOOwW+fR0n"
    "rFSxdn5zxTjuvzDSmuz+MZrrXKLh3941TeZFHZvVicu6KN8V7EuD5P8EwBju8ocpyQPi0Y"
    "W02oIkV3hX0l0W1H3q9sTDEBJTKnlujC+6IRMvKvHqO78pohE0FcgQ4ohnRv8Qv/4lTIAP"
    "s1ULwrcsFq68ZSGOIG2Fg32ZfnME3uOPnEpsgRzwgUsQU3vH/+7CBxIjawyoVPmXDM4QwZ"
    "xzfPy8yFqA7Izflz/2iZOcN0JG59OMA5SRbo6bM6gbR8hp67j3qnuYh06MvLRWiTJW0OUg"
    "BG4jl5IkKbRnAUfp6O81rVsywR4HvVcgZ4JfBcYSzT+a71kcum3HQYx7R6qORDTaEXfA44"
    "IPlTMkhUKRFx20nIeHH+Ojlcwi4qlpESnNGUGQs8ioyFHQQ5mNtiZjrAcs3EjHEXeDMD2C"
    "3qDlQIBFSaqifYyuPUHE2DHs3okgyhWQDK+EiGwp2isrPHpT8sl+kz/gX9GsjEG4NH4Oz6"
    "2MUBuWdsrpg/2QPF/M3g0OpW5Z1GrVkjSCopZT8oDAixBLCH6jVlXAh4r4EYjRa2zWC5Gp"
    "CRWECzkgALOasYDQ7mGpFaX9TOBkh8JAOMCqHe1UPW8ZFe1YztjFUTsSwgI4uas8ScH3J4"
    "4FfufB8hOca9qSx3Vn2R6wT0WSuGi6UY9kdqG2WPT1toTc9tq9OtEvy/xz+1650vfXVndd"
    "3jQN+4qleJ+gu/764/40/80+PXjc91pFB/i6EJ0vlZdupysLZMrQOaKnaLrG1lcdE+e3vx"
    "4eK38/cXgdAtuLNJ1pYQeANX+xicT0Qx8Wh0BJMQkLADY9qUnBG016l2IrspUKbcvcgmFW"
    "RxkNNTrawodKqVNVnNTlKthA/+ecVpMeISStSORILmY7JRhKa4t7yjvKLSw1vo4UWuOM/u"
    "5Zc/oFLtrnt1GL3a7rOxBTKKPBCvEZVPt/P29ywHhN/Tzwe/R1E+wsBDQaignDP7JDnc0N"
    "VNDdYCzOSlLnq8U29ey6xg3oW805U/u/FcYHfNr83W92aVeBc9/qV+A8/x/yJnCkuN4FWs"
    "4F175mV2xhmOc3La48Mz2ccCpRTjwiE3zWI7Rde8RlW+tX/3O6zFqMP6C+6aCXGyNp9RI6"
    "Q6cFORz6lzYZmjrb0fVtQH3ONt5trLvlj1J/Mm365323/rt5pX0s/Br6XHm/U/6u3+9d3t"
    "TeOqhk4QMsZ331jM4fVoUZwh6GxoThYi6UT2RIbJMGFptpSdxEoWjmPCK64PdQ47veQKtA"
    "NWDps9m40XDs2f4DNMpyf1GqB5bR/LbPK4+6PRtgkPdZ7D3eQ5RC//bdLdrcj0kbTIR1LK"
    "ncck68dsR9IVdYHXMmmkIcNVy79Jsao7zVbrf+QddVGQM6hEdyt77wip/gaL/A1qs/70T6"
    "y8Zv0vkk27cOP7Ioca7VGhPSqOwqMiul7sAFPfwbqkmIYWyO2dVKjrstnc3ZGLSk3VViLQ"
    "D+Kp4sO2wWElhOyTfivLfnhUM6b8tJdEhsbz6/hIBJxFpJMDgZ0effKFdMcYidkcp5pxSp"
    "qCiIULNxi8mpCpK0foaIHoYHGXWVZKDtC9NpfoVWGEXH+UIlR7UBTKg+IItNn7Px7uTKHt"
    "fSl5xLUhkgLLOLaU155lkdeepctrz2LyWi0P1/LwMrOOcLy2t5PVrFNqWc0xyWqUt+pWwx"
    "4h1ZLYIktiA14h3+E2QqbFQ5vFQ2tMx/OkGSUMA1GJSDQik6tIQfy8RAMJHPoqBUE6Y+7k"
    "CCZRU3EKZOgCPI47hE4AM8kMy6sKuWdzV8UgwLgFKioCeiGQEVzfk1cOY8RmQfSC+TIhtM"
    "R+mpGBJmx7YTEZYKL96Yq8e3fxToa8r5CBPBgMQhEdQtXJ6PjMi8G/8gmurIJIqLgQCD8G"
    "ZMDQFH0VWD0IZrEiC78Yl43L4BAYlB+j/b/5CJ25N+dzZgxCEfotNnZRxrCPyINaYLBrgY"
    "GcZ7n4L5+gyIEWtuVv373LwuC+e5fO4eKzBBYgD8IBQQkR3r0jVPGd+Y5YfBDaH3IIFSNU"
    "pTEA3Zlc0ds145CmO/eHSIrh3Y/tlca7n8HL5w8Daxw8COzxW5Rr46X0Vaa8AjFtQbPrNM"
    "o6VYQ2SHppUVM+gySdfyMLpgXNv9GZq3il1zQxJGz4cWWjEM8r2DfoMqMs7zsKoea2eDAN"
    "ZjsE7dTJnJoGgdMohgeFmsiru+7V6woGNL3rXFdkvkp8tIDvj7waOCMxZwMZFtW0iWm8Jv"
    "Acy9Ak05oDtJdsW6Owk8TarKZYUjJvbOLH1RQFD03yu147ox7vEpYELZ4xYwHTcB7HQNsg"
    "9vIJSiiZuciSI+4iPUXcRTxDXOJues1G5oxaKQyURxKdlorm1KM9NtnMpllZv2p8q928en"
    "tReR9hTMOYJxwFX2aTvUOTmzp3k8Ouh55u3GIX0nCHcTdf7HXM0Gw/SBtlqb+SocWHTBqH"
    "ijEGCieDf4hh38tEhZoiWzzCfdgcl46Xppl4MwcrwQ3P9I5zyQas+21SqdEYbD6GjC6D1a"
    "jQ6LDOAAGUxYDjE/rAsEocwowqqz9D8bPYj7kJ74FSCSj15wlUbQoDT3B/13v2i+7Zaubk"
    "QXpFcVi0C8ker0c3Qb1vDg3AikDbFScJQcVsZrpuksg53ZUvTKNVKgmGlscWD7Fd79Tbf+"
    "QPh+jTVYl/1eNXrW/fGl3pth5cYuLom3qto0qqK7z36a55re6pq+jenEmPu3Pv9dBGmshp"
    "pSsG1ilLqBg4EkVAJpPJ4ECWf5wjpNo09ijGeZjXOjZOqTOEaB2q1qGuOMscH9MakVb7PZ"
    "EhXoK1E70fnbDboLbjxPZpVVV4bhVJWRWGP02QthqdpyRp6jXzKKsCVdCUOnhh+NnwMEcZ"
    "Ko1UVjs4TBvUJjPB3anSKH0kA/lLirswp7sy5DboMkVNta+WEhVUC0+b7WdakxVoTVWxpF"
    "4/RQq9TlU6Xjg9ftu46t4BGww3zJG7AJx6/I9W46reRwxrV916G549CMw+NQIQ4ONltrMN"
    "x7t732f1/SSe4JK/iYDgp1Ys4jKXQ27mF9cis3gsWlS/5AIzTKIBjQKKG2TO83mIRJ/ON5"
    "/O/eOHtsnbdCgPTajtA1qFlMcRg/gc8azW9dUlgXuvoayupmx0LxaJMayCZxs5lpFXKrub"
    "LF3Cv4nUt3cAkjlbN2ZDtTz+mFuUn5LaitmQicUx+JRKmI65Uk1qETV+RI5assPsXhtEnX"
    "93Cj8N5GuwjO8SaxpsNhcu46MluWdLgiJG28vF7vUDKKhzj96taEag/VcLsyls4ndwnmzL"
    "7/i0heZ3PrXrdZkgvA7cTrtVJfBfj1/edRrNegd4G/+qGFq8I1TDtm7rzUbzc14trEdWJd"
    "5Fj+OF+in1sbc3dUxX41/1eP2vt402Kl69i4KMGHMwOVziuXWDseYalU7oHMM5ntB5YSdk"
    "6+qyH2l8q52Uoesog5xtUsLU/9pd07/EvDkDHcxNq/nZLx518SysKcERjUSB1GGZNMxaC5"
    "q+mpVXC6plLFrGcsQylr2KDxaOK2aSSY2LD/xnlY3iA69UZvGBYtkdj4P+xSF+DZWVQb/H"
    "XTvoQkeHYoHxsthMhcOiGD1L8vM2s0w6NC3TXZ7ODHJ2+iFRfLDfBqXLAHKFUi0qK1M+fM"
    "5iGLy5QybmA/so68PuQCfEI5cCCwI4CRUkC26iwIA8oqeCK1DucSpjdwGDM6hgMzbqpExj"
    "UCEDT5POuPwFf/AEMiCvsIlw0wQfYcNcujnAIo/ijSEDeIgN39ojM14jDlD9mJoWbHGOCR"
    "+qV5NS8aoH2J8Z44F4RMxlnVJR9joUzMt7vNYJGRUMvYZgOmAQsTFzRypipQcb48pXA/qH"
    "PVtJeoZsQj16dwpFpTeHI6OJVTE2mbBQKCN11lPKJxh2DFCEOrQspiibR2WDLMb/FnPykh"
    "GysjGTu4/KdFwyLynByitdKY/UK0V+8hKSLu6FPtv/nD8/ywDx+VkqxPgoAnFoB8orq4qT"
    "lkGqsvdVxjug5IE6TKMxzoBxcPDLK8NYp9SSqiJLqrwDfW5h5IpMj2+RxzfMa+Ud5CitHu"
    "kij7RhOvNFot/uxlCRYTIdLTJHtEjfFywn3mEyjXcOvFeinNzr2BqlXsWKvIppzVnqMJdZ"
    "czY3thz1dUo96kUZ9YSP3et9EfWlRxoH51mxwZ7SrLY46wr4b8961SJAv2Ot6vOimbrUvl"
    "UKsJOkaKahx5WN0UyhYN/TpOUItebr3kxOuvCaE5vOCLbpfCQDdFKTeRelLs1//Iuj9JuM"
    "jqZ4H/Zhw8REPCI1uNquG1G6UWoa/QV3TSuIyMa44WsJlX+pVO+FYrSdQns4rS1L6Qir+P"
    "DRtCxU7pEh8zWXmYOvhdenoD863Jo2xNaG2KEzvv+J5xHfrxHtZjAKpIjdW3anBM1fqgdl"
    "UF4HxkuU92DuOWwxhugTAp8Q3QElPv5kPlqBj+n0pVlQTrzDZBru7HCHzisxwJ/Q961Rlp"
    "AHP16eO0HAFjrv5haxRWi1KLXII63DGf4c44wmvwnsTXq+voCgGNn6sNnSZOvT+ovUoThS"
    "Sbb2/NGePwWA9Fg9f76yuVvjzmOy70/oaWWTNBtT1fepLJgn2iElNoNBdLw095hifhVr41"
    "eYOuSROkTVy4wKcYQvInaAcg4rrdyqJsxVAmUHc9PHRNr7a0oKtu/ZMpBod77Ufj17975C"
    "puwH9bLjVHwZNxRUUvLBUBiKxmEUPWpkl7wi2CKzxqdkMIb+M3sOryG9Y3o81ALWaYuFy2"
    "SFWF816JasBQOROGLGpA8MgfFSQUrIDE4P9J6tHIrwNs4JDGhioe8O63Hl7uMDBgW8kCcU"
    "XkDFPYF7Q2aZ7AF6L1lLMgCW32GehD89EmSQHxE6GQsA+Wd4l9VS+ZeVyuMAxWBOFwB7xY"
    "sshy+S8Df0cedBOUJWQrR3bymf5mLTgcXZ2iRtT3azySZuLxhD7Unbz88+vA8E7fhjk4y9"
    "8612cxMXROJmEwczPRqJX/6A3kovsNDuJRpJaEvNy65GSEvIrx4Jf6rNKrVYQqe217nYiy"
    "uZeDoX+8uIJhp8KH7UH1Is7UJPK5tEEyaW67OH7HZ2NU5kcSUAkClFMcwEweCopgEEjgsz"
    "SNm2JQQDeZ8UfeTZVaKooTUOGdwRZVqN0U2tpRdyA4NvoCjGa0YsLMO3lJtSbljM+EgG1H"
    "XZbO4C5+9FG5EBPqhpYQh8DMqBsfwDiQZ+Cr4AQ72CqUJ0PArbcFSuVYc4YmGP2CmR4+EE"
    "oT/wPQfOYvgPNnIHmHDVj9eAWc1pj8+Z7cioIMwGDLD3XjfXQ7aekoGxYGtBQkyXzOgSXw"
    "zDDRvkFZ3ADH9dWRdDkKl4JJbgEyU7gS7fQ9sSHIwLa8qXwSbD8ox02YV6S3wskQgyteow"
    "IkWRWaxGKLOHf0BRQl56D6kW/YmfA+IwTRlB3kfEz/RcLCnSt4PnX9kbk713cZDaj3ItEi"
    "uS0gG8l+k7p0tL0IQZnG71ECLRdg+bJUlb2D0cYXDtZv17TvSRpErgP2llf1XvdGSU7dV1"
    "j18DJ18l+D9c12vXcA3/R8/rL7O3+gfzvJLqMF1pMuvsQlLNbFsk8P8bTio+QfkCEO1lmV"
    "dcWV6R5YpKGy4WWShdKO2DHmetfNDKhx0qHwzBt1q8V2T6qy7aV/2sgAO7E9zXmG2OpicJ"
    "QnvvSWWTwJ6uyjwlqk8f2B0HfE49eydKtRJO3d5EL6676068MdMFsw/MdryUf1kP4yGSEk"
    "oN92JUhh9VDoS94iVE9+2bN1m4nTdv0rkdfBbxHRHcZUnmeulCrRDJ4YVaL7NR7kx89aKb"
    "2X/+D71aiVo="
)
