from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "series" (
    "id" UUID NOT NULL PRIMARY KEY,
    "rrule" VARCHAR(255) NOT NULL,
    "start" VARCHAR(19) NOT NULL,
    "zone" VARCHAR(64) NOT NULL,
    "next_number" INT NOT NULL,
    "skipped" JSONB NOT NULL,
    "ended" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "owner_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    "post_id" UUID NOT NULL REFERENCES "posts" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "series" IS 'A post that comes again and again, kept with the local wall clock (see recurrence.py).';
        ALTER TABLE "users" ADD "digest_hour" SMALLINT NOT NULL DEFAULT 8;
        ALTER TABLE "users" ADD "quiet_from" SMALLINT;
        ALTER TABLE "users" ADD "digest" VARCHAR(8) NOT NULL DEFAULT 'daily';
        ALTER TABLE "users" ADD "quiet_until" SMALLINT;
        ALTER TABLE "brands" ADD "slots" JSONB NOT NULL DEFAULT '[]';
        ALTER TABLE "posts" ADD "live_url" VARCHAR(2048);
        ALTER TABLE "deliveries" ADD "answer" VARCHAR(16);
        ALTER TABLE "deliveries" ADD "answered_at" TIMESTAMPTZ;
        COMMENT ON COLUMN "deliveries"."kind" IS 'POST: POST\nFRESH_POST: FRESH_POST\nNOTICE: NOTICE\nNUDGE: NUDGE\nDIGEST: DIGEST';
        COMMENT ON COLUMN users."digest" IS 'OFF: off\nDAILY: daily\nWEEKLY: weekly';
COMMENT ON COLUMN deliveries."answer" IS 'POSTED: POSTED\nSKIPPED: SKIPPED\nSNOOZED: SNOOZED';

        CREATE INDEX "posts_by_status" ON "posts" ("owner_id", "status", "created_at" DESC, "id" DESC);
        CREATE INDEX "posts_by_platform" ON "posts" ("owner_id", "platform", "created_at" DESC, "id" DESC);
        CREATE INDEX "posts_by_brand" ON "posts" ("owner_id", "brand_id", "created_at" DESC, "id" DESC);
        CREATE INDEX "posts_by_words" ON "posts" USING GIN
            (to_tsvector('simple', regexp_replace("text", '[^[:alnum:]]+', ' ', 'g')));
        CREATE UNIQUE INDEX "one_living_series" ON "series" ("post_id") WHERE NOT "ended";
        CREATE INDEX "living_series" ON "series" ("owner_id") WHERE NOT "ended";"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "posts_by_status";
        DROP INDEX "posts_by_platform";
        DROP INDEX "posts_by_brand";
        DROP INDEX "posts_by_words";
        ALTER TABLE "users" DROP COLUMN "digest_hour";
        ALTER TABLE "users" DROP COLUMN "quiet_from";
        ALTER TABLE "users" DROP COLUMN "digest";
        ALTER TABLE "users" DROP COLUMN "quiet_until";
        ALTER TABLE "brands" DROP COLUMN "slots";
        ALTER TABLE "posts" DROP COLUMN "live_url";
        ALTER TABLE "deliveries" DROP COLUMN "answer";
        ALTER TABLE "deliveries" DROP COLUMN "answered_at";
        COMMENT ON COLUMN "deliveries"."kind" IS 'POST: POST\nFRESH_POST: FRESH_POST\nNOTICE: NOTICE';
        DROP TABLE IF EXISTS "series";"""


MODELS_STATE = (
    "eJztXelz2ziy/1dQ/rJJPY/LkY9klFdbJUt0oo0ieXUkuxNtSZAIWVxTgIZHFM28/O8PDd"
    "6XTMo6KA6/2BTIBslfg0B3o48/zxZMJqp+MdCJdlZFf55RvCD8INB+js7wcum1QoOBJ6q4"
    "0ORXiBY80Q0NTw3eOMOqTniTTPSppiwNhVG4tIaW/FpGq+iJshVFM40tUJ+o5FHDi3Prpz"
    "EnaEUm6FVdJdrT63PENOvEhBnzC7iPzKb8Rgp93E2XQzqkY1l5JLoxmjNTGyNMZUHzu6kQ"
    "A0GbjrBG7CM2g5OKhuB2U5VNn87RJTIYqly9R5QFqFZzRSVw+Vp0QE1VFa9gUuV3k4wM9k"
    "j4SQD+2394s0Jl8oPozs/l02imEFUO8EWRoQPRPjLWS9E2GDQb9+JKgGcymjLVXFDv6uXa"
    "mDPqXm6ainwBNHDukVCiYYPIPrbBc9rsdZqsJ+YNhmYS91Flr0EmM2yqwPyz/52ZdAo8R+"
    "JO8Of67/aj+S4bjdqd/qgn9Uejs8hYgUcI8dpumjIK40yhBgD150+rXw8Q0XoGN6h/rHVf"
    "Xd2+FhAw3XjUxEkB19lPQYgNbJEK0D2UDXsEjeLgvlMem9SIBzxEGEKeP3QKzG1EM0DuoL"
    "UHfPnD8n+//FqpXF29rVxe3b67uX779ubd5Tt+rXjc6Km3G5hy1/zQbPfhgRifLKwpBBqA"
    "Hx7+4n8E+Poca/GwO9eH8OYvss0Ydxo8xL0JzYV3XwP6bIF/jFRCH405//mm8m4DmF9qXT"
    "HI+VWvg5C27VMV61wQXT5pYTUTvh7FAREm9DAYp0E4Gd8IuoayIH8wmglfP81WCIfnjDQA"
    "73PWCAB8e50C4dvrRIjhVBDjpYppPL4SNRcC4yZ/IEynJIK1Q3vAkXzflaSMY1nQVBH8Hd"
    "KHbqeK+J8hvRv0mm2p16si5ygsEqWaVW7TTCq3yXPKbZghXO5TvscM+TvGVIJp/Kj3iEK8"
    "mHCqfTHDWTwPK4vcdTot6Hmh67+r1joYWgTbg893EkddgM4vUoyEtdGSVbcd/R71Ace/jB"
    "V1nfUD6NzfV7m0PRvSRq3Z+ncViV6G9KskfYKfK0Ke7F6PO+H7lIcoV3oLrKqJ4mKIdCtx"
    "cSuWvNuvuHhVeXvrCojwY5NI2Ptca7Wi41woUiNQ1LKiGqTciQx+7PV017Ca1FDU7XB1SU"
    "tgA8BONQKvPcIxc3ODnwEZLx7XIGUIVtkmvXAO9jUl7BNl/oJyh/LZ2hoAG8DtNz9LvX7t"
    "80NgtWzU+hKcqYjWdaj1VVhScTtBX5v9jwh+ot86bSlsCXCv6/92Bs+ETYONKFuNsOzTs5"
    "1WB7UA182lvCXXg5Ql1/PCdQcjH9vF04NJbvbkMxdBwwRPn1ZYk0eBM97wmGiYynqMXGzT"
    "3X/qEhULZKODwLbB3kEfJ8j/n86Id1q9ceABZL8T7/qFKH1wOyoqVDqXEqfkhTD1RCdFhQ"
    "g+8xcC9MD0vUndx4ZnOscvhYdrmYWFh7+g8p1oyku/sYbVz7qoOOk7wKjn9lFEhEwdP5LR"
    "kr8je+nqP4CuHkRPRUILhCdWYUniVPTUorIIt2DKoZHte8OdAgJTzG62K0klb2d7Alua/e"
    "zvTJkS2PxdaYpBkEIvUIcS2CNWDB12iIn2Nx1ZfZ4jbKAFX13OkaKLDWYbbcQ4yasl1gwF"
    "q8jiHBL8eh234b33e4odcV1lhj4W29aWoQ0tzYmq6HP+HAgUEn4rKnp07mjvhS85C4mMsM"
    "67QzJbcKZfWA9zIfpMuQH+7Uz0a++j+jTk/5Rb40fdGs//1uwJ72v5HysDxiGywu2C31xe"
    "pkCaX5UItTgX2rIyZYXYWyRpgfbTFA7lq1QoX21A+SqKspF1J/wlu+B5RreSCt3KBnQrUX"
    "SXXHqcMW0RI2P+o9dpx0McIArbHZWpgf4P8YV+b1qebxGcmIpqKFS/gPsdYx0EkAImRwft"
    "V59r/wozot7q3IUXTOjgLsQUIeZkYYhLUDJj58xQdPcdIhzZ6JwQJDygg4LbcrIeCuVOWP"
    "KacJp7Iml2wvz6WlolzE+zS1UsH1aPLTSvyCZTCN8ouPdMI8oj/UTWEcefJIMSOUXVK8mS"
    "xJs1vHLNAYEhxV+evzKx5ql6rVevNaSzn2n27Y6zLZUz54icbbmcCjr7NG36hlOMfTM42J"
    "KNnKHR/bylEwyMmknt4BfL8qhVkbUjif4HOSoFP9SNtQpN1FxMiIZ++TsSI+QCjaf8/xjs"
    "kApFg14jatvcy12ENRMbBlkswaCpKTrR0Uox5ojAHg1aMe2J92DMsYEM/MRPKmAdraLVnK"
    "E540xBmD+SKvOL7LtNecNMoYo+R5QZwiKK6XpIF3wqvgDbqYE1S4oZowlRGX3UwV4L70TJ"
    "iuiG/YYL/rga4YNZN0ZPZD1GwE7LTGvgJYQpwaF9hfWETOPPQWT+jNUhhbM6JxHGXGMFZu"
    "GFeAP47fEYYRe5JOPrN2918T2Q+GJtSsvuGjDQ8tc0TDGAvBcuzbNHNs+6/Ipgndo73qXP"
    "s8n2rM8F2r7UrcLA51+3NqStZvuT1Gi2q1xjpk9EVviX32xzqfZDt/a5yucD/soQmxWed4"
    "7jMS9msG255BLnmkUP3c691Os1O+1aq4qWGpsRXefnsDqkXBobQOsU6yb8Bm6CUzfn5VY+"
    "3btnkDXZRzm02UfWozqcM/dp+MeqmD6aXKrJYg320xQvLmofk4qzJG83qzjUB7S+/3MgDa"
    "RGxkXWpqoi6/+QdgftdrP9oYrsgyHtDep1SWrARe7hkN7Xmi1osv7nY6IhmsZi5pnkr8Il"
    "KN4ncVVJswVVSd6BqkS2+WzRP+tE7qc73FR+mf95nK/j3xWuhYymHL7MsEapS3DDinyWuc"
    "AlKN5csJfY9ymLi51skKnCh23CpgSLDZiULZoLm/bUBu0GaBtSvcmHJ4fv/Da02eOgfh3d"
    "itYYny5HBnsicTbTTRNCkK4w80HlzfXb63dXt9fupOC2bJoZYvbTOEIqgafIDm8sbQlxGO"
    "KQ1Svt7Bs2luVYG8/VJDzHRubUOj6iAkWeHjixDp9twZiojxb8D/ioZ+VCQgclR7blCOxy"
    "GCTG3XOzHO0jK8xsXkZhl74n51v5nvg2oDJyPUi5A67nbFI7ESY7mGzksrXnuhWbQ6Qln/"
    "PMZxEulNGTzE/zgl3j0+Hqs3vEpWfe3gC1PFIyIhogKiEtnR0P4uwYmVd3AGrahCT5nEyf"
    "BdW/lARA5Q+A2oNW6yxmMtgBrIVLzREGNjADZvXN3adXpY18jEelx5Nkb0pfXpbnPSm/gh"
    "ef8FUUsdULLBORjPwCPShkKrz/+AUYgbULTVWFUAPp8EcBPz6NrQQZOPhZt416Ue78DsKD"
    "UsW64bP5jJ14ctuh0Um5juxLrJusrG6rvN9AO6e1c20Q2XZcnDKTj6YhZdR+p81eijNFCz"
    "xPxD2xdEM8qhuiQX7E6Gh93poQ9mlfXwgL+iZdTPpXP6CGRWLcXFWs1Wl/cC4PB779DOnF"
    "oY8hAvwmi24cdWnO3dacG5ons7EihrjkxLacKC3ByQwpriWYryOEg7oN20OkJd/zwvcYo2"
    "EkDK20cZUGmRyouKccfXoqmO81wFLEosYYApwY1WQzgBsImy6cEjQeNGOa0LTd+Dz0dU4o"
    "RCCCimxyFdyAzGmgmkNyNy9B5TlEHiKuF8cYAHbee6wq7o1RZwZluiJeMBopmJDK7Vzo12"
    "XE4HFV9Qgj0wIeHQHlvls4NF6JT+X2jI+8j6507olJdxUFtAxuzVVwa2n+O6D57wSD/hrd"
    "2n0/4zJpEVWR+DekvfpHqTEQwXzu4ZA2pFbzi9SFVvdwSB8Gd61m7yO0uoe8h0/NhwdBbx"
    "3kMzoQZLKRqWUKCvLTFC8uqHJ5ncYnHS7bkEvxOuKVbic43sp2FKYtHczyYyuKGglL03Dy"
    "p3aaJsKyVNNfketpDMOlM2npTJo7QEtDe+n5mENQU3g+ptm+KOsDHXrXQlTlitm1cKp1Je"
    "9auCXB0pS7cb38hO+gcOXzNg3QI0MGu0Bj2zvQufhvelwVm5d09Xz1mExbCps8cl7ghLPF"
    "dkJBfHCS9xoIBXDieLApFbuPqiwUn6VQvC5wG3HhXs9YUCZKWjw70u5zTZV2hWToT1PDLB"
    "PflxpRPjA9kOtRWQP1OBK8i1eMFO/HMlmSD3IunROSTqgM6cvZTDgKuUE6TPwUojm2akXC"
    "soNeafweeKJwmWN9sZBR5eIqpkTlrjq26lBO50Q2QRSZMc2NOoKkYYpOZLRgC0KNczSWuU"
    "IA+datmKQfhn0G7rKaK9O5+0QLvEYTflsOlPweTZgxh3inIRU76FSkkP+DP9cYcVUYjVdY"
    "VUfwiGP0RMiS9yW0Ff4EROOCEX8xTlMVLc1au4aAVFCK58CcIUhlU6xarykcrSBDPJtOTU"
    "2DSnJjO/LJyvquLJz4LDe3O8yVaIV15CLxHo2hcKf1rjayuoO01zPcZ2bdIpL0fqpiZRGb"
    "4l6wJza/PRLp7RP0r29iTrdnnyfFMpJ4zyLmCf7MZZhWvny/HE5t4zjg0ObZZ+PsodPrVx"
    "H8HdL7rtT7OLJavOMh5fTNulRF1n/+e9D4AD/h35A2mh8koLD+hye74/gE+L61tF+Ij6Tc"
    "0QjtaASmqSCgiYah0Nx2MC+9N/vSz3acUFHM9hE4n/F7tGlKn0cfkHwFVqYka2LKINVObD"
    "fHNV/uPymlBVkU5OS6nR5FPgp3wm0LU7gzIPhnNadFiAtoUTsRC1oqhyxLe8vKZY+qZG+u"
    "2ftHxiLgfxy+CPigX9/XzBlcu26vUyxdt9eJKxecCmWQdWwUWSAOEBVvb+fNr2kEhF+T5Y"
    "NfC1Bax/WLzziyz+J96+utGp8LeJt9MKQ9qd0QVXfsA9HSFz/7YW/6IR20P7U7X9tVZB8M"
    "6Uepxc/DXygI1q5LLUHgHuZD2/5OND02iitRkfFRFEaX2ZlmOMuoac8Or2SfCpTCjMuF3E"
    "km3TBIVby5f/crrEqwTkYmNZSYMJzNMmqItIwLybOcumSqMk34llJEl7rUB1zjNWJo6xHz"
    "nif1It+V+t1/jzptMH17vQxpW/oidUeNwUOrWedM4XyHPaORbC756/HHz8eijBcT5dFkcR"
    "LZM3Xd/ISFWVJ2El3NdF3hrxhkdQY/vfgODuiy57acrM+eRmamjrOX1fPTlYM6AGhW38ci"
    "uzzuXjTaNtVhmeVwN1kOIXPvNmVPPLJSJM2zSIqpvorzfkwnknrUOZ7LhJOGyM0g/sclZu"
    "i1O53fRIt1kBMZVKC7lb93iLT8BvP8DZZu/cmfWHHd+o9SpDJ3/D2KUFNGVJQRFScRURGe"
    "L3aAqROyW1BMfRPk9kEq2DDIYmnsKESlZvVWINAPEqniwLYhYMWH7LNxK+uRn6spc+hqay"
    "Rq2Th9vEeMyyIiyAHxlR6qyzARjmGXQSfyBWozxEyDNxD+amzC5DWaQqAFoAOXG0RVE5Lq"
    "7vV2sVEVsi/0x9oILSMochVBcQK72fsXD3e2oW1/KVnMtT6SHNs4trTXVtLYayvJ9tpKxF"
    "5b2sNLe3iRVcccVQLP3WRdXFtNWRn8r2GJdXWFbMJtiKw0D202DwWUjpdZMwqYBuI8ZNEI"
    "Da5c1bW10kHEaOheer0NdW0zJJOoWXkKROoCEMd1hB8xFJTlyrA4OkdPZGlYOQggb4GVFQ"
    "GiENCUHz+hVzohSCNu9oLlOia1xH5uIxJNaJqpEpFgontfRzc31zeiiM45GgvBYOzL6ODr"
    "js1Eu6ih6cu9cO4lkbDyQgD8kJABUlOMqLmYEC+ZhUfmfzEqbi6SQxBZFPBFl+/5wzwpyy"
    "WRx6JIL//idP6OZGaAjWEfufFKg8GuDQZinGXSvxyCPCda2Fa/vblJo+De3CRruHAuRgXI"
    "grBLUECEdx8Ilf9gvhM2H/jWhwxGxRBVYRxAd2ZXtFfNKKTJwf0+knxE98P9ChPdLwrtxl"
    "jINqeBlQ+eBPb0PcpL56XkWaa4BrHSg2b3tRyPk3KrOHCWDkmHdUha2iWLX4ipU/m4oJj6"
    "vtI8me4GsBsoUSM+I6zv7PkmE54p9hQJNbKlheXfLdG+C/cpYVoTWU8nRPitsBnkMEXj/7"
    "LJyC7PAEYsja2gsPQSr3WoO32OMPLqA4tK1Io90uJ9a/Z/y+ctY998aTrIj6XCnwmEn7JA"
    "9XEtZhbbsyDtURwW7Vwuu8GoabAnZ7AseASlv1KccsUWCyjQHDM6k0ME/DSlqSbGgePU8i"
    "x1pZ7U/ZI9zZJDV0XO0ZDWO58/Q+1vSIPkHA5pV2pJtZ51pXUUXkSPEwHnWyUjDNtsXAhS"
    "FtC4cCLGhFRuF6UNKfkLK64NaUk0hWUtnRogKs0em80eFlg7sXtwPe/B7e00sX1eVfePrd"
    "wp6zb8Sdq6x53n1HXrNVOq61/ndh0Vk+vPaI51OJCdaiBQowGqjlhVPbggIGMNLRg15ujV"
    "oF9//R6NxS+hUyuGbjuyyHgd1dL3eqfY4BfTtuY5lSZEB2UATL60879ECZFeVTie6UP60K"
    "z3B1xc5w3K1DA5TkP6pdOsSyPAsFbvS11+7juD7PtTDgL/eImmbyOt7z72w/p+YiW4hKAE"
    "h2CT4JYfVu3iSwDBKwQbTHMZ9Hvn8lK1j+biAhtvJjD9JCWgYUBhgcwon/tISul8s3TuiB"
    "/lnuQmodw3oLYP6PftUIUcgjLE8wc3xQoC915D+Zt0wn5I3wmNjeL3nd2otShw3YjAhWmj"
    "BSgSl9v+7rDHJxzcmWnoiswJdIN/ZVy3AJ/4aG3I27jIgBd3CVEAnZmv1jwylyDf6FaQv+"
    "VrD173IsLA9tQ3VRlqJEJFyTmmslWd0UlkEKjtOMOKCuJisrqjM1OzJhLxJvBRlbpOrnQd"
    "j0OpXctdijzrONv6lu9+P8EZ+Bkg9tMUEeR91Dpb4rXKcCZ/aB9JPvyhi1Xt7PR2PdvS16"
    "wbnpykivifIX3odupSryeKx3jHQ9rotKUqgr/8WKo1+DH/m4/NzuSsU89knPfRFUaH3UVu"
    "bqJpcaX9Nkz1DkHxMpHsZZov922T0S/uvq3M6FbVFD2yMglG3rwxImaq42x01oimTOdnMc"
    "YC+8z5JkMB9q55zkSQzNgdB7gnrtppEzHZAz23jqO7sTkn68SJ1fGSl/Hk8nhFUNj2EtMO"
    "H1UGhO3LC4jum8vLNHLS5WWynATnwm681CBxftHJ6rCP5PDq8HEWyp0pvkddzH7+PwV5+y"
    "w="
)
