from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "spending_days" (
    "id" UUID NOT NULL PRIMARY KEY,
    "day" DATE NOT NULL,
    "scope" VARCHAR(40) NOT NULL,
    "cost" DECIMAL(14,6) NOT NULL,
    CONSTRAINT "uid_spending_da_day_d96fb0" UNIQUE ("day", "scope")
);
COMMENT ON TABLE "spending_days" IS 'What providers were paid on one day (UTC), in USD, for one user (`scope`: their id) or for everybody.';
        CREATE TABLE IF NOT EXISTS "compositions" (
    "id" UUID NOT NULL PRIMARY KEY,
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
    "stop_requested_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,
    "kind" VARCHAR(16) NOT NULL,
    "post_id" UUID,
    "platform" VARCHAR(16),
    "language" VARCHAR(16),
    "text" TEXT NOT NULL,
    "given" JSONB NOT NULL,
    "result" JSONB,
    "brand_id" UUID REFERENCES "brands" ("id") ON DELETE SET NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_composition_owner_i_1bd13a" UNIQUE ("owner_id", "request_key")
);
CREATE INDEX IF NOT EXISTS "idx_composition_status_fe901f" ON "compositions" ("status", "started_at");
COMMENT ON COLUMN "compositions"."status" IS 'QUEUED: QUEUED\nRUNNING: RUNNING\nSUCCEEDED: SUCCEEDED\nFAILED: FAILED';
COMMENT ON COLUMN "compositions"."kind" IS 'REWRITE: rewrite\nCAPTION: caption\nSCRIPT: script\nVOICE: voice';
COMMENT ON COLUMN "compositions"."platform" IS 'TWITTER: twitter\nLINKEDIN: linkedin\nINSTAGRAM: instagram';
COMMENT ON TABLE "compositions" IS 'A run with one text in and one answer out: a post written anew, a caption, a script to be spoken, or the';
        CREATE TABLE IF NOT EXISTS "source_pieces" (
    "id" UUID NOT NULL PRIMARY KEY,
    "message_id" BIGINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "error" VARCHAR(16),
    "text" TEXT NOT NULL,
    "title" VARCHAR(256) NOT NULL,
    "origin" VARCHAR(256) NOT NULL,
    "reference" VARCHAR(2048) NOT NULL,
    "filename" VARCHAR(256) NOT NULL,
    "mime" VARCHAR(128) NOT NULL,
    "seconds" INT NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "started_at" TIMESTAMPTZ,
    "source_id" UUID NOT NULL REFERENCES "sources" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_source_piec_source__f49e3d" UNIQUE ("source_id", "message_id", "position")
);
COMMENT ON COLUMN "source_pieces"."kind" IS 'TEXT: text\nDOCUMENT: document\nLINK: link\nSOUND: sound';
COMMENT ON COLUMN "source_pieces"."status" IS 'READING: READING\nREADY: READY\nFAILED: FAILED';
COMMENT ON COLUMN "source_pieces"."error" IS 'UNSUPPORTED: unsupported\nTOO_LARGE: too_large\nNO_TEXT: no_text\nBROKEN: broken\nPROTECTED: protected\nNOT_FOUND: not_found\nNOT_ALLOWED: not_allowed\nNO_TRANSCRIPT: no_transcript\nUNREACHABLE: unreachable\nTIMEOUT: timeout\nBUSY: busy\nMISCONFIGURED: misconfigured';
COMMENT ON TABLE "source_pieces" IS 'One message that went into a source, or a part of one. `reference` is a Telegram file id or an address.';
        CREATE TABLE IF NOT EXISTS "post_versions" (
    "id" UUID NOT NULL PRIMARY KEY,
    "number" SMALLINT NOT NULL,
    "text" TEXT NOT NULL,
    "thread" BOOL NOT NULL,
    "made_by" VARCHAR(16) NOT NULL,
    "how" VARCHAR(300) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "post_id" UUID NOT NULL REFERENCES "posts" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_post_versio_post_id_799c96" UNIQUE ("post_id", "number")
);
COMMENT ON COLUMN "post_versions"."made_by" IS 'WRITER: writer\nPERSON: person\nREWRITE: rewrite';
COMMENT ON TABLE "post_versions" IS 'A text that a post had, from the moment on at which it got another one. `how`: what was asked for.';
        ALTER TABLE "brands" ADD "voice" JSONB NOT NULL DEFAULT '{}';
        ALTER TABLE "brands" ADD "call_to_action" VARCHAR(200) NOT NULL DEFAULT '';
        ALTER TABLE "brands" ADD "hashtags" JSONB NOT NULL DEFAULT '{}';
        ALTER TABLE "brands" ADD "signature" VARCHAR(200) NOT NULL DEFAULT '';
        ALTER TABLE "brands" ADD "link" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "generations" ADD "stop_requested_at" TIMESTAMPTZ;
        ALTER TABLE "sources" ADD "progress_message_id" BIGINT;
        ALTER TABLE "sources" ADD "chat_id" BIGINT;
        ALTER TABLE "sources" ADD "condensing_until" TIMESTAMPTZ;
        ALTER TABLE "sources" ADD "credit" VARCHAR(512) NOT NULL DEFAULT '';
        ALTER TABLE "sources" ADD "condensed" TEXT;
        ALTER TABLE "posts" ADD "thread" BOOL NOT NULL DEFAULT False;
        ALTER TABLE "posts" ADD "version" SMALLINT NOT NULL DEFAULT 1;"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "brands" DROP COLUMN "voice";
        ALTER TABLE "brands" DROP COLUMN "call_to_action";
        ALTER TABLE "brands" DROP COLUMN "hashtags";
        ALTER TABLE "brands" DROP COLUMN "signature";
        ALTER TABLE "brands" DROP COLUMN "link";
        ALTER TABLE "generations" DROP COLUMN "stop_requested_at";
        ALTER TABLE "sources" DROP COLUMN "progress_message_id";
        ALTER TABLE "sources" DROP COLUMN "chat_id";
        ALTER TABLE "sources" DROP COLUMN "condensing_until";
        ALTER TABLE "sources" DROP COLUMN "credit";
        ALTER TABLE "sources" DROP COLUMN "condensed";
        ALTER TABLE "posts" DROP COLUMN "thread";
        ALTER TABLE "posts" DROP COLUMN "version";
        DROP TABLE IF EXISTS "compositions";
        DROP TABLE IF EXISTS "source_pieces";
        DROP TABLE IF EXISTS "post_versions";
        DROP TABLE IF EXISTS "spending_days";"""


MODELS_STATE = (
    "eJztXW1z4ji2/iuqfNnuumyqO0lnZuhbW0WI08N2GnJ56d7ZYQsMFsEbI7F+6Ux2d/77PU"
    "eyjW1sYhMgxqMviZF1JPuRLB2d1/+cLLhBLed04FD7pE7+c8L0BYWLWHmNnOjL5aoUC1x9"
    "YomKHtQQJfrEcW196kLhTLccCkUGdaa2uXRNzrBqgyyhLmd18sD4IyMzmy9In1r03tYXNf"
    "nTnVPySCfkTdOi9sPbGuG2vDHh7vwU+zH4FDoy2f1umhyyIRsb5j113NGce/aY6MwQNP/y"
    "TOoSLHOIblP/is/wpmkT7G5q8elDjbwjLidn5x8J8yyLLKjOHMJ4tAHx5B4z/+XRkcvvKT"
    "SBeP/6Dyg2mUF/o07wc/kwmpnUMmLDYRrYgCgfuU9LUTYYtK5vRE1EZTKacstbsFXt5ZM7"
    "5yys7nmmcYo0eO+eMmrrLjUio4UP749qUCSfGApc26PhoxqrAoPOdM/CMT/535nHpjjURP"
    "SEfy7+4j9apNpo1O70Rz2tPxqdrE0RfITEEPtFU85wepnMRaD+87tsdwWIKD3BDpo/N7pv"
    "zi/fCgi4497b4qaA6+R3Qai7uiQVoK9Qdv2JM0qD+8q8bzE3HfAEYQJ5eOgcmPuIFoA8QG"
    "sP+MLDwr8//3R2dn7+w9m788sfP1z88MOHH9/9CHXF467f+mHDoFy1PrXafXwgDmuEXDmw"
    "AMdjhb/4vwZ8c67b6bAH9RN4w4tsM8eDghXiq3UshHdfE/pkof82sii7d+fw8/3ZjxvA/N"
    "roikkOtd7GIW37t87kvTi6sFbpViF8VxQHRJiyw2CcB+FsfNfQdc0F/TdnhfCN0myFcHLN"
    "yAPwPleNGMCXFzkQvrzIhBhvxTFeWjpLx1dj3kJg3IIH0tmUrmEd0B5wJt90Na3gXBY0dY"
    "J/h+yu26kT+DNkV4Neq631enUSXCU5oVyrymWeReUye025TA4IsHvm95Qpf8W5BVxQ+qxf"
    "ESXGYgJU+xqMYPM8LC9y1encYssLx/mXJffBxCbYHny50gB1ATpUMt2MvVGyqNvO/hX1Ae"
    "e/oZvWU9EPoHNzUwcmezZk143W7S91IloZsm+a9hl/PlL64Lf6ugt+5MywPiq9hW5Zmexi"
    "gnQrdnGrIflxv+zi+dkPlyGDiD82sYS9L43b2/V5Lg5NIzyfFUU1TrkTHvy199Ndw+ox17"
    "S2wzUkVcDGgJ3aFF97pKeszddwB3m8dFzjlAlYDZ/0NLjY15KwT5ThBY0Og9VaToAN4PZb"
    "X7Rev/HlLrZbXjf6Gt45E6VPidI3SU4lbIR8a/V/JviT/L3T1pKSgLBe/+8n+Ey65/IR44"
    "8j3Yics4PSALXYqHtLY8tRj1OqUS/LqAcYRYZdPD2K5GYPEXERFkz06cOjbhuj2J3V9JjY"
    "OjOcFL7Yp7v53KWWLpBdnwS+6PUK2zjC8f89mPFB6WoeRFZNvoCxMbHtF8LUXLVUVbD8d3"
    "o5Vp/ChqoKlQMs9ZS+EKaeaKSqEOGa+EKA7riztyPKa8MznesvhQeO5JWFB17Q/E5t86Xf"
    "2LVs56mqODk7wKgXtlFFhDxHv6ejJbwjfymrNMCm7kRLVUILOU1+xrN4z/Vbi7NFskRnAI"
    "3h9409xbjLFI1/yHZmq/xX3G0enf93bk4pKsgfbdOlxGSnpMMo6tFN10EtOrX/5BDZZo3o"
    "LlnA7lIjpiOU8D7ahAPJm6Vuu6ZuETlyRIzX2zSjgL33KawGRC9jpMJWZZ9TGJkacSi0wh"
    "cwmKeyk1Nx9yOhi6X7RB7npkWxK5siNYOOTsl4rjtzV793xsLaAJu8t7m3RJODIQtuksmT"
    "b3+A4+YAmWPeM931bHgSCj0RissqWYoXGk91yxrBgUYXmnnxrI+wO4nbDrHgpAYowduMHY"
    "u7fs9SwkqW3sQynTlgSvAkCo/BBDoBer7twxKmIzWIDiCwxDuLNnNaPvx6Itr1FegR0cg/"
    "lE3Eq9pElF8nf8QKzehjFcA4QVY584cP797lQBpqZUIt7iV0lZ5hUl83lhfoKE3lUD7Phf"
    "L5BpTP11F2i5pAvMT8oczonuVC92wDumfr6AouYh3ev/Y67XR4Q4KkoNmcuuS/BDb4vZ1U"
    "I5vfxDMt12TOKXb7GvsfAhSTMQcov/nS+FtyAJq3navkRokNXCUGI2S8isz3GJGa9HkmfZ"
    "yHLQL2OqVCPA/ilskeiuAc1K8cunthRIKjXJF1PEqjlvKdL+VLS3dn3F4UGpMYUTkGBfur"
    "zKAI8UGRAQkJ1GDsfDBMJ3yHtRHZaO0ZJzygxWdYcrQmn8q0KHubPk4jkzymRVE5aF7hZp"
    "RmlyLOcmhGtpBorlntJPBdB/eG2xTOZp/p05oldZbSiR6jSDNL2wTFtv4YitljUwpeHl6Z"
    "ynWq2eg1G9faye95DKFey86nZPamJTbzOUakDmfCcizo7FNVHP3yUhTGiQ8zW22cXAvyKI"
    "9tj5FH050LXaxLf3NRy4gO2vhbZ84jtQn33DrRhUpT6HtdilXoYw0Kp7poDC9ly6gUnlDi"
    "LPkDZcIV3J1Ld5m4BvkwHQ+Z1BrzGdQTWlNsNNBTO/piaVFHKpvvze+USQUtamGFWnrqWX"
    "rokg5NGtSukTHshDDpxlLRO4XBwjY/+lpjZ67DNgpPYnFU7HJB6TmouHao0DRjwQPM71My"
    "xjeDLWBcl13ie7rYKGqRI++bpeL9dbXX2hRuQmMP9ElqdGOqX9hqXU/MCbiyleK3FIrf1a"
    "Bs43C2oj6gUPD/BtpAuy4Is09VJ/L/kHUH7Xar/alO/Ish6w2aTU27xkrh5ZDdNFq3WCT/"
    "J9eQPOLF3TtkUtvmKcxttug2JKie//H5WR715lm2dvNsTYUMS95imcZ6bPagitIdztnv3b"
    "5Q3p3z1NLm303YtUaoqSkM6zq1AjfJnxVZC0KC6q0FewmoMeVpDtnXdGrCtM0QzPFUL2xD"
    "0pz6tMc2aTdAe601WzA9Ab7aZULgGaB+saYhgw8blkvgJYFVTlkVNi0IcbrKrAdn7y9+uP"
    "jx/PIiXBTCkk0rQ4pMmeOZAp+iOLyptAriJMTRs06B1TdBVkH7yf0swnAgLRyvK0JUIXf2"
    "A0frgtUWj5POaAF/0Jej6ChkNKBGZNsRcVy+HPnryFZ6w9QGdqA+LNnoHIm2MMBko7pQKY"
    "mzP8LqKokjctLCn3iUUn3bZf62ZyYznflWw5wgVeNc5nFGdcu2gvaAtsznhZOu9q3b6mt1"
    "YlPhkTlkzcZdv9Vp1wNF2ZD1mt3WXb/uq8uG7Gun1QSK0IPh9YXrvjqsiPIpQvICDdTxfH"
    "rP6pvWbW63nfhR+hILLE/6sH70tS7094gqU3vIblvtz9p1CyY/Gs5Tw4TZ32rDIvKp2/hS"
    "Jya+MUaTLsest3R278HprIgsI0pT4rHZVo6xc4zRwGAd3z6UZnjN+fXLvOjvZCfX/taPbe"
    "JrpszhRn7baX8Kqiftm+NgC0uKdbSz7cpDgnLYlVfK80IaqxQZjRXFi4ajZCvMoXEXxkYF"
    "mZkojeJm4ngqq21ltX0UVttri8AOQM0bqrKcX/6zoEbXvRio8ACkPbi93WQLv0/L3Iihd4"
    "phbtwMPNsuN2F3ntcsV1iCLvQH6shoQnByF3ETyf+Q4GgGl477ZGERHOcm1CZ//ousfEr6"
    "c4oGrpT46ga/KT8cRIo17t76G7IVAmjO6zdW0Kq1FjmRKgvX0mwpNaIsXJWFq7JwVRauys"
    "K1cuAqC1dl4aosXKuxHigL1+OBWFm4KgvXP4I9pbJwLduIKAvXP551lLJwzf4IlYWrsnAt"
    "6SArC1c1zuUx9juUpeuxW/sJ/dn2KhGfuNRDdNft3Gi9XqvTbtzWCbDoM2DO4Z5uoVlyb4"
    "ClU93x8DeOJiadhrHcKuf07gdIKjaLCpJXVIeTZuz/8LELGbIyb93/nPWDRRWdtBGyysjg"
    "djFlle2est0rNaDSMKcgojEiBakyh1TmkOUENYc55PpisANYK5eWOQlsbAUsGnN5n3amdy"
    "ad0pMUE1N5o7bJutR/qSXWzGlfiqk6fYWJtPp8pAzjr7oco6mK9kQAVV1EQcXwpzKBpk1n"
    "1MZ0bSLPpU76gB+erMkM022ahqBhRDcM1Mms5w09UL8inCu3zXuTjYmjP2FKTr4gpoirOr"
    "P5QoZbnc51xqjlR4olS2o73LeC1cPHfNSBhNs4xNQQxCLirOlSTOoZWGWNiW061JEBbWV+"
    "0EduP1BbNodCZMxhWiPjlex07MeIdYIgsYw+otmsDDa7wTp29b0nlF5BkOCkdayygn1VK9"
    "htdZs7UGmWbaF+JS1zJHp2IePACJ06H/+Rwimgn2tdRCUfsutOc/BFa8NvwNhbwI4lRc5S"
    "3Dxkvc6gfS18JeSLvb406AjN7rta4/qXgsu6IJJW9vJiyEQz8vcvR2dd//zQHIOl/cmg3R"
    "vc3XW6fYTeY463XHJkeYas3+mMbhvdTxo8C+cjS7fv6ZC1OyP5uTE+kl/cVbfzWWvXycRG"
    "E8Ehu+t2+lpTtLe0uUunojV8hhv57THujmb4/clSWLM63zS/HBZ4/ijrj/rdRjuIgoK9wT"
    "krCIYyaMOkgUG7utXwqYFjA/YQcIOnbn3ROgNcDswF5R4+36AHk2ziOU9D9qXVa3baN61P"
    "gy72uDAdmFAz896zaUlWg/KHPthbrslDBz5wTTdLt5eBdUBQAbATaVM/5JnIUCs7beqHta"
    "ksz3RFAF5RKITzIByetIuAHCOqHs7vLvLYHGO1DSmAL9asjlF2Ia4LIB2lqR7Q+5jQC7MY"
    "wkH9yqG7F8t5h0KfRhEHkAhFZY7UO3P7UM6hJ7sVVCjL5myUlWWzsmwu6SDnsnhVNhD7to"
    "FQiuWjVyz7yKdolldj8pxqOadS+RtqOkUsIJFDc6EbNKJsFRk+/bSbUlVdw4SfYVpN/PE4"
    "N6dzLHoSWTXX9ce770KoimGvN0w3qioW+mDRhOgI+4Ab1KZhek7GXT/hpzCBOSVj5Gspc6"
    "ghlNQiNyg2I8Ix2+Seus6QoS06bLsyHalQE8ssofDkH8MW4GVHHnNNSzSEbVhU5g7FhyNB"
    "P6hQxm6lH+oYc6fCu6Q4RI4JDr1oKKZ8d6llOWTOH2FEpQocWQLoHbrNEZtpZtqOG/W7VG"
    "rnUqmdyy/3fSVGZx+SX7mEFBE0rCgqJ2r48D5P2CSolSlqEPeSUSf85bXInI4RlVhpVt55"
    "ndiSCh+jU+jVsarMx6q1bX1txDfZLKVRq2AM2xouWfoLhiKFWI3EtiOhQsSoEDFqRJRQ/Y"
    "8rVAcemwKo2wx7glSNe1nGPYUh9J9e+W4qR8NSSdifdzTMFrBHMhPFI/EnmAif+OZzl1ph"
    "WP90tOOh/yuCeZzvCv3Jtkcp9F6rCkB79QHEuL5pLoB+vN9sNY3QiORT0qAHntCTzLiNzn"
    "WrZAzk25wy30fO8CjB9Qad1pjQp0Cf5ndqm6hTQdUH6kLS/ft21rpQzbhz3FnHdbL0JpaI"
    "RkV09ACEoxXQ8hmRcVegGD0GgdyhlBh8AXdPUfMCD3Yq2zglY+gCw9CEahU/hQWfDVmoP9"
    "IXqJDRLcvXkaAiCOAlc+h2rhsfpToJ1SFSNYSj81W2u0Fpslp3nvPV+zW20sUZ5kDHopQq"
    "r6ZUWRvIvICvzwAVI0Q56e01MYKKCHccEeGUovaQLjqCGUhhazm3qM4yEA+JEphPgGpfoI"
    "clh0X9qtO5jaF+1UrCOvhypcEcT+RiWF+BfH6r6IoeITvcgv6+/Av6Ebr1XncbN/2CHJ4k"
    "qhPxD7PW/6xdD4Qfb3g5ZNfabeurJlwuw8shuxtc3bZ6P2NpeAktfG7d3Ql6eVFOx2A8AY"
    "08u1C2nShNFawbDuN4FR4ltxBlJ2mVLUN5RNfrOgulqcr+1I5TY5FHU+UtjS1HPU6pRr0s"
    "o55HT6VitqqYraUDVOn99q/3UwFGD5tvfe18/1Il4UqDUqF5nHCTR93Wy2DqhW1UBaF9K1"
    "ODSZWhU43Muc2q1VF0nj+vYm1IRaIfR9RXHho16UQmnLA4BpEjnBGMgCoc0kyX3HOozoRm"
    "0Y96OueP47p0JMMopLrzgBFIub2udz1Ml6mazaWvnfbzXygfsFKpK1Uuk92KYJWqRqlqKq"
    "mqQVfq0SQj2fDzyoUIeZmn+sm3bktoiqVT9pDdad1ep133Y39j/FBRo05sKqqUQzUAu3IR"
    "rYBfvXJupefv3uVAFmplQivuKWeGagsL84iIBVtfjAWNkCjR1mbRVnAmeKEQJjB8PU5Inx"
    "XCRCZUmSLGwL6SaoYsymubzsro7pj7jBym8JhKM1v4s7IChpMpcTmcR00ZTCWo/KeUnCIv"
    "ayrlTPuSE+wmP8RdpnF4/vRaEa/D7KMtZQhO0eNBhOqA54NgdI72eGCYjsBtBCyBk2bRlc"
    "2NppBWz1TlPE/Ak/PseCfn6+FOFF/6B+RLldJVKV1LwJruxtlyxYS9TPN1Ldt5qhDge9V9"
    "hXilcPFRLLM5+fjI5fMqdCgTsQNl0r5VpEEufgrWXHfFNW475I0NfegTE3iOp9OFQc5Oz9"
    "+mOxTuomHhS+hM59TwkBWZcTt0AlzafGE61PB1ZDUyNuBAgOn5ZE6+39xAexaqzoInWuhP"
    "ZALdAlDGRzLh7hxdAmWURx1mAJw6/g3PJUIzkvGjblkjfMQxeaB0uYoQ6SceXADT6spIlq"
    "1Gu0GQVFCK59BhQIjFp7olX1N4TmIKQj6derafHHHKPehWBsOESs7Kh9HBCJBCMYh6vRCJ"
    "j2SMfpPjaHBIJ0B61TL2M5NdrOU5nFq6uaiLyJRzDtMTEzHCf6lSJFP4NTOZ6czRsXOOqO"
    "nsCRD13UczdYr+6hNkC1s9i1gn4JmVqrFcqsbK54S76/T6dYJ/h+ymq/V+HsmS1bXIPtVq"
    "anUi/8PvwTVmuxL/huy69UlDCvm/HLqFV5OEluw8tyOjydgyFQc0UzCUWNuq4vK0s6wYYr"
    "Vfg/MZr2CfRnkER4CEHdic0tEDzdDzZliDxKh2Irt5XfHl/tPiSMjWQf5rr9PeBHKawMac"
    "uuS/xDL3pwuJcB8Tz7RcYF9PsdvXYEAQoZisZs2QJGkzkliUsYGkIUmM8S8qTlsjrqBE7U"
    "gkaLl8vuTpregor6jU8JZ6ePFUXGT3Cuof0Bpm0G/ua+WM712XFzm2rsuLzJ0Lb8VXylBG"
    "UQTiGFH1dDvvf8rDIPyUzR/8VIH83KHrfcGZfZLuvt+8bcBaAGX+xZD1tLbM5e1fiJK++N"
    "lPOuxjtubP7c63dp34F0P2s3YL9/EvtN5oN7VbQRBeluO0nRkRo1zBMI4lX+Ks4El7dvhD"
    "9rFAKcS4wORm2QBn6JpjVNVb+3e/w4pUTtvl0kiQqtATZeZTl9wyp1vb06+oD7jH29S1n0"
    "Z89Ty5N/mu1u/+Muq0m8JyPmhlyNraV607uh7c3baaDTSrZ6gzGhneEl5PL4t5vb6YmPce"
    "T+PInkm7GyWszJayk9iD3HFMeMX4UBew00tvQLn0FLDZs+nMc3Sr8KyO0qlJHQO0qO1jlU"
    "0ed88abZvgReV12U1eF4cyd5uc2SsyxZKWmSXVmfOYZv2YjyVdUZd4LRNGGiL8o/ifFvux"
    "1+50/i5K5EVJeFCB7lb23glS9Q2W+RtUZv3Zn1h1zfpfJXtg6cb3VZga5VGhPCqOwqMiuV"
    "7sANPAZbeimEYWyO2dVHTXpYuluyMXlYZsrUKgH8RTJYBtg8NKBNln/VaeRtFRzZkUy34i"
    "Inpa0MZHwoEXEU4OBHZ6aqDHCbpjTPliiVPNOCVtTrjnQgGFV+MTbjyRKTpaIDpY3aWWlZ"
    "Ela6/dpXpVGBHXH6kIVR4UpfKgOAJt9v7Zw50ptP0vpYi4NkJSYhnHlvLaszzy2rNsee3Z"
    "mrxWycOVPLzKR0dgr+3tZDVxSiWrOSZZjfRW3WrYE6RKEltmSWx4VijG3CbIlHhos3godu"
    "h4mTSjgmEgagmJRmJylSksnB9+PuWEvgpMn30wdwoEk2jIOAUidAGy4w7R7zHZMx6GxVWN"
    "PNClK2MQYNwCGRUBvRDIFK4fyBtMAm3TMHrB8ikltMR+uhGBJmzbs6gIMNG9aZIPHy4+iP"
    "jsNTIWjME4EtEh0hyfifKZacNjrXyCa6sgEjIuBMKPARkwNMVIhuoOg1msyKIvxkTnIjgE"
    "hnPHoPDvPsLDPJjLJTXGIo81fHEOvCOduShj2EdsPCUw2LXAQMyzQuevgKDMgRa2Pd9++J"
    "DngPvhQ/YJF++lHAGKIBwSVBDh3TtCld+Z74jFB5H9oYBQMUFVGQPQnckV/V1zHdJs5/4I"
    "STm8+7G/ynj3U3j54mFgjYMHgT1+i3JlvJS9ylRXIKYsaHYcJEolH1AGSa8uaipmkKQyOu"
    "TBtKQZHXpLGa/0Wk8NCRu9XdsoxPMrjgz9Kacs7xsKoZY2/24a1HYI2qmTpW4amIkQw4NC"
    "S+TNoN98W8OApoPedQ2zDYpbHnx/5M3YmfIlHYuwqKZNTOMtgftYR0QfRRuYddHewXpNt7"
    "OROIomlIlNuSRm/tiss64Zyh49zQc7xq8e73KWBi3ym2vB03Aer4G2QQQWEFRQSnORJwPZ"
    "RXYCsov1/GOpO+s1nZoL3co4TPkkyWkpaU592mOT02yalVqz9aVx++b9Re0ycUiNYp7CFr"
    "7OhjtA8xuNuekh2CN3N263njDiocwtFocdFkNqfxf2ykKXJcKMT6gwFOUzDBpOxv/kk5Gf"
    "Dwm1RjZ/xHTAS9jWcZOrEZ34MwcbwW3P9Fm7dGPW/Xf5vCrq10hcLPrb0oRnQmnDP9SG+6"
    "obrhz2IkivKA6LdinPufEwJajALSDKXxEoA+E0aSZfLEzXTZMdZ/vkRWmUbiTFYvLYAht2"
    "tZ7W/Vo8rmFAVyfB1ZA1O1++tPrC/zy8xJzCt1qjJ2vKq+Qmmkv5unOX88gumXokypbmxy"
    "krKM0/Eul9LjtHpbTJ/sKqq7RZUtvkRlEtQ5RI6RmeSXIswNqJogHOeXdha8eJ7fOy8ejc"
    "KpN0PAp/1ml9NTrPHdflaxaRjodS57nu4IURpN/CpEgon5ZptIARMHSbLDhz51J4/ZGMxS"
    "9xpjZdx7ccNfQsifi+ekqVgnu++ixI7SQaUOLwcp3O/xA5u3p1YentDNldq9kfALsOBebU"
    "9QCnIfvaaTW1EWLYaPa1Ltz7zjHdzRRAgI+X2s423PrunS3l95PKwWV4AQYEf2jtBS5zBc"
    "73QXV1tF8Pfoky3kJgRkkUoElAcYMsyJ9HSBR3vpk7D9gPZQS0iSmPTKjtI+hENFQJC9wC"
    "AXTiSrGKwL3X2DktNuG/ad8pSw2bE7m78dRiYr0RxYp53fMYEdV9BzPU8QmPMu65jmkAge"
    "PCV4a2NtO0ZMyXaa54L24S3e46M9KHGXxv64s/wflmifyNI6PqSOc2dHMTLn2+a5xnGZiU"
    "GFM4z3VmyHTIQeSgWDLlmW5ayC5mH3cc7tlyIRFvgh+VOuuU6qyzGqHchiwhRZnPONs6c+"
    "1enxBM/AIQR2mqCPI+kosu9SeL64UckCIk5XBAqlZ60ePTera1b0UVnkBSJ/BnyO66nabW"
    "64lsbavrIbvutLU6wb9wrTWu4Rr+lkPZmR3m8ZkULxG6ypxhd5EMg9p2Wi7dDUt9QFC90F"
    "97WeaV3jYb/erqbQ3OtkpfvCJTUafKZo1REqvkBrXN6fwkRVjg36ltEhToqzrPiQiyB3bH"
    "EWUyd+28kQ/9iV5aw9HdyJyzz8SZ6Wizt/HsfLRVOLDtJYgMflQFEParVxDd9+/yuM9ArW"
    "w+6V2KAw1zaZpddPZxOEJy+OPw62yUOzv4vupm9vv/A5+hQxY="
)
