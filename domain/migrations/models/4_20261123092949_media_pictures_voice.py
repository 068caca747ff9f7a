from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "media" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(16) NOT NULL,
    "key" VARCHAR(200) NOT NULL UNIQUE,
    "mime" VARCHAR(64) NOT NULL,
    "size" INT NOT NULL,
    "width" INT,
    "height" INT,
    "seconds" DOUBLE PRECISION,
    "sha256" VARCHAR(64) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "telegram_file_id" VARCHAR(256),
    "public" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_media_owner_i_04a7ae" ON "media" ("owner_id", "created_at");
COMMENT ON COLUMN "media"."kind" IS 'IMAGE: images\nAUDIO: audio\nUPLOAD: uploads';
COMMENT ON TABLE "media" IS 'A stored picture, voice-over or upload, private unless its owner published it.';
        CREATE TABLE IF NOT EXISTS "pictures" (
    "id" UUID NOT NULL PRIMARY KEY,
    "post_id" UUID,
    "prompt" VARCHAR(2000) NOT NULL,
    "look" VARCHAR(16) NOT NULL,
    "shape" VARCHAR(8) NOT NULL,
    "model" VARCHAR(8) NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "error" VARCHAR(32),
    "attempts" SMALLINT NOT NULL,
    "provider_calls" SMALLINT NOT NULL,
    "ticket" JSONB,
    "cost" DECIMAL(12,6) NOT NULL,
    "request_key" VARCHAR(128) NOT NULL,
    "chat_id" BIGINT,
    "progress_message_id" BIGINT,
    "created_at" TIMESTAMPTZ NOT NULL,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,
    "media_id" UUID REFERENCES "media" ("id") ON DELETE SET NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_pictures_owner_i_a34ef1" UNIQUE ("owner_id", "request_key")
);
CREATE INDEX IF NOT EXISTS "idx_pictures_status_4a96ac" ON "pictures" ("status", "started_at");
COMMENT ON COLUMN "pictures"."look" IS 'PHOTOGRAPHIC: photographic\nDIGITAL_ART: digital-art\nNONE: none';
COMMENT ON COLUMN "pictures"."shape" IS 'SQUARE: 1:1\nLANDSCAPE: 16:9\nPORTRAIT: 9:16';
COMMENT ON COLUMN "pictures"."model" IS 'FAST: fast\nBETTER: better\nBEST: best';
COMMENT ON COLUMN "pictures"."status" IS 'QUEUED: QUEUED\nRUNNING: RUNNING\nWAITING: WAITING\nSUCCEEDED: SUCCEEDED\nFAILED: FAILED\nCANCELLED: CANCELLED';
COMMENT ON TABLE "pictures" IS 'One order of a picture and what became of it (reliability.md 2.4). `cost` is in USD.';
        CREATE TABLE IF NOT EXISTS "cloned_voices" (
    "id" UUID NOT NULL PRIMARY KEY,
    "voice_id" VARCHAR(64) NOT NULL UNIQUE,
    "name" VARCHAR(64) NOT NULL,
    "consented_at" TIMESTAMPTZ NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "cloned_voices" IS 'A voice made from a person''s own recording, with their consent at `consented_at`.';
        CREATE TABLE IF NOT EXISTS "voice_overs" (
    "id" UUID NOT NULL PRIMARY KEY,
    "post_id" UUID,
    "text" TEXT NOT NULL,
    "voice_id" VARCHAR(64) NOT NULL,
    "voice_name" VARCHAR(128) NOT NULL,
    "manner" JSONB NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "error" VARCHAR(32),
    "attempts" SMALLINT NOT NULL,
    "provider_calls" SMALLINT NOT NULL,
    "cost" DECIMAL(12,6) NOT NULL,
    "request_key" VARCHAR(128) NOT NULL,
    "chat_id" BIGINT,
    "progress_message_id" BIGINT,
    "created_at" TIMESTAMPTZ NOT NULL,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,
    "media_id" UUID REFERENCES "media" ("id") ON DELETE SET NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_voice_overs_owner_i_6c89df" UNIQUE ("owner_id", "request_key")
);
CREATE INDEX IF NOT EXISTS "idx_voice_overs_status_efa71c" ON "voice_overs" ("status", "started_at");
COMMENT ON COLUMN "voice_overs"."status" IS 'QUEUED: QUEUED\nRUNNING: RUNNING\nSUCCEEDED: SUCCEEDED\nFAILED: FAILED\nCANCELLED: CANCELLED';
COMMENT ON TABLE "voice_overs" IS 'One order of speech and what became of it (reliability.md 2.4). `cost` is in USD.';
        ALTER TABLE "brands" ADD "speaking_voice_id" VARCHAR(64) NOT NULL DEFAULT '';
        ALTER TABLE "brands" ADD "logo_id" UUID;
        ALTER TABLE "brands" ADD "logo_on_pictures" BOOL NOT NULL DEFAULT False;
        COMMENT ON COLUMN "compositions"."kind" IS 'REWRITE: rewrite\nCAPTION: caption\nSCRIPT: script\nVOICE: voice\nCONDENSE: condense';
        COMMENT ON COLUMN "source_pieces"."error" IS 'UNSUPPORTED: unsupported\nTOO_LARGE: too_large\nTOO_LONG: too_long\nNO_TEXT: no_text\nBROKEN: broken\nPROTECTED: protected\nNOT_FOUND: not_found\nNOT_ALLOWED: not_allowed\nNO_TRANSCRIPT: no_transcript\nUNREACHABLE: unreachable\nTIMEOUT: timeout\nBUSY: busy\nMISCONFIGURED: misconfigured';
        ALTER TABLE "posts" ADD "picture_id" UUID;
        ALTER TABLE "posts" ADD "sound_id" UUID;
        ALTER TABLE "brands" ADD CONSTRAINT "fk_brands_media_c2790387" FOREIGN KEY ("logo_id") REFERENCES "media" ("id") ON DELETE SET NULL;
        ALTER TABLE "posts" ADD CONSTRAINT "fk_posts_media_cf2ec61b" FOREIGN KEY ("picture_id") REFERENCES "media" ("id") ON DELETE SET NULL;
        ALTER TABLE "posts" ADD CONSTRAINT "fk_posts_media_48bfb393" FOREIGN KEY ("sound_id") REFERENCES "media" ("id") ON DELETE SET NULL;
        CREATE INDEX "posts_with_picture" ON "posts" ("picture_id") WHERE "picture_id" IS NOT NULL;
        CREATE INDEX "posts_with_sound" ON "posts" ("sound_id") WHERE "sound_id" IS NOT NULL;
        CREATE INDEX "brands_with_logo" ON "brands" ("logo_id") WHERE "logo_id" IS NOT NULL;
        CREATE INDEX "pictures_of_media" ON "pictures" ("media_id") WHERE "media_id" IS NOT NULL;
        CREATE INDEX "voice_overs_of_media" ON "voice_overs" ("media_id") WHERE "media_id" IS NOT NULL;
        CREATE INDEX "posts_of_brand" ON "posts" ("brand_id") WHERE "brand_id" IS NOT NULL;"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX IF EXISTS "posts_of_brand";
        DROP INDEX IF EXISTS "voice_overs_of_media";
        DROP INDEX IF EXISTS "pictures_of_media";
        DROP INDEX IF EXISTS "brands_with_logo";
        DROP INDEX IF EXISTS "posts_with_sound";
        DROP INDEX IF EXISTS "posts_with_picture";
        ALTER TABLE "posts" DROP CONSTRAINT IF EXISTS "fk_posts_media_48bfb393";
        ALTER TABLE "posts" DROP CONSTRAINT IF EXISTS "fk_posts_media_cf2ec61b";
        ALTER TABLE "brands" DROP CONSTRAINT IF EXISTS "fk_brands_media_c2790387";
        ALTER TABLE "brands" DROP COLUMN "speaking_voice_id";
        ALTER TABLE "brands" DROP COLUMN "logo_id";
        ALTER TABLE "brands" DROP COLUMN "logo_on_pictures";
        COMMENT ON COLUMN "compositions"."kind" IS 'REWRITE: rewrite\nCAPTION: caption\nSCRIPT: script\nVOICE: voice';
        COMMENT ON COLUMN "source_pieces"."error" IS 'UNSUPPORTED: unsupported\nTOO_LARGE: too_large\nNO_TEXT: no_text\nBROKEN: broken\nPROTECTED: protected\nNOT_FOUND: not_found\nNOT_ALLOWED: not_allowed\nNO_TRANSCRIPT: no_transcript\nUNREACHABLE: unreachable\nTIMEOUT: timeout\nBUSY: busy\nMISCONFIGURED: misconfigured';
        ALTER TABLE "posts" DROP COLUMN "picture_id";
        ALTER TABLE "posts" DROP COLUMN "sound_id";
        DROP TABLE IF EXISTS "media";
        DROP TABLE IF EXISTS "voice_overs";
        DROP TABLE IF EXISTS "pictures";
        DROP TABLE IF EXISTS "cloned_voices";"""


MODELS_STATE = (
    "eJztXW1z4kiS/isV/jLdcYyj2217ZuiLjcCg7uHaBi8v3Ts7TIBAhdFZVLGSsMe7N//9Mq"
    "v0hpCwhAELdX2xhVRZkp4q1Uvmk5n/OZlzg1rOad+h9kmV/OeE6XMKByvnK+REXyzCs3jC"
    "1ceWKLiEEuKMPnZcW5+4cHKqWw6FUwZ1Jra5cE3OsGiNLKAsZ1Vyz/gjI1Obz0mPWvTO1u"
    "cV+dOdUfJIx+RN3aL2/dsK4ba8MObu7BTvY/AJ3Mhkd7upcsAGbGSYd9RxhzO+tEdEZ4aQ"
    "+dfSpC7Bcw7Rbeod8SleNG2Ct5tYfHJfIe+Iy8nZh4+ELS2LzKnOHMJ4tALx5Etm/mtJhy"
    "6/o1AF4v37H3DaZAb9kzr+z8X9cGpSy1hpDtPACsT5ofu0EOf6/WbjkyiJqIyHE24t5yws"
    "vXhyZ5wFxZdL0zhFGbx2Rxm1dZcakdbCh/da1T8lnxhOuPaSBo9qhCcMOtWXFrb5yX9Pl2"
    "yCTU3EnfDP+d+8R4sUGw5b7d6wq/WGw5O1LoKPEGti79SEM+xeJnMRqP/8JesNARFnT/AG"
    "9V9rnTcfLt8KCLjj3tniooDr5C8hqLu6FBWghyi7XscZJsF9Zd41mZsMeEwwhjw8dAbMPU"
    "RzQO6jtQd84WHh34+/nJ19+PDT2bsPlz9fnP/008XP736GsuJx1y/9tKFRrpqfm60ePhCH"
    "MUKOHHgC2yPEX/xfA74+0+1k2P3yMbzhRbbp4/6JEPFwHAvg3VeHPpnrfw4tyu7cGfx8f/"
    "bzBjC/1jqik0Opt6uQtrxLZ/LaKrowVulWLnxDiQMiTNlhMM6CcDq+a+i65pz+m7Nc+EZl"
    "tkI4PmZkAXifo8YKwJfnGRC+PE+FGC+tYrywdJaMr8aWc4FxEx5IZxO6hrUve8Ce/KmjaT"
    "n7spCpEvw7YLeddpXAnwG76nebLa3brRL/KL4SyjSqXGYZVC7Tx5TLeIPAcs98SOjyV5xb"
    "sApK7vWhUKwtxiC1r8bwJ8/DrkWu2u1rrHnuOP+y5DwYmwRb/ZsrDVAXoEMh002ZG+USdd"
    "veH0ofsP8bumk95f0A2p8+VWGRPR2wRq15/VuViFoG7JumfcGfj5Tee7W+7oAf2TOst0p3"
    "rltW6nIxJrrVcnGrJvl5v8vFD2c/XQYLRPyxaUnYvaldX6/3c7FpGuL+LC+qq5I7WYO/9n"
    "y6a1iXzDWt7XANRBWwK8BObIqvPdQTxuYGXME1XjKuq5IxWA1P9NQ/2NeQsE+U4QWNNoPR"
    "WnaADeD2mjdat1e7uV2ZLRu1noZXzsTZp9jZN/GVSlAJ+dbs/UrwJ/lnu6XFNQFBud4/T/"
    "CZ9KXLh4w/DnUjss/2z/qorbT6cmFs2eqrkqrVi9LqPkaRZhdPjyq56X1EXYQnxvrk/lG3"
    "jeHKlYj2lBqmnrAs9sQ+felQSxfArvcBT/N641dxZM3/l9/h/bNhNwjxGds6M5yXAXSFdZ"
    "QVoAmfQ981se4XwlQPayorWN47vRyrz0FFZYXKgS3HhL4Qpq6opKwQLcyJu7RfitGtrKWs"
    "IE0szmAR88DNF/emuqjqK9ZUVrQETEP+4FlKt8dKoNR+oHvT2bw2Urhge+mXx5296U9eG5"
    "7JTH8pPPWZXlp44AVN+DjMlw5JDVnPU1lxcnaAUTeoo4wILR39jg4X8I78pfuUPlZ1K2oq"
    "E1q4DeZnPG1jvH5pfjaPn9EZQGN498Y7rex9E+hIwaY4nY8UbL2z8JEcl9vUIN6Sr0LERP"
    "0jTtRIElouLK4bFbKwzQdoMbJkFnUcYroOkn+gzGI5tkxnBjWYbhI3aZfVC57SPX0aEdMh"
    "jzNqU0FSErcg95QuUPIjYXzMjScy0Rm5W8rqBKEJ/k10Gz9ZZCYhrKdkNDfndEQedYfYdM"
    "LvmOnAvVCBPmBYNzS6S5kLBR9Nw51JZtRoRs27mTsSlCiTwcv9CU1QISMHqoBNvXg+lDaW"
    "ciuFjCmdwMaDGVhqpp9dXEIheJ0Z/VM36MSc6xbcI+DQTE2LDk1DVORQl3A2oQGni8x0fK"
    "cqvhBclxhSQdiC58GiGalWv58IkD3GTkQX+4ciYb0qCeveZAk4ZzNz+rKHM3LmH3pPmje1"
    "zxp04DkMfs6A1fqNZrtK9KVh8gHr3163a42q17GdYpj5YdhJbpHknu8V300jvC4NbgXYs3"
    "fvMiALpVKhFddWsZ2b+Thvfvkid/HCEIYc898J4KZaOv3ihzPI79/Gefb+/Kfznz9cngeG"
    "zuDMJmvnuqFTrAFygBmUL5HBeGdgykVUDjRDAQXnOpze2nMdz08wi6Z97KFMDNIpCh0fqB"
    "sQa7T7V9caue1o9Wa32W6tWlbFRTwV8s86Wu06jrFYueeZqkIJNVllmKxc081Hzw4ESsd/"
    "38tKK77BzAV1gmz5GNvwtWaB/SJ97yCuxUjbqMWYJOjQNnGEQ6EDcoSDM0dLElZktPSefp"
    "y0pCxktKgiK6t2KiqzSx1VcddAz6ik1nheMXwT1pbchkU5+0Kf1pRSaZaAUhlu4bStPwZ6"
    "0pUuBS8Pr0zlOFWvdeu1hnbyVxbqnKSGDR9NdzY0E4axfVDECjYpF5KmcowYvQrv4hiBEr"
    "SL3XxzGekXR4+SMxQmLQXWgWzCcixPsAkHg3y6TTikG2cxCotRAyM6PNqw0CYmOyVtRtGM"
    "GZhmf3CIrLNCdJfMoRUrgdlTok04iLxZ6LZr6haRLUdEe71NshTv/Z7CfCzuIuyqWKu85w"
    "RapkIcCrXwOTTmqbzJqbj6kdD5wn0ijzPY9no2VhMtyAzNxzPdmbn6nePZgqHKO5svFxgj"
    "Y8D8i2T85AXMwHZzQMyBRZOOs86IULgToUi1IQvxQqOJbllDWOvqworpGbvhfcW3R2DDaA"
    "BK8DYjx+Kud2fpEuibywFTgnsUeAwm0PHR84J1LKA7UoOgGZnF3lnUqezHx20/Ln4QiSPW"
    "UUYfKwfGMbHS6SsvMukrLzboKy/W9ZXICKDehjIr0FGZ0qH8IRPKHzag/CFBK5w3ZsdL4n"
    "UUGd296NwffFr/Krz/0223kuENBOIqSNiokv8jMMHvzRYfmfzGS9NyTeac4m1fY/5DgFa0"
    "jz7Kb25q/4g3QP26fRWfKLGCqzU2hLfwymXEiwqpTp+l06+uYfOAvS6pEM+CuGWy+zw4++"
    "VLh+5eFiL+Vi7POB6VUUP5zodyi9/xIWC6QQu8ybyaJK4MrTkMrc6C6vfwGNIDMieZIFG4"
    "dEPRXsK/uVNuz3MNRCtCxRiJ8H6lGYmEzixPgwQCqjF23himE7xDvglhVVBNBYpzozg3Gz"
    "k3YgWVT6EfEXmBVr+YtsCtdPiKwaQYTEfGYIoPATvANGugr2J++M9iGhn1ViCF+5NW//o6"
    "GyvsteJhHQnoBQiHdYxIHS7azLGgs08GT/TLS+DxxD7MdDZPfCzIwumxl4wgcUtQZFz6p4"
    "vkDwxngL915jxiSIalWyW6YJoIGo5LsQh9rMDJiS4qw0NZM3J1xpQ4C35P4bQ7k87oq6ye"
    "A9x1wCSNRwRZEDQWrNEnDjn6fGFRZAwRpAXJUhZnd0QGgsPncWbc9sJL3JkPlElODRJnBJ"
    "NosrT0IO0N4bZB7QoZwcoDOuRIcnMm0JB4148e0ceZ6bBsgQcVd4JHRsmlg1wjhwpyEJ5A"
    "X/1TMsIXx2gPVXlLhMHFSpH4E4EjjZXze7i2sSlchMrQ/fyPNbYOTMPuUvQXOLIVV6cQXJ"
    "2wUbaJ9hBKH1B5+ve+1tcaOWH2pKpE/h+wTr/VarY+V4l3MGDdfr2uaQ0sFBwO2Kda8xpP"
    "yf/xISaLGnb30SCobfOEzUS6vjsQKJ/H3IezLIyUs3RCytka6weGvPkiaVmyOUp7VO5w8Q"
    "ve7Qvl3QVoX9j8wYRZa4jG9dywrksrcONrtzxjQSBQvrFgL0m7Jjwp6UtDRs1KUSvzxEwv"
    "fqQtT/bYOu2m6AZavQndE+CrXMbU9T7q52ukBviwYbiEtSSspBNGhU0DwqpcacaDnUXjwA"
    "2aRfEp8sObKKsgjkMc3evkGH1jYiWkvO9nEIYNae6coBGhEoXsOXBGUBhtcTvpDOfwB0Oy"
    "5m2FlApUi2zbIo7LF0NvHNnK6p1YwQ6M3wVrnSOxdfuYbDR2K4pD+kdYXopDRE+a+xOPSq"
    "pvu8jf9tRkIsb0Fs0cE1XtXOR2Ln1Y5Y72rdPsaVViU+FEP2D12m2v2W5VfTvagHXrneZt"
    "r+pZ0wbsa7tZBwlhQoPy7VZDa3XhBEaGhL3nmk3vdRTunoksj0EqIqK4Zsks8m0/hqh8gZ"
    "WYJz0YU3paB+73iGZUe8Cum60vWqMJHwT6P1EDY/A3WzCwfO7UbqrExDfGIIfF6PWWzu6W"
    "sGPLo9+IyhS4bbbVbewcY+QkrOPbg7Mpzs9e+SJPBDuZ3bV/9FYm9jVyfjC5X7dbn/3icc"
    "b+KtiCXbGOdrqnRCBQDE+JUjnQSQJLntYIJV7UHAUbYQ6Nu6Ao5VzMRGXUakYx5xVz/tWJ"
    "opUXMefHfsi2F4JasviecVCj415u7vw+mbwRYngCkXeVNp7O443x1LPSeAU7dK7fU0cGha"
    "v6XNb/Iv7WDA4d98nCU7CdG1Ob/Pg3WfiU9DBpGhJWPROEV5UX1SeBwLu3+w1YiAASdL3K"
    "cjJdK5EdqWK9FmZKqRDFelWsV8V6VaxXxXotHbiK9apYr4r1Wo7xQLFejwdixXpVrNfvgW"
    "OpWK9FaxHFev3+GFOK9Zr+ESrWq2K9FrSRFetVtXNxyH6HYr8eO9tP2M+2N4l4woVuottO"
    "+5PWxfTrtesqgSX6FBbncE23kKrc7ePZie4s8Te25m9VDB7kPhWjgaRhM68iOZQ6nDZj/5"
    "uPXeiQFb11/33WCyCVt9NGxEqjg9tFl1XcPcXdKzSgkpiTE9EVIQWpokMqOmQxQc1Ah1wf"
    "DHYAazeoqKS9dWUETO6ur8MzvTXphJ4kUEzlhcomdqn3UgssmZFfihmXPYOJZH0+UoYhW1"
    "2OAVhFfRXC7UgwVZkH2aZTamPWTZGuWCc9wA931mSKWZNNQ8gwohsG2mTW0z8f6L4ixCu3"
    "zTuTjYijP2FmZT4npoi1OrX5XIZgncx0xqiFwiIiK7Ud7rFg9eAxH3UQ4TY2MTWEsAhSa7"
    "oUczP7rKwRsU2HOjIGrkzz/Mjte2rL6lCJjKmoK2QU6k5HXtxYxw8cy+gj0mZlANoN7Njw"
    "e48ZvfygwnF2rGLBvioLdlvb5g5MmkUbqF/JyhyJtp2LHBiRU/vj7ynEAvq5VkUg8wFrtO"
    "v9G60FvwHj5RxmLKlylurmAeu2+62G8JWQL/b62qAjpN13tFrjt5zDuhCSLHt5MGCiGvn7"
    "t6Nj1z/fNMfAtD/pt7r929t2p4fQL5mzXCw4LnkGrNduD69rnc8aPAvnQ0u376h3to3NKE"
    "7CimjAWu2h/AQZH8qv8KrT/qK1qmRsI21wwG477Z5WF/dY2NylE3EHfK5P8ntk3B1O8ZuU"
    "Z2Eca3/TvPMw6PNHWX7Y69RafrQUvBvsvfygKf0WdCRoyKtrDd8EVnGwZAQs4ZmbN1q7j0"
    "OEOad8ic/X70LHGy+dpwG7aXbr7dan5ud+B+84Nx3oZFPzbmnTgowQxQ+HsLfcnYcOhuCa"
    "bpq9LwVrX6AEYMcyYl9k6chQKj0j9sVaV5b7vDwAhxIK4SwIB7vvPCCvCJUP53fnWXjIWG"
    "xDdvfzNSYy6jPEcQ6kozLlA3ofHXpu5kPYL186dPfCpncoBpXL4xQSkSjNNntnriDKYfRk"
    "t8oLxXZOR1mxnRXbuaCNnIkFq3gR++ZFKGPz0RubPeQTrM1hmzxnbs5oaP6G1k8RH0jk2p"
    "zrBo0YYEWiUC+BpzRfVzBPZ5B+E388zszJDE89ieyb6zbl3d9CmI9hrjdMN2o+FjZiUYW4"
    "Ed4DLlCbBmk8GXe9xKCCFnNKRn54ZUMYrkUOUaxGhG22yR11nQFDfjpMuzJlqTAdy2yi8O"
    "QfgxrgZYdL5pqWqAjrsKjMMYoPF4RxRiMz3lb6po4wBSu8S4KT5Ihg04uKVgzyLrUsh8z4"
    "I7SoNIvjkgDuDrfNEK9patqOG/XFVKboQpmii6/3faWFzj40v3IIyaNoCCVKp2q4eJ8llB"
    "KUSlU1iGvxSBTe8JqnT68IFdiQVtx+HZuScm+jE+TVtqrI26q1aX2txTfxmJKkVYCGbclM"
    "lv6CpkgQVi2xbUuosDEqbIxqEaVU/36V6rDGpgDqNs0eE1XtXpR2T1gQek+v/DmV82GhNO"
    "zPOx+mK9gj2YpWo/PHFhGe8KcvHWoFof6T0V5NB1ASzFfXXYGP2fYoBR5tZQFov36BE3dp"
    "J9pq/EuVTcaahSyUwy1QWkWELcITRiOCNF2MKdpHpDmFvLGpZepj0zLdp9O5Qc5Oz98Ki4"
    "fjChuFyUi/20j2Adz1TYTFxjUn99RdNbT44b3Jnf5A0c9Od+6JPuZLNzQBQX0Z3fhckdDC"
    "dAeMs6qwu8w4tCK6HsJ/KOXlxJjACRk8C01CM7Se6OyJzGH4hpt5GStH0kCFvzwDkiucDc"
    "Uzoasht3MmyFBJMQozt1c22GBUktOdJjkV8brzGFlCiVJYteLE5HfvMhGT373bQEx+txZO"
    "3eL8Phnk572WfNkiw31y+2u71/7cqd3+2qxXyWLGYcC19cXMnAxYo/m52atdD2sddAI070"
    "xXt36E8RT9h1oaug2t51R6Jc+/mb7YPricL1zohur+vV/rAOjvq+8H7LrWasBS/xZ/X1Z/"
    "GTD0O+vUmtBOv1TfX27TKFkY0el86DU29IYMGs+3yMuyaRyqRT7Vuj2sykE3OE0GZxxTGZ"
    "vxSsNrYypTVrxyWxyhX+y+0lF9g29EnPEOsiWowvCNrbp2LU4Fh8UY+lTaKpW26oi8EFTa"
    "qj2CK1UB66Cm57wOJVTO6+1zXqtsVnvKZqXyAal8QN8DjUARO4rWIorYkd4gx2ngV96Sit"
    "arcsN8T+08p4ap5zQ5RWWUzUmFs1f0p1dnmlReFHtdfNA7APXGr+cov/xnQY2Oeymx11/H"
    "a7tucUaNr9xMdt2OXq5sogRNRMHhA5bMyAuqEVE69K1G3o6Ilv2Dg67OxKYTbqOXcEVSZ6"
    "QTNGKN8b11V7gx47EMfL1OCtrLHRKYM8obuUhMGNHmifNoukorKrMbfdbzWB9Mm3V5nkGZ"
    "dXmeqsvCS7FkZjmDyR0+kNwRgxsdcnJrR2KyJdSPlGkLpdRg6V9ZedVgaqOnNnoF2JO8xM"
    "9ln1sSsdtoP4il9dqGJLy4cTsi13Mcym3jpOAsKJ3M9umhsIs7CPeEOSYbskcidhT0ZylU"
    "IY45Ny3dlseY3bcibmmQN9KZwHkr7g3n9HvoBGOO/gJv4J/1FkpSSgw+h65zKnA8xUj7To"
    "7ERL5HA9neoSFlp6V8FI55Z6Z8FHapL1ZRtw4YnagYSoXXXpPveecrAcurXFiVKl2Is71w"
    "keSyYR3ldCpjKPEiKuN2SIdz33hpWq7JnFO87WtMf3thOCoXgsCFQDkMKIcB5TCgHAbKAK"
    "4iriviuiKuK5q0Iq6XpkWUxS69QcprsVPE9e/BGq+I699HOyviuiKuFw5QxWdQxPUCglpY"
    "4votKkqSAlh6CpQN0Ssxq5cokokVInJ9TblNOPxYWLoLx/NT8m1GGVIcTIcYS8G9YIagZm"
    "BOMLin+UBtE/OCYfouzOeVzAjZWe0yWOUM1+CjKlksx5ZYkBDdITqBzTjI8qnHvIDTC1iW"
    "OitUD8weBg92Kus4JSMkzwAOQWowj7XBpwMW5EDT55hUTLcsj/jhh56cwW1nuvFRxsNE9o"
    "ZMb4at81XWuyHxVxg7158huGOKNlknekS/+tUtlp8nTBE+Xo3wsdaQWQFf7wFqzbWqGfK/"
    "iDVQn9HYR+SUrj4KqDf2bmuEjcoXWbF80oMNlgim5z6aMpoeoPFFazRbVWKZ7B4mfJhKmi"
    "3YZX3u1G6qBDNJ6ne2Pi+GgVXRng5Ie5KLgQSdM+cW1VkK4oFQDHPkl+4L9ODMYVG/arev"
    "V1C/asZh7d9cadDHY8at9RHIW2/lHdEjYocb0N8Xf0A/Qk5No1P71Mu5wpNCVSL+DVi3/q"
    "vW6AtiTHA4YA3tuvlV6+DZ4HDAbvtX183ur3g2OIQavjRvb4W8PIiTb4oxC+AOaLi0U2Lg"
    "Jn8pUZnykW3O3p1nsf1isQ0xus/XrL/BVnILtXhcVunFi6wXV7bN9E+tvLbN5cLYstVXJV"
    "WrF6XVEz72tZxLY1tnRk6lTFRG6WOUDWy/Ci6ZwSmvu9iKlOqksS0RX+b+6KMyCk9lpz20"
    "nVZMOjsA9cqv5yg76rOgRufmFDttwui6A1xLbv9enVAyICvGS4Xrc7hGp5XcvII1nelLk4"
    "eGVukSjbur3VLwBV4GUzeooywI7Zug4neqFJ5KpM9tpqsMo/08S2RFQc4QlAzdJ2QYFRkC"
    "ERkZcz7HAIecYYzDx5k5mSHZ5I5DcSbYGkhHOSWjGX8cVWWEEkwiqjv3kRSisVCLh7hlIl"
    "tk4TF+JD9ljSKiKCCvSgHxWmUN6c1GrVDqcDat/fuq7CQJkTJ/K/N3Gc3fGKR3OE7x58yQ"
    "1DIUL3JXP/nWaQr2DdItkXxzq3W67VbVi0s8YB1NlKgSm4oixTC3wqycx9LqFS9dLJYPmd"
    "Igf9iQBfnDehJkZXZLR/84DTBZzG6vFgutaG28F1Wsvyd4oRLGdyY4TkifV26FHapIAUBh"
    "Xkl07RDnKxuzEECJzHvkHrwv0lrRO8LbuYaeFbAzJS6H/ahpCAcIv/APTtLe9yVV7TifwK"
    "ZoAC9w/t9i97r//dRBfP/Tt7aUITh5twcRqQPuD/zWOdrtgWE6ArchLAmcJJZs+mo0QbR8"
    "9L/dx9pS69LvcV2qiCyKJFCApelLgtNHJo1gEfYyy1dD1vNUIsD3avsK8EpYxUexTF/Jr7"
    "ZcNk9thzLM5YV+zuhN7YW8grW3+CmW5rorjnHaSQiz/+FtspP2LioW/tnOZEaNJS5FptwO"
    "HKsXNp+bDjU8G1mFjAzYEOjuSLpdo13Ns54FpjP/ieb6ExnDbQEo4yMZc3eGbtYDJnz2oA"
    "fAruPf8FwjEe1/9Khb1hAfcUTuKV1IK5t4AqF8hBcDmao406y1agRFhaR4Dh0ahFh8olvy"
    "NYU3OmYF4JPJ0rYpDFcjMuFLuK0QwEJO6BfuYIIDYRhEu16AxEcyQl90+a4eso6PdFgz3m"
    "cqb7GWemBi6eY8MdGAaJ5tsgxEdsb3puRzhM8ixgl4ZmVqLJap0W+pbcwHvmyhbQe37W6v"
    "SvDvgH3qaN1fh/JMeDxgIN+sa1Ui/8PvfuMz/sR/A9ZoftZQQv4vhm1BZYXYKRF9ZZhaBT"
    "RVMRQb28riRnr2/vyn858/XJ4HaqHgzCZtUEJwABzt1+B8JtKCJ6OiLESAhBkYkzXkjNu7"
    "KrUT3U2B0nPuJWavhGwd5PQED6GESvCwoqvZSYKH6MI/rzptTbiEGrUj0aAluNatq9Dk7i"
    "1vK4dSqnkL3by4K84ze/nlD8iG6ffq+xo5950DKtBR5IF4Rah8tp33v2RZIPySvj74JY7y"
    "EQZHCcKZ5OzZJ8khUerXNRgLMH+QPBiwrtZqiFxE3oE40xM/e+sZiPqtL632t1aVeAcD9q"
    "t2Ddfxb5HzE6VGGSpWgKE972V2tjOc5txpTw+/yT4WKIUaFxa5aRzgFFvzilT5xv7dz7AW"
    "1R06XDLXTIietHmNGhNV4XyKvE5dcMucbM2nD6UPOMfb1LWfhjx8nsyTfEfrdX4btlt1wZ"
    "z3axmwlvZV6wwb/dvrZr2GtHqGNqOhsVzA6+lFodfr87F5t+RJK7Jn8tpFBUszpewknit3"
    "HBNecbWpc/D0kitQLj05OHs2nS4dPX9awaic6tQrgOblPpaZ8rj7pdG2adZUdrXdZFdzKH"
    "O3SbIViqklaZGXpDpzHpPYj9mWpKF0gccyQdIQIXXF/6R4ut1Wu/1PcUYeFGQNKtDdiu8d"
    "E1XfYJG/QUXrT//Eykvrf5UcvoVr31dZ1CiPCuVRcRQeFfHxYgeY+i67JcU0MkBu76Siuy"
    "6dL9wduajUZG0lAv0gnio+bBscViLIPuu38jSMtmrGRIP2ExHR0/w6PhIOaxHh5EBgpqcG"
    "epygO8aEzxfY1YxT0uKEL104QeHV+JgbT2SCjhaIDhZ3qWWlZB7c6+0SvSqMiOuPNIQqD4"
    "pCeVAcgTV7/8vDnRm0vS8lj7o2IlJgHceW+tqzLPras3R97dmavlbpw5U+vMxbR1he29vp"
    "alYlla7mmHQ10lt1q2aPiSpNbJE1scFeId/iNiam1EOb1UMrm46XaTNKGAaiEtNoxDpXkc"
    "LCeeHnE3boYWD69I25kyOYRE3GKRChC3A57hD9DjATm2FxVCH3dOHKGAQYt0BGRUAvBDKB"
    "43vyxqGU2DSIXrB4SggtsZ/biEATtr20qAgw0flUJxcX5xciPnuFjMTCYBSJ6BCpjk/F+a"
    "lpw2OFPsGVMIiEjAuB8GNABgxNMZShuoNgFqFY9MWYuLkIDoHh3DEo/LuP8DD35mJBjREG"
    "rYDi3IF3pFMXdQz7iI2nFAa7VhiIfpZr/+ULFDnQwrb724uLLBvci4v0HS5eS9gC5EE4EC"
    "ghwrt3hCq+M98Rqw8i80MOpWJMqjQE0J3pFb1Zcx3SdOf+iEgxvPvxfqXx7qfw8vnDwBoH"
    "DwJ7/IxyRV5KH2XKqxBTDJpdJ9dVyQcUIem1VU35CEkqo0MWTAua0aG7kPFKG3piSNjo5c"
    "pGJZ5XcGjoTxl1ed9QCbWw+YNpUNshyFMnC900MBMhhgeFmsibfq/+toIBTfvdRgWzDYpL"
    "S/j+yJuRM+ELOhJhUU2bmMZbAtexjIg+ihyYddXewe6azLOROIoqFMWmWBozr23Wl64pxh"
    "49yQd7Zb16vMNZErS43lwLnob9eA20DSowX6CEWprzLBnIztMTkJ2v5x9LnFkbdGLOdStl"
    "M+WJxLullDn1ZI9NT7OpV2r15k3t+s3788plbJMaxTxhWfg6E24f6Tcac5NDsEeubpxul4"
    "LEQ5mbLw47DIbUfhB8ZWHLEmHGx1QQRfkUg4aT0f/y8dDLh4RWI5s/YjrgBUzrOMlViE68"
    "noOV4LRneku7ZDLr/m/5vCnq90hcLPrnwoRnQm3DH2rCfdUJVzZ7HqRDicOiXch97mqYEj"
    "Tg5lDlhwKKIJykzeTzuem6SbrjdJ+8qIyyjSQwJo8tsGFH62qdr/njGvpyVeIfDVi9fXPT"
    "7An/8+AQcwpfa7WuLCmP4pNoJuPrzl3OI7Nk4pYoXZu/KllCbf6RaO8z8RyV0Sb9Cyuv0W"
    "ZBbZMbea0MUSFlZ3gmybEAayeGBtjn3Qa1HSe2z+vGo32rSNrxKPxpu/WwdZ7brsvXzKMd"
    "D7TOM93BA8NPv4VJkVA/LdNowULA0G0y58ydSeX1RzISv8Se2nQdjzlq6Gka8X3dKVELvv"
    "TMZ35qJ1GBUocXa3f+XeTs6lYF09sZsNtmvdeH5TqcMCfuEnAasK/tZl0bIoa1ek/rwLUH"
    "juluJgACfLzUdrZZre/e2VJ+P4kruBQvQF/gu7Ze4DCXY3/vF1db+/Xgl6jjzQVmVEQBGg"
    "cUJ8ic6/OIiFqdb16d+8sPRQLatCiPdKjtI+hELFQxBm6OADqrRrGSwL3X2DlNNuZ/ag+U"
    "JYbNiVzduGsxsdyQYsGs7nmMiOKegxna+IRHGV+6jmmAgOPCV4Zcm0lSMubLJFe8F1eJbn"
    "ftKelBD76z9fkPsL9Z4PrGkVF1pHMburkJlz7PNW5pGZiUGFM4z3RmyHTIfuSglWTKU920"
    "cLmYvt1x+NKWA4l4E/yo1F6nUHudsIUyE1kCiSLvcbZ15tq9PcHv+DkgjsqUEeR9JBdd6E"
    "8W13M5IEVEiuGAVK70osdn9Wxp3/IaPEGkSuDPgN122nWt2xXZ2sLjAWu0W1qV4F841moN"
    "OIa/xTB2pod5fCbFS0SuNHvYXSTDoLadlEt3w1DvC5Qv9Ndehnllt01Hv7x2W4OzrdIXh2"
    "Iq6lTR2BgFYSXXqG1OZicJygLvSmWTokAPyzynIkhv2B1HlEmdtbNGPvQ6emGJo7vROafv"
    "iVPT0aZP4+n5aMuwYdtLEBn8qHIg7BUvIbrv32Vxn4FS6eukdwkONMylSbzo9O1wROTw2+"
    "HXmSh3tvF91cnsr/8Hw+C2sg=="
)
