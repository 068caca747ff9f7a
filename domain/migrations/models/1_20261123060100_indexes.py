"""What Tortoise cannot say of a table: partial indexes and checks, written by hand."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE UNIQUE INDEX "one_default_brand" ON "brands" ("owner_id") WHERE "is_default";

        CREATE INDEX "sources_newest" ON "sources" ("owner_id", "created_at" DESC);
        CREATE INDEX "generations_newest" ON "generations" ("owner_id", "brand_id", "created_at" DESC);
        CREATE INDEX "generations_of_source" ON "generations" ("source_id");
        CREATE INDEX "chats_of_owner" ON "chats" ("owner_id");

        CREATE INDEX "deliveries_ripe" ON "deliveries" ("due_at") WHERE "status" = 'SCHEDULED';
        CREATE INDEX "deliveries_leased" ON "deliveries" ("lease_until")
            WHERE "status" IN ('CLAIMED', 'SENDING');
        CREATE INDEX "deliveries_coming" ON "deliveries" ("owner_id", "scheduled_for")
            WHERE "kind" = 'POST' AND "status" IN ('SCHEDULED', 'CLAIMED', 'HELD');
        CREATE INDEX "deliveries_of_chat" ON "deliveries" ("chat_id")
            WHERE "status" IN ('SCHEDULED', 'CLAIMED', 'HELD');

        ALTER TABLE "usage_periods" ADD CONSTRAINT "usage_not_negative"
            CHECK ("used" >= 0 AND "reserved" >= 0);
        ALTER TABLE "usage_entries" ADD CONSTRAINT "commits_what_was_reserved"
            CHECK ("committed" >= 0 AND "committed" <= "amount");
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "one_default_brand";
        DROP INDEX "sources_newest";
        DROP INDEX "generations_newest";
        DROP INDEX "generations_of_source";
        DROP INDEX "chats_of_owner";
        DROP INDEX "deliveries_ripe";
        DROP INDEX "deliveries_leased";
        DROP INDEX "deliveries_coming";
        DROP INDEX "deliveries_of_chat";
        ALTER TABLE "usage_periods" DROP CONSTRAINT "usage_not_negative";
        ALTER TABLE "usage_entries" DROP CONSTRAINT "commits_what_was_reserved";
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
