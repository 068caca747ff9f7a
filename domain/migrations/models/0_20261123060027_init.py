from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "users" (
    "id" UUID NOT NULL PRIMARY KEY,
    "telegram_id" BIGINT UNIQUE,
    "name" VARCHAR(128) NOT NULL,
    "locale" VARCHAR(8) NOT NULL,
    "timezone" VARCHAR(64),
    "plan" VARCHAR(16) NOT NULL,
    "active" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON COLUMN "users"."plan" IS 'FREE: FREE\nPRO: PRO\nBUSINESS: BUSINESS';
COMMENT ON TABLE "users" IS 'A person: known from Telegram, from the web (Clerk), or from both.';
CREATE TABLE IF NOT EXISTS "brands" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(64) NOT NULL,
    "description" VARCHAR(500) NOT NULL,
    "audience" VARCHAR(300) NOT NULL,
    "tone" VARCHAR(200) NOT NULL,
    "platforms" JSONB NOT NULL,
    "is_default" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_brands_owner_i_9d7f49" ON "brands" ("owner_id", "created_at");
COMMENT ON TABLE "brands" IS 'A voice to write in. One of its owner''s brands, at most, is the default one (partial unique index).';
CREATE TABLE IF NOT EXISTS "sources" (
    "id" UUID NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL,
    "first_message_id" BIGINT,
    "last_message_id" BIGINT,
    "created_at" TIMESTAMPTZ NOT NULL,
    "extended_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_sources_owner_i_fbe019" UNIQUE ("owner_id", "first_message_id")
);
COMMENT ON TABLE "sources" IS 'What posts are made from. Pieces that a chat client sent in a row are one source.';
CREATE TABLE IF NOT EXISTS "generations" (
    "id" UUID NOT NULL PRIMARY KEY,
    "platform" VARCHAR(16) NOT NULL,
    "style" VARCHAR(16) NOT NULL,
    "number" SMALLINT NOT NULL,
    "language" VARCHAR(16),
    "status" VARCHAR(16) NOT NULL,
    "error" VARCHAR(32),
    "attempts" SMALLINT NOT NULL,
    "provider_calls" SMALLINT NOT NULL,
    "model" VARCHAR(128),
    "cost" DECIMAL(12,6) NOT NULL,
    "prompt_tokens" INT NOT NULL,
    "completion_tokens" INT NOT NULL,
    "request_key" VARCHAR(128) NOT NULL,
    "chat_id" BIGINT,
    "progress_message_id" BIGINT,
    "written" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,
    "brand_id" UUID REFERENCES "brands" ("id") ON DELETE SET NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    "source_id" UUID NOT NULL REFERENCES "sources" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_generations_owner_i_0ed715" UNIQUE ("owner_id", "request_key", "platform")
);
CREATE INDEX IF NOT EXISTS "idx_generations_status_3f9c47" ON "generations" ("status", "started_at");
COMMENT ON COLUMN "generations"."platform" IS 'TWITTER: twitter\nLINKEDIN: linkedin\nINSTAGRAM: instagram';
COMMENT ON COLUMN "generations"."style" IS 'PROFESSIONAL: professional\nCASUAL: casual\nWITTY: witty';
COMMENT ON COLUMN "generations"."status" IS 'QUEUED: QUEUED\nRUNNING: RUNNING\nSUCCEEDED: SUCCEEDED\nFAILED: FAILED';
COMMENT ON TABLE "generations" IS 'One run of the writer: source + platform + style + number -> posts. `cost` is in USD.';
CREATE TABLE IF NOT EXISTS "posts" (
    "id" UUID NOT NULL PRIMARY KEY,
    "generation_id" UUID,
    "position" SMALLINT NOT NULL,
    "platform" VARCHAR(16) NOT NULL,
    "text" TEXT NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "published_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "brand_id" UUID REFERENCES "brands" ("id") ON DELETE SET NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_posts_generat_a8a9db" UNIQUE ("generation_id", "position")
);
CREATE INDEX IF NOT EXISTS "idx_posts_owner_i_387b46" ON "posts" ("owner_id", "created_at", "id");
COMMENT ON COLUMN "posts"."platform" IS 'TWITTER: twitter\nLINKEDIN: linkedin\nINSTAGRAM: instagram';
COMMENT ON COLUMN "posts"."status" IS 'DRAFT: DRAFT\nSCHEDULED: SCHEDULED\nDELIVERED: DELIVERED\nPUBLISHED: PUBLISHED\nSKIPPED: SKIPPED\nFAILED: FAILED';
COMMENT ON TABLE "posts" IS 'One text for one platform. When it is due stands in its deliveries, not here.';
CREATE TABLE IF NOT EXISTS "chats" (
    "id" BIGINT NOT NULL PRIMARY KEY,
    "enabled" BOOL NOT NULL,
    "disabled_reason" VARCHAR(32),
    "created_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "chats" IS 'A Telegram chat that deliveries go to. `id` is Telegram''s.';
CREATE TABLE IF NOT EXISTS "deliveries" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(16) NOT NULL,
    "post_id" UUID,
    "occurrence" INT NOT NULL,
    "part" SMALLINT NOT NULL,
    "notice_key" VARCHAR(128) UNIQUE,
    "notice" JSONB NOT NULL,
    "scheduled_for" TIMESTAMPTZ NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "zone" VARCHAR(64) NOT NULL,
    "wall_time" VARCHAR(19),
    "status" VARCHAR(16) NOT NULL,
    "version" INT NOT NULL,
    "fence" INT NOT NULL,
    "claimed_by" VARCHAR(64),
    "lease_until" TIMESTAMPTZ,
    "policy" VARCHAR(16) NOT NULL,
    "ambiguous" SMALLINT NOT NULL,
    "possible_duplicate" BOOL NOT NULL,
    "refusals" SMALLINT NOT NULL,
    "reason" VARCHAR(64),
    "message_id" BIGINT,
    "sent_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chats" ("id") ON DELETE CASCADE,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_deliveries_post_id_5728fd" UNIQUE ("post_id", "kind", "occurrence", "part")
);
COMMENT ON COLUMN "deliveries"."kind" IS 'POST: POST\nFRESH_POST: FRESH_POST\nNOTICE: NOTICE';
COMMENT ON COLUMN "deliveries"."status" IS 'SCHEDULED: SCHEDULED\nCLAIMED: CLAIMED\nSENDING: SENDING\nSENT: SENT\nFAILED: FAILED\nUNKNOWN: UNKNOWN\nHELD: HELD\nCANCELLED: CANCELLED';
COMMENT ON COLUMN "deliveries"."policy" IS 'RETRY_ONCE: retry_once\nNEVER_DUPLICATE: never_duplicate';
COMMENT ON TABLE "deliveries" IS 'One sending of one message to one chat at one time (reliability.md 2.3).';
CREATE TABLE IF NOT EXISTS "delivery_attempts" (
    "id" UUID NOT NULL PRIMARY KEY,
    "fence" INT NOT NULL,
    "outcome" VARCHAR(24),
    "reason" VARCHAR(64),
    "message_id" BIGINT,
    "started_at" TIMESTAMPTZ NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "delivery_id" UUID NOT NULL REFERENCES "deliveries" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_delivery_at_deliver_97b52f" UNIQUE ("delivery_id", "fence")
);
COMMENT ON TABLE "delivery_attempts" IS 'One try at a delivery; only ever added to and completed. No outcome: nobody came back to tell.';
CREATE TABLE IF NOT EXISTS "usage_periods" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(24) NOT NULL,
    "month" DATE NOT NULL,
    "used" INT NOT NULL,
    "reserved" INT NOT NULL,
    "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_usage_perio_user_id_6f9788" UNIQUE ("user_id", "kind", "month")
);
COMMENT ON COLUMN "usage_periods"."kind" IS 'POSTS: posts\nPICTURES: pictures\nVOICE_CHARACTERS: voice_characters';
COMMENT ON TABLE "usage_periods" IS 'What one user has used of one kind in one calendar month (UTC); `month` is its first day.';
CREATE TABLE IF NOT EXISTS "usage_entries" (
    "id" UUID NOT NULL PRIMARY KEY,
    "job_id" UUID NOT NULL UNIQUE,
    "amount" INT NOT NULL,
    "committed" INT NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "period_id" UUID NOT NULL REFERENCES "usage_periods" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_usage_entri_status_32ea76" ON "usage_entries" ("status", "expires_at");
COMMENT ON COLUMN "usage_entries"."status" IS 'RESERVED: RESERVED\nCOMMITTED: COMMITTED\nRELEASED: RELEASED';
COMMENT ON TABLE "usage_entries" IS 'One reservation and what became of it. `job_id` is the row it pays for, a generation for instance.';
CREATE TABLE IF NOT EXISTS "inbox_events" (
    "id" UUID NOT NULL PRIMARY KEY,
    "source" VARCHAR(16) NOT NULL,
    "event_id" VARCHAR(128) NOT NULL,
    "payload" JSONB NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "error" VARCHAR(128),
    "created_at" TIMESTAMPTZ NOT NULL,
    "done_at" TIMESTAMPTZ,
    CONSTRAINT "uid_inbox_event_source_acaef0" UNIQUE ("source", "event_id")
);
COMMENT ON COLUMN "inbox_events"."status" IS 'NEW: NEW\nPROCESSING: PROCESSING\nDONE: DONE\nDEAD: DEAD';
COMMENT ON TABLE "inbox_events" IS 'An event that came from outside, stored once (reliability.md 2.6).';
CREATE TABLE IF NOT EXISTS "aerich" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSONB NOT NULL
);"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        """


MODELS_STATE = (
    "eJztXVtz2ziy/isov2xSx+Ny5MTJaE5tlSwziTaO5NUl2d1oS6ZIyOKaArS8xNHMyX8/3e"
    "D9JpOyLhSHLzYFokHwa7DR3Wg0/jhZcJXq5tnIpMZJk/xxwuQFhYtI+Sk5kZfLoBQLLHmq"
    "i4o21BAl8tS0DFmxoHAm6yaFIpWaiqEtLY0zrNoiS6jLWZM8MP7IyMzgCzKkOr035MWp89"
    "OaU/JIp+RFW6fGw8tTwg3nxpRb8zN8jsoVeJDG7rfXpM20/9p0YvF7CpURiG//hmKNqfQH"
    "Nb2fy4fJTKO6GsFJU7EBUT6xVktRNhp1rt+Lmtjd6UThur1gQe3lyppz5le3bU09Qxq8d0"
    "8ZNWSLqiEYma3rLtxekdNjKLAMm/pdVYMClc5kW0dmnPzvzGYK8oCIJ+Gf1391uxaqNpl0"
    "e8PJQBpOJicJ3mEXYti7RQpnyHeNWQjUHz+ddgNAROkJPqD9sdV/cXH5UkDATeveEDcFXC"
    "c/BaFsyQ6pAD1A2XI5OkmD+0q77zArHfAYYQx56HQOzF1EC0DuobUDfKGz8O+XXxuNi4u3"
    "jfOLy3dvXr99++bd+TuoK7qbvPV2DVOuOh863SF2iMPH63zSWID8CPAX/xPAt+eykQ67Vz"
    "+GN7zIJmPcKwgQDwSMD++uBvTJQv4x0Sm7t+bw81Xj3Rowv7T6YpBDrZdRSLvurYZzL4qu"
    "zhVZL4RvQLFHhCnbD8Z5EM7GN4GupS3o75wVwjdMsxHCcZmRB+BdSo0IwJevcyB8+ToTYr"
    "wVxXipyywdX4nZC4FxBzokM4UmsPZo9ziS3/clqeBYFjRNgn/H7LbfaxL4M2ZXo0GnKw0G"
    "TeJdxVWUXFLlMo9QucyWKZdxhoAepn1PGfJXnOtUZumjPiCK8WIKVLtihjd57lcXuer1br"
    "DlhWn+V3fmwdgk2B19vpIAdQE6VNKsjLlRMShCMpGtJNzXcAdlSTreUcoY5qpLeuZd7IoB"
    "uxQ78IJqj+krl89rGDLsfJYGw9bn2whXrltDCe80ROkqVvoi/kX4jZCvneFHgj/Jv3pdKa"
    "5x+vWG/zrBPsm2xSdgP0xkNaTPeaUeahGu20t1Q65HKWuul4XrHkYhtoveo+k3ewiZJVgw"
    "lZWHR9lQJ5E7wfCYGjJTzRT569K9/9SnuiyQTQ4C1/a+wjaOkP8/vRHvlQbjIADIfSdo+p"
    "koffAbqipUJrcNhT4TpoFopKoQ4Wf+TIBuoYmqwqPM5efCA7p8ZeGBFwS919Ce+41dO+2s"
    "qoqTbcr3dLIEpPhz57YRNnUrWqoSWqga8AbPUhaStxaNRbxEZgCN6j4bnxRRB1J89L6ekO"
    "2kD9SRPF7671xTKLE4eTTA6iEaOyM9RgmfEc0yCX8EXv3FJE6bp0S2yAJk5ynRTOFqd9Em"
    "HEheLGXD0mSdOJwjgl8v09z4e3nm037+byfiUa67OGSg/bteATjoCkD5PdBH7L4Ld6sAxj"
    "Gyyjn735yf50AaamVCLe7FPHO2qlHXD5oX6DBN5VC+yIXyxRqUL5IoW0Ud/s9x9pcZ3UYu"
    "dBtr0G0k0V2CejfjxiJFCfzboNdNhzhCFHd7aYpF/o/o2u5ssNAkOLU13dKYeYbPO8Q8iC"
    "BFPF4e2i8+t/4RZ0T7pncVnzCxgasYUzTTf4ekar7O7R8l3KPr3y+pff+1F7gkXuA8vv+w"
    "iZBX7w/TbFP7L4clvIGyn3Crx/BNgvueG1S7Z5/oKrGgnOVkoMeo7Wd5F6DYkB99CzQypO"
    "Dl4ZWpI6farUG7dS2d/MyzUnEYR3zJ4iNK5mQ+FnR26e4KDacUn1d0sGU7vmKj+2nvFzqd"
    "DJuh40nEjaI3ymgSZw2G/A/xtFi4NK2VjkXMXkypQX75KxEj5IzcKfD/Dn1TGiOjwXXS37"
    "WTp4zZmN3JlkUXS8u8I4ZmUpM8atacUPRKk0duPEAL1ly2iCU/wE0NPWZN8jjnZM6BKUSG"
    "LukqVHKfpkDBTGOaOSeMW3PoPVRZkQVIYnjcHQhgw1Fi7siU6pzdm+jCw1di9JGalvuCC+"
    "itQWEsm9bkga7uCHLT8dxZ8hLjcfHSreF0kBvQDapCF5vipgkUwr1nPaKjcCH6j78DDhPZ"
    "xy3L2/ctmFtC/RHfq0vpOPoiHkF4S8sWwyd439ofeGB/oM+vBNa5o858+jL7CE+GoM4OpX"
    "4TBz5828aY3XS6n6TrTrcJ9jJ7oKoG332nCzrth37rcxOkAbwyxjzHpc5hItGE/NqUSz5x"
    "qVl02++9lwaDTq/bummSpcFn1DThnqyPGehiIyxVZNPG38jNfzZRLFurcjDIEfVJDg0Wsq"
    "5nBtYHVBvF1JdN53bD6i8aby/9QHr8sS50fvC5dXOT9AnoMru3Qacp4n4M01Qv3ngXQsWb"
    "kjeTKh71Ht29fx9JI+m64CTrUjWJ83/M+qNut9P90CTuxZgNRu22JF1jJf9yzN63OjdY5P"
    "wvh6ChhsFT5Ez2V+ETVO+TuGjkWfNoZC95NBLrSq7iX1SQh+n2J8rPyy/HYR7/roERMlEA"
    "vsKwJqlrcONmfBFZ4BNUTxbsZE+Z4nqaYmsSVNFg2GYsSbgk8cUIh+bMpT22QbsG2mup3Y"
    "HhCfCdXsaWejzUXyfXPg0O4nJi8Qea5jFdJxCidJWRB41Xr9++fndx+doXCn7JOsmQspoG"
    "COkUe1Ec3lTaGuI4xDGvV17pG3eWldgaL5UQnstW4S3rIaKtbFc/NMwH2bAO0hadieZkAX"
    "8warkoFzIaqDmyKUdwjcOiKfGF6/XoEFllpPk2FOg68iQb5epGnoQWoApyPUq5Ba6XTKgd"
    "CZM9TNZy2Vlx3YjNMdKaz2Xms9jNUjCOLEzzjFXj4+Hqk2vEdVzezgB14lEKIhohqiGtQx"
    "33EuqYkKtbADVvAoZyCtMnQQ1PJRFQoQOkO7q5OUkRBluAtXKpCOLARiRg0cjcXcZUusin"
    "xFMGPMmOpQzloXg6jvIrBvGJSEUiGxivp1KRdPOM3GpUEcF/UEEm6O0iiq5RZhET/2gYx2"
    "fwR0GGAX7OY5MxlFt/goif1GXTCvl87rwdxm48o5dalLhVnIc8Os02od1IOdC6uQWo6gYu"
    "KtxmuKGZua+0PkhxphmR7iSiE+soxINGIVr0R4qJNoTSjG2Gbv1KONDXmWLSP4YRKyyxwc"
    "23xG563Q9e9fiut58xszj2MSSAX+fQTaOuvbmbenNjYrIYK1KIa05syonaEZzNkOo6gmEe"
    "oQDqJmyPkdZ8LwvfU3yGiT1otYur9seUwMI95q2nx4L5TndXio2oKX4Ab4NqthfA3wWbby"
    "8lWjxkxg1haPvb88jXOWW4/RAtZBsscAvzeqFljtm+gnx8p7jtkIBdnGL/b731VFM8GKOe"
    "BOWmJl4wuVEwI3XYqbCv6w2DhzXVE4zMC3hyBNTLbvF98Vp66rAnQuRDdHVsT0p6pSSg9d"
    "7WUu1trd1/e3T/HeGev+t+6/2w4DTpEDWJ+Ddmg/ZH6Xok9vL5l2N2Ld10vkh9LPUvx+x2"
    "dHXTGXzEUv8SWvjUub0V9M5FOTcHLu2pvmnQU5y2jnoqjwcj6bqqHZbZH9lxOq7q81L+jF"
    "zP466sIxzrCMfSAVq7f+twvBKCmiMc7zBRY+LolxRfsXckTLav2D93Js+pE35olQjYEvFT"
    "gauW3HNi8TNy54ZkeZX/YqYdJvGcprZ8FvS6OIhnhD5s4MStSORDtoeXMgQnjQfrsl+HqO"
    "pTL/NnvlY1U+A2AeXVLHhsRJK0ekk9tp/gp7abs6E/TguqzjVea/zlwHRPAR/1QXuHifbw"
    "8UrR4sNYZmvyUc7lC/0wKVMxYzSfifAMf2cEFz+Fai47R7bhtENeGPAMeaqBzrE6W6ikcX"
    "aRclLcthoWmz1MZU5VG1WRGTf8rR6YqUkzqUoWfEGZdUruVDAIMMe1sxHkh+Xewac8zjVl"
    "7vdoIa/IFB4LQKm/kSm35rjJZMzEuiUTWbt/h37dETD1yN2jrOsT7OIdeaB0CW0JawV6QA"
    "1QjODFgMZJf91pdVsESQWl6IcMDCE6V2TdeU0R3oJZubmi2IaB50XdedtNRKZtbeFtivET"
    "aqOsJI+ySXwkfiN3eH6e864usqaHdNAyPmfmPCKRZ1zRZW2RmlVcsGdNSvEM++ubkOmu9H"
    "nQHCdA0BchJ6DP9eaYckXceJzaZLnWoy3zSvnJbW8wbBL8O2bv+9Lg48QpCa7HDOg7balJ"
    "nP8lWWsNvqa830CIpPbJx3zyEUEUBTTT9ROTXnuLfnq1Kwtsy3nqhDxPwPlEPJlLU8eShb"
    "O7c0tTaNF8f1GqrXhnDuug3H2uPweyJMjZByIGFOU4DREfW5nTECOqfVGHWYK4gj6zI/GR"
    "5QopcuyzolwOqGr2lpq9vxc8zPf3/R/mOxq2dyU5d334t++FKAJxhKh6qzevfs2jIPyarR"
    "/8WoETS/x444Ij+yQ9Zrl90wJZAGXuxZgNpO61OMzEvRAlQ/FzGI9SHrNR91O397XbJO7F"
    "mH2UbuA+/sVzlrpt6UYQ+JflsLa/U8NM3R2TaciEKCpjy2zNMpwVtLRn+zeyjwVK4agFJX"
    "dayDaMUlVP9m9/htWpbNKJzSwt5ciT9TpqjLTe2VBmPXXJdU3J+JZy7Nrzqfc4xxvUMlYT"
    "HvQn9yTfl4b9f056XXRuB62MWVf6IvUn16Pbm04bmAJ8x1WhiWov4fWg++WYlOXFVLu3eZ"
    "pG9sRxWWHCykwpW9m1yk1Tg1eMsrpAJF56A3sMyvNLjjYqz6Az25SLn1YWpqsHdQTQotGN"
    "VQ5q3L5qtGkKuTp73Hayx2FC1E1OkwjIapW0zCppHTSc/cFVN2j4IOeOlY6/BxGodbx2Ha"
    "99FPHacXmxBUy9DYEVxTQkIDcPgc8+pnuTAPiW01qFQN9LHLwH25pw+BCyT0bFryZhrubM"
    "i2isiDiewGvjN8JBFxEh1ARmejwwgItgb/dkW6qekS4n3LaggMKr8SlXV0TBMG5EB6tbVN"
    "czEiXu9HGpMdtqaGOBswhTx2eXKj77CFbSdq8ebm0xzf1SiriKQiTV8xU18viKGtm+okbC"
    "V1T74mpfXJVNxxId7lo6YV1dX0192OufwxPr2wrFlNsYWe0eWu8eihgdz/NmVHCT+WnMox"
    "EbXGU6qnCEKoXErPRN66G7p+sMdFsoJpRZxXauw3CjxnfhgxE2sdiYPaXC+OUz3GZN7v7D"
    "p+HzAfE8Qc0iS3ll4oEEp2BqB4njxREFmjvi0g303T/y6cRW30JxxvTHUoM+4dRSn1xwWD"
    "vdYXsRpAOK/aJdytkiGvaF+RAK+DwCgtrpkRZBzBcLzNyfMjqz1xnDNJUJNtoapEe4UaQv"
    "DaT+l+L7RDy6JvGuxqzd+/wZD4XAfRze5Zj1pRupNXBqOlfxSfQwYaShWTLBsKdO4QtTVt"
    "Bkr5LtVkfRZH9h1fXMLKmh8aLZyyNEtbW+3lp3wNqCrS7swVu/tePE9klzPTK2Smesu/Bn"
    "WesBd54y153XzGmuf527qd5ssJ/JXDbxQvUSlmEaKUyM5iQeA0VAlQ2y4MyakxejYfvlb+"
    "RO/BI2NR4OKE4JJ6q8SlrpO31S6gq67cYoecmwRAP1Knq5rPM/RZazQVOkCjTH7LbTHo5A"
    "XYcCTbFswGnMvvQ6bWmCGLbaQ6kP975zTB+kAAjw8VLD3ERb3/4CsvP9pGpwGSubHsE6xa"
    "08rNrGl4CKVww2FHMF7Huvem3aJzcToY+3EJhhkhrQOKA4QRbUz0MktXa+Xjv31I860nqd"
    "Uh4aUJtHBYdWqDYPCo4uilUE7p3GA3fYlP+QvlOWGgocurvWatGw3oRixbyH3TAiqjvZmM"
    "Ua38zgC4y2NTUVCEwLvjKwLeDDSklffZmSF/v5TWJG7N4sdBwOcU7eM51IYRhxJsVs1uSB"
    "Lr3HcFtXxSHqUwoWEVOdBNJeNHQk/fRM1nRUF7PNHZPbhiNIxJtMvEPTa1unLLZOwKG8EZ"
    "gBRZltnA1DMHewnuAN/AIQh2mqCPIukrUu5ZXO5RSYs7O1hkjqdK0RD/5W0rUe36pnV/pa"
    "dMETSJoE/ozZbb/XlgYDkf0uuB6z615XahL8i4d8t8T53q2SLHZmb117ImVOiK4yNuw2ko"
    "tQw0jLTbxG1HsE1dvOsBMxX6/bZqNf3XVblbON0kEHZHUkfdmiMRJuqsMsdLaooSnzkxRn"
    "gXvndJ2jQA7qPOUiyGbsls+nffbhtO5AL23g6HZ8ztk2cWZ63+xpPDu/bxUMtsabN3kW7t"
    "68yV65w3sx3RM+qgIIu9UriO6r8/M8etL5ebaehPfiYbzMomlx0dnmcIhk/+bwYSbKrRm+"
    "B53Mfv4/rpStyg=="
)
