using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Federation.Exchange;

/// <summary>The context on PostgreSQL. It takes many rows by COPY: each payment makes three in the list of exchanges,
/// and row by row they cost as much as the payment's decision.</summary>
public sealed class PostgresExchangeDb(DbContextOptions<PostgresExchangeDb> options) : ExchangeDb(options)
{
    internal override async Task AddAsync(
        IReadOnlyList<ExchangeRecord> exchanges, IReadOnlyList<PartyRecord> parties, CancellationToken cancel)
    {
        await CopyAsync(
            "exchange.exchanges (journal_id, group_number, position, member_id, source_partner_id, "
            + "merchant_partner_id, "
            + "create_time, "
            + "external_reference, detail, refunded_units)",
            exchanges, (row, e) =>
            {
                row.Write(e.JournalId, NpgsqlDbType.Uuid);
                row.Write(e.GroupNumber, NpgsqlDbType.Bigint);
                row.Write(e.Position, NpgsqlDbType.Integer);
                row.Write(e.MemberId, NpgsqlDbType.Uuid);
                row.Write(e.SourcePartners.ToString(), NpgsqlDbType.Varchar);
                row.Write(e.TargetPartnerId, NpgsqlDbType.Varchar);
                row.Write(e.CreateTime.UtcDateTime, NpgsqlDbType.TimestampTz);
                row.Write(e.ExternalReference, NpgsqlDbType.Varchar);
                row.Write(e.Detail, NpgsqlDbType.Bytea);
                row.Write(e.RefundedUnits, NpgsqlDbType.Bigint);
            }, cancel);
        await CopyAsync("exchange.exchange_parties (partner_id, group_number, position)", parties, (row, p) =>
        {
            row.Write(p.PartnerId, NpgsqlDbType.Varchar);
            row.Write(p.GroupNumber, NpgsqlDbType.Bigint);
            row.Write(p.Position, NpgsqlDbType.Integer);
        }, cancel);
    }

    internal override Task AddAsync(IReadOnlyList<QuoteRecord> quotes, CancellationToken cancel) => CopyAsync(
        "exchange.quotes (id, fingerprint, merchant_partner_id, member_id, slot, merchant_slot, detail, create_time, "
        + "expire_time)", quotes, (row, q) =>
        {
            row.Write(q.Id, NpgsqlDbType.Uuid);
            row.Write(q.Fingerprint, NpgsqlDbType.Bytea);
            row.Write(q.MerchantPartnerId, NpgsqlDbType.Varchar);
            row.Write(q.MemberId, NpgsqlDbType.Uuid);
            row.Write(q.Slot!.Value, NpgsqlDbType.Integer);
            row.Write(q.MerchantSlot!.Value, NpgsqlDbType.Integer);
            row.Write(q.Detail, NpgsqlDbType.Bytea);
            row.Write(q.CreateTime.UtcDateTime, NpgsqlDbType.TimestampTz);
            row.Write(q.ExpireTime.UtcDateTime, NpgsqlDbType.TimestampTz);
        }, cancel);

    private async Task CopyAsync<T>(
        string table, IReadOnlyList<T> rows, Action<NpgsqlBinaryImporter, T> write, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return;
        await Database.OpenConnectionAsync(cancel);
        try
        {
            var connection = (NpgsqlConnection)Database.GetDbConnection();
            await using var copy =
                await connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT BINARY)", cancel);
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancel);
                write(copy, row);
            }
            await copy.CompleteAsync(cancel);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }
}
