using Npgsql;

namespace Federation.Bench;

/// <summary>A table, or one of its indexes.</summary>
/// <param name="Table">The table.</param>
/// <param name="Index">The index; null for the table's own rows.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record TableSize(string Table, string? Index, long Bytes)
{
    public static async Task<IReadOnlyList<TableSize>> ReadAsync(NpgsqlDataSource source)
    {
        // Rows and all that belongs to them; then each index.
        await using var command = source.CreateCommand(
            """
            SELECT c.relname, NULL, pg_table_size(c.oid) FROM pg_class c WHERE c.relnamespace = 'ledger'::regnamespace
                AND c.relkind = 'r'
            UNION ALL
            SELECT c.relname, i.relname, pg_relation_size(i.oid) FROM pg_index x
            JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
            WHERE c.relnamespace = 'ledger'::regnamespace
            ORDER BY 1, 2 NULLS FIRST
            """);
        var sizes = new List<TableSize>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            sizes.Add(new TableSize(
                reader.GetString(0), await reader.IsDBNullAsync(1) ? null : reader.GetString(1), reader.GetInt64(2)));
        return sizes;
    }
}
