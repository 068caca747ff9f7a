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
